import NijaModel

/// Values by name, each of which is found once and then changed where it stands.
///
/// A dictionary would move a value out and back for every change, and those of a ledger are large. Nothing is ever
/// removed, so a slot stays good.
struct Directory<Value> {
    private var slots: [String: Int] = [:]
    private var values: [Value] = []

    /// All names, sorted.
    var names: [String] { slots.keys.sorted() }

    /// Where the value of a name stands; nil when there is none.
    func slot(of name: String) -> Int? { slots[name] }

    /// The value in a slot.
    subscript(slot: Int) -> Value {
        _read { yield values[slot] }
        _modify { yield &values[slot] }
    }

    /// A copy of the value of a name; nil when there is none.
    subscript(name: String) -> Value? { slots[name].map { values[$0] } }

    /// Something of each value, by name.
    func mapValues<Result>(_ transform: (Value) -> Result) -> [String: Result] {
        slots.mapValues { transform(values[$0]) }
    }

    /// Something of each value, by name; values of which there is nothing are left out.
    func compactMapValues<Result>(_ transform: (Value) -> Result?) -> [String: Result] {
        slots.compactMapValues { transform(values[$0]) }
    }

    /// Something of each value, in the order of their names.
    func sorted<Result>(_ transform: (Value) -> Result) -> [Result] {
        names.compactMap { name in slots[name].map { transform(values[$0]) } }
    }

    /// Adds a value under a name that has none.
    mutating func insert(_ value: Value, named name: String) {
        let previous = slots.updateValue(values.count, forKey: name)
        precondition(previous == nil, "a name was given twice")
        values.append(value)
    }

    /// Changes the value of a name, where it stands.
    ///
    /// - Returns: what `body` returns; nil when there is no such name.
    @discardableResult
    mutating func change<Result, Failure: Error>(
        _ name: String, _ body: (inout Value) throws(Failure) -> Result
    ) throws(Failure) -> Result? {
        guard let slot = slots[name] else { return nil }
        return try body(&values[slot])
    }

    /// Changes every value.
    mutating func changeAll(_ body: (inout Value) -> Void) {
        for slot in values.indices { body(&values[slot]) }
    }
}

extension Directory: Sendable where Value: Sendable {}

extension Directory: Checkpointable where Value: Checkpointable {
    /// Appends the values by name, so that equal directories give equal bytes.
    func write(to writer: inout StateWriter) {
        writer.write(mapValues { $0 })
    }

    init(from reader: inout StateReader) throws(StateError) {
        let entries: [String: Value] = try reader.dictionary()
        for (name, value) in entries { insert(value, named: name) }
    }
}
