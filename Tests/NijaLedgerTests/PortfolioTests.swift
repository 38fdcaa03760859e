import NijaLedger
import NijaModel
import NijaPortfolio
import NijaPositions
import Testing

@Suite("Portfolios of a ledger")
struct PortfolioTests {
    private func portfolio(_ desk: Desk) throws -> Portfolio {
        var ledger = desk.ledger
        ledger.sumUpHoldings()
        return try ledger.portfolio(ofAccount: "main", at: desk.now)
    }

    private func report(_ equity: Int, _ desk: Desk, ago seconds: Int64 = 0) -> BalanceReport {
        BalanceReport(
            account: "main", requestID: "", balance: Decimal(1000), equity: Decimal(equity),
            time: desk.now.adding(.seconds(-seconds)), recordedAt: desk.now)
    }

    @Test("an account that there is not has none")
    func unknown() throws {
        let desk = try Desk()
        #expect(throws: LedgerError.notFound(.account, name: "nobody")) {
            try desk.ledger.portfolio(ofAccount: "nobody", at: desk.now)
        }
    }

    @Test("moves with prices, and not when a position closes at the last of them")
    func closing() throws {
        var desk = try Desk()
        try desk.open(desk.opening())
        try desk.push(Decimal(120))
        #expect(try portfolio(desk).totalValue == Decimal(1020))
        try desk.close(.init(key: .init(account: "main", positionID: "p1")))
        let after = try portfolio(desk)
        #expect(after.totalValue == Decimal(1020))
        #expect(after.realizedPnL == Decimal(20))
        #expect(after.holdings == HoldingSums())
    }

    @Test("a balance report includes what is open, and what comes after is added to it")
    func reports() throws {
        var desk = try Desk()
        try desk.open(desk.opening())
        try desk.push(Decimal(120))
        try desk.report(report(1025, desk))
        #expect(try portfolio(desk).totalValue == Decimal(1025))
        desk.advance(1)
        try desk.push(Decimal(130))
        #expect(try portfolio(desk).totalValue == Decimal(1035))
        try desk.close(.init(key: .init(account: "main", positionID: "p1")))
        #expect(try portfolio(desk).totalValue == Decimal(1035))
        try desk.report(report(1034, desk))
        #expect(try portfolio(desk).totalValue == Decimal(1034))
    }

    @Test(
        "a position that a late price closes before the report's time changes nothing either",
        arguments: [0, 5])
    func closedBeforeReport(seconds: Int64) throws {
        var desk = try Desk()
        try desk.open(desk.opening { $0.fees = Decimal(1) })
        let early = desk.now
        desk.advance(10)
        try desk.push(Decimal(120))
        try desk.report(report(1025, desk))
        let time = seconds == 0 ? desk.now : early.adding(.seconds(seconds))
        try desk.close(
            .init(key: .init(account: "main", positionID: "p1"), price: Decimal(120), time: time))
        let after = try portfolio(desk)
        #expect(after.totalValue == Decimal(1025))
        #expect(after.holdings == HoldingSums())
        #expect(try portfolio(try desk.restarted()) == after)
    }

    @Test("a report that is not the latest moves nothing")
    func lateReport() throws {
        var desk = try Desk()
        desk.advance(100)
        try desk.report(report(1000, desk))
        try desk.open(desk.opening())
        try desk.push(Decimal(120))
        try desk.report(report(900, desk, ago: 50))
        #expect(try portfolio(desk).totalValue == Decimal(1020))
    }

    @Test("a restart changes nothing, from the events and from a checkpoint")
    func restart() throws {
        var desk = try Desk()
        try desk.open(desk.opening())
        try desk.push(Decimal(120))
        try desk.report(report(1025, desk))
        desk.advance(86_400)
        try desk.run { desk throws(LedgerError) in desk.ledger.beginDays(desk.context) }
        try desk.push(Decimal(130))
        let before = try portfolio(desk)
        #expect((before.totalValue, before.dailyPnL) == (Decimal(1035), Decimal(10)))
        var replayed = try desk.restarted()
        // Prices are kept beside the ledger.
        try replayed.push(Decimal(130))
        #expect(try portfolio(replayed) == before)
        var reader = StateReader(desk.bytes)
        let restored = try desk.restarted(from: Ledger(from: &reader))
        #expect(try portfolio(restored) == before)
    }

    @Test("a day's profit is measured from its beginning, across what is open")
    func days() throws {
        var desk = try Desk()
        try desk.run { desk throws(LedgerError) in desk.ledger.beginDays(desk.context) }
        try desk.open(desk.opening())
        try desk.push(Decimal(120))
        #expect(try portfolio(desk).dailyPnL == Decimal(20))
        desk.advance(86_400)
        #expect(try portfolio(desk).dailyPnL == .zero)
        try desk.run { desk throws(LedgerError) in desk.ledger.beginDays(desk.context) }
        #expect(try portfolio(desk).dailyPnL == .zero)
        try desk.push(Decimal(115))
        #expect(try portfolio(desk).dailyPnL == Decimal(-5))
        #expect(try portfolio(desk).totalPnL == Decimal(15))
        try desk.close(.init(key: .init(account: "main", positionID: "p1")))
        #expect(try portfolio(desk).dailyPnL == Decimal(-5))
    }

    @Test("a day's beginning is noted once, and only where something was open")
    func onlyOnce() throws {
        var desk = try Desk()
        func begin() throws -> Int {
            let before = desk.journal.events.count
            try desk.run { desk throws(LedgerError) in desk.ledger.beginDays(desk.context) }
            return desk.journal.events.count - before
        }
        #expect(try begin() == 0)
        try desk.open(desk.opening())
        #expect(try begin() == 0)
        desk.advance(86_400)
        #expect(try begin() == 1)
        #expect(try begin() == 0)
        desk = try desk.restarted()
        #expect(try begin() == 0)
    }
}
