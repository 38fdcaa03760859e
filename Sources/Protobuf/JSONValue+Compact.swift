public import JSON

extension JSONValue {
    /// The value as JSON on one line.
    public var compact: String {
        switch self {
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .number(let text): text
        case .string(let text): jsonQuoted(text)
        case .array(let elements): "[" + elements.map(\.compact).joined(separator: ",") + "]"
        case .object(let members):
            "{" + members.map { jsonQuoted($0.name) + ":" + $0.value.compact }.joined(separator: ",") + "}"
        }
    }
}
