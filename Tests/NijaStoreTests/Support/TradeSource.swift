import NijaModel
import NijaTesting

@testable import NijaStore

/// Plain trades, one after the other.
struct TradeSource {
    var random: SeededGenerator
    var account = "default"

    init(seed: UInt64 = 1) { random = SeededGenerator(seed: seed) }

    /// A trade that is told from others by its sequence; exit times come in any order and some are equal.
    mutating func event(_ sequence: UInt64) -> LedgerEvent {
        let profit = Decimal(Int.random(in: -5...5, using: &random))
        var trade = Trade(
            strategy: pick(["trend", "grid", "news"]), symbol: pick(["BTC-USD", "ETH-USD"]), profit: profit,
            exitTime: Timestamp(nanoseconds: 1_700_000_000 + Int64.random(in: 0..<50, using: &random)))
        trade.account = account
        trade.tradeID = "t\(sequence)"
        trade.fees = Decimal(Int.random(in: 0...1, using: &random))
        trade.side = pick([Side.long, Side.short, nil])
        trade.exitReason = pick([.unspecified, .stopLoss, .takeProfit])
        (trade.venue, trade.botID) = (pick(["", "binance"]), pick(["", "bot"]))
        (trade.promptID, trade.userID) = (pick(["", "p"]), pick(["", "u"]))
        trade.tags = pick([[], ["a"], ["a", "b"], ["ab", "\"a\""]])
        return Self.event(sequence, trade)
    }

    static func event(_ sequence: UInt64, _ trade: Trade) -> LedgerEvent {
        let recorded = RecordedTrade(trade: trade, sequence: sequence, recordedAt: .epoch)
        return LedgerEvent(
            sequence: sequence, time: .epoch, actor: .daemon, payload: .tradeRecorded(recorded))
    }

    /// The voiding of a trade that an event recorded.
    static func voiding(_ sequence: UInt64, of event: LedgerEvent) -> LedgerEvent {
        guard case .tradeRecorded(let counting) = event.payload else { return event }
        let recorded = counting.with(TradeVoiding(sequence: sequence, time: .epoch, reason: "wrong"))
        return LedgerEvent(sequence: sequence, time: .epoch, actor: .daemon, payload: .tradeVoided(recorded))
    }

    private mutating func pick<Value>(_ values: [Value]) -> Value {
        values[Int.random(in: values.indices, using: &random)]
    }
}

extension LedgerEvent {
    /// The trade that was recorded.
    var trade: Trade {
        guard case .tradeRecorded(let recorded) = payload else { return TradeTable.blank }
        return recorded.trade
    }
}

extension LedgerStore {
    /// Appends and commits `count` trades.
    func record(_ count: Int, from source: inout TradeSource) throws(StoreError) -> [LedgerEvent] {
        var events: [LedgerEvent] = []
        for _ in 0..<count { events.append(source.event(lastSequence + UInt64(events.count) + 1)) }
        for event in events { try append(event) }
        try commit()
        return events
    }

    /// Every event of the ledger.
    func everything() throws(StoreError) -> [LedgerEvent] {
        try events(after: 0, upTo: .max, limit: .max, kinds: .all)
    }
}

/// Runs `body` and returns the code of the error that it must throw.
func codeThrown<Value>(_ body: () throws(StoreError) -> Value) -> StoreError.Code? {
    do throws(StoreError) {
        _ = try body()
        return nil
    } catch {
        return error.code
    }
}
