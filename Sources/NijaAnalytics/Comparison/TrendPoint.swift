public import NijaModel

/// The main figures of a scope as they were at the end of one day.
public struct TrendPoint: Hashable, Sendable {
    /// The day; for a calendar of business days, a weekend counts to its Monday.
    public let day: Day
    /// Trades closed up to the day.
    public let totalTrades: Int
    /// 100 · wins / trades up to the day.
    public let winRate: Metric
    /// Total profit / total loss up to the day.
    public let profitFactor: Metric
    /// The Sharpe ratio of the returns up to the day.
    public let sharpeRatio: Metric
    /// Equity at the end of the day.
    public let equity: Decimal
    /// The drawdown at the end of the day, in percent.
    public let drawdown: Metric
    /// 100 · net profit up to the day / initial capital.
    public let roiPercentage: Metric
    /// What belongs to the day alone.
    public let ofDay: OfDay

    /// What belongs to a day alone.
    public struct OfDay: Hashable, Sendable {
        /// Trades closed on it.
        public let trades: Int
        /// Net profit of those trades.
        public let netProfit: Decimal
        /// Deposits less withdrawals.
        public let cashFlow: Decimal
        /// Change of equity without the cash flows.
        public let change: Decimal
        /// Return as a fraction; nil once equity is not positive.
        public let dailyReturn: Double?
    }
}

extension Performance {
    /// The points of the last `count` days with or between activity, oldest first; one pass over all days.
    public func trend(lastDays count: Int, _ basis: Basis) -> [TrendPoint] {
        let inputs = inputs(seriesBasis(basis))
        guard let first = inputs.firstPeriod, let last = inputs.lastPeriod, count > 0 else { return [] }
        let range = settings.calendar.ordinal(of: first)...settings.calendar.ordinal(of: last)
        var walk = TrendWalk(self, inputs, basis)
        var points: [TrendPoint] = []
        for ordinal in range {
            let day = settings.calendar.period(ordinal: ordinal)
            walk.advance(through: day)
            if range.upperBound - ordinal < count { points.append(walk.point(day)) }
        }
        return points
    }
}

/// Carries the cumulated figures from day to day.
private struct TrendWalk {
    private let scope: Performance
    private let inputs: DailyInputs
    private let basis: Basis
    private var walk: EquityWalk
    private var series: DailyAccumulator
    private var index = 0
    private var trades = 0
    private var wins = 0
    private var profit: Int128 = 0
    private var loss: Int128 = 0
    private var net: Int128 = 0
    private var today = (trades: 0, net: Int128(0), flow: Int128(0), change: Int128(0), value: Double?.none)

    init(_ scope: Performance, _ inputs: DailyInputs, _ basis: Basis) {
        self.scope = scope
        self.inputs = inputs
        self.basis = basis
        walk = EquityWalk(inputs, after: nil, equity: inputs.initialEquity)
        series = DailyAccumulator(initialEquity: inputs.initialEquity)
    }

    mutating func advance(through day: Day) {
        let (tradesBefore, netBefore, equityBefore) = (trades, net, walk.equity)
        while index < inputs.outcomes.count, inputs.outcomes[index].day <= day {
            let outcome = inputs.outcomes[index]
            trades += Int(outcome.trades)
            wins += Int(outcome.sums[basis].wins)
            profit += outcome.sums[basis].profit
            loss += outcome.sums[basis].loss
            net += outcome.sums.net.total
            index += 1
        }
        let flow = walk.advance(through: day)
        let value = series.add(
            equity: walk.equity, flow: flow, on: day, riskFree: inputs.settings.periodRiskFreeRate)
        today = (trades - tradesBefore, net - netBefore, flow, walk.equity - equityBefore - flow, value)
    }

    func point(_ day: Day) -> TrendPoint {
        let open = OpenPeriod(first: day, last: day, accumulator: series, value: nil)
        let figures = SeriesFigures(
            open, SortedReturns(), inputs.settings, initialEquity: inputs.initialEquity)
        let capital = scope.initialCapital.units
        return TrendPoint(
            day: day, totalTrades: trades,
            winRate: .ratio(100 * Double(wins), Double(trades), else: .noTrades),
            profitFactor: .ratio(profit, loss, else: trades == 0 ? .noTrades : .noLosses),
            sharpeRatio: figures.sharpeRatio, equity: Decimal(units: walk.equity),
            drawdown: figures.currentDrawdown,
            roiPercentage: capital > 0
                ? .ratio(net, capital, times: 100, else: .nonPositiveEquity)
                : .undefined(.nonPositiveEquity),
            ofDay: TrendPoint.OfDay(
                trades: today.trades, netProfit: Decimal(units: today.net),
                cashFlow: Decimal(units: today.flow),
                change: Decimal(units: today.change), dailyReturn: today.value))
    }
}
