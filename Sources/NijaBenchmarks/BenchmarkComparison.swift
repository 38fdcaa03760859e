public import NijaAnalytics
public import NijaModel

/// Whether an account did better than a benchmark.
public enum RelativeOutcome: UInt8, CaseIterable, Hashable, Sendable {
    /// Its time-weighted return is higher.
    case outperformed = 1
    /// It is lower.
    case underperformed = 2
    /// They differ by less than `BenchmarkLimits.matchedPoints`.
    case matched = 3
}

/// How a comparison is to be made.
public struct ComparisonSettings: Hashable, Sendable {
    /// The first day whose return counts; nil for the account's first.
    public var from: Day?
    /// The last day whose return counts; nil for the account's last.
    public var to: Day?
    /// How the calendars are matched.
    public var matching: CalendarMatching
    /// Periods a year; nil to go by the matched calendar.
    public var periodsPerYear: Int?
    /// Whether the curves are wanted.
    public var includesCurve: Bool

    /// Makes settings.
    public init(
        from: Day? = nil, to: Day? = nil, matching: CalendarMatching = .commonDays,
        periodsPerYear: Int? = nil, includesCurve: Bool = false
    ) {
        (self.from, self.to, self.matching) = (from, to, matching)
        (self.periodsPerYear, self.includesCurve) = (periodsPerYear, includesCurve)
    }
}

/// An account beside one benchmark.
///
/// Totals are over the whole window: the account's time-weighted return, which deposits and withdrawals do not distort,
/// and the benchmark's close at the end over that at the start. `figures` are over pairs of returns, matched as
/// `matching` says; the days after the last common one are then in the totals alone.
public struct BenchmarkComparison: Hashable, Sendable {
    /// A day of both curves.
    public struct Point: Hashable, Sendable {
        /// The day.
        public let day: Day
        /// The account's index; 100 before the first day.
        public let account: Double
        /// The benchmark's.
        public let benchmark: Double
    }

    /// The benchmark.
    public let symbol: String
    /// The days covered.
    public let window: ComparedWindow
    /// ∏(1 + r) − 1 over the window, in percent.
    public let timeWeightedReturn: Metric
    /// Close at the end over close at the start − 1, in percent.
    public let benchmarkReturn: Metric
    /// The account's return less the benchmark's, in points.
    public let difference: Metric
    /// Better or worse; nil when the account's return is undefined.
    public let outcome: RelativeOutcome?
    /// How the calendars were matched.
    public let matching: CalendarMatching
    /// Periods a year that rates of a year were computed with.
    public let periodsPerYear: Int
    /// The number of pairs.
    public let observations: Int
    /// Days of the account's calendar in the window without a close of the benchmark's.
    public let carriedDays: Int
    /// The figures.
    public let figures: RelativeFigures
    /// Both curves, by matched day; empty unless asked for.
    public let curve: [Point]

    /// Compares an account with a benchmark.
    ///
    /// - Parameters:
    ///   - account: its daily returns, consecutive, as `Performance.dailyReturns` gives them.
    ///   - prices: the benchmark's closes.
    ///   - series: how the account's returns were made.
    ///   - settings: what is asked for.
    /// - Throws: `ComparisonError` when prices or returns are missing.
    /// - Cost: O(days).
    public init(
        _ account: [DailyReturn], _ prices: PriceHistory, _ series: SeriesSettings,
        _ settings: ComparisonSettings
    ) throws(ComparisonError) {
        symbol = prices.symbol
        matching = settings.matching
        window = try ComparedWindow(
            from: settings.from, to: settings.to, account, prices, series.calendar)
        let pairs = MatchedReturns(account, prices, window, series.calendar, matching)
        periodsPerYear = settings.periodsPerYear ?? Self.periodsPerYear(of: pairs, series, matching)
        observations = pairs.days.count
        carriedDays = pairs.carriedDays
        let ratio = window.end.price.doubleValue / window.start.price.doubleValue
        benchmarkReturn = Metric(100 * (ratio - 1))
        guard pairs.isComplete else {
            (timeWeightedReturn, difference) = (
                .undefined(.nonPositiveEquity), .undefined(.nonPositiveEquity)
            )
            (outcome, curve) = (nil, [])
            figures = RelativeFigures(undefined: .nonPositiveEquity)
            return
        }
        timeWeightedReturn = Metric(100 * (pairs.accountGrowth - 1))
        let points = 100 * (pairs.accountGrowth - ratio)
        difference = Metric(points)
        outcome =
            points.magnitude < BenchmarkLimits.matchedPoints
            ? .matched : points > 0 ? .outperformed : .underperformed
        let rate = SeriesSettings(
            periodsPerYear: periodsPerYear, calendar: series.calendar, riskFreeRate: series.riskFreeRate)
        figures = RelativeFigures(
            account: pairs.account, benchmark: pairs.benchmark, periodsPerYear: periodsPerYear,
            riskFreeRate: rate?.periodRiskFreeRate ?? 0)
        curve = settings.includesCurve ? Self.curve(pairs) : []
    }

    /// The account's own periods while it has a pair on each of its days; else those of the benchmark's market, which
    /// trades every day of the year or on about 252.
    private static func periodsPerYear(
        of pairs: MatchedReturns, _ series: SeriesSettings, _ matching: CalendarMatching
    ) -> Int {
        if matching == .carriedCloses || pairs.carriedDays == 0 || series.calendar == .businessDays {
            return series.periodsPerYear
        }
        return pairs.tradesOnWeekends ? 365 : 252
    }

    private static func curve(_ pairs: MatchedReturns) -> [Point] {
        var (account, benchmark) = (100.0, 100.0)
        return pairs.days.indices.map { index in
            account *= 1 + pairs.account[index]
            benchmark *= 1 + pairs.benchmark[index]
            return Point(day: pairs.days[index], account: account, benchmark: benchmark)
        }
    }
}
