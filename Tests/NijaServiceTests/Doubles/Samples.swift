import NijaClient
import NijaMessages
import NijaModel

@testable import NijaService

/// When everything happens in these tests.
let today = TestDaemon.now

/// A trade of the default account as a bot sends it.
func sent(
    _ id: String, profit: Int = 10, strategy: String = "grid", at seconds: Int64 = 0
) -> NijaMessages.Trade {
    var trade = NijaMessages.Trade()
    (trade.tradeID, trade.strategy, trade.symbol) = (id, strategy, "BTC-USD")
    (trade.profit, trade.exitTime) = ("\(profit)", TimestampMessage(today.adding(.seconds(seconds))))
    return trade
}

extension NijaClient {
    /// Records trades in one call.
    @discardableResult
    func record(_ trades: [NijaMessages.Trade]) throws -> BatchRecordTradesResponse {
        var request = BatchRecordTradesRequest()
        request.trades = trades
        return try call(TradeService.batchRecordTrades, request)
    }

    /// Every event of the ledger, as a subscriber of all of history gets them.
    func history() throws -> [Event] {
        let end = try call(SystemService.getStatus, GetStatusRequest()).sequence
        var request = SubscribeRequest()
        request.afterSequence = 0
        let stream = try stream(EventService.subscribe, request)
        var events: [Event] = []
        while (events.last?.sequence ?? 0) < end, let event = try stream.next()?.event {
            if case .heartbeat = event.payload { continue }
            events.append(event)
        }
        return events
    }
}

/// What a call is refused with; nil when it is not.
func refusal<Value>(_ body: () throws -> Value) throws -> NijaError.Refusal? {
    do {
        _ = try body()
        return nil
    } catch NijaError.refused(let refusal) {
        return refusal
    }
}
