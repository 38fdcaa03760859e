public import NijaModel

/// Thresholds, the alarms that they and bots have raised, and silences.
///
/// A breach has one alarm, however often it is looked at: it is raised, gets worse and better, and ends when the value
/// has come back or a person clears it. Each change takes the ledger's next sequence and is handed out as a value;
/// adopting those values in their sequence gives the same book again.
///
/// It reads no clock: the caller passes the time, and evaluates each scope on the events that change its figures and now
/// and then on a timer, for figures that time alone changes and for cooldowns that have ended.
public struct AlarmBook: Sendable {
    var rules = RuleBook()
    /// The breaches that are not quiet, by scope and name of the threshold; no scope is empty.
    private(set) var breaches: [AlarmScope: [String: BreachMonitor]] = [:]
    /// How many breaches of a scope were cleared by a person and go on; no scope has none.
    private(set) var suppressedCounts: [AlarmScope: Int] = [:]
    var register = AlarmRegister()
    var silences: [Silence] = []

    /// A book with the built-in thresholds.
    public init() {}

    // MARK: Evaluation

    /// The thresholds that watch a scope, looked up once for an evaluation.
    public struct Watch: Sendable {
        /// The account or strategy.
        public let scope: AlarmScope
        let rules: [Rule]

        /// Whether nothing watches it.
        public var isEmpty: Bool { rules.isEmpty }
    }

    /// Looks up what watches a scope.
    ///
    /// - Parameters:
    ///   - scope: the account or strategy.
    ///   - place: a number for a metric by which `evaluate` asks for its value, nil for one that has none; asked for once
    ///     a metric after thresholds have changed, so it must always be the same.
    /// - Returns: the thresholds, good until one changes.
    public mutating func watch(_ scope: AlarmScope, place: (String) -> Int?) -> Watch {
        Watch(scope: scope, rules: rules.rules(for: scope, place))
    }

    /// Holds the figures of a scope against its thresholds.
    ///
    /// - Parameters:
    ///   - watch: what watches the scope.
    ///   - trades: how many trades it has.
    ///   - now: the time.
    ///   - sequence: the ledger's last sequence; each change takes the next.
    ///   - value: the value of the metric at a place, asked for once a metric; nil when it has none, which neither raises
    ///     nor resolves anything.
    /// - Returns: what happened to alarms, in sequence. `action` is what the ledger shall do about a change.
    /// - Cost: O(thresholds of the scope); without a breach a comparison each, no allocation.
    public mutating func evaluate(
        _ watch: Watch, trades: Int, at now: Timestamp, sequence: inout UInt64, value: (Int) -> Double?
    ) -> [AlarmChange] {
        let (scope, rules) = (watch.scope, watch.rules)
        let monitors = breaches.isEmpty ? nil : breaches[scope]
        var changes: [AlarmChange] = []
        var current: Double?
        // By index: a copy of each rule would retain all of its texts.
        for index in rules.indices {
            if !rules[index].sharesMetric { current = rules[index].place.flatMap(value) }
            guard let current, current.isFinite else { continue }
            let monitor = monitors?[rules[index].name]
            if monitor == nil && !rules[index].ladder.isReached(by: current) { continue }
            let known = monitor ?? BreachMonitor()
            if let change = observe(current, rules[index], scope, known, trades: trades, at: now) {
                changes.append(record(change, at: now, &sequence))
            }
        }
        return changes
    }

    /// The metrics that are watched in a scope, each once, in the sequence in which `evaluate` asks for them.
    public func metricsWatched(in scope: AlarmScope) -> [String] {
        rules.metrics(for: scope)
    }

    private mutating func observe(
        _ value: Double, _ rule: Rule, _ scope: AlarmScope, _ known: BreachMonitor, trades: Int,
        at now: Timestamp
    ) -> AlarmChange? {
        var monitor = known
        let step = monitor.observe(value, rule.ladder, trades: trades, at: now)
        if monitor != known { setMonitor(monitor, rule.name, scope) }
        switch step {
        case .nothing:
            return nil
        case .raise(let level):
            return raise(rule, level, value, scope, at: now)
        case .escalate(let level, let before):
            guard var alarm = move(rule, level, value, scope) else { return nil }
            // Who has seen it has not seen it as bad as this.
            alarm.acknowledgement = nil
            let action = rule.ladder.action(from: before, to: level.severity)
            return AlarmChange(alarm: alarm, transition: .escalated, action: action)
        case .deescalate(let level):
            return move(rule, level, value, scope).map { AlarmChange(alarm: $0, transition: .deescalated) }
        case .resolve:
            guard var alarm = alarm(of: rule.name, scope) else { return nil }
            (alarm.state, alarm.endedAt, alarm.currentValue) = (.resolved, now, value)
            alarm.message = AlarmWording.recovery(rule.threshold, value)
            return AlarmChange(alarm: alarm, transition: .resolved)
        }
    }

    private mutating func raise(
        _ rule: Rule, _ level: Ladder.Level, _ value: Double, _ scope: AlarmScope, at now: Timestamp
    ) -> AlarmChange {
        var alarm = Alarm(
            alarmID: register.makeID(rule.name, at: now), name: rule.name, account: scope.account,
            strategy: scope.strategy, severity: level.severity, category: rule.threshold.category,
            message: "", raisedAt: now)
        describe(&alarm, rule, level, value)
        let action = rule.ladder.action(from: nil, to: level.severity)
        return AlarmChange(alarm: alarm, transition: .raised, action: action)
    }

    private func move(_ rule: Rule, _ level: Ladder.Level, _ value: Double, _ scope: AlarmScope) -> Alarm? {
        guard var alarm = alarm(of: rule.name, scope) else { return nil }
        describe(&alarm, rule, level, value)
        return alarm
    }

    private func describe(_ alarm: inout Alarm, _ rule: Rule, _ level: Ladder.Level, _ value: Double) {
        (alarm.severity, alarm.metric) = (level.severity, rule.metric)
        (alarm.currentValue, alarm.thresholdValue) = (value, level.limit)
        alarm.message = AlarmWording.breach(rule.threshold, value, limit: level.limit)
    }

    // MARK: Parts

    /// Gives a change its place and makes it true.
    mutating func record(_ change: AlarmChange, at now: Timestamp, _ sequence: inout UInt64) -> AlarmChange {
        sequence += 1
        var change = change
        change.alarm.sequence = sequence
        change.isSilenced = silences.contains { $0.covers(change.alarm, at: now) }
        register.keep(change)
        return change
    }

    /// The active alarm that a threshold has raised in a scope.
    func alarm(of name: String, _ scope: AlarmScope) -> Alarm? {
        register.alarm(at: AlarmRegister.Place(name, scope, isReported: false))
    }

    /// Keeps how a breach stands.
    mutating func setMonitor(_ monitor: BreachMonitor, _ name: String, _ scope: AlarmScope) {
        let wasSuppressing = breaches[scope]?[name]?.isSuppressing == true
        if wasSuppressing != monitor.isSuppressing {
            let count = suppressedCounts[scope, default: 0] + (wasSuppressing ? -1 : 1)
            suppressedCounts[scope] = count == 0 ? nil : count
        }
        breaches[scope, default: [:]][name] = monitor.isQuiet ? nil : monitor
        if breaches[scope]?.isEmpty == true { breaches[scope] = nil }
    }
}
