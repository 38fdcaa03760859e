import NijaClient
import NijaMessages
import TTRPC

extension Cases {
    /// The cases that need a daemon, by name.
    static let ledger: [String: @Sendable () throws -> Void] = [
        "retry_with_the_same_id": {
            let cut = try NijaClient(socket: try socket("NIJA_PROXY"))
            _ = try cut.recordTrade(trade())
            let direct = try NijaClient(socket: try socket("NIJA_SOCKET"))
            let account = try direct.call(AccountService.getAccount, GetAccountRequest()).account
            try expect(account?.totalTrades, 1)
        },
        "outcome_unknown": {
            var given = trade()
            given.tradeID = NijaClient.makeID()
            let cut = try NijaClient(socket: try socket("NIJA_PROXY"), timeoutNanoseconds: 300_000_000)
            do throws(NijaError) {
                _ = try cut.recordTrade(given)
                throw .protocolViolation("the call was answered")
            } catch {
                try expect(error, .outcomeUnknown)
            }
            let direct = try NijaClient(socket: try socket("NIJA_SOCKET"))
            try expect(try direct.recordTrade(given).duplicate, true)
        },
        "resume_after_a_cut": {
            let direct = try NijaClient(socket: try socket("NIJA_SOCKET"))
            var batch = BatchRecordTradesRequest()
            batch.trades = [Trade](repeating: trade(), count: 500)
            _ = try direct.call(TradeService.batchRecordTrades, batch)
            let last = try direct.call(SystemService.getStatus, GetStatusRequest()).sequence
            let cut = try NijaClient(socket: try socket("NIJA_PROXY"))
            let events = EventSubscription(cut, EventService.subscribe, after: 0) { after in
                var request = SubscribeRequest()
                request.afterSequence = after
                return request
            } event: {
                $0.event
            }
            for expected in 1...last { try expect(try events.next().sequence, expected) }
        },
    ]

    private static func trade() -> Trade {
        var trade = Trade()
        (trade.symbol, trade.strategy, trade.profit) = ("X", "S", "1")
        return trade
    }
}
