import NijaAnalytics
import NijaBenchmarks
import NijaModel
import Testing

@Suite("Matching of calendars")
struct MatchingTests {
    /// Two weeks of an account that trades every day, beside one that does not trade on weekends.
    private let everyDay = account([
        0.01, -0.02, 0.005, 0.01, 0.02, 0.03, -0.01, 0.015, 0, 0.01, -0.02, 0.01, 0.004, 0.002,
    ])

    private func weekdays() throws -> PriceHistory {
        try prices([
            (-3, "100"), (0, "101"), (1, "100"), (2, "102"), (3, "101"), (4, "103"), (7, "102"), (8, "104"),
            (9, "103"), (10, "105"), (11, "104"),
        ])
    }

    @Test("on common days the account's weekend is compounded into its Monday")
    func common() throws {
        let comparison = try compare(everyDay, try weekdays())
        #expect(comparison.observations == 10)
        #expect(comparison.carriedDays == 4)
        #expect(comparison.periodsPerYear == 252)
        let tuesday = comparison.curve[5]
        #expect(tuesday.day == monday.adding(7))
        let before = comparison.curve[4].account
        #expect(isClose(tuesday.account / before, 1.03 * 0.99 * 1.015))
        // The weekend at the end has no common day after it, and is in the totals all the same.
        #expect(
            isClose(
                comparison.timeWeightedReturn.value,
                100 * (everyDay.reduce(1) { $0 * (1 + ($1.value ?? 0)) } - 1)))
    }

    @Test("with carried closes the benchmark returns 0 on a weekend")
    func carried() throws {
        let comparison = try compare(everyDay, try weekdays(), .carriedCloses)
        #expect(comparison.observations == 14)
        #expect(comparison.carriedDays == 4)
        #expect(comparison.periodsPerYear == 365)
        #expect(comparison.curve[5].benchmark == comparison.curve[4].benchmark)
        let common = try compare(everyDay, try weekdays())
        #expect(common.figures.beta != comparison.figures.beta)
        #expect(common.benchmarkReturn == comparison.benchmarkReturn)
        #expect(common.timeWeightedReturn == comparison.timeWeightedReturn)
    }

    @Test("a benchmark that never closes is matched day by day, with 365 periods a year")
    func always() throws {
        let closes = (-1..<14).map { ($0, "\(100 + ($0 * $0) % 7)") }
        let comparison = try compare(everyDay, try prices(closes))
        #expect(comparison.carriedDays == 0)
        #expect(comparison.periodsPerYear == 365)
        #expect(comparison == (try compare(everyDay, try prices(closes))))
    }

    @Test("an account of business days meets a benchmark that trades on weekends on its Mondays")
    func businessDays() throws {
        let series = try #require(SeriesSettings(periodsPerYear: 252))
        let days = [0, 1, 2, 3, 4, 7].map { monday.adding($0) }
        let account = days.map { DailyReturn(day: $0, equity: .one, value: 0.01) }
        let closes = (-3...7).map { ($0, "\(100 + $0)") }
        let comparison = try compare(account, try prices(closes), series: series)
        #expect(comparison.observations == 6)
        #expect(comparison.periodsPerYear == 252)
        #expect(comparison.window.start.day == monday.adding(-3))
        #expect(comparison.curve.last?.day == monday.adding(7))
        #expect(isClose(comparison.benchmarkReturn.value, 100 * (107.0 / 97 - 1)))
        // A window that is said to end on a Sunday ends with its Friday.
        let sunday = try compare(account, try prices(closes), to: 6, series: series)
        #expect(sunday.window.to == monday.adding(4))
        #expect(sunday.window.end.day == monday.adding(4))
    }

    @Test("periods a year can be said")
    func said() throws {
        let comparison = try BenchmarkComparison(
            everyDay, try weekdays(), .standard, ComparisonSettings(periodsPerYear: 260))
        #expect(comparison.periodsPerYear == 260)
        #expect(comparison.curve.isEmpty)
    }
}
