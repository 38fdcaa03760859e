public import NijaModel

// Reading alarms and thresholds.

extension AlarmBook {
    /// The count of alarms.
    public struct Summary: Hashable, Sendable {
        /// Active alarms, acknowledged ones included.
        public var active = 0
        /// Active alarms that were acknowledged.
        public var acknowledged = 0
        /// Active alarms by severity; every severity has an entry.
        public var bySeverity = Dictionary(uniqueKeysWithValues: Severity.allCases.map { ($0, 0) })
        /// Active alarms by category; every category has an entry.
        public var byCategory = Dictionary(uniqueKeysWithValues: AlarmCategory.allCases.map { ($0, 0) })
        /// Alarms ever raised.
        public var raised = 0
        /// The alarm raised last, as it is now; nil when there never was one.
        public var lastRaised: Alarm?
    }

    /// Active alarms, worst first, then newest first.
    public var activeAlarms: [Alarm] {
        register.active.values.sorted { left, right in
            (left.severity, left.raisedAt, left.sequence) > (right.severity, right.raisedAt, right.sequence)
        }
    }

    /// How many alarms are active.
    public var activeCount: Int { register.active.count }

    /// An alarm that is active or ended not long ago.
    ///
    /// - Throws: `.unknownAlarm`.
    public func alarm(_ id: String) throws(AlarmError) -> Alarm {
        guard let alarm = register.alarm(id) else { throw .unknownAlarm(id) }
        return alarm
    }

    /// The count of the alarms of an account, or of all when it is empty.
    public func summary(account: String) -> Summary {
        var summary = Summary()
        for alarm in register.active.values where account.isEmpty || alarm.account == account {
            summary.active += 1
            if alarm.acknowledgement != nil { summary.acknowledged += 1 }
            summary.bySeverity[alarm.severity, default: 0] += 1
            summary.byCategory[alarm.category, default: 0] += 1
        }
        let histories = register.history.filter { account.isEmpty || $0.key == account }.values
        summary.raised = histories.reduce(0) { $0 + $1.count }
        summary.lastRaised = histories.max { $0.lastRaisedSequence < $1.lastRaisedSequence }?.last
        return summary
    }

    /// Thresholds that hold for an account, or all when it is empty, by name, account and strategy.
    public func thresholds(account: String) -> [Threshold] {
        rules.thresholds.values
            .filter { account.isEmpty || $0.key.account.isEmpty || $0.key.account == account }
            .sorted { $0.key < $1.key }
    }

    /// A threshold; nil when there is none.
    public func threshold(_ key: Threshold.Key) -> Threshold? {
        rules.thresholds[key]
    }

    /// Silences in force, by their end.
    public func silences(at now: Timestamp) -> [Silence] {
        silences.filter { now < $0.until }.sorted { ($0.until, $0.sequence) < ($1.until, $1.sequence) }
    }
}
