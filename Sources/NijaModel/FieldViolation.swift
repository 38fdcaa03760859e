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

/// Every violation that a validation found; empty when the value can be accepted.
public struct Violations: Sendable {
    /// What was found, in the order of the fields.
    public private(set) var found: [FieldViolation] = []

    /// Nothing found yet.
    public init() {}

    /// Whether nothing was found.
    public var isEmpty: Bool { found.isEmpty }

    /// Notes that `field` is wrong.
    public mutating func add(_ field: String, _ description: String) {
        found.append(FieldViolation(field: field, description: description))
    }

    /// Notes an error unless `condition` holds.
    public mutating func require(_ condition: Bool, _ field: String, _ description: @autoclosure () -> String)
    {
        if !condition { add(field, description()) }
    }
}
