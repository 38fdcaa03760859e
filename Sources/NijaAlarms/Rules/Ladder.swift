import NijaModel

/// The levels of a threshold, from the first to the worst, and how values are held against them.
///
/// Severity gets strictly worse from level to level, so a severity names a level.
struct Ladder: Hashable, Sendable {
    /// The threshold itself, or one of its escalations.
    struct Level: Hashable, Sendable {
        let limit: Double
        let severity: Severity
        let action: AlarmAction
    }

    let comparison: Comparison
    let first: Level
    let further: [Level]
    /// How far a value must come back past a limit to leave its level.
    let hysteresis: Double
    /// Trades below which nothing is raised.
    let minTrades: Int
    /// How long after its end a breach is not raised again, unless it is worse.
    let cooldown: TimeSpan

    init(_ threshold: Threshold) {
        comparison = threshold.comparison
        first = Level(
            limit: threshold.thresholdValue, severity: threshold.severity, action: threshold.action)
        further = threshold.escalations.map {
            Level(limit: $0.thresholdValue, severity: $0.severity, action: $0.action)
        }
        hysteresis = threshold.hysteresis
        minTrades = threshold.minTrades
        cooldown = threshold.cooldown
    }

    /// Whether `value` is a breach at all.
    func isReached(by value: Double) -> Bool { isPast(first.limit, value) }

    /// The worst level that `value` has reached; nil is no breach.
    func reached(by value: Double) -> Level? { worst { isPast($0.limit, value) } }

    /// The worst level that `value` would not leave, had it been reached; nil when the breach is over.
    func held(by value: Double) -> Level? {
        let slack =
            switch comparison {
            case .lessThan, .lessThanOrEqual: hysteresis
            case .greaterThan, .greaterThanOrEqual: -hysteresis
            case .equal: 0.0
            }
        return worst { isPast($0.limit + slack, value) }
    }

    /// What is to be done when an alarm gets from one severity (nil: it is new) to a worse one.
    ///
    /// The strongest action of all levels on the way: a value that jumps over a level must not dodge its action.
    func action(from before: Severity?, to after: Severity) -> AlarmAction {
        ([first] + further)
            .filter { level in level.severity <= after && before.map { level.severity > $0 } != false }
            .map(\.action)
            .max { $0.rawValue < $1.rawValue } ?? .none
    }

    private func worst(_ isPast: (Level) -> Bool) -> Level? {
        if !isPast(first) { return nil }
        return further.prefix(while: isPast).last ?? first
    }

    private func isPast(_ limit: Double, _ value: Double) -> Bool {
        switch comparison {
        case .lessThan: value < limit
        case .greaterThan: value > limit
        case .lessThanOrEqual: value <= limit
        case .greaterThanOrEqual: value >= limit
        case .equal: value == limit
        }
    }
}
