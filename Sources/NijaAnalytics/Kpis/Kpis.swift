public import NijaModel

/// All figures of one scope on one basis that need no benchmark, at one point in time.
public struct Kpis: Hashable, Sendable {
    /// How the figures were computed.
    public let provenance: Provenance
    /// Figures over the trades.
    public let trades: TradeKpis
    /// Exit reasons, risk-reward and slippage.
    public let risk: RiskKpis
    /// Figures over the daily series.
    public let daily: DailyStatistics
    /// The capital at the start.
    public let initialCapital: Decimal
    /// The last reported balance.
    public let balance: MoneyMetric
    /// The present equity: the last report and what came after it, or capital, realised profit and cash flows.
    public let equity: Decimal
    /// 100 · (equity / initial capital − 1); deposits distort it, unlike the time-weighted return.
    public let accountGrowth: Metric

    init(_ scope: Performance, _ basis: Basis) {
        let seriesBasis = scope.seriesBasis(basis)
        let inputs = scope.inputs(seriesBasis)
        let series = scope.series[seriesBasis]
        let open = series.open(inputs)
        trades = TradeKpis(scope, basis)
        risk = RiskKpis(scope.sums)
        daily = DailyStatistics(
            open, series.sorted, scope.settings, initialEquity: scope.initialCapital.units)
        initialCapital = scope.initialCapital
        balance = scope.facts.latestReport.map { .value($0.balance) } ?? .undefined(.noData)
        let units = open?.accumulator.equity ?? scope.initialCapital.units
        equity = Decimal(units: units)
        let capital = scope.initialCapital.units
        accountGrowth =
            capital > 0
            ? .ratio(units - capital, capital, times: 100, else: .nonPositiveEquity)
            : .undefined(.nonPositiveEquity)
        provenance = Provenance(
            basis: basis, seriesBasis: seriesBasis,
            seriesSource: scope.facts.latestReport == nil ? .realisedProfit : .reportedEquity,
            settings: scope.settings, trades: scope.sums.count, days: daily.observations,
            firstTrade: scope.sequence.first?.exitTime, lastTrade: scope.sequence.last?.exitTime)
    }
}
