public import NijaModel

/// Where an account stands by its reports, closed trades and cash flows, now and when a day began.
public struct Standing: Hashable, Sendable {
    /// Equity now: the last report and what came after it, or capital, net profits and cash flows.
    public let equity: Decimal
    /// The same when the day began.
    public let equityAtDayStart: Decimal
    /// Deposits less withdrawals since.
    public let flowsSinceDayStart: Decimal

    /// Creates a standing.
    public init(equity: Decimal, equityAtDayStart: Decimal, flowsSinceDayStart: Decimal) {
        self.equity = equity
        self.equityAtDayStart = equityAtDayStart
        self.flowsSinceDayStart = flowsSinceDayStart
    }
}

extension Performance {
    /// Where an account stands on `day`, the present one.
    ///
    /// - Cost: O(log days) after `settle`, O(days since the earliest change) otherwise.
    public func standing(on day: Day) -> Standing {
        let inputs = inputs(.net)
        var series = series.net
        series.settle(inputs)
        let (closedDay, closedEquity) = series.closedEnd(inputs)
        // Whatever lies before `day` is behind, a closed period that holds it and later days (a weekend) is walked again.
        let isBehind = closedDay.map { $0 < day } ?? true
        var walk = EquityWalk(
            inputs, after: isBehind ? closedDay : nil,
            equity: isBehind ? closedEquity : inputs.initialEquity)
        _ = walk.advance(through: day.adding(-1))
        let before = walk.equity
        let flow = walk.advance(through: Day(index: .max))
        return Standing(
            equity: Decimal(units: walk.equity), equityAtDayStart: Decimal(units: before),
            flowsSinceDayStart: Decimal(units: flow))
    }
}
