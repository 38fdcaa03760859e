import JSON
import NijaClient
import NijaMessages
import Protobuf

/// The fields of a fill as options, and what each means.
enum FillFields {
    /// Fields that a caller may set, in the sequence of the contract: those before the first output-only one.
    static let names = Array(Fill.fieldNames.prefix { $0 != "sequence" })

    static let options = [
        Option("fill-id", "ID", "your own id, which makes a retry safe (made up when missing)"),
        Option("account", "NAME", "the account (default)"),
        Option("user-id", "ID", "the user it was executed for; each is audited apart"),
        Option("symbol", "NAME", "the instrument; required"),
        Option("side", of: FillSide.self, "what it did; required"),
        Option("qty", "AMOUNT", "size in units of the instrument; required"),
        Option("price", "PRICE", "price a unit; required"),
        Option("fees", "AMOUNT", "fees paid, negative for a rebate (0)"),
        Option("executed-at", "TIME", "when it was executed (now)"),
        Option("asset-class", of: AssetClass.self, "what kind of instrument it is (EQUITY)"),
        Option("strategy", "NAME", "the strategy that ordered it"),
        Option("venue", "NAME", "where it was executed"),
        Option("order-id", "ID", "the venue's order id"),
        Option("equity", "AMOUNT", "what the account was worth then (what it is worth now)"),
    ]
}

/// Commands on fills.
enum FillCommands {
    static let all = [
        Command(
            "fill record", "record one fill, and see what the rules of compliance say",
            options: FillFields.options,
            examples: [
                "nijactl fill record --symbol AAPL --side BUY --qty 10 --price 150.50",
                "nijactl fill record --fill-id f-1 --user-id ann --symbol AAPL --side SELL --qty 10 --price 149 --fees 1",
                "nijactl fill record --symbol BTC-USD --side BUY --qty 0.1 --price 45000 --asset-class CRYPTO --executed-at 2026-01-30T04:30:00Z -o json",
            ], run: record),
        Command(
            "fill list", "list fills, the last executed first",
            options: [
                SharedOptions.account, Option("user-id", "ID", "of this user"),
                Option("symbol", "NAME", "of this symbol"), Option("side", of: FillSide.self, "of this side"),
            ] + SharedOptions.range,
            examples: [
                "nijactl fill list --limit 20",
                "nijactl fill list --user-id ann --symbol AAPL",
                "nijactl fill list --from 2026-01-01 --columns executed-at,side,qty,price -o csv",
            ], run: list),
        Command(
            "fill import", "record fills of a file: CSV, ndjson or a JSON list", arguments: ["FILE"],
            options: [
                SharedOptions.account, Option("rejects", "FILE", "write refused lines there"),
                Option(flag: "dry-run", "read everything, write nothing"),
                Option("user-id", "ID", "the user of fills that name none"),
            ],
            examples: [
                "nijactl fill import Examples/fills.csv --dry-run",
                "nijactl fill import Examples/fills.csv --account default --rejects rejects.csv",
                "nijactl fill list -o ndjson | nijactl fill import - --account default",
            ], run: FillImport.run),
    ]

    static let layout = TableLayout(
        [
            Column("executed_at", "executed at", .time), Column("symbol"),
            Column("side", "side", .state(prefix: "FILL_SIDE_")), Column("qty", "quantity", .amount),
            Column("price", "price", .amount), Column("fees", "fees", .amount), Column("user_id", "user"),
            Column("fill_id", "fill"),
        ],
        wide: [
            Column("asset_class", "class", .state(prefix: "ASSET_CLASS_")),
            Column("equity", "equity", .amount), Column("strategy"), Column("venue"), Column("order_id"),
            Column("sequence"),
        ],
        id: "fill_id", csv: FillFields.names.map { Column($0) })

    private static func record(_ call: Invocation) throws(CommandError) {
        var fill = try call.message(Fill.self, from: FillFields.names)
        if fill.fillID.isEmpty { fill.fillID = NijaClient.makeID() }
        var request = RecordFillRequest()
        request.fill = fill
        let response = try call.record(FillService.recordFill, request, id: fill.fillID, option: "fill-id")
        if response.duplicate { call.output.note("it had been recorded before; nothing changed") }
        if response.rerunNeeded {
            call.output.note(
                "the book of its user is behind; `nijactl compliance rerun` brings it up to date")
        }
        try call.output.one(response, "") { answer in
            let audits = (answer["audits"]?.elements ?? []) + (answer["revised"]?.elements ?? [])
            return card(answer["fill"] ?? .null, call.output.style)
                + (audits.isEmpty
                    ? ""
                    : Table(audits, ComplianceCommands.layout.columns, call.output.style, id: "rule_id").text)
        }
    }

    private static func card(_ fill: JSONValue, _ style: Style) -> String {
        var card = Card(style)
        card.title("Fill \(fill["fill_id"]?.text ?? "")")
        for member in fill.members {
            guard let text = member.value.text, !text.isEmpty, !text.hasSuffix("_UNSPECIFIED") else {
                continue
            }
            card.row(member.name.split(separator: "_").joined(separator: " "), text)
        }
        return card.rendered
    }

    private static func list(_ call: Invocation) throws(CommandError) {
        var filter = FillFilter()
        (filter.account, filter.userID, filter.symbol) =
            (call.text("account"), call.text("user-id"), call.text("symbol"))
        (filter.side, filter.executedAt) = (try call.choice("side"), try call.range())
        var request = ListFillsRequest()
        request.filter = filter
        let limit = try call.number("limit") ?? 50
        var response = ListFillsResponse()
        repeat {
            request.pageSize = Int32(clamping: min(1000, limit - response.fills.count))
            let page = try call.call(FillService.listFills, request)
            response.fills += page.fills
            response.nextPageToken = page.nextPageToken
            request.pageToken = page.nextPageToken
        } while !request.pageToken.isEmpty && response.fills.count < limit
        if !response.nextPageToken.isEmpty && call.output.format != .json {
            call.output.note("showing the first \(limit); more with --limit")
        }
        try call.output.list(response, rows: "fills", layout)
    }
}
