import NijaClient
import NijaMessages
import NijaModel
import NijaStore
import NijaTesting
import TTRPC
import Testing

@testable import NijaService

@Suite("Pages of trades")
struct PagingTests {
    private func page(
        _ client: NijaClient, _ order: String, size: Int32, token: String
    ) throws -> ListTradesResponse {
        var request = ListTradesRequest()
        (request.orderBy, request.pageSize, request.pageToken) = (order, size, token)
        return try client.call(TradeService.listTrades, request)
    }

    @Test(
        "show the ledger as it was at the first, while trades arrive and are voided",
        arguments: [
            "exit_time", "exit_time desc", "sequence", "profit desc", "net_profit", "symbol desc", "",
        ])
    func whileRowsArrive(order: String) throws {
        var random = SeededGenerator(seed: 7)
        let daemon = try TestDaemon()
        let client = try daemon.bot()
        func trades(_ name: String, _ count: Int) -> [NijaMessages.Trade] {
            (0..<count).map { index in
                var trade = sent(
                    "\(name)\(index)", profit: .random(in: -5...5, using: &random),
                    at: .random(in: 0..<20, using: &random))
                trade.symbol = random.pick(["BTC", "ETH", "SOL"])
                trade.fees = random.pick(["0", "0.5"])
                return trade
            }
        }
        try client.record(trades("a", 60))
        let whole = try page(client, order, size: 1000, token: "")
        #expect(whole.trades.count == 60)
        #expect(whole.nextPageToken.isEmpty)
        var paged: [NijaMessages.Trade] = []
        var token = ""
        repeat {
            let next = try page(client, order, size: 7, token: token)
            #expect(next.trades.count <= 7)
            paged += next.trades
            token = next.nextPageToken
            try client.record(trades("b\(paged.count)-", 5))
            var void = VoidTradeRequest()
            void.tradeID = "a\(Int.random(in: 0..<60, using: &random))"
            _ = try client.call(TradeService.voidTrade, void)
        } while !token.isEmpty
        #expect(paged == whole.trades)
    }

    @Test("a full last page says that it is the last")
    func exactFit() throws {
        let daemon = try TestDaemon()
        let client = try daemon.bot()
        try client.record((0..<6).map { sent("t\($0)") })
        let first = try page(client, "sequence", size: 3, token: "")
        let second = try page(client, "sequence", size: 3, token: first.nextPageToken)
        #expect((first.trades + second.trades).map(\.tradeID) == (0..<6).map { "t\($0)" })
        #expect(!first.nextPageToken.isEmpty)
        #expect(second.nextPageToken.isEmpty)
    }

    @Test("a token of another query, a bad size and a bad order are refused with the field")
    func refused() throws {
        let daemon = try TestDaemon()
        let client = try daemon.bot()
        try client.record((0..<6).map { sent("t\($0)") })
        let bySymbol = try page(client, "symbol", size: 2, token: "").nextPageToken
        #expect(
            try refusal { try page(client, "profit", size: 2, token: bySymbol) }?.violations.map(\.field)
                == ["page_token"])
        #expect(
            try refusal { try page(client, "colour", size: -1, token: "x") }?.violations.map(\.field)
                == ["order_by", "page_size", "page_token"])
    }
}
