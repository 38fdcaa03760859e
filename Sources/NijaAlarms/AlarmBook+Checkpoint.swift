public import NijaModel

extension AlarmBook: Checkpointable {
    /// Appends the book.
    public func write(to writer: inout StateWriter) {
        writer.write(thresholdsByKey.values.sorted { $0.key < $1.key })
        writer.write(unsigned: UInt64(monitors.count))
        for (rule, monitor) in monitors.sorted(by: { $0.key < $1.key }) {
            for text in [rule.name, rule.scope.account, rule.scope.strategy] { writer.write(text) }
            writer.write(monitor)
        }
        writer.write(active.values.sorted { $0.alarmID < $1.alarmID })
        writer.write(ended)
        writer.write(silences)
        writer.write(raisedCount)
        writer.write(lastRaised)
        writer.write(signed: idSecond)
        writer.write(idCounts)
    }

    /// Reads the book.
    public init(from reader: inout StateReader) throws(StateError) {
        self.init()
        let thresholds: [Threshold] = try reader.array()
        thresholdsByKey = Dictionary(thresholds.map { ($0.key, $0) }, uniquingKeysWith: { _, last in last })
        for _ in 0..<(try reader.unsigned()) {
            let name = try reader.string()
            let scope = AlarmScope(account: try reader.string(), strategy: try reader.string())
            monitors[Rule(name: name, scope: scope)] = try reader.value()
        }
        let alarms: [Alarm] = try reader.array()
        active = Dictionary(alarms.map { ($0.alarmID, $0) }, uniquingKeysWith: { _, last in last })
        ended = try reader.array()
        silences = try reader.array()
        raisedCount = try reader.int()
        lastRaised = try reader.optional()
        idSecond = try reader.signed()
        idCounts = try reader.dictionary()
    }
}

extension BreachMonitor: Checkpointable {
    func write(to writer: inout StateWriter) {
        switch state {
        case .quiet: writer.write(unsigned: 0)
        case .active(let level):
            writer.write(unsigned: 1)
            writer.write(level)
        case .cleared(let level):
            writer.write(unsigned: 2)
            writer.write(level)
        case .cooling(let until):
            writer.write(unsigned: 3)
            writer.write(until)
        }
    }

    init(from reader: inout StateReader) throws(StateError) {
        state =
            switch try reader.unsigned() {
            case 0: .quiet
            case 1: .active(level: try reader.int())
            case 2: .cleared(level: try reader.int())
            case 3: .cooling(until: try reader.value())
            default: throw .malformed
            }
    }
}
