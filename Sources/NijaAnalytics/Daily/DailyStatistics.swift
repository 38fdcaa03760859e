public import NijaModel

/// The figures of the daily return series; returns, drawdowns and risks in percent, ratios as such.
///
/// Each is computed when it is read, in O(1); quantiles in O(returns in the tail).
///
/// Symbols: r is a period's return, n their number, P the periods a year, rf the risk-free rate of a period, x = r − rf,
/// I the index that starts at 1 and grows by 1 + r. Formulas agree with empyrical-reloaded 0.7.1 unless noted.
public struct DailyStatistics: Hashable, Sendable {
    private let figures: SeriesFigures
    /// The first period.
    public let firstDay: Day?
    /// The last period, which is still open.
    public let lastDay: Day?

    init(_ open: OpenPeriod?, _ sorted: SortedReturns, _ settings: SeriesSettings, initialEquity: Int128) {
        figures = SeriesFigures(open, sorted, settings, initialEquity: initialEquity)
        firstDay = open?.first
        lastDay = open?.last
    }

    /// The number of returns, n.
    public var observations: Int { figures.series.count }
    /// std(r)·√P with divisor n − 1, in percent.
    public var volatility: Metric { figures.volatility }
    /// mean(x)/std(x)·√P with divisor n − 1.
    public var sharpeRatio: Metric { figures.sharpeRatio }
    /// mean(x)/√(mean over all n of min(x, 0)²)·√P.
    public var sortinoRatio: Metric { figures.sortinoRatio }
    /// I^(P/n) − 1, in percent.
    public var cagr: Metric { figures.cagr }
    /// I^(365.25/calendar days) − 1, in percent.
    public var cagrCalendar: Metric { figures.cagrCalendar }
    /// The deepest fall of I below its peak, the 1 at the start included, in percent; 100 once equity was not positive.
    public var maxDrawdown: Metric { figures.maxDrawdown }
    /// The present fall of I below its peak, in percent; 100 once equity was not positive.
    public var currentDrawdown: Metric { figures.currentDrawdown }
    /// CAGR over the maximum drawdown.
    public var calmarRatio: Metric { figures.calmarRatio }
    /// −(5th percentile of r), historical, in percent: positive is a loss.
    public var valueAtRisk95: Metric { figures.percentile { -100 * $0.quantile(0.05) } }
    /// −(1st percentile of r), historical, in percent: positive is a loss.
    public var valueAtRisk99: Metric { figures.percentile { -100 * $0.quantile(0.01) } }
    /// −mean of the floor((n − 1)·0.05) + 1 smallest r, in percent.
    public var conditionalValueAtRisk95: Metric { figures.percentile { -100 * $0.tailMean(0.05) } }
    /// Skewness of r with divisor n, √n·M₃/M₂^(3/2) (scipy's default); from 3 returns on.
    public var skewness: Metric { figures.skewness }
    /// Excess kurtosis of r with divisor n, n·M₄/M₂² − 3 (scipy's default); from 4 returns on.
    public var excessKurtosis: Metric { figures.excessKurtosis }
    /// Sum of max(x, 0) over sum of max(−x, 0).
    public var omegaRatio: Metric {
        figures.from(1) { .ratio($0.excessGains, $0.excessLosses, else: .noDownside) }
    }
    /// √(mean of squared drawdowns over all n), in percent (Martin, 1987).
    public var ulcerIndex: Metric {
        figures.from(1) { Metric(100 * ($0.drawdownSquares / Double($0.count)).squareRoot()) }
    }
    /// |95th percentile| over |5th percentile|.
    public var tailRatio: Metric { figures.tailRatio }
    /// The highest r, in percent.
    public var bestDay: Metric { figures.from(1) { Metric(100 * $0.highest) } }
    /// The lowest r, in percent.
    public var worstDay: Metric { figures.from(1) { Metric(100 * $0.lowest) } }
    /// The return of the last period, in percent.
    public var dailyReturn: Metric { figures.from(1) { Metric(100 * $0.latest) } }
    /// The compounded return of the last period's ISO week so far, in percent.
    public var weeklyReturn: Metric { figures.from(1) { Metric(100 * ($0.weekGrowth - 1)) } }
    /// The compounded return of the last period's month so far, in percent.
    public var monthlyReturn: Metric { figures.from(1) { Metric(100 * ($0.monthGrowth - 1)) } }
    /// I − 1, in percent: the return that deposits and withdrawals do not distort.
    public var timeWeightedReturn: Metric { figures.from(1) { Metric(100 * ($0.growth - 1)) } }
}
