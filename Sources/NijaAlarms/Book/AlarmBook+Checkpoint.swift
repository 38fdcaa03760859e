public import NijaModel

extension AlarmBook: Checkpointable {
    /// Appends the book.
    public func write(to writer: inout StateWriter) {
        writer.write(rules)
        writer.write(breaches.mapValues(Breaches.init))
        writer.write(register)
        writer.write(silences)
    }

    /// Reads the book.
    public init(from reader: inout StateReader) throws(StateError) {
        self.init()
        rules = try reader.value()
        let breaches: [AlarmScope: Breaches] = try reader.dictionary()
        for (scope, monitors) in breaches {
            for (name, monitor) in monitors.byName { setMonitor(monitor, name, scope) }
        }
        register = try reader.value()
        silences = try reader.array()
    }
}

/// The breaches of a scope by name of the threshold.
private struct Breaches: Checkpointable {
    let byName: [String: BreachMonitor]

    init(_ byName: [String: BreachMonitor]) {
        self.byName = byName
    }

    func write(to writer: inout StateWriter) {
        writer.write(byName)
    }

    init(from reader: inout StateReader) throws(StateError) {
        byName = try reader.dictionary()
    }
}
