import NijaAnalytics
import NijaBenchmarks
import NijaModel
import Testing

@Suite("The window of a comparison")
struct WindowTests {
    /// Monday to Friday from the Friday before `monday`, for three weeks.
    private func weekdays() throws -> PriceHistory {
        try prices(
            [-3, 0, 1, 2, 3, 4, 7, 8, 9, 10, 11, 14, 15, 16, 17, 18].enumerated().map { ($1, "\(100 + $0)") })
    }

    @Test("S4's example: 15 % beside 10 % outperformed by 5 points")
    func sample() throws {
        let comparison = try compare(account([0.15]), try prices([(-1, "100"), (0, "110")]))
        #expect(isClose(comparison.timeWeightedReturn.value, 15))
        #expect(isClose(comparison.benchmarkReturn.value, 10))
        #expect(isClose(comparison.difference.value, 5))
        #expect(comparison.outcome == .outperformed)
        #expect(comparison.window.staleDays == nil)
    }

    @Test("less is underperformed, and the same has matched, whatever rounding does")
    func outcomes() throws {
        let benchmark = try prices([(-1, "3"), (0, "3.3")])
        #expect(try compare(account([0.0999]), benchmark).outcome == .underperformed)
        #expect(try compare(account([0.1]), benchmark).outcome == .matched)
    }

    @Test("the return counts from the close before the first day, over a weekend too")
    func start() throws {
        let comparison = try compare(account([0, 0]), try weekdays())
        #expect(comparison.window.start.day == monday.adding(-3))
        #expect(comparison.window.end.day == monday.adding(1))
        #expect(isClose(comparison.benchmarkReturn.value, 2))
    }

    @Test("without a close to start from there is an error that names the nearest, and no figure")
    func missingStart() throws {
        let late = try prices([(0, "100"), (1, "101")])
        #expect(
            throws: ComparisonError.noCloseAtStart(
                symbol: "SPY", day: monday.adding(-1), last: nil, next: monday)
        ) { try compare(account([0, 0]), late) }
        let gap = try prices([(-7, "100"), (0, "101")])
        #expect(
            throws: ComparisonError.noCloseAtStart(
                symbol: "SPY", day: monday.adding(-1), last: monday.adding(-7), next: monday)
        ) { try compare(account([0, 0]), gap) }
        let none = try prices([])
        #expect(
            throws: ComparisonError.noCloseAtStart(
                symbol: "SPY", day: monday.adding(-1), last: nil, next: nil)
        ) { try compare(account([0]), none) }
    }

    @Test("a close is carried for five days at the start and at the end, and no longer")
    func carried() throws {
        let benchmark = try prices([(-6, "100"), (0, "110")])
        let fresh = try compare(account([0.1, 0, 0, 0, 0, 0]), benchmark)
        #expect(fresh.window.to == monday.adding(5))
        #expect(!fresh.window.isStale)
        let stale = try compare(account([0.1, 0, 0, 0, 0, 0, 0.5]), benchmark)
        #expect(stale.window.staleDays == 6)
        #expect(stale.window.to == monday)
        // What the account did while the benchmark is not known is not compared with nothing.
        #expect(isClose(stale.timeWeightedReturn.value, 10))
        #expect(stale.outcome == .matched)
    }

    @Test("without a close in the window there is an error")
    func missingEnd() throws {
        let ended = try prices([(-2, "99"), (-1, "100")])
        #expect(
            throws: ComparisonError.noCloseAtEnd(
                symbol: "SPY", day: monday.adding(1), last: monday.adding(-1))
        ) { try compare(account([0, 0]), ended) }
    }

    @Test("a window begins with the account at the earliest, and may end after it, when it earns nothing")
    func clamped() throws {
        let comparison = try compare(account([0.02, 0.01]), try weekdays(), from: -300, to: 10)
        #expect(comparison.window.from == monday)
        #expect(comparison.window.to == monday.adding(10))
        #expect(isClose(comparison.timeWeightedReturn.value, 100 * (1.02 * 1.01 - 1)))
    }

    @Test("a part of the account's days can be compared")
    func part() throws {
        let comparison = try compare(account([0.5, 0.01, 0.02, 0.5]), try weekdays(), from: 1, to: 2)
        #expect(isClose(comparison.timeWeightedReturn.value, 100 * (1.01 * 1.02 - 1)))
        #expect(isClose(comparison.benchmarkReturn.value, 100 * (103.0 / 101 - 1)))
        #expect(comparison.observations == 2)
    }

    @Test("an empty account and an empty window are errors")
    func empty() throws {
        let benchmark = try weekdays()
        #expect(throws: ComparisonError.noActivity) { try compare([], benchmark) }
        #expect(throws: ComparisonError.emptyWindow(from: monday, to: monday.adding(-1))) {
            try compare(account([0]), benchmark, to: -1)
        }
        #expect(throws: ComparisonError.emptyWindow(from: monday.adding(3), to: monday.adding(2))) {
            try compare(account([0, 0, 0, 0]), benchmark, from: 3, to: 2)
        }
    }

    @Test("a history's days rise, and its prices are positive")
    func histories() throws {
        let close = try #require(Close(day: monday, price: .one))
        #expect(PriceHistory(symbol: "SPY", closes: [close, close]) == nil)
        #expect(Close(day: monday, price: .zero) == nil)
        #expect(Close(day: monday, price: try Decimal("-1")) == nil)
        #expect(Close(day: monday, price: Decimal(BenchmarkLimits.closeMax + 1)) == nil)
    }
}
