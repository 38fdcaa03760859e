import NijaModel
import NijaTesting
import Testing

@testable import NijaStore

@Suite("Closes of benchmarks")
struct BenchmarkPriceTests {
    private let directory: TemporaryDirectory
    private let store: LedgerStore
    /// 2026-01-05, a Monday.
    private let monday = Day(index: 20_458)
    private let now = Timestamp(nanoseconds: 1_767_600_000_000_000_000)

    init() throws {
        directory = try TemporaryDirectory()
        store = try LedgerStore(path: directory.file(), durability: .process)
    }

    private func prices(_ closes: [(Int, String)], symbol: String = "SPY", source: String = "a.csv") throws
        -> GivenPrices
    {
        let closes = try closes.map { (day: monday.adding($0), price: try Decimal($1)) }
        return GivenPrices(symbol: symbol, closes: closes, source: source, asOf: now)
    }

    private func put(_ prices: GivenPrices, replacing: Bool = false) throws -> PricesOutcome {
        let outcome = try store.putPrices(prices, replacing: replacing, at: now, by: .daemon)
        try store.commit()
        return outcome
    }

    private func reader() throws -> LedgerReader { try LedgerReader(path: directory.file()) }

    @Test("the same closes twice change nothing, and keep where they came from")
    func idempotent() throws {
        let given = try prices([(0, "690.5"), (1, "692")])
        #expect(try put(given) == .kept(inserted: 2, unchanged: 0, replaced: 0))
        let again = try prices([(0, "690.50"), (1, "692.000"), (2, "691")], source: "b.csv")
        #expect(try put(again) == .kept(inserted: 1, unchanged: 2, replaced: 0))
        let kept = try reader().closes(of: "SPY", from: monday, through: monday.adding(9))
        #expect(kept.sources == ["a.csv", "b.csv"])
        #expect(kept.closes.map(\.day) == [0, 1, 2].map(monday.adding))
        #expect(kept.asOf == now)
    }

    @Test("another close for a day is refused with all of its request, unless it is to replace")
    func contradiction() throws {
        _ = try put(try prices([(0, "690")]))
        let other = try prices([(1, "700"), (0, "691")], source: "b.csv")
        #expect(
            try put(other) == .contradicted(day: monday, kept: Decimal(690), given: Decimal(691)))
        #expect(try reader().benchmarks(limit: 9).map(\.days) == [1])
        #expect(try put(other, replacing: true) == .kept(inserted: 1, unchanged: 0, replaced: 1))
        let kept = try reader().closes(of: "SPY", from: monday, through: monday.adding(1))
        #expect(kept.closes.map(\.price) == [Decimal(691), Decimal(700)])
        #expect(kept.sources == ["b.csv"])
    }

    @Test("closes are read from the last one before the start, each symbol for itself")
    func reading() throws {
        _ = try put(try prices([(-7, "1"), (-3, "2"), (0, "3"), (4, "4"), (5, "5")]))
        _ = try put(try prices([(-2, "9")], symbol: "QQQ"))
        let days = { (from: Int, to: Int) throws in
            try reader().closes(of: "SPY", from: monday.adding(from), through: monday.adding(to)).closes
                .map { $0.day.days(since: monday) }
        }
        #expect(try days(-1, 4) == [-3, 0, 4])
        #expect(try days(-3, 3) == [-3, 0])
        // Without a close before, the first ones tell what there is.
        #expect(try days(-9, 0) == [-7, -3, 0])
        #expect(try days(-20, -10) == [])
        #expect(try reader().closes(of: "NONE", from: monday, through: monday).closes.isEmpty)
        #expect(try reader().closes(of: "NONE", from: monday, through: monday).asOf == nil)
    }

    @Test("a list tells extent, gaps and age by symbol, page by page")
    func listing() throws {
        #expect(try reader().benchmarks(limit: 9).isEmpty)
        for symbol in ["SPY", "AGG", "QQQ"] {
            _ = try put(try prices([(0, "1"), (1, "2"), (10, "3")], symbol: symbol))
        }
        _ = try put(try prices([(3, "7.25")], symbol: "GLD", source: ""))
        #expect(try reader().benchmarks(limit: 2).map(\.symbol) == ["AGG", "GLD"])
        #expect(try reader().benchmarks(after: "GLD", limit: 2).map(\.symbol) == ["QQQ", "SPY"])
        let spy = try #require(try reader().benchmarks(only: "SPY", limit: 1).first)
        #expect((spy.first, spy.last) == (monday, monday.adding(10)))
        #expect((spy.days, spy.longestGap, spy.close, spy.source) == (3, 9, Decimal(3), "a.csv"))
        let gold = try #require(try reader().benchmarks(only: "GLD", limit: 1).first)
        #expect((gold.days, gold.longestGap, gold.source) == (1, 0, ""))
    }

    @Test("what is not committed is gone")
    func rollback() throws {
        _ = try store.putPrices(try prices([(0, "1")]), replacing: false, at: now, by: .daemon)
        store.rollback()
        #expect(try reader().benchmarks(limit: 1).isEmpty)
    }

    @Test("the view shows dates and numbers")
    func view() throws {
        _ = try put(try prices([(0, "690.5")]))
        let connection = try Connection(path: directory.file(), access: .readOnly)
        let text = try connection.text(
            "SELECT date || ' ' || close || ' ' || source || ' ' || as_of FROM benchmark_prices")
        #expect(text == "2026-01-05 690.5 a.csv 2026-01-05T08:00:00.000000000Z")
    }
}
