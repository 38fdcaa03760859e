public import NijaModel

extension AlarmBook {
    /// How far a metric can move from where it was evaluated before a threshold of the scope could notice.
    ///
    /// It ends at the nearest limit on either side, hysteresis included, whatever has been reached so far: strictly within,
    /// until the first cooldown ends and without anything else happening, `evaluate` does nothing about the metric.
    ///
    /// - Parameters:
    ///   - metric: the metric.
    ///   - value: its value, for which the scope was evaluated.
    ///   - watch: what watches the scope.
    /// - Returns: the values that change nothing, and when the first cooldown ends; nil when none is on.
    public func quietRange(
        of metric: String, around value: Double, in watch: Watch
    ) -> (range: OpenRange, until: Timestamp?) {
        var (range, until) = (OpenRange.everything, Timestamp?.none)
        for rule in watch.rules where rule.metric == metric {
            for edge in rule.ladder.edges { range.exclude(edge, around: value) }
            if let end = breaches[watch.scope]?[rule.name]?.cooldownEnd { until = min(until ?? end, end) }
        }
        return (range, until)
    }
}

extension Ladder {
    /// Every value at which a level is reached or left.
    fileprivate var edges: [Double] {
        ([first] + further).flatMap { [$0.limit - hysteresis, $0.limit, $0.limit + hysteresis] }
    }
}
