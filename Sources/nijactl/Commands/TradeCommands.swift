import JSON
import NijaClient
import NijaImport
import NijaMessages
import Protobuf

/// Options that several commands share.
enum SharedOptions {
    static let account = Option("account", "NAME", "the account (default)")
    static let range = [
        Option("from", "TIME", "at or after this time"), Option("to", "TIME", "before this time"),
    ]
    static let window =
        [
            Option(
                "window", "NAME", "all, 1D, 1W, 1M or 1Y, up to today",
                choices: ["all", "1D", "1W", "1M", "1Y"])
        ] + range
    static let basis = Option(
        "basis", "BASIS", "gross or net: whether wins and losses count fees", choices: ["gross", "net"])
}

/// Commands on trades.
enum TradeCommands {
    static let all = [
        Command(
            "trade record", "record one trade",
            options: TradeFields.options + [
                Option("position-size", "VALUE", "the same as --quantity"),
                Option(flag: "strict", "refuse a trade that contradicts itself"),
            ],
            examples: [
                "nijactl trade record --strategy APEX_V71 --symbol BTC-USD --profit 50.0 --fees 1.0",
                "nijactl trade record --strategy APEX_V71 --symbol BTC-USD --profit 100 --side LONG --quantity 0.1 --entry-price 45000 --exit-price 46000",
                "nijactl trade record --trade-id t-1 --strategy APEX_V71 --symbol ETH-USD --profit -3.5 --exit-reason SL_HIT -o json",
            ], run: record),
        Command(
            "trade list", "list trades, newest first",
            options: [SharedOptions.account] + filterOptions + SharedOptions.range + [
                Option(
                    "order-by", "FIELD",
                    "exit_time, sequence, profit, net_profit or symbol, with \" desc\" behind it or not"),
                Option(flag: "include-voided", "voided trades too"),
            ],
            examples: [
                "nijactl trade list --limit 20",
                "nijactl trade list --strategy APEX_V71 --outcome loss --sort profit",
                "nijactl trade list --from 2026-01-01 --columns exit-time,symbol,net-profit -o csv",
            ], run: list),
        Command(
            "trade get", "show one trade", arguments: ["TRADE_ID"], options: [SharedOptions.account],
            examples: [
                "nijactl trade get t-1",
                "nijactl trade get t-1 -o json",
                "nijactl trade get t-1 --account default -o ndjson --columns profit,fees",
            ], run: get),
        Command(
            "trade void", "take a trade out of every figure", arguments: ["TRADE_ID"],
            options: [SharedOptions.account, Option("reason", "TEXT", "why, for the record")],
            examples: [
                "nijactl trade void t-1 --reason 'recorded twice by hand'",
                "nijactl trade void t-1 --account default -o json",
                "nijactl trade record --strategy APEX_V71 --symbol ETH-USD --profit -3.4 --corrects-trade-id t-1  # the correction",
            ], run: void),
        Command(
            "trade import", "record trades of a file: CSV, ndjson or a freqtrade export", arguments: ["FILE"],
            options: [
                SharedOptions.account, Option("rejects", "FILE", "write refused lines there"),
                Option(flag: "dry-run", "check everything, write nothing"),
                Option(flag: "ignore-unknown", "pass over columns that are no fields of a trade"),
                Option(flag: "strict", "refuse trades that contradict themselves"),
                Option("strategy", "NAME", "the strategy of trades that name none"),
            ],
            examples: [
                "nijactl trade import Examples/history.csv --dry-run",
                "nijactl trade import Examples/history.csv --account default --rejects rejects.csv",
                "nijactl trade export -o ndjson | nijactl trade import - --account default",
            ], run: TradeImport.run),
        Command(
            "trade export", "write all trades as CSV or ndjson, oldest first",
            options: [SharedOptions.account] + filterOptions + SharedOptions.range,
            examples: [
                "nijactl trade export -o csv > trades.csv",
                "nijactl trade export --symbol BTC-USD -o ndjson",
                "nijactl trade export --from 2026-01-01 --to 2026-02-01",
            ],
            run: export),
    ]

    private static let filterOptions = [
        Option("strategy", "NAME", "of this strategy"), Option("symbol", "NAME", "of this symbol"),
        Option("venue", "NAME", "of this venue"), Option("bot", "ID", "of this bot"),
        Option("prompt", "ID", "of this prompt"), Option("tag", "TAG", "with this tag"),
        Option("side", of: Side.self, "of this side"),
        Option("exit-reason", of: ExitReason.self, "closed for this reason"),
        Option("outcome", of: TradeOutcome.self, "how it ended, by the sign of its gross profit"),
    ]

    static let layout = TableLayout(
        [
            Column("exit_time", "exit time", .time), Column("strategy"), Column("symbol"),
            Column("side", "side", .state(prefix: "SIDE_")), Column("quantity", "quantity", .amount),
            Column("profit", "profit", .signed), Column("fees", "fees", .amount),
            Column("net_profit", "net", .signed),
            Column("exit_reason", "exit", .state(prefix: "EXIT_REASON_")),
            Column("trade_id", "trade"),
        ],
        wide: [
            Column("entry_price", "entry", .amount), Column("exit_price", "exit price", .amount),
            Column("pnl_percentage", "%", .ratio), Column("actual_risk_reward", "R", .ratio),
            Column("bot_id", "bot"),
            Column("venue"), Column("sequence"),
        ],
        id: "trade_id", csv: TradeFields.names.map { Column($0) })

    static func card(_ trade: JSONValue, _ style: Style) -> String {
        var card = Card(style)
        card.title("Trade \(trade["trade_id"]?.text ?? "")")
        for member in trade.members {
            guard
                let text = member.value.text ?? (member.value.elements.isEmpty ? nil : member.value.compact),
                !text.isEmpty, text != "false", !text.hasSuffix("_UNSPECIFIED")
            else { continue }
            card.row(member.name.split(separator: "_").joined(separator: " "), text)
        }
        return card.rendered
    }

    private static func record(_ call: Invocation) throws(CommandError) {
        var request = RecordTradeRequest()
        var names = TradeFields.names
        var aliases: [String: String] = [:]
        if call["position-size"] != nil {
            names.append("position_size")
            aliases["position_size"] = "quantity"
        }
        var trade = try call.message(Trade.self, from: names, aliases: aliases)
        if trade.tradeID.isEmpty { trade.tradeID = NijaClient.makeID() }
        (request.trade, request.strict) = (trade, call.has("strict"))
        let response = try call.record(
            TradeService.recordTrade, request, id: trade.tradeID, option: "trade-id")
        for warning in response.trade?.warnings ?? [] { call.output.note("warning: \(warning.message)") }
        if response.duplicate { call.output.note("it had been recorded before; nothing changed") }
        try call.output.one(response, "trade") { card($0, call.output.style) }
    }

    private static func get(_ call: Invocation) throws(CommandError) {
        var request = GetTradeRequest()
        (request.account, request.tradeID) = (call.text("account"), call.arguments[0])
        try call.output.one(try call.call(TradeService.getTrade, request), "trade") {
            card($0, call.output.style)
        }
    }

    private static func void(_ call: Invocation) throws(CommandError) {
        var request = VoidTradeRequest()
        (request.account, request.tradeID, request.reason) =
            (call.text("account"), call.arguments[0], call.text("reason"))
        let response = try call.call(TradeService.voidTrade, request)
        if response.duplicate { call.output.note("it had been voided before; nothing changed") }
        try call.output.one(response, "trade") { card($0, call.output.style) }
    }

    static func filter(_ call: Invocation) throws(CommandError) -> TradeFilter {
        var filter = TradeFilter()
        (filter.account, filter.strategy, filter.symbol) =
            (call.text("account"), call.text("strategy"), call.text("symbol"))
        (filter.venue, filter.botID, filter.promptID, filter.tag) =
            (call.text("venue"), call.text("bot"), call.text("prompt"), call.text("tag"))
        (filter.side, filter.exitReason) = (try call.choice("side"), try call.choice("exit-reason"))
        filter.outcome = try call.choice("outcome")
        filter.includeVoided = call.has("include-voided")
        filter.exitTime = try call.range()
        return filter
    }

    private static func list(_ call: Invocation) throws(CommandError) {
        var request = ListTradesRequest()
        (request.filter, request.orderBy) = (try filter(call), call.text("order-by"))
        let limit = try call.number("limit") ?? 50
        let response = try pages(call, request, limit: limit)
        if !response.nextPageToken.isEmpty && call.output.format != .json {
            call.output.note("showing the first \(limit); more with --limit")
        }
        try call.output.list(response, rows: "trades", layout)
    }

    /// Pages up to `limit` as one answer.
    private static func pages(
        _ call: Invocation, _ request: ListTradesRequest, limit: Int
    ) throws(CommandError) -> ListTradesResponse {
        var (request, result) = (request, ListTradesResponse())
        repeat {
            request.pageSize = Int32(clamping: min(1000, limit - result.trades.count))
            let page = try call.call(TradeService.listTrades, request)
            result.trades += page.trades
            result.nextPageToken = page.nextPageToken
            request.pageToken = page.nextPageToken
        } while !request.pageToken.isEmpty && result.trades.count < limit
        return result
    }

    private static func export(_ call: Invocation) throws(CommandError) {
        var request = ListTradesRequest()
        (request.filter, request.orderBy, request.pageSize) = (try filter(call), "exit_time", 1000)
        let isJSON = [.json, .ndjson].contains(call.output.format)
        if !isJSON { Output.write(TradeFields.names.joined(separator: ",") + "\r\n") }
        repeat {
            let page = try call.call(TradeService.listTrades, request)
            let rows = try Output.parse(page)["trades"]?.elements ?? []
            for row in rows {
                Output.write(
                    isJSON
                        ? row.compact + "\n"
                        : CSVWriter.line(TradeFields.names.map { Column($0).plain(row[$0]) }))
            }
            request.pageToken = page.nextPageToken
        } while !request.pageToken.isEmpty
    }
}

extension Invocation {
    /// The range that --from and --to give; nil without them.
    func range() throws(CommandError) -> TimeRange? {
        if self["from"] == nil && self["to"] == nil { return nil }
        var range = TimeRange()
        (range.from, range.to) = (try time("from"), try time("to"))
        return range
    }
}
