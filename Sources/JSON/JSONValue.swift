/// A JSON value.
///
/// Objects keep the sequence of their members, numbers the text of their source.
public enum JSONValue: Hashable, Sendable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A number, as it was written: an amount keeps all of its digits.
    case number(String)
    /// A text.
    case string(String)
    /// A list.
    case array([JSONValue])
    /// Names and their values.
    case object([Member])

    /// A member of an object.
    public struct Member: Hashable, Sendable {
        /// The name.
        public var name: String
        /// The value.
        public var value: JSONValue

        /// Makes a member.
        public init(_ name: String, _ value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    /// The member of an object; nil when it has none of that name, or is no object.
    public subscript(name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.last { $0.name == name }?.value
    }

    /// The elements of a list; empty when it is none.
    public var elements: [JSONValue] {
        if case .array(let elements) = self { elements } else { [] }
    }

    /// The members of an object; empty when it is none.
    public var members: [Member] {
        if case .object(let members) = self { members } else { [] }
    }

    /// The text of a string, a number or a truth value; nil for anything else.
    public var text: String? {
        switch self {
        case .string(let text), .number(let text): text
        case .bool(let value): value ? "true" : "false"
        case .null, .array, .object: nil
        }
    }
}

/// Why a text is not JSON.
public struct JSONError: Error, Hashable, Sendable {
    /// Where, counted from 1.
    public var line: Int
    /// Where in the line, counted from 1.
    public var column: Int
    /// What is wrong.
    public var reason: String
}
