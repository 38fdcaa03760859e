import NijaAnalytics
import NijaLedger
import NijaModel
import Testing

@Suite("What the ledger needs from the store")
struct NeedTests {
    /// A ledger that has come from a checkpoint, so that none of its outcomes are in memory.
    private func cold(_ count: Int) throws -> Desk {
        var desk = try Desk()
        for index in 0..<count {
            try desk.record(trade("t\(index)", profit: index % 2 == 0 ? 5 : -5, at: Int64(index) * 60))
        }
        var reader = StateReader(desk.bytes)
        desk.ledger = try Ledger(from: &reader)
        #expect(reader.isAtEnd)
        return desk
    }

    @Test("is nothing for facts in order, whatever the history")
    func nothing() throws {
        var desk = try cold(20)
        #expect(desk.ledger.needs(for: trade("new", at: 20 * 60), isVoided: false).isEmpty)
        #expect(desk.ledger.needs(for: report("r1", balance: 1, at: 20 * 60)).isEmpty)
        #expect(desk.ledger.needs(for: trade("new") { $0.account = "nobody" }, isVoided: false).isEmpty)
        let before = desk.journal.needsCount
        try desk.record(trade("new", at: 20 * 60))
        try desk.report(report("r1", balance: 1, at: 20 * 60))
        #expect(desk.journal.needsCount == before)
    }

    @Test("is the stretch that a late trade falls into, of the account and of its strategy")
    func late() throws {
        let desk = try cold(20)
        let needs = desk.ledger.needs(for: trade("late", at: 90), isVoided: false)
        let scopes = needs.map { need -> String in
            guard case .trades("main", let strategy, let range) = need else { return "\(need)" }
            return "\(strategy ?? "account"): \(range.first.tradeID) to \(range.last.tradeID)"
        }
        #expect(scopes == ["account: t0 to t19", "grid: t0 to t19"])
        // Of a strategy that is new there is nothing yet.
        let ofNew = desk.ledger.needs(for: trade("late", strategy: "new", at: 90), isVoided: false)
        #expect(ofNew == Array(needs.prefix(1)))
    }

    @Test("must be met first: the ledger refuses and changes nothing otherwise")
    func notMet() throws {
        var desk = try cold(20)
        let bytes = desk.bytes
        let late = Ledger.TradeSubmission(trade: trade("late", at: 90), isExitTimeGiven: true)
        let needs = desk.ledger.needs(for: late.trade, isVoided: false)
        #expect(!needs.isEmpty)
        #expect(
            try refusal { try desk.ledger.recordTrade(late, known: nil, desk.context) } == .notHydrated(needs)
        )
        let known = try #require(desk.journal.trade("main", "t3"))
        let needsToVoid = desk.ledger.needs(for: known.trade, isVoided: true)
        #expect(
            try refusal { try desk.ledger.voidTrade(known, reason: "", desk.context) }
                == .notHydrated(needsToVoid))
        #expect(desk.bytes == bytes)
        try desk.record(late.trade)
        try desk.void(known)
        let settings = try #require(desk.ledger.settings(ofAccount: "main"))
        let live = try desk.ledger.performance(account: "main", strategy: "").kpis(.net)
        #expect(try live == desk.journal.recomputed(settings).kpis(.net))
    }

    @Test("of a trade without an id is that of the id it is given")
    func nameless() throws {
        var desk = try Desk()
        // All at one instant: where the third belongs depends on its id, which begins with the time in hexadecimal.
        for id in ["0", "z"] { try desk.record(trade(id, at: 60)) }
        var reader = StateReader(desk.bytes)
        desk.ledger = try Ledger(from: &reader)
        let lookups = desk.journal.needsCount
        try desk.record(trade("", at: 60))
        #expect(desk.journal.needsCount > lookups)
        #expect(try desk.ledger.performance(account: "main", strategy: "").tradeCount == 3)
    }

    @Test("is told from what the store must not say")
    func mismatch() throws {
        var desk = try cold(20)
        let need = try #require(desk.ledger.needs(for: trade("late", at: 90), isVoided: false).first)
        #expect(throws: AnalyticsError.self) { try desk.ledger.hydrate(need, with: []) }
    }
}
