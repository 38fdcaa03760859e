public import NijaAnalytics

/// How an account did beside a benchmark, over pairs of returns; rates and drawdowns in percent.
///
/// Symbols: r the account's returns, m the benchmark's, n pairs, P periods a year, rf the risk-free rate of a period.
/// Formulas agree with empyrical-reloaded 0.7.1 and quantstats 0.0.86 as noted.
public struct RelativeFigures: Hashable, Sendable {
    /// cov(r, m)/var(m); from three pairs on.
    public let beta: Metric
    /// (mean(r) − rf − β·(mean(m) − rf))·P: arithmetic, a year, in percent (quantstats' greeks).
    public let alpha: Metric
    /// (1 + the same of one period)^P − 1: compounded, a year, in percent (empyrical's alpha).
    public let alphaCompounded: Metric
    /// Pearson's correlation of r and m.
    public let correlation: Metric
    /// The correlation's square: the share of the account's variance that the benchmark explains.
    public let rSquared: Metric
    /// std(r − m)·√P with divisor n − 1, in percent.
    public let trackingError: Metric
    /// mean(r − m)/std(r − m)·√P; annualised, unlike quantstats'.
    public let informationRatio: Metric
    /// 100 · the account's annual return over the benchmark's, over the periods in which the benchmark rose
    /// (empyrical's up_capture).
    public let upCapture: Metric
    /// The same over the periods in which it fell.
    public let downCapture: Metric
    /// The deepest fall of the account's index below its peak, over the pairs, in percent.
    public let maxDrawdown: Metric
    /// The same of the benchmark's.
    public let benchmarkMaxDrawdown: Metric
    /// The account's deepest fall less the benchmark's, in points: positive when the account fell deeper.
    public let excessDrawdown: Metric
    /// The deepest fall of the account's index in units of the benchmark's below its peak, in percent: how far one who
    /// could have held the benchmark fell behind.
    public let relativeDrawdown: Metric
    /// std(r)·√P, in percent.
    public let volatility: Metric
    /// std(m)·√P, in percent.
    public let benchmarkVolatility: Metric
    /// mean(r − rf)/std(r)·√P.
    public let sharpeRatio: Metric
    /// mean(m − rf)/std(m)·√P.
    public let benchmarkSharpeRatio: Metric

    /// Computes the figures.
    ///
    /// - Parameters:
    ///   - account: r.
    ///   - benchmark: m, as many.
    ///   - periodsPerYear: P.
    ///   - riskFreeRate: rf.
    init(account: [Double], benchmark: [Double], periodsPerYear: Int, riskFreeRate: Double) {
        let pairs = Pairs(account, benchmark, periodsPerYear, riskFreeRate)
        beta = pairs.beta
        alpha = pairs.periodAlpha.map { 100 * $0 * pairs.year }
        alphaCompounded = pairs.periodAlpha.flatMap { Metric(100 * (power(1 + $0, pairs.year) - 1)) }
        correlation = pairs.correlation
        rSquared = pairs.correlation.map { $0 * $0 }
        trackingError = pairs.from(2, .value(100 * pairs.difference.deviation * pairs.rootYear))
        informationRatio = pairs.sharpe(pairs.difference, riskFreeRate: 0)
        upCapture = pairs.capture { $0 > 0 }
        downCapture = pairs.capture { $0 < 0 }
        maxDrawdown = pairs.from(1, .value(100 * deepestFall(account)))
        benchmarkMaxDrawdown = pairs.from(1, .value(100 * deepestFall(benchmark)))
        excessDrawdown = pairs.from(1, .value(100 * (deepestFall(account) - deepestFall(benchmark))))
        let relative = zip(account, benchmark).lazy.map { (1 + $0) / (1 + $1) - 1 }
        relativeDrawdown = pairs.from(1, .value(100 * deepestFall(relative)))
        volatility = pairs.from(2, .value(100 * pairs.account.deviation * pairs.rootYear))
        benchmarkVolatility = pairs.from(2, .value(100 * pairs.benchmark.deviation * pairs.rootYear))
        sharpeRatio = pairs.sharpe(pairs.account, riskFreeRate: riskFreeRate)
        benchmarkSharpeRatio = pairs.sharpe(pairs.benchmark, riskFreeRate: riskFreeRate)
    }

    /// Every figure undefined for one reason.
    init(undefined reason: UndefinedReason) {
        let none = Metric.undefined(reason)
        (beta, alpha, alphaCompounded, correlation, rSquared) = (none, none, none, none, none)
        (trackingError, informationRatio, upCapture, downCapture) = (none, none, none, none)
        (maxDrawdown, benchmarkMaxDrawdown, excessDrawdown, relativeDrawdown) = (none, none, none, none)
        (volatility, benchmarkVolatility, sharpeRatio, benchmarkSharpeRatio) = (none, none, none, none)
    }
}

/// The pairs, and what several figures share.
private struct Pairs {
    let returns: [(account: Double, benchmark: Double)]
    let account: Moments
    let benchmark: Moments
    /// Of r − m.
    let difference: Moments
    let year: Double
    let rootYear: Double
    private let riskFreeRate: Double
    private let products: Double

    init(_ account: [Double], _ benchmark: [Double], _ periodsPerYear: Int, _ riskFreeRate: Double) {
        returns = Array(zip(account, benchmark)).map { (account: $0.0, benchmark: $0.1) }
        self.account = Moments(account)
        self.benchmark = Moments(benchmark)
        difference = Moments(zip(account, benchmark).map(-))
        year = Double(periodsPerYear)
        rootYear = year.squareRoot()
        self.riskFreeRate = riskFreeRate
        products = coproduct(account, self.account.mean, benchmark, self.benchmark.mean)
    }

    /// A figure that needs `count` pairs.
    func from(_ count: Int, _ metric: @autoclosure () -> Metric) -> Metric {
        returns.count < count ? .undefined(.tooFewObservations) : metric()
    }

    var beta: Metric {
        from(
            BenchmarkLimits.regressionPairs,
            benchmark.isConstant ? .undefined(.zeroVariance) : Metric(products / benchmark.squares))
    }

    /// The alpha of one period, as a fraction.
    var periodAlpha: Metric {
        beta.map { account.mean - riskFreeRate - $0 * (benchmark.mean - riskFreeRate) }
    }

    var correlation: Metric {
        from(
            BenchmarkLimits.regressionPairs,
            account.isConstant || benchmark.isConstant
                ? .undefined(.zeroVariance)
                : Metric(products / (account.squares.squareRoot() * benchmark.squares.squareRoot())))
    }

    func sharpe(_ moments: Moments, riskFreeRate: Double) -> Metric {
        from(
            2,
            moments.isConstant
                ? .undefined(.zeroVariance)
                : Metric((moments.mean - riskFreeRate) / moments.deviation * rootYear))
    }

    /// The share of the benchmark's annual return that the account had while the benchmark went one way.
    func capture(_ isCounted: (Double) -> Bool) -> Metric {
        let counted = returns.filter { isCounted($0.benchmark) }
        guard !counted.isEmpty else { return .undefined(.tooFewObservations) }
        let exponent = year / Double(counted.count)
        let mine = power(growth(counted.lazy.map(\.account)), exponent) - 1
        let theirs = power(growth(counted.lazy.map(\.benchmark)), exponent) - 1
        return .ratio(100 * mine, theirs, else: .zeroVariance)
    }
}
