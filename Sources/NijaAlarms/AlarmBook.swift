public import NijaModel

/// Why the book refuses a command; nothing has changed.
public enum AlarmError: Error, Hashable, Sendable {
    /// There is no alarm with this id, or it ended too long ago to be remembered.
    case unknownAlarm(String)
    /// There is no such threshold.
    case unknownThreshold(Threshold.Key)
}

/// Thresholds, the alarms that they and bots have raised, and silences.
///
/// Each change takes the next sequence and is handed out as a value; adopting those values in their sequence gives the
/// same book again.
public struct AlarmBook: Sendable {
    /// The closest threshold of a name, whichever that is, in a scope.
    struct Rule: Hashable, Comparable, Sendable {
        var name: String
        var scope: AlarmScope

        static func < (left: Rule, right: Rule) -> Bool {
            (left.name, left.scope) < (right.name, right.scope)
        }
    }

    /// Ended alarms that are remembered, to answer whoever acts on one twice.
    static let endedCountMax = 256

    var thresholdsByKey: [Threshold.Key: Threshold]
    var monitors: [Rule: BreachMonitor] = [:]
    /// Active alarms by id.
    var active: [String: Alarm] = [:]
    /// Alarms that ended last, oldest first.
    var ended: [Alarm] = []
    var silences: [Silence] = []
    /// Alarms ever raised.
    public internal(set) var raisedCount = 0
    /// The alarm raised last.
    public internal(set) var lastRaised: Alarm?
    /// The second for which ids were given last, and how often each stem was given in it.
    var idSecond: Int64 = .min
    var idCounts: [String: Int] = [:]
    /// The closest thresholds for a scope; emptied when thresholds change.
    var rulesByScope: [AlarmScope: [Threshold]] = [:]

    /// A book with the built-in thresholds.
    public init() {
        thresholdsByKey = Dictionary(uniqueKeysWithValues: BuiltInThresholds.all.map { ($0.key, $0) })
    }

    // MARK: Evaluation

    /// Holds the figures of a scope against its thresholds.
    ///
    /// - Parameters:
    ///   - scope: the account or strategy.
    ///   - trades: how many trades it has.
    ///   - now: the time.
    ///   - sequence: the ledger's last sequence; each change takes the next.
    ///   - value: a metric's value; nil when it has none, which neither raises nor resolves anything.
    /// - Returns: what happened to alarms, in sequence.
    /// - Cost: O(thresholds of the scope); no allocation when nothing changes.
    public mutating func evaluate(
        _ scope: AlarmScope, trades: Int, at now: Timestamp, sequence: inout UInt64,
        value: (String) -> Double?
    ) -> [AlarmChange] {
        var changes: [AlarmChange] = []
        for threshold in rules(for: scope) {
            let rule = Rule(name: threshold.key.name, scope: scope)
            guard threshold.isEnabled, let value = value(threshold.metric), value.isFinite else { continue }
            var monitor = monitors[rule] ?? BreachMonitor()
            let before = monitor
            let step = monitor.observe(value, threshold, trades: trades, at: now)
            if monitor != before { monitors[rule] = monitor.state == .quiet ? nil : monitor }
            if let change = act(on: step, rule, threshold, value, at: now) {
                changes.append(record(change, &sequence))
            }
        }
        return changes
    }

    /// Makes up for what the log does not tell: a cleared breach whose value has come back since.
    public mutating func settle(
        _ scope: AlarmScope, trades: Int, at now: Timestamp, value: (String) -> Double?
    ) {
        for threshold in rules(for: scope) {
            let rule = Rule(name: threshold.key.name, scope: scope)
            guard case .cleared = monitors[rule]?.state, let value = value(threshold.metric),
                threshold.levelsHeld(by: value) == 0
            else { continue }
            monitors[rule] = nil
        }
    }

    /// The thresholds of a scope, the closest of each name, by name.
    private mutating func rules(for scope: AlarmScope) -> [Threshold] {
        if let known = rulesByScope[scope] { return known }
        let rules = closestThresholds(for: scope)
        rulesByScope[scope] = rules
        return rules
    }

    func closestThresholds(for scope: AlarmScope) -> [Threshold] {
        var closest: [String: Threshold] = [:]
        for threshold in thresholdsByKey.values where threshold.holds(for: scope) {
            let rival = closest[threshold.key.name]
            if rival == nil || rival.map({ $0.closeness < threshold.closeness }) == true {
                closest[threshold.key.name] = threshold
            }
        }
        return closest.values.sorted { $0.key < $1.key }
    }

    private mutating func act(
        on step: BreachMonitor.Step, _ rule: Rule, _ threshold: Threshold, _ value: Double, at now: Timestamp
    ) -> AlarmChange? {
        switch step {
        case .nothing:
            return nil
        case .raise(let level):
            var alarm = Alarm(
                alarmID: makeID(threshold.key.name, at: now), name: threshold.key.name,
                account: rule.scope.account,
                strategy: rule.scope.strategy, severity: threshold.severity, category: threshold.category,
                message: "", raisedAt: now)
            describe(&alarm, threshold, level: level, value)
            return AlarmChange(alarm: alarm, transition: .raised, action: threshold.levels[level - 1].action)
        case .escalate(let level):
            return move(rule, threshold, level: level, value, .escalated, threshold.levels[level - 1].action)
        case .deescalate(let level):
            return move(rule, threshold, level: level, value, .deescalated, .none)
        case .resolve:
            guard var alarm = activeAlarm(of: rule) else { return nil }
            (alarm.state, alarm.endedAt, alarm.currentValue) = (.resolved, now, value)
            alarm.message = "\(threshold.title) is over: \(threshold.metric) is \(rounded(value))"
            return AlarmChange(alarm: alarm, transition: .resolved)
        }
    }

    private func move(
        _ rule: Rule, _ threshold: Threshold, level: Int, _ value: Double, _ transition: AlarmTransition,
        _ action: AlarmAction
    ) -> AlarmChange? {
        guard var alarm = activeAlarm(of: rule) else { return nil }
        describe(&alarm, threshold, level: level, value)
        return AlarmChange(alarm: alarm, transition: transition, action: action)
    }

    private func describe(_ alarm: inout Alarm, _ threshold: Threshold, level: Int, _ value: Double) {
        let reached = threshold.levels[level - 1]
        alarm.severity = reached.severity
        (alarm.metric, alarm.currentValue, alarm.thresholdValue) = (
            threshold.metric, value, reached.thresholdValue
        )
        alarm.message =
            "\(threshold.title): \(threshold.metric) is \(rounded(value)), the threshold \(rounded(reached.thresholdValue))"
    }

    func activeAlarm(of rule: Rule) -> Alarm? {
        active.values.first {
            $0.name == rule.name && $0.account == rule.scope.account && $0.strategy == rule.scope.strategy
                && !$0.metric.isEmpty
        }
    }

    // MARK: Recording

    /// Gives a change its place and makes it true.
    mutating func record(_ change: AlarmChange, _ sequence: inout UInt64) -> AlarmChange {
        sequence += 1
        var change = change
        change.alarm.sequence = sequence
        change.isSilenced = silences.contains { $0.covers(change.alarm, at: time(of: change)) }
        keep(change)
        return change
    }

    private func time(of change: AlarmChange) -> Timestamp {
        change.alarm.endedAt ?? change.alarm.acknowledgement?.time ?? change.alarm.raisedAt
    }

    /// Makes a change true, whether it is new or comes from the log.
    mutating func keep(_ change: AlarmChange) {
        let alarm = change.alarm
        if change.transition == .raised {
            raisedCount += 1
            lastRaised = alarm
        }
        if alarm.state == .active {
            active[alarm.alarmID] = alarm
        } else {
            active[alarm.alarmID] = nil
            ended.removeAll { $0.alarmID == alarm.alarmID }
            ended.append(alarm)
            if ended.count > Self.endedCountMax { ended.removeFirst() }
        }
    }

    /// `<name>_<YYYYMMDD>_<HHMMSS>`, numbered from the second on of the same second.
    mutating func makeID(_ name: String, at now: Timestamp) -> String {
        let text = now.rfc3339(fractionDigits: 0)
        let digits = text.filter(\.isNumber)
        let stem = "\(name)_\(digits.prefix(8))_\(digits.dropFirst(8).prefix(6))"
        noteID(stem, at: now)
        let count = idCounts[stem] ?? 1
        return count == 1 ? stem : "\(stem)_\(count)"
    }

    mutating func noteID(_ stem: String, at time: Timestamp) {
        if idSecond != time.secondsSinceEpoch { (idSecond, idCounts) = (time.secondsSinceEpoch, [:]) }
        idCounts[stem, default: 0] += 1
    }

    private func rounded(_ value: Double) -> String {
        let hundredths = (value * 100).rounded() / 100
        guard hundredths.magnitude < 1e15 else { return value.description }
        return hundredths == hundredths.rounded() ? String(Int64(hundredths)) : hundredths.description
    }
}
