import JSON
import NijaMessages

/// Commands on prices.
enum PriceCommands {
    static let all = [
        Command(
            "price push", "take a price in: marks open positions, and closes those whose level it reaches",
            arguments: ["SYMBOL", "[LAST]"],
            options: [
                Option("venue", "NAME", "where"), Option("time", "TIME", "when (now)"),
                Option("bid", "PRICE", "the best bid"), Option("ask", "PRICE", "the best ask"),
                Option("mark", "PRICE", "the venue's mark price"),
                Option("bar", "O,H,L,C", "a bar that has ended, instead of a price"),
            ],
            examples: [
                "nijactl price push BTC-USD 50250",
                "nijactl price push ETH-USD --bid 2999.5 --ask 3000.5 --mark 3000",
                "nijactl price push SOL-USD --bar 20,20.6,19.8,20.4 -o json",
            ], run: push),
        Command(
            "price get", "show the newest prices", arguments: ["SYMBOL…"],
            examples: [
                "nijactl price get BTC-USD", "nijactl price get BTC-USD ETH-USD -o json",
                "nijactl price get SOL-USD -o csv",
            ], run: get),
    ]

    private static func push(_ call: Invocation) throws(CommandError) {
        var price: Price = try call.message(from: ["venue", "time", "bid", "ask", "mark"])
        price.symbol = call.arguments[0]
        price.last = call.arguments.count > 1 ? call.arguments[1] : ""
        if let text = call["bar"] {
            let parts = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 4 else {
                throw .usage("--bar is \(text); it must be OPEN,HIGH,LOW,CLOSE")
            }
            var bar = Bar()
            (bar.open, bar.high, bar.low, bar.close) = (parts[0], parts[1], parts[2], parts[3])
            price.bar = bar
        }
        var request = PushPriceRequest()
        request.price = price
        try call.output.one(try call.call(MarketService.pushPrice, request), "outcome") { outcome in
            var card = Card(call.output.style)
            card.title("Price of \(price.symbol)")
            card.rows(
                outcome,
                [
                    Column("positions_marked", "positions marked", .amount),
                    Column("positions_closed", "positions closed", .amount),
                    Column("exits_requested", "exits asked for", .amount),
                    Column("late", "older than the newest"),
                ])
            return card.rendered
        }
    }

    private static func get(_ call: Invocation) throws(CommandError) {
        var request = GetPricesRequest()
        request.symbols = call.arguments
        try call.output.list(try call.call(MarketService.getPrices, request), rows: "prices", layout)
    }

    private static let layout = TableLayout(
        [
            Column("symbol"), Column("venue"), Column("time", "time", .time), Column("last", "last", .amount),
            Column("bid", "bid", .amount), Column("ask", "ask", .amount), Column("mark", "mark", .amount),
            Column("bar"),
        ], id: "symbol")
}
