/// One field of a request that cannot be accepted, and what would be right.
public struct FieldViolation: Hashable, Sendable {
    /// Path of the field in the request, as in the .proto (`trade.entry_price`).
    public var field: String
    /// What is wrong with the value, the value itself, and what would be right.
    public var description: String

    /// Creates a violation.
    public init(field: String, description: String) {
        self.field = field
        self.description = description
    }
}

/// Where in a request a message stands; the text of a field's path is made only when there is something to say about it.
public enum FieldPath: Hashable, Sendable {
    /// It is the request itself.
    case request
    /// It is a field of the request.
    case field(String)
    /// It is one of a repeated field of the request.
    case element(String, Int)

    /// The path of the message, as in the .proto (`trades[7]`); empty for the request.
    public var text: String {
        switch self {
        case .request: ""
        case .field(let name): name
        case .element(let name, let index): "\(name)[\(index)]"
        }
    }

    /// The path of a field of the message.
    public func appending(_ field: String) -> String {
        self == .request ? field : text + "." + field
    }
}

/// Every violation that a validation found; empty when the value can be accepted.
public struct Violations: Sendable {
    /// What was found, in the order of the fields.
    public private(set) var found: [FieldViolation] = []
    private let path: FieldPath

    /// Nothing found yet in the message at `path`, whose fields are named below.
    public init(in path: FieldPath = .request) {
        self.path = path
    }

    /// Whether nothing was found.
    public var isEmpty: Bool { found.isEmpty }

    /// Notes that `field` of the message is wrong.
    public mutating func add(_ field: String, _ description: String) {
        found.append(FieldViolation(field: path.appending(field), description: description))
    }

    /// Notes an error unless `condition` holds.
    public mutating func require(_ condition: Bool, _ field: String, _ description: @autoclosure () -> String)
    {
        if !condition { add(field, description()) }
    }
}
