import Glibc
import JSON
import NijaMessages
import Protobuf

/// Commands on portfolios.
enum PortfolioCommands {
    private static let exposures = Option(
        "exposures", "N", "how many of the largest symbols and strategies (10)")

    static let all = [
        Command(
            "portfolio show", "show what an account is worth, and what is open",
            options: [
                SharedOptions.account, exposures,
                Option("positions", "N", "list so many open positions, the newest (20; 0 for none)"),
                Option(flag: "watch", "go on, as things change"),
            ],
            examples: [
                "nijactl portfolio show", "nijactl portfolio show --account default --positions 0 -o json",
                "nijactl portfolio show --watch",
            ], run: show),
        Command(
            "portfolio summary", "show the main figures of every account, and their sums",
            options: [Option("account", "NAME", "of this account only")],
            examples: [
                "nijactl portfolio summary", "nijactl portfolio summary --sort -total-value",
                "nijactl portfolio summary --account default -o json",
            ], run: summary),
        Command(
            "portfolio health", "say whether the figures can be relied on; exit 1 when they cannot",
            options: [
                SharedOptions.account,
                Option("max-price-age", "TIME", "how old the price of an open position may be (60s)"),
                Option("max-balance-age", "TIME", "how old the latest balance report may be (24h)"),
            ],
            examples: [
                "nijactl portfolio health", "nijactl portfolio health --max-price-age 5s -o json",
                "nijactl portfolio health -q >/dev/null && echo sound",
            ], run: health),
        Command(
            "portfolio history", "list the hours or days of an account: trades, profit, equity",
            options: [
                SharedOptions.account, Option("by", "WHAT", "hour or day (day)", choices: ["hour", "day"]),
            ] + SharedOptions.range,
            examples: [
                "nijactl portfolio history",
                "nijactl portfolio history --by hour --from 2025-03-01 --to 2025-03-08",
                "nijactl portfolio history --from 2025-01-01 -o csv",
            ], run: history),
    ]

    // MARK: Now

    /// Positions that are listed when nothing is said.
    private static let positionsDefault: Int32 = 20

    private static func show(_ call: Invocation) throws(CommandError) {
        if call.has("watch") {
            try PortfolioWatch.run(call)
            return
        }
        var request: GetPortfolioRequest = try call.message(from: ["account", "exposures", "positions"])
        if call["positions"] == nil { request.positions = positionsDefault }
        let response = try call.call(PortfolioService.getPortfolio, request)
        let (shown, all) = (response.positions.count, Int(response.portfolio?.openPositions ?? 0))
        if request.positions > 0 && shown < all && call.output.format != .json {
            call.output.note("showing \(shown) of \(all) positions; more with --positions")
        }
        try call.output.one(response, "portfolio") { portfolio in
            PortfolioCard.text(portfolio, call.output.style)
        }
        guard [.table, .wide].contains(call.output.format), !response.positions.isEmpty else { return }
        let positions = try Output.parse(response)["positions"]?.elements ?? []
        let layout = PositionCommands.layout
        let columns = call.output.format == .wide ? layout.columns + layout.wide : layout.columns
        Output.write("\n" + call.output.style.bold("Open positions") + "\n")
        Output.write(Table(positions, columns, call.output.style, id: layout.id).text)
    }

    private static func summary(_ call: Invocation) throws(CommandError) {
        var request = GetPortfolioSummaryRequest()
        (request.account, request.pageSize) = (call.text("account"), 1000)
        var all = GetPortfolioSummaryResponse()
        repeat {
            let page = try call.call(PortfolioService.getPortfolioSummary, request)
            all.accounts += page.accounts
            (all.totals, all.sequence) = (page.totals, page.sequence)
            request.pageToken = page.nextPageToken
        } while !request.pageToken.isEmpty
        try call.output.list(all, rows: "accounts", summaryLayout)
        guard [.table, .wide].contains(call.output.format), all.accounts.count > 1 else { return }
        let totals = try Output.parse(all)["totals"]?.elements ?? []
        Output.write("\n" + Table(totals, totalColumns, call.output.style).text)
    }

    private static let summaryLayout = TableLayout(
        [
            Column("account"), Column("total_value", "value", .amount), Column("cash", "cash", .amount),
            Column("daily_pnl", "today", .signed), Column("daily_pnl_percentage", "today %", .ratio),
            Column("total_pnl", "total", .signed), Column("total_pnl_percentage", "total %", .ratio),
            Column("win_rate", "win %", .ratio), Column("open_positions", "open", .amount),
            Column("status", "status", .state(prefix: "PORTFOLIO_STATUS_")),
        ],
        wide: [
            Column("exposure", "exposure", .amount), Column("active_strategies", "strategies", .amount),
            Column("currency"),
        ])

    private static let totalColumns = [
        Column("currency", "all in"), Column("accounts", "accounts", .amount),
        Column("total_value", "value", .amount), Column("cash", "cash", .amount),
        Column("daily_pnl", "today", .signed), Column("total_pnl", "total", .signed),
        Column("open_positions", "open", .amount), Column("exposure", "exposure", .amount),
    ]

    private static func health(_ call: Invocation) throws(CommandError) {
        let request: GetPortfolioHealthRequest = try call.message(
            from: ["account", "max_price_age", "max_balance_age"])
        let response = try call.call(PortfolioService.getPortfolioHealth, request)
        try call.output.one(response, "") { _ in
            let style = call.output.style
            return style.state(response.status.shortName) + "\n"
                + response.problems.map { problem in
                    let symbols =
                        problem.symbols.isEmpty ? "" : ": " + problem.symbols.joined(separator: ", ")
                    return "  \(problem.message)\(symbols)\n"
                }.joined()
        }
        if response.status != .healthy { exit(ExitCode.failed.rawValue) }
    }

    // MARK: Over time

    private static func history(_ call: Invocation) throws(CommandError) {
        var request = GetAggregatesRequest()
        (request.account, request.time) = (call.text("account"), try call.range())
        (request.interval, request.pageSize) = (try call.choice("by"), 1000)
        var all = GetAggregatesResponse()
        repeat {
            let page = try call.call(PortfolioService.getAggregates, request)
            all.aggregates += page.aggregates
            all.currency = page.currency
            request.pageToken = page.nextPageToken
        } while !request.pageToken.isEmpty
        try call.output.list(
            all, rows: "aggregates",
            TableLayout(
                [
                    Column("start", "from", .time), Column("trades", "trades", .amount),
                    Column("net_profit", "net profit", .signed), Column("equity_open", "open", .amount),
                    Column("equity_high", "high", .amount), Column("equity_low", "low", .amount),
                    Column("equity_close", "close", .amount), Column("return_percent", "return %", .ratio),
                ],
                wide: [
                    Column("winning_trades", "won", .amount), Column("losing_trades", "lost", .amount),
                    Column("gross_pnl", "gross", .signed), Column("fees", "fees", .amount),
                    Column("cash_flow", "cash flow", .amount), Column("end", "to", .time),
                ]))
    }
}
