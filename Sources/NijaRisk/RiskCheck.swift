public import NijaModel

/// A rule and what came of it.
public struct RiskCheck: Hashable, Sendable {
    /// The rule.
    public var rule: RiskRule
    /// What came of it.
    public var result: RiskResult
    /// What the order leads to; empty when it is no number.
    public var value = ""
    /// The limit in force; empty when there is none.
    public var limit = ""
    /// What is left of it.
    public var headroom = ""
    /// Where the limit comes from; empty when there is none.
    public var scope = ""
    /// In words that a person understands.
    public var explanation: String

    init(_ rule: RiskRule, _ result: RiskResult, _ explanation: String, scope: String = "") {
        self.rule = rule
        self.result = result
        self.explanation = explanation
        self.scope = scope
    }

    /// The rule is not in force.
    static func unlimited(_ rule: RiskRule) -> RiskCheck { RiskCheck(rule, .skipped, "no limit is set") }

    /// The rule does not concern orders that only reduce what is held.
    static func reducing(_ rule: RiskRule) -> RiskCheck {
        RiskCheck(rule, .skipped, "the order only reduces what is held")
    }

    /// Holds an exact amount against the most that it may be.
    static func atMost(
        _ rule: RiskRule, _ value: Decimal, _ limit: (value: Decimal, key: RiskLimits.Key), _ what: String
    ) -> RiskCheck {
        let headroom = limit.value.minus(value)
        let isClose = headroom.times(Decimal(10)) < limit.value
        var check = RiskCheck(
            rule, headroom.isNegative ? .fail : isClose ? .warning : .pass,
            "\(what) \(value), of at most \(limit.value)", scope: limit.key.scope)
        (check.value, check.limit) = (value.description, limit.value.description)
        check.headroom = headroom.description
        return check
    }

    /// Holds a count against the most that it may be.
    static func atMost(
        _ rule: RiskRule, _ value: Int, _ limit: (value: Int, key: RiskLimits.Key), _ what: String
    ) -> RiskCheck {
        let headroom = limit.value - value
        var check = RiskCheck(
            rule, headroom < 0 ? .fail : headroom * 10 < limit.value ? .warning : .pass,
            "\(what) \(value), of at most \(limit.value)", scope: limit.key.scope)
        (check.value, check.limit) = (String(value), String(limit.value))
        check.headroom = String(headroom)
        return check
    }

    /// Holds a percentage, or a time, against the most that it may be.
    static func atMost(
        _ rule: RiskRule, _ value: Double, _ limit: (value: Double, key: RiskLimits.Key), _ what: String,
        unit: String
    ) -> RiskCheck {
        let headroom = limit.value - value
        var check = RiskCheck(
            rule, headroom < 0 ? .fail : headroom * 10 < limit.value ? .warning : .pass,
            "\(what) \(text(value)) \(unit), of at most \(text(limit.value)) \(unit)", scope: limit.key.scope)
        (check.value, check.limit, check.headroom) = (text(value), text(limit.value), text(headroom))
        return check
    }

    /// At most four places, without zeros at the end: what a person reads.
    private static func text(_ value: Double) -> String {
        let rounded = (value * 10_000).rounded() / 10_000
        return rounded == rounded.rounded() && rounded.magnitude < 1e15
            ? String(Int64(rounded)) : String(rounded)
    }
}
