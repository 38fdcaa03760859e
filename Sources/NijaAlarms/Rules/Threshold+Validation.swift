public import NijaModel

extension Threshold {
    /// Notes everything that is wrong with a threshold, by the field names of the .proto and in their sequence.
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
        validateMetric(metrics, into: &violations)
        violations.require(
            thresholdValue.isFinite, "threshold.threshold_value", "is \(thresholdValue); it must be a number")
        Names.checkLong(description, field: "threshold.description", into: &violations)
        violations.require(minTrades >= 0, "threshold.min_trades", "is \(minTrades); it must not be negative")
        validateHysteresis(into: &violations)
        violations.require(
            cooldown >= .zero, "threshold.cooldown", "is \(cooldown.seconds) s; it must not be negative")
        validateEscalations(into: &violations)
    }

    private func validateMetric(_ metrics: Set<String>, into violations: inout Violations) {
        if metrics.contains(metric) { return }
        if metric.isEmpty { return violations.add("threshold.metric", "is required") }
        let near = NearMatches.of(metric, in: metrics).map(Names.quoted).joined(separator: " or ")
        let advice =
            near.isEmpty
            ? "it must be one of \(metrics.sorted().joined(separator: ", "))" : "did you mean \(near)?"
        violations.add("threshold.metric", "is \(Names.quoted(metric)); \(advice)")
    }

    private func validateHysteresis(into violations: inout Violations) {
        violations.require(
            hysteresis >= 0 && hysteresis.isFinite, "threshold.hysteresis",
            "is \(hysteresis); it must be a number of at least 0")
        violations.require(
            comparison != .equal || !(hysteresis > 0), "threshold.hysteresis",
            "is \(hysteresis); with COMPARISON_EQ it must be 0, as an exact match has no way back")
    }

    private func validateEscalations(into violations: inout Violations) {
        violations.require(
            escalations.count <= AlarmLimits.escalations, "threshold.escalations",
            "has \(escalations.count) levels; the limit is \(AlarmLimits.escalations)")
        if comparison == .equal {
            violations.require(
                escalations.isEmpty, "threshold.escalations",
                "cannot go with COMPARISON_EQ, which has no worse")
            return
        }
        var before = (limit: thresholdValue, severity: severity)
        for (index, level) in escalations.enumerated() {
            let field = "threshold.escalations[\(index)]"
            violations.require(
                level.thresholdValue.isFinite && isWorse(level.thresholdValue, than: before.limit),
                field + ".threshold_value",
                "is \(level.thresholdValue); it must be \(isLow ? "below" : "above") \(before.limit)")
            violations.require(
                level.severity > before.severity, field + ".severity",
                "is \(level.severity); it must be worse than \(before.severity)")
            before = (level.thresholdValue, level.severity)
        }
    }

    /// Low values are the bad ones.
    private var isLow: Bool { comparison == .lessThan || comparison == .lessThanOrEqual }

    private func isWorse(_ value: Double, than other: Double) -> Bool {
        isLow ? value < other : value > other
    }
}
