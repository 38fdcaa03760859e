import NijaModel

/// Binds the values of a row to a statement's parameters, one after the other.
struct RowBinder: ~Copyable {
    private let statement: Statement
    private var index: Int32

    /// Begins at the first parameter.
    init(_ statement: Statement) {
        self.statement = statement
        index = 0
    }

    private mutating func next() -> Int32 {
        index += 1
        return index
    }

    /// NULL, which a parameter is unless something is bound to it.
    mutating func addNull() { index += 1 }

    mutating func add(_ value: Int64) { statement.bind(next(), value) }
    mutating func add(_ value: Int) { statement.bind(next(), Int64(value)) }
    mutating func add(_ value: Bool) { statement.bind(next(), Int64(value ? 1 : 0)) }
    mutating func add(_ value: Double) { statement.bind(next(), value) }
    mutating func add(_ text: String) { statement.bind(next(), text) }
    mutating func add(_ value: Timestamp) { add(value.nanoseconds) }
    mutating func add(_ value: Decimal) { add(value.description) }
    mutating func add(_ value: some RawRepresentable<UInt8>) { add(Int64(value.rawValue)) }

    /// Sequences stay below 2⁶³: at a million events a second, for 292,000 years.
    mutating func add(sequence: UInt64) { add(Int64(clamping: sequence)) }

    /// Text that was not said is NULL, so that it costs a byte and reads as missing.
    mutating func add(said text: String) {
        if text.isEmpty { addNull() } else { add(text) }
    }

    mutating func add(_ value: Timestamp?) {
        if let value { add(value) } else { addNull() }
    }

    mutating func add(_ value: Decimal?) {
        if let value { add(value) } else { addNull() }
    }

    mutating func add(_ value: Double?) {
        if let value { add(value) } else { addNull() }
    }

    mutating func add(_ value: Bool?) {
        if let value { add(value) } else { addNull() }
    }

    mutating func add(_ value: (some RawRepresentable<UInt8>)?) {
        if let value { add(value) } else { addNull() }
    }

    /// Three columns, NULL for the daemon itself.
    mutating func add(_ actor: Actor?) {
        guard let actor, !actor.isDaemon else {
            index += 3
            return
        }
        add(Int64(actor.uid))
        add(Int64(actor.gid))
        add(Int64(actor.pid))
    }
}
