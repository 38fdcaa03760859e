import NijaMessages
import TTRPC

extension InputTable {
    static let market: [InputTable] = [
        InputTable(MarketService.pushPrice, pushed, priceFaults(\.price)),
        InputTable(MarketService.pushPrices, streamed, priceFaults(\.price)),
        InputTable(
            MarketService.getPrices, GetPricesRequest(),
            [
                Fault("symbols that cannot be", "symbols[0]", "symbols[2]") {
                    $0.symbols = ["", "BTC-USD", control]
                }
            ]),
        InputTable(
            MarketService.streamPrices, StreamPricesRequest(),
            [
                Fault("everything at once", "symbols[0]", "min_interval", "heartbeat_interval") {
                    ($0.symbols, $0.minInterval, $0.heartbeatInterval) = ([long], span(-1), span(0))
                }
            ]),
    ]

    private static let price: Price = {
        var price = Price()
        (price.symbol, price.last) = ("ETH-USD", "3000")
        return price
    }()

    private static let pushed: PushPriceRequest = {
        var request = PushPriceRequest()
        request.price = price
        return request
    }()

    private static let streamed: PushPricesRequest = {
        var request = PushPricesRequest()
        request.price = price
        return request
    }()

    private static func priceFaults<Request>(
        _ path: any WritableKeyPath<Request, Price?> & Sendable
    ) -> [Fault<Request>] {
        [
            Fault("no price", "price") { $0[keyPath: path] = nil },
            Fault("an empty price", "price.symbol", "price.last") { $0[keyPath: path] = Price() },
            Fault("prices that cannot be", "price.last", "price.bid", "price.ask", "price.mark", in: path) {
                ($0.last, $0.bid, $0.ask, $0.mark) = ("NaN", "1e5", "-", "x")
            },
            Fault("prices below zero", "price.last", "price.bid", in: path) {
                ($0.last, $0.bid) = ("0", "-1")
            },
            Fault("an ask below the bid", "price.ask", in: path) { ($0.bid, $0.ask) = ("2", "1") },
            Fault("a time in the future", "price.time", in: path) { $0.time = instant(4_000_000_000) },
            Fault("a bar beside other prices", "price.last", in: path) { $0.bar = bar("1", "3", "0.5", "2") },
            Fault("a bar that is none", "price.bar", in: path) {
                ($0.last, $0.bar) = ("", bar("1", "1.5", "0.5", "2"))
            },
            Fault(
                "a bar with holes", "price.bar.open", "price.bar.high", "price.bar.low", "price.bar.close",
                in: path
            ) { ($0.last, $0.bar) = ("", Bar()) },
        ]
    }

    private static func bar(_ open: String, _ high: String, _ low: String, _ close: String) -> Bar {
        var bar = Bar()
        (bar.open, bar.high, bar.low, bar.close) = (open, high, low, close)
        return bar
    }
}
