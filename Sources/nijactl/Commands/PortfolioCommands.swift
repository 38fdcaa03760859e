import NijaMessages

/// Commands on portfolios.
enum PortfolioCommands {
    static let all = [
        Command(
            "portfolio history", "list the hours or days of an account: trades, profit, equity",
            options: [
                SharedOptions.account, Option("by", "WHAT", "hour or day (day)", choices: ["hour", "day"]),
            ] + SharedOptions.range,
            examples: [
                "nijactl portfolio history",
                "nijactl portfolio history --by hour --from 2025-03-01 --to 2025-03-08",
                "nijactl portfolio history --from 2025-01-01 -o csv",
            ], run: history)
    ]

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
