import NijaModel

/// The alarms: active ones, those that ended last, and how many there have been.
struct AlarmRegister: Hashable, Sendable {
    /// What tells active alarms apart: there is one at most for each.
    struct Place: Hashable, Sendable {
        var name: String
        var scope: AlarmScope
        /// A bot reported it; a threshold of the same name is another matter.
        var isReported: Bool

        init(_ name: String, _ scope: AlarmScope, isReported: Bool) {
            (self.name, self.scope, self.isReported) = (name, scope, isReported)
        }

        init(_ alarm: Alarm) {
            self.init(
                alarm.name, AlarmScope(account: alarm.account, strategy: alarm.strategy),
                isReported: alarm.metric.isEmpty)
        }
    }

    /// The alarms that an account has ever had.
    struct History: Hashable, Sendable {
        /// How many were raised.
        var count = 0
        /// The one raised last, as it is now.
        var last: Alarm
        /// The sequence at which that was raised.
        var lastRaisedSequence: UInt64
    }

    /// Active alarms by id.
    private(set) var active: [String: Alarm] = [:]
    /// Alarms that ended last, oldest first.
    private(set) var ended: [Alarm] = []
    /// All alarms ever raised, by account.
    private(set) var history: [String: History] = [:]
    private var idByPlace: [Place: String] = [:]
    private var ids = AlarmIDs()
    /// Active alarms that bots reported.
    private(set) var reportedCount = 0

    /// The active alarm at a place.
    func alarm(at place: Place) -> Alarm? {
        idByPlace[place].flatMap { active[$0] }
    }

    /// An alarm that is active or ended not long ago.
    func alarm(_ id: String) -> Alarm? {
        active[id] ?? ended.last { $0.alarmID == id }
    }

    /// An id for a new alarm.
    mutating func makeID(_ name: String, at now: Timestamp) -> String {
        ids.make(name, at: now) { [active, ended] id in
            active[id] != nil || ended.contains { $0.alarmID == id }
        }
    }

    /// Makes a change true, whether it is new or comes from the log.
    mutating func keep(_ change: AlarmChange) {
        let alarm = change.alarm
        if change.transition == .raised {
            ids.note(alarm)
            let count = (history[alarm.account]?.count ?? 0) + 1
            history[alarm.account] = History(count: count, last: alarm, lastRaisedSequence: alarm.sequence)
        } else if history[alarm.account]?.last.alarmID == alarm.alarmID {
            history[alarm.account]?.last = alarm
        }
        if alarm.state == .active {
            enter(alarm)
        } else {
            leave(alarm)
            ended.append(alarm)
            if ended.count > AlarmLimits.endedAlarms { ended.removeFirst() }
        }
    }

    /// Completes what was kept already, without another change.
    mutating func replace(_ alarm: Alarm) {
        if active[alarm.alarmID] != nil { active[alarm.alarmID] = alarm }
        if let index = ended.lastIndex(where: { $0.alarmID == alarm.alarmID }) { ended[index] = alarm }
        if history[alarm.account]?.last.alarmID == alarm.alarmID { history[alarm.account]?.last = alarm }
    }

    private mutating func enter(_ alarm: Alarm) {
        if active.updateValue(alarm, forKey: alarm.alarmID) != nil { return }
        let place = Place(alarm)
        idByPlace[place] = alarm.alarmID
        if place.isReported { reportedCount += 1 }
    }

    private mutating func leave(_ alarm: Alarm) {
        guard active.removeValue(forKey: alarm.alarmID) != nil else { return }
        let place = Place(alarm)
        idByPlace[place] = nil
        if place.isReported { reportedCount -= 1 }
    }
}

extension AlarmRegister: Checkpointable {
    func write(to writer: inout StateWriter) {
        writer.write(active.values.sorted { $0.alarmID < $1.alarmID })
        writer.write(ended)
        writer.write(history)
        writer.write(ids)
    }

    init(from reader: inout StateReader) throws(StateError) {
        for alarm in try reader.array(Alarm.self) { enter(alarm) }
        ended = try reader.array()
        history = try reader.dictionary()
        ids = try reader.value()
    }
}

extension AlarmRegister.History: Checkpointable {
    func write(to writer: inout StateWriter) {
        writer.write(count)
        writer.write(last)
        writer.write(unsigned: lastRaisedSequence)
    }

    init(from reader: inout StateReader) throws(StateError) {
        count = try reader.int()
        last = try reader.value()
        lastRaisedSequence = try reader.unsigned()
    }
}
