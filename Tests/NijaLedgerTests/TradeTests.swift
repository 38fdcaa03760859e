import NijaAnalytics
import NijaLedger
import NijaModel
import Testing

@Suite("Recording a trade")
struct TradeTests {
    @Test("registers its strategy, takes the next sequence and returns what stands in the ledger")
    func good() throws {
        var desk = try Desk()
        let before = desk.ledger.sequence
        let sent = trade("t1")
        let answer = try desk.record(sent)
        #expect(desk.told(after: before) == ["grid is ACTIVE: first trade", "trade t1"])
        #expect(!answer.isDuplicate)
        #expect(answer.value.trade == sent)
        #expect(answer.value.sequence == before + 2)
        #expect(answer.value.recordedAt == desk.now)
        #expect(answer.value.warnings == [])
        #expect(try desk.ledger.performance(account: "main", strategy: "grid").tradeCount == 1)
        #expect(try desk.ledger.performance(account: "main", strategy: "").netProfit == Decimal(10))
        #expect(desk.ledger.tradesCount == 1)
    }

    @Test("fills in an id when none was sent, and never the same one twice")
    func madeIDs() throws {
        var desk = try Desk()
        let ids = try (0..<3).map { _ in try desk.record(trade("")).value.trade.tradeID }
        #expect(Set(ids).count == 3)
        #expect(!ids.contains(""))
    }

    @Test("twice gives the first answer, and changes nothing")
    func twice() throws {
        var desk = try Desk()
        let first = try desk.record(trade("t1"))
        desk.advance(5)
        let bytes = desk.bytes
        let second = try desk.record(trade("t1"))
        #expect(second.isDuplicate)
        #expect(second.value == first.value)
        // A retry that leaves the time to the ledger has another time of arrival and is still the same trade.
        let timeless = try desk.record(trade("t1", at: 5), isExitTimeGiven: false)
        #expect(timeless.isDuplicate)
        #expect(timeless.value == first.value)
        #expect(desk.bytes == bytes)
    }

    @Test("with the id of another one is refused, and the fields that differ are named")
    func otherContent() throws {
        var desk = try Desk()
        try desk.record(trade("t1"))
        let bytes = desk.bytes
        let error = try refusal {
            try desk.record(trade("t1", profit: 11) { ($0.symbol, $0.tags) = ("ETH-USD", ["a"]) })
        }
        #expect(error == .alreadyExists(.trade, name: "t1", difference: "symbol, profit, tags"))
        #expect(
            try refusal { try desk.record(trade("t1", at: 1)) }
                == .alreadyExists(.trade, name: "t1", difference: "exit_time"))
        #expect(desk.bytes == bytes)
    }

    @Test("an id belongs to its account")
    func idsOfAccounts() throws {
        var desk = try Desk()
        try desk.run { desk throws(LedgerError) in
            let other = Account(name: "other", initialCapital: Decimal(1), createdAt: desk.now)
            _ = try desk.ledger.createAccount(other, desk.context)
        }
        try desk.record(trade("t1"))
        #expect(try !desk.record(trade("t1", profit: -3) { $0.account = "other" }).isDuplicate)
        #expect(try desk.ledger.performance(account: "other", strategy: "").netProfit == Decimal(-3))
    }

    @Test("of an account that nobody made is refused")
    func unknownAccount() throws {
        var desk = try Desk()
        let error = try refusal { try desk.record(trade("t1") { $0.account = "nobody" }) }
        #expect(error == .notFound(.account, name: "nobody"))
    }

    @Test("late, out of order and at equal times gives the figures of a pass in order")
    func outOfOrder() throws {
        var desk = try Desk()
        for (index, seconds) in [500, -90_000, 0, 0, 86_400, -1, 0, 200_000, 499].enumerated() {
            try desk.record(trade("t\(index)", profit: index % 3 * 7 - 6, at: Int64(seconds)))
        }
        let settings = try #require(desk.ledger.settings(ofAccount: "main"))
        for strategy in [nil, "grid"] {
            let live = try desk.ledger.performance(account: "main", strategy: strategy ?? "")
            let again = try desk.journal.recomputed(settings, strategy: strategy)
            #expect(live.kpis(.gross) == again.kpis(.gross))
            #expect(live.kpis(.net) == again.kpis(.net))
        }
    }

    // MARK: Oddities

    @Test("that contradicts itself is recorded with a warning that has the values")
    func contradictions() throws {
        var desk = try Desk()
        let answer = try desk.record(pricedTrade("t1", profit: 50))
        #expect(answer.value.warnings.map(\.code) == [.pnlMismatch])
        #expect(answer.value.warnings[0].message == "profit is 50, but prices and quantity give 100")
        let liar = try desk.record(trade("t2", profit: -1) { $0.isWin = true })
        #expect(liar.value.warnings.map(\.code) == [.isWinMismatch])
        #expect(try desk.record(pricedTrade("t3")).value.warnings == [])
    }

    @Test("that contradicts itself is refused in strict mode, be it the sender's or the account's")
    func strict() throws {
        var desk = try Desk()
        let lie = pricedTrade("t1", profit: 50)
        #expect(try refusal { try desk.record(lie, isStrict: true) }?.fields == ["trade.profit"])
        let settings = try #require(desk.ledger.settings(ofAccount: "main"))
        try desk.run { desk throws(LedgerError) in
            var strict = settings
            strict.isStrict = true
            _ = try desk.ledger.updateAccount(strict, desk.context)
        }
        var worse = lie
        worse.isWin = false
        #expect(try refusal { try desk.record(worse) }?.fields == ["trade.profit", "trade.is_win"])
        #expect(try desk.record(pricedTrade("t1")).value.warnings == [])
    }

    @Test("of a strategy that should not trade is recorded, and flagged")
    func strategyNotActive() throws {
        var desk = try Desk()
        try desk.record(trade("t1"))
        try desk.move(.pause, "grid")
        let paused = try desk.record(trade("t2"))
        #expect(paused.value.warnings.map(\.message) == ["strategy \"grid\" is PAUSED"])
        #expect(try desk.ledger.performance(account: "main", strategy: "").tradeCount == 2)
    }

    @Test("with fees in another currency, or from the future, is recorded and flagged")
    func oddities() throws {
        var desk = try Desk()
        let foreign = try desk.record(trade("t1") { $0.feeCurrency = "BNB" })
        #expect(foreign.value.warnings.map(\.code) == [.foreignFees])
        #expect(try desk.record(trade("t2") { $0.feeCurrency = "USD" }).value.warnings == [])
        // Clocks differ a little: a minute ahead is nothing.
        #expect(try desk.record(trade("t3", at: 60)).value.warnings == [])
        #expect(try desk.record(trade("t4", at: 61)).value.warnings.map(\.code) == [.futureTime])
    }

    // MARK: Refusals

    /// A trade that cannot be true, and what is said about it.
    struct Impossible: CustomTestStringConvertible, Sendable {
        let fields: [String]
        let adjust: @Sendable (inout Trade) -> Void
        var testDescription: String { fields.joined(separator: ", ") }

        init(_ fields: String..., adjust: @escaping @Sendable (inout Trade) -> Void) {
            (self.fields, self.adjust) = (fields, adjust)
        }
    }

    static let impossible: [Impossible] = [
        Impossible("trade.trade_id") { $0.tradeID = String(repeating: "x", count: 129) },
        Impossible("trade.trade_id") { $0.tradeID = "a\nb" },
        Impossible("trade.account") { $0.account = "two words" },
        Impossible("trade.strategy") { $0.strategy = "" },
        Impossible("trade.symbol") { $0.symbol = "" },
        Impossible("trade.quantity") { $0.quantity = .zero },
        Impossible("trade.leverage") { $0.leverage = Decimal(-1) },
        Impossible("trade.entry_price", "trade.exit_price") {
            ($0.entryPrice, $0.exitPrice) = (.zero, Decimal(-1))
        },
        Impossible("trade.exit_time") { $0.entryTime = noon(1) },
        Impossible("trade.confidence") { $0.confidence = 1.01 },
        Impossible("trade.confidence") { $0.confidence = .nan },
        Impossible("trade.stop_loss") {
            ($0.side, $0.entryPrice, $0.stopLoss) = (.long, Decimal(10), Decimal(11))
        },
        Impossible("trade.take_profit") {
            ($0.side, $0.entryPrice, $0.takeProfit) = (.short, Decimal(10), Decimal(11))
        },
        Impossible("trade.tags[1]") { $0.tags = ["good", "\u{7}"] },
        Impossible("trade.tags") { $0.tags = (0..<33).map { "tag\($0)" } },
        Impossible("trade.reason") { $0.reason = String(repeating: "x", count: 4097) },
        Impossible("trade.profit") { $0.profit = Decimal(1_000_000_000_001) },
        Impossible("trade.fees") { $0.fees = Decimal(-1_000_000_000_001) },
        Impossible("trade.strategy", "trade.symbol", "trade.quantity") {
            ($0.strategy, $0.symbol, $0.quantity) = ("", "", .zero)
        },
    ]

    @Test("that cannot be true is refused whole, with every bad field", arguments: impossible)
    func refused(row: Impossible) throws {
        var desk = try Desk()
        try desk.record(trade("t0"))
        let bytes = desk.bytes
        #expect(try refusal { try desk.record(trade("t1", row.adjust)) }?.fields == row.fields)
        #expect(desk.bytes == bytes)
        #expect(desk.ledger.pending.isEmpty)
    }
}
