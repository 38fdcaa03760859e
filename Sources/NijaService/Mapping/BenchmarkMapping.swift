import NijaAnalytics
import NijaBenchmarks
import NijaMessages
import NijaModel
import NijaStore
import TTRPC

extension Benchmark {
    /// What is kept of a benchmark, as a message.
    init(_ kept: KeptBenchmark, today: Day) {
        self.init()
        (symbol, days, longestGapDays) = (kept.symbol, Int64(kept.days), Int64(kept.longestGap))
        (firstDate, lastDate) = (kept.first.description, kept.last.description)
        (lastClose, source) = (kept.close.description, kept.source)
        asOf = TimestampMessage(kept.asOf)
        ageDays = Int64(max(0, today.days(since: kept.last)))
        stale = ageDays > Int64(BenchmarkLimits.carriedDays)
    }
}

extension BenchmarkPrice {
    /// A close as a message.
    init(_ close: Close) {
        self.init()
        (date, self.close) = (close.day.description, close.price.description)
    }
}

extension UserPerformance {
    /// What trades bought, sold and earned, as a message.
    init(_ value: TradedValue, _ basis: NijaAnalytics.Basis, currency: String) {
        self.init()
        (buyValue, sellValue) = (value.buyValue.description, value.sellValue.description)
        var undefineds = Undefineds()
        profitDollar = value.profit.description
        profitPercent = undefineds.take("profit_percent", value.profitPercent)
        undefined = undefineds.found
        (trades, unpricedTrades) = (Int64(value.trades), Int64(value.unpricedTrades))
        (self.basis, self.currency) = (basis == .net ? .net : .gross, currency)
    }
}

extension NijaMessages.BenchmarkComparison {
    /// A comparison as a message.
    init(_ comparison: BenchmarkComparison, _ kept: KeptCloses, riskFreeRate: Double, asked: Day?) {
        self.init()
        var undefineds = Undefineds()
        let window = comparison.window
        (startDate, endDate) = (window.from.description, window.to.description)
        matching = .init(rawValue: Int32(comparison.matching.rawValue))
        periodsPerYear = Int32(comparison.periodsPerYear)
        self.riskFreeRate = riskFreeRate
        (observations, carriedDays) = (Int64(comparison.observations), Int64(comparison.carriedDays))
        benchmarkPerformance = BenchmarkPerformance(comparison, kept, &undefineds)
        self.comparison = ComparisonResult(comparison, &undefineds)
        set(comparison.figures, &undefineds)
        setDrawdowns(comparison.figures, &undefineds)
        undefined = undefineds.found
        notes = Self.notes(comparison, asked: asked)
        curve = comparison.curve.map { point in
            var message = ComparisonPoint()
            (message.date, message.account) = (point.day.description, point.account)
            message.benchmark = point.benchmark
            return message
        }
    }

    private mutating func set(_ figures: RelativeFigures, _ undefineds: inout Undefineds) {
        beta = undefineds.take("beta", figures.beta)
        alpha = undefineds.take("alpha", figures.alpha)
        alphaCompounded = undefineds.take("alpha_compounded", figures.alphaCompounded)
        correlation = undefineds.take("correlation", figures.correlation)
        rSquared = undefineds.take("r_squared", figures.rSquared)
        trackingError = undefineds.take("tracking_error", figures.trackingError)
        informationRatio = undefineds.take("information_ratio", figures.informationRatio)
        upCapture = undefineds.take("up_capture", figures.upCapture)
        downCapture = undefineds.take("down_capture", figures.downCapture)
        volatility = undefineds.take("volatility", figures.volatility)
        benchmarkVolatility = undefineds.take("benchmark_volatility", figures.benchmarkVolatility)
        sharpeRatio = undefineds.take("sharpe_ratio", figures.sharpeRatio)
        benchmarkSharpeRatio = undefineds.take("benchmark_sharpe_ratio", figures.benchmarkSharpeRatio)
    }

    private mutating func setDrawdowns(_ figures: RelativeFigures, _ undefineds: inout Undefineds) {
        maxDrawdown = undefineds.take("max_drawdown", figures.maxDrawdown)
        benchmarkMaxDrawdown = undefineds.take("benchmark_max_drawdown", figures.benchmarkMaxDrawdown)
        excessDrawdown = undefineds.take("excess_drawdown", figures.excessDrawdown)
        relativeDrawdown = undefineds.take("relative_drawdown", figures.relativeDrawdown)
    }

    private static func notes(_ comparison: BenchmarkComparison, asked: Day?) -> [String] {
        let window = comparison.window
        var notes: [String] = []
        if let age = window.staleDays {
            notes.append(
                "STALE: the last close of \(comparison.symbol) is of \(window.end.day), \(age) days before the end that was asked for; the comparison ends with it"
            )
        }
        if let asked, asked < window.from {
            notes.append("the account has no returns before \(window.from); the comparison begins there")
        }
        if comparison.observations < AnalyticsLimits.lowSampleDays {
            notes.append(
                "\(comparison.observations) pairs of returns are few to compute a year's figures from")
        }
        return notes
    }
}

extension BenchmarkPerformance {
    /// What the benchmark did, as a message.
    init(_ comparison: BenchmarkComparison, _ kept: KeptCloses, _ undefineds: inout Undefineds) {
        self.init()
        let window = comparison.window
        symbol = comparison.symbol
        returnsPercent = undefineds.take("returns_percent", comparison.benchmarkReturn)
        (start, end) = (BenchmarkPrice(window.start), BenchmarkPrice(window.end))
        (sources, asOf) = (kept.sources, kept.asOf.map(TimestampMessage.init))
        stale = window.isStale
        ageDays = Int64(window.staleDays ?? max(0, window.to.days(since: window.end.day)))
    }
}

extension ComparisonResult {
    /// How the account did, as a message.
    init(_ comparison: BenchmarkComparison, _ undefineds: inout Undefineds) {
        self.init()
        timeWeightedReturn = undefineds.take("time_weighted_return", comparison.timeWeightedReturn)
        differencePercent = undefineds.take("difference_percent", comparison.difference)
        outperformance = comparison.outcome == .outperformed
        status = .init(rawValue: Int32(comparison.outcome?.rawValue ?? 0))
    }
}

extension ComparisonError {
    /// What the caller is told.
    var status: Status {
        switch self {
        case .noActivity:
            Status.because(
                .failedPrecondition, "NO_ACTIVITY",
                "the account has no trade, balance report or cash flow yet, so there is nothing to compare")
        case .emptyWindow(let from, let to):
            Status.invalid([
                FieldViolation(
                    field: "end_date", description: "is \(to), which is before the first day, \(from)")
            ])
        case .noCloseAtStart(let symbol, let day, let last, let next):
            Status.because(
                .failedPrecondition, "PRICES_MISSING",
                "\(symbol) has no close on \(day) or in the \(BenchmarkLimits.carriedDays) days before it"
                    + (last.map { "; the last before is of \($0)" } ?? "")
                    + (next.map { "; the first after is of \($0)" } ?? "")
                    + ". Load its prices from there, or compare from a later day.")
        case .noCloseAtEnd(let symbol, let day, let last):
            Status.because(
                .failedPrecondition, "PRICES_MISSING",
                "\(symbol) has no close between \(last) and \(day). Load its prices up to there, or compare up to an earlier day."
            )
        }
    }
}

extension Status {
    /// There is no close of a benchmark at all.
    static func unknownBenchmark(_ symbol: String) -> Status {
        because(
            .notFound, "BENCHMARK_NOT_FOUND",
            "there is no benchmark \(Names.quoted(symbol)); load its prices with `nijactl benchmark load`")
    }
}
