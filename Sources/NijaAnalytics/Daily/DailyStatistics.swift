public import NijaModel

/// The figures of the daily return series; returns, drawdowns and risks in percent, ratios as such.
///
/// Symbols: r is a period's return, n their number, P the periods a year, rf the risk-free rate of a period, x = r − rf,
/// I the index that starts at 1 and grows by 1 + r. Formulas agree with empyrical-reloaded 0.7.1 unless noted.
public struct DailyStatistics: Hashable, Sendable {
    /// The number of returns, n.
    public let observations: Int
    /// The first period.
    public let firstDay: Day?
    /// The last period, which is still open.
    public let lastDay: Day?

    /// std(r)·√P with divisor n − 1, in percent.
    public let volatility: Metric
    /// mean(x)/std(x)·√P with divisor n − 1.
    public let sharpeRatio: Metric
    /// mean(x)/√(mean over all n of min(x, 0)²)·√P.
    public let sortinoRatio: Metric
    /// I^(P/n) − 1, in percent.
    public let cagr: Metric
    /// I^(365.25/calendar days) − 1, in percent.
    public let cagrCalendar: Metric
    /// The deepest fall of I below its peak, the 1 at the start included, in percent; 100 once equity was not positive.
    public let maxDrawdown: Metric
    /// The present fall of I below its peak, in percent; 100 once equity was not positive.
    public let currentDrawdown: Metric
    /// CAGR over the maximum drawdown.
    public let calmarRatio: Metric
    /// −(5th percentile of r), historical, in percent: positive is a loss.
    public let valueAtRisk95: Metric
    /// −(1st percentile of r), historical, in percent: positive is a loss.
    public let valueAtRisk99: Metric
    /// −mean of the floor((n − 1)·0.05) + 1 smallest r, in percent.
    public let conditionalValueAtRisk95: Metric
    /// Skewness of r with divisor n, √n·M₃/M₂^(3/2) (scipy's default); from 3 returns on.
    public let skewness: Metric
    /// Excess kurtosis of r with divisor n, n·M₄/M₂² − 3 (scipy's default); from 4 returns on.
    public let excessKurtosis: Metric
    /// Sum of max(x, 0) over sum of max(−x, 0).
    public let omegaRatio: Metric
    /// √(mean of squared drawdowns over all n), in percent (Martin, 1987).
    public let ulcerIndex: Metric
    /// |95th percentile| over |5th percentile|.
    public let tailRatio: Metric
    /// The highest r, in percent.
    public let bestDay: Metric
    /// The lowest r, in percent.
    public let worstDay: Metric
    /// The return of the last period, in percent.
    public let dailyReturn: Metric
    /// The compounded return of the last period's ISO week so far, in percent.
    public let weeklyReturn: Metric
    /// The compounded return of the last period's month so far, in percent.
    public let monthlyReturn: Metric
    /// I − 1, in percent: the return that deposits and withdrawals do not distort.
    public let timeWeightedReturn: Metric

    /// Computes the figures in O(log n), but for the few percent of returns in the tail.
    init(_ open: OpenPeriod?, _ sorted: SortedReturns, _ settings: SeriesSettings, initialEquity: Int128) {
        let figures = SeriesFigures(open, sorted, settings, initialEquity: initialEquity)
        observations = figures.series.count
        firstDay = open?.first
        lastDay = open?.last
        volatility = figures.volatility
        sharpeRatio = figures.sharpeRatio
        sortinoRatio = figures.sortinoRatio
        cagr = figures.cagr
        cagrCalendar = figures.cagrCalendar
        maxDrawdown = figures.maxDrawdown
        currentDrawdown = figures.currentDrawdown
        calmarRatio = figures.calmarRatio
        valueAtRisk95 = figures.percentile { -100 * $0.quantile(0.05) }
        valueAtRisk99 = figures.percentile { -100 * $0.quantile(0.01) }
        conditionalValueAtRisk95 = figures.percentile { -100 * $0.tailMean(0.05) }
        skewness = figures.skewness
        excessKurtosis = figures.excessKurtosis
        omegaRatio = figures.from(1) {
            .ratio($0.excessGains, $0.excessLosses, else: .noDownside)
        }
        ulcerIndex = figures.from(1) { Metric(100 * ($0.drawdownSquares / Double($0.count)).squareRoot()) }
        tailRatio = figures.tailRatio
        bestDay = figures.from(1) { Metric(100 * $0.highest) }
        worstDay = figures.from(1) { Metric(100 * $0.lowest) }
        dailyReturn = figures.from(1) { Metric(100 * $0.latest) }
        weeklyReturn = figures.from(1) { Metric(100 * ($0.weekGrowth - 1)) }
        monthlyReturn = figures.from(1) { Metric(100 * ($0.monthGrowth - 1)) }
        timeWeightedReturn = figures.from(1) { Metric(100 * ($0.growth - 1)) }
    }
}
