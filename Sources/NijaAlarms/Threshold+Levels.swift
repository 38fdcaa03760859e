public import NijaModel

/// A level of an alarm: the threshold itself, or one of its escalations.
struct AlarmLevel: Hashable, Sendable {
    let thresholdValue: Double
    let severity: Severity
    let action: AlarmAction
}

extension Threshold {
    /// The levels from the first to the worst; never empty.
    var levels: [AlarmLevel] {
        [AlarmLevel(thresholdValue: thresholdValue, severity: severity, action: action)]
            + escalations.map {
                AlarmLevel(thresholdValue: $0.thresholdValue, severity: $0.severity, action: $0.action)
            }
    }

    /// What it is called for people.
    var title: String { description.isEmpty ? key.name : description }

    /// Whether `value` is past `limit`.
    func isBreached(by value: Double, at limit: Double) -> Bool {
        switch comparison {
        case .lessThan: value < limit
        case .greaterThan: value > limit
        case .lessThanOrEqual: value <= limit
        case .greaterThanOrEqual: value >= limit
        case .equal: value == limit
        }
    }

    /// How many levels `value` has reached: 0 is no breach.
    func levelsReached(by value: Double) -> Int {
        if !isBreached(by: value, at: thresholdValue) { return 0 }
        return 1 + escalations.prefix { isBreached(by: value, at: $0.thresholdValue) }.count
    }

    /// How many levels `value` holds once they were reached: it must come back by the hysteresis to lose one.
    func levelsHeld(by value: Double) -> Int {
        let slack =
            switch comparison {
            case .lessThan, .lessThanOrEqual: hysteresis
            case .greaterThan, .greaterThanOrEqual: -hysteresis
            case .equal: 0.0
            }
        return levels.prefix { isBreached(by: value, at: $0.thresholdValue + slack) }.count
    }

    /// Whether it holds for a scope.
    func holds(for scope: AlarmScope) -> Bool {
        guard key.account.isEmpty || key.account == scope.account else { return false }
        if scope.strategy.isEmpty { return key.strategy.isEmpty }
        return key.strategy == scope.strategy || key.strategy == Self.eachStrategy
    }

    /// How closely it fits a scope: the closest of several with the same name is the one that counts.
    var closeness: Int {
        (key.account.isEmpty ? 0 : 2) + (key.strategy.isEmpty || key.strategy == Self.eachStrategy ? 0 : 1)
    }

    /// Most escalations a threshold may have.
    public static let escalationsCountMax = 8

    /// Notes everything that is wrong with a threshold, by the field names of the .proto.
    ///
    /// - Parameters:
    ///   - metrics: the names that can be watched.
    ///   - violations: receives what is found.
    public func validate(metrics: Set<String>, into violations: inout Violations) {
        Names.checkShort(key.name, field: "threshold.name", required: true, into: &violations)
        if !key.account.isEmpty {
            Names.checkAccount(key.account, field: "threshold.account", into: &violations)
        }
        Names.checkShort(key.strategy, field: "threshold.strategy", into: &violations)
        Names.checkLong(description, field: "threshold.description", into: &violations)
        violations.require(
            metrics.contains(metric), "threshold.metric",
            "is \(Names.quoted(metric)); it must be one of \(metrics.sorted().joined(separator: ", "))")
        violations.require(
            thresholdValue.isFinite, "threshold.threshold_value", "is \(thresholdValue); it must be a number")
        violations.require(minTrades >= 0, "threshold.min_trades", "is \(minTrades); it must not be negative")
        violations.require(
            hysteresis >= 0 && hysteresis.isFinite, "threshold.hysteresis",
            "is \(hysteresis); it must be a number of at least 0")
        validateEscalations(into: &violations)
    }

    private func validateEscalations(into violations: inout Violations) {
        violations.require(
            escalations.count <= Self.escalationsCountMax, "threshold.escalations",
            "has \(escalations.count) levels; the limit is \(Self.escalationsCountMax)")
        violations.require(
            escalations.isEmpty || comparison != .equal, "threshold.escalations",
            "cannot go with COMPARISON_EQ, which has no worse")
        for (index, (before, level)) in zip(levels, levels.dropFirst()).enumerated() {
            let field = "threshold.escalations[\(index)]"
            violations.require(
                level.thresholdValue.isFinite
                    && isBreached(by: level.thresholdValue, at: before.thresholdValue)
                    && level.thresholdValue != before.thresholdValue,
                field + ".threshold_value",
                "is \(level.thresholdValue); it must be worse than \(before.thresholdValue)")
            violations.require(
                level.severity > before.severity, field + ".severity", "must be worse than the level before")
        }
    }
}
