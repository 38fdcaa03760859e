import NijaModel
import Testing

@testable import NijaRisk

@Suite("A circuit breaker")
struct BreakerTests {
    let day = DayBoundary.utc.day(of: noon())
    let none = LimitBook().limits(account: "default", strategy: "", symbol: "")

    private func tripped(
        _ book: BreakerBook, equity: Int, start: Int = 1000, day: Day? = nil, limits: LimitSet? = nil
    ) -> CircuitBreaker? {
        book.tripped(
            account: "default", equity: Decimal(equity), dayStartEquity: Decimal(start), day: day ?? self.day,
            limits: limits ?? none, at: noon())
    }

    @Test("trips at ten percent of the day's first equity unless told otherwise")
    func threshold() {
        let book = BreakerBook()
        #expect(tripped(book, equity: 901) == nil)
        #expect(tripped(book, equity: 900)?.isOpen == true)
        #expect(tripped(book, equity: 1500) == nil)
        #expect(tripped(book, equity: -5, start: 0) == nil)
        let five = NijaRiskTests.book(limits { $0.breakerLossPercent = 5 })
            .limits(account: "default", strategy: "", symbol: "")
        #expect(tripped(book, equity: 950, limits: five)?.lossPercent == 5)
        let never = NijaRiskTests.book(limits { $0.breakerLossPercent = 0 })
            .limits(account: "default", strategy: "", symbol: "")
        #expect(tripped(book, equity: 0, limits: never) == nil)
    }

    @Test("trips once, says why, and closes by itself after a day")
    func life() throws {
        var book = BreakerBook()
        let open = try #require(tripped(book, equity: 880))
        #expect(open.cause.contains("12.0 %"))
        #expect(open.resetsAt == noon(86_400))
        book.adopt(open)
        #expect(tripped(book, equity: 100) == nil)
        #expect(book.open.map(\.account) == ["default"])
        #expect(book.due(at: noon(86_399)).isEmpty)
        #expect(book.due(at: noon(86_400)) == ["default"])
        let closed = try #require(
            book.closed(
                account: "default", reason: "its time is up", equity: Decimal(880), day: day.adding(1),
                by: .daemon, at: noon(86_400)))
        book.adopt(closed)
        #expect(book.open.isEmpty)
        #expect(book.due(at: noon(1_000_000)).isEmpty)
        #expect(closed.tripsCount == 1)
    }

    @Test("that a person closes counts the rest of the day's loss from there")
    func baseline() throws {
        var book = BreakerBook()
        book.adopt(try #require(tripped(book, equity: 900)))
        let closed = try #require(
            book.closed(
                account: "default", reason: "looked at", equity: Decimal(900), day: day, by: .daemon,
                at: noon(60)))
        book.adopt(closed)
        #expect(tripped(book, equity: 899) == nil)
        #expect(tripped(book, equity: 810)?.tripsCount == 2)
        // The next day begins anew.
        #expect(tripped(book, equity: 880, start: 980, day: day.adding(1)) != nil)
        #expect(
            book.closed(
                account: "default", reason: "again", equity: Decimal(1), day: day, by: .daemon, at: noon(61))
                == nil)
    }

    @Test("trips by an alarm too, and comes back from a checkpoint as it was")
    func alarmAndCheckpoint() throws {
        var book = BreakerBook()
        let open = try #require(
            book.tripped(account: "a", cause: "alarm max_loss", limits: none, at: noon()))
        #expect(open.lossPercent == nil)
        book.adopt(open)
        var writer = StateWriter()
        writer.write(book)
        var reader = StateReader(writer.bytes)
        let restored = try BreakerBook(from: &reader)
        #expect(restored.breaker(ofAccount: "a") == open)
        #expect(restored.due(at: noon(86_400)) == ["a"])
    }
}
