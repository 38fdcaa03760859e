import NijaAnalytics
import NijaLedger
import NijaModel
import Testing

@Suite("Voiding a trade")
struct VoidingTests {
    @Test("takes it out of every figure, and keeps what was said")
    func good() throws {
        var desk = try Desk()
        try desk.record(trade("t1", profit: 10))
        let wrong = try desk.record(trade("t2", profit: -99, at: 1)).value
        desk.advance(5)
        let answer = try desk.void(wrong, reason: "typed twice")
        #expect(!answer.isDuplicate)
        #expect(answer.value.trade == wrong.trade)
        #expect(
            answer.value.voiding
                == TradeVoiding(sequence: desk.ledger.sequence, time: desk.now, reason: "typed twice"))
        let performance = try desk.ledger.performance(account: "main", strategy: "")
        #expect(performance.tradeCount == 1)
        #expect(performance.netProfit == Decimal(10))
        // The ledger counts what was ever recorded.
        #expect(desk.ledger.tradesCount == 2)
    }

    @Test("twice is a duplicate with the first reason")
    func twice() throws {
        var desk = try Desk()
        let recorded = try desk.record(trade("t1")).value
        let first = try desk.void(recorded, reason: "first")
        let bytes = desk.bytes
        let second = try desk.void(recorded, reason: "second")
        #expect(second.isDuplicate)
        #expect(second.value == first.value)
        #expect(desk.bytes == bytes)
    }

    @Test("leaves the figures of a ledger that never had it, whichever one is voided")
    func anyOne() throws {
        for voided in 0..<5 {
            var desk = try Desk()
            var clean = try Desk()
            var recorded: [RecordedTrade] = []
            for index in 0..<5 {
                let sent = trade("t\(index)", profit: index % 2 == 0 ? 20 : -30, at: Int64(index) * 50_000)
                recorded.append(try desk.record(sent).value)
                if index != voided { try clean.record(sent) }
            }
            try desk.void(recorded[voided])
            for strategy in ["", "grid"] {
                let left = try desk.ledger.performance(account: "main", strategy: strategy)
                let right = try clean.ledger.performance(account: "main", strategy: strategy)
                #expect(left.kpis(.net) == right.kpis(.net))
            }
        }
    }

    @Test("is not undone by sending the trade again: a correction has an id of its own")
    func correction() throws {
        var desk = try Desk()
        let recorded = try desk.record(trade("t1")).value
        try desk.void(recorded)
        let again = try desk.record(trade("t1"))
        #expect(again.isDuplicate)
        #expect(again.value.voiding != nil)
        #expect(
            try refusal { try desk.record(trade("t1", profit: 12)) }
                == .alreadyExists(.trade, name: "t1", difference: "profit"))
        try desk.record(trade("t1-corrected", profit: 12) { $0.correctsTradeID = "t1" })
        #expect(try desk.ledger.performance(account: "main", strategy: "").netProfit == Decimal(12))
    }

    @Test("with a reason that is too long is refused")
    func reason() throws {
        var desk = try Desk()
        let recorded = try desk.record(trade("t1")).value
        let bytes = desk.bytes
        let error = try refusal { try desk.void(recorded, reason: String(repeating: "x", count: 4097)) }
        #expect(error?.fields == ["reason"])
        #expect(desk.bytes == bytes)
    }

    @Test("raises what its absence uncovers")
    func alarms() throws {
        var desk = try Desk(losingStreak(2))
        try desk.record(trade("t1", profit: -1, at: 1))
        let win = try desk.record(trade("t2", profit: 1, at: 2)).value
        try desk.record(trade("t3", profit: -1, at: 3))
        let told = try desk.tell { try $0.void(win) }
        #expect(told == ["void t2", "streak raised critical"])
    }
}
