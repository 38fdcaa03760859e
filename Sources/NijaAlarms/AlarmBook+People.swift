public import NijaModel

// What people and bots do to alarms.

extension AlarmBook {
    /// Trouble that a bot reports.
    public struct Report: Sendable {
        /// What the bot calls it; the same name again repeats the active alarm.
        public var name: String
        /// What it concerns.
        public var scope: AlarmScope
        /// How bad it is.
        public var severity: Severity
        /// What it is about.
        public var category: AlarmCategory
        /// What happened, for a person.
        public var message: String
        /// A value that tells how bad.
        public var value: Double?
        /// More about it.
        public var metadata: [String: String]
        /// What the daemon should do.
        public var action: AlarmAction

        /// Makes a report.
        public init(
            name: String, scope: AlarmScope, severity: Severity, category: AlarmCategory, message: String,
            value: Double? = nil, metadata: [String: String] = [:], action: AlarmAction = .none
        ) {
            self.name = name
            self.scope = scope
            self.severity = severity
            self.category = category
            self.message = message
            self.value = value
            self.metadata = metadata
            self.action = action
        }
    }

    /// Raises what a bot reports, or repeats the alarm of that name if it is active.
    public mutating func report(_ report: Report, at now: Timestamp, sequence: inout UInt64) -> AlarmChange {
        let known = active.values.first {
            $0.name == report.name && $0.account == report.scope.account
                && $0.strategy == report.scope.strategy
                && $0.metric.isEmpty
        }
        var alarm =
            known
            ?? Alarm(
                alarmID: makeID(report.name, at: now), name: report.name, account: report.scope.account,
                strategy: report.scope.strategy, severity: report.severity, category: report.category,
                message: report.message, raisedAt: now)
        var transition = AlarmTransition.raised
        if let known {
            transition = report.severity > known.severity ? .escalated : .repeated
            alarm.occurrences += 1
            alarm.severity = max(known.severity, report.severity)
            alarm.message = report.message
        }
        (alarm.currentValue, alarm.metadata) = (report.value, report.metadata)
        let action = transition == .repeated ? AlarmAction.none : report.action
        return record(AlarmChange(alarm: alarm, transition: transition, action: action), &sequence)
    }

    /// Notes that a person has seen an alarm; nil when somebody has already.
    ///
    /// - Throws: `.unknownAlarm`.
    public mutating func acknowledge(
        _ id: String, by actor: Actor, note: String, at now: Timestamp, sequence: inout UInt64
    ) throws(AlarmError) -> AlarmChange? {
        var alarm = try alarm(id)
        if alarm.acknowledgement != nil || alarm.state != .active { return nil }
        alarm.acknowledgement = Alarm.Acknowledgement(time: now, actor: actor)
        return record(AlarmChange(alarm: alarm, transition: .acknowledged, note: note), &sequence)
    }

    /// Ends an alarm; nil when it has ended already.
    ///
    /// - Throws: `.unknownAlarm`.
    public mutating func clear(
        _ id: String, note: String, at now: Timestamp, sequence: inout UInt64
    ) throws(AlarmError) -> AlarmChange? {
        var alarm = try alarm(id)
        if alarm.state != .active { return nil }
        (alarm.state, alarm.endedAt) = (.cleared, now)
        if let rule = rule(of: alarm) { monitors[rule]?.clear() }
        return record(AlarmChange(alarm: alarm, transition: .cleared, note: note), &sequence)
    }

    /// Ends every acknowledged alarm of an account, or of all when it is empty.
    public mutating func clearAcknowledged(
        account: String, at now: Timestamp, sequence: inout UInt64
    ) -> [AlarmChange] {
        let seen = active.values.filter {
            $0.acknowledgement != nil && (account.isEmpty || $0.account == account)
        }
        return seen.sorted { $0.sequence < $1.sequence }.compactMap {
            try? clear($0.alarmID, note: "acknowledged", at: now, sequence: &sequence)
        }
    }

    /// Puts a silence into force.
    public mutating func silence(_ silence: Silence, sequence: inout UInt64) -> Silence {
        sequence += 1
        var silence = silence
        silence.sequence = sequence
        adopt(silence)
        return silence
    }

    // MARK: Thresholds

    /// Creates or replaces a threshold.
    ///
    /// Its alarms stay and are held against it at the next evaluation; disabling it resolves them.
    public mutating func put(
        _ threshold: Threshold, at now: Timestamp, sequence: inout UInt64
    ) -> (change: ThresholdChange, resolved: [AlarmChange]) {
        sequence += 1
        var threshold = threshold
        threshold.isBuiltIn = thresholdsByKey[threshold.key]?.isBuiltIn ?? false
        threshold.sequence = sequence
        let change = ThresholdChange(threshold: threshold, isDeleted: false)
        adopt(change)
        return (change, resolveUnwatched(named: threshold.key.name, at: now, sequence: &sequence))
    }

    /// Deletes a threshold; its alarms resolve.
    ///
    /// - Throws: `.unknownThreshold`.
    public mutating func delete(
        _ key: Threshold.Key, at now: Timestamp, sequence: inout UInt64
    ) throws(AlarmError) -> (change: ThresholdChange, resolved: [AlarmChange]) {
        guard var threshold = thresholdsByKey[key] else { throw .unknownThreshold(key) }
        sequence += 1
        threshold.sequence = sequence
        let change = ThresholdChange(threshold: threshold, isDeleted: true)
        adopt(change)
        return (change, resolveUnwatched(named: key.name, at: now, sequence: &sequence))
    }

    /// Resolves the alarms of a name for which no threshold is watched any longer.
    private mutating func resolveUnwatched(
        named name: String, at now: Timestamp, sequence: inout UInt64
    ) -> [AlarmChange] {
        let unwatched = monitors.keys.filter { rule in
            rule.name == name
                && !closestThresholds(for: rule.scope).contains { $0.key.name == name && $0.isEnabled }
        }
        return unwatched.sorted().compactMap { rule in
            monitors[rule] = nil
            guard var alarm = activeAlarm(of: rule) else { return nil }
            (alarm.state, alarm.endedAt) = (.resolved, now)
            return record(
                AlarmChange(
                    alarm: alarm, transition: .resolved, note: "the threshold is not watched any longer"),
                &sequence)
        }
    }
}
