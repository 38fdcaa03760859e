import JSON
import NijaClient
import NijaMessages

/// Commands on key performance indicators.
enum KpiCommands {
    private static let scope = [
        SharedOptions.account, Option("strategy", "NAME", "one strategy"),
        Option("symbol", "NAME", "one symbol"),
        Option("bot", "ID", "one bot"), Option("prompt", "ID", "one prompt"),
        Option("venue", "NAME", "one venue"),
        Option("tag", "TAG", "one tag"),
    ]

    static let all = [
        Command(
            "kpi show", "show every figure of an account, a strategy or another scope",
            options: scope + SharedOptions.window + [SharedOptions.basis],
            examples: [
                "nijactl kpi show",
                "nijactl kpi show --account default --basis net -o json",
                "nijactl kpi show --strategy APEX_V71 --window 1M",
            ], run: show),
        Command(
            "kpi trends", "show how the main figures moved, day by day",
            options: [
                SharedOptions.account, Option("strategy", "NAME", "one strategy"),
                Option("days", "N", "how many days back (30)"), SharedOptions.basis,
            ],
            examples: [
                "nijactl kpi trends --days 30",
                "nijactl kpi trends --strategy APEX_V71",
                "nijactl kpi trends --columns day,equity,drawdown -o csv",
            ], run: trends),
        Command(
            "kpi history", "list the snapshots that were kept",
            options: [SharedOptions.account] + SharedOptions.range,
            examples: [
                "nijactl kpi history --limit 10",
                "nijactl kpi history --from 2026-01-01",
                "nijactl kpi history -o ndjson",
            ], run: history),
        Command(
            "kpi compare", "show strategies side by side", arguments: ["[STRATEGY…]"],
            options: [SharedOptions.account, SharedOptions.basis] + SharedOptions.window,
            examples: [
                "nijactl kpi compare",
                "nijactl kpi compare APEX_V71 --window 1Y",
                "nijactl kpi compare --basis net --sort -net-profit",
            ], run: compare),
        Command(
            "kpi correlation", "show how strategies move together", arguments: ["[STRATEGY…]"],
            options: [SharedOptions.account],
            examples: [
                "nijactl kpi correlation",
                "nijactl kpi correlation --account default -o csv",
                "nijactl kpi correlation --sort -correlation",
            ], run: correlation),
        Command(
            "kpi performance",
            "show figures by strategy, symbol, bot, prompt, venue, tag, side or exit reason",
            options: scope + SharedOptions.window + [
                SharedOptions.basis,
                Option(
                    "by", "WHAT", "what to group by (strategy)",
                    choices: ["strategy", "symbol", "bot", "prompt", "venue", "tag", "side", "exit_reason"]),
                Option("order-by", "FIGURE", "a figure, with \" desc\" behind it or not (net_profit desc)"),
            ],
            examples: [
                "nijactl kpi performance --by symbol",
                "nijactl kpi performance --by bot --order-by win_rate",
                "nijactl kpi performance --by exit_reason -o wide",
            ],
            run: performance),
        Command(
            "kpi ab", "hold two prompts against each other, with a test of significance",
            arguments: ["PROMPT", "PROMPT"],
            options: [SharedOptions.account, SharedOptions.basis] + SharedOptions.window,
            examples: [
                "nijactl kpi ab 3 7", "nijactl kpi ab 3 7 --basis net --window 1M",
                "nijactl kpi ab 3 7 -o json",
            ], run: PromptComparison.run),
        Command(
            "kpi risk", "show how trades kept to their stops and targets",
            options: scope + SharedOptions.window,
            examples: [
                "nijactl kpi risk",
                "nijactl kpi risk --strategy APEX_V71",
                "nijactl kpi risk --window 1M -o json",
            ], run: risk),
        Command(
            "kpi export", "write a report as JSON, CSV, Markdown or HTML",
            options: [
                SharedOptions.account, SharedOptions.basis,
                Option(
                    "format", "FORMAT", "of the report (json)", choices: ["json", "csv", "md", "html"],
                    short: "o"),
                Option("output", "FILE", "where to write it (standard output)"),
            ] + SharedOptions.window,
            examples: [
                "nijactl kpi export --format md",
                "nijactl kpi export --format html --output report.html",
                "nijactl kpi export -o csv --window 1Y",
            ],
            run: export),
    ]

    static func scope(_ call: Invocation) -> KpiScope {
        var scope = KpiScope()
        (scope.account, scope.strategy, scope.symbol) =
            (call.text("account"), call.text("strategy"), call.text("symbol"))
        (scope.botID, scope.promptID, scope.venue, scope.tag) =
            (call.text("bot"), call.text("prompt"), call.text("venue"), call.text("tag"))
        return scope
    }

    static func window(_ call: Invocation) throws(CommandError) -> KpiWindow? {
        var window = KpiWindow()
        window.name = try call.choice("window")
        window.range = try call.range()
        if window.range != nil && call["window"] != nil {
            throw .usage("--window cannot go with --from or --to")
        }
        return window
    }

    private static func show(_ call: Invocation) throws(CommandError) {
        var request = GetKpiSummaryRequest()
        (request.scope, request.window, request.basis) = (
            scope(call), try window(call), try call.choice("basis")
        )
        let response = try call.call(KpiService.getKpiSummary, request)
        try call.output.one(response, "kpis") {
            KpiCard.text($0, call.output.style, isFull: true)
        }
    }

    private static func trends(_ call: Invocation) throws(CommandError) {
        var request = GetKpiTrendsRequest()
        (request.scope, request.basis) = (scope(call), try call.choice("basis"))
        request.days = Int32(clamping: try call.number("days") ?? 0)
        let response = try call.call(KpiService.getKpiTrends, request)
        try call.output.list(
            response, rows: "points",
            TableLayout([
                Column("day"), Column("total_trades", "trades", .amount), Column("win_rate", "win %", .ratio),
                Column("profit_factor", "PF", .ratio), Column("sharpe_ratio", "Sharpe", .ratio),
                Column("equity", "equity", .amount), Column("net_profit", "net profit", .signed),
                Column("drawdown", "drawdown %", .ratio), Column("roi_percentage", "ROI %", .ratio),
            ]))
        if [.table, .wide].contains(call.output.format) {
            Output.write(KpiCard.trendLines(response.points, call.output.style))
        }
    }

    private static func history(_ call: Invocation) throws(CommandError) {
        var request = ListKpiSnapshotsRequest()
        (request.account, request.time) = (call.text("account"), try call.range())
        request.pageSize = Int32(clamping: min(try call.number("limit") ?? 100, 1000))
        try call.output.list(
            try call.call(KpiService.listKpiSnapshots, request), rows: "snapshots",
            TableLayout([Column("timestamp", "time", .time)] + figures, id: "sequence"))
    }

    private static let figures = [
        Column("total_trades", "trades", .amount), Column("win_rate", "win %", .ratio),
        Column("profit_factor", "PF", .ratio), Column("net_profit", "net profit", .signed),
        Column("sharpe_ratio", "Sharpe", .ratio), Column("max_drawdown", "max DD %", .ratio),
        Column("roi_percentage", "ROI %", .ratio),
    ]

    private static func groupLayout(_ title: String) -> TableLayout {
        TableLayout(
            [Column("key", title)] + figures.map { Column("kpis." + $0.field, $0.title, $0.look) },
            wide: [
                Column("kpis.expectancy", "expectancy", .amount),
                Column("kpis.average_win", "avg win", .amount),
                Column("kpis.average_loss", "avg loss", .amount), Column("kpis.total_fees", "fees", .amount),
            ], id: "key")
    }

    private static func compare(_ call: Invocation) throws(CommandError) {
        var request = CompareStrategiesRequest()
        (request.account, request.strategies) = (call.text("account"), call.arguments)
        (request.window, request.basis) = (try window(call), try call.choice("basis"))
        try call.output.list(
            try call.call(KpiService.compareStrategies, request), rows: "strategies", groupLayout("strategy"))
    }

    private static func performance(_ call: Invocation) throws(CommandError) {
        var request = GetPerformanceRequest()
        (request.scope, request.window, request.basis) = (
            scope(call), try window(call), try call.choice("basis")
        )
        (request.groupBy, request.orderBy) = (try call.choice("by"), call.text("order-by"))
        request.limit = Int32(clamping: try call.number("limit") ?? 0)
        try call.output.list(
            try call.call(KpiService.getPerformance, request), rows: "groups",
            groupLayout(call["by"] ?? "strategy"))
    }

    private static func correlation(_ call: Invocation) throws(CommandError) {
        var request = GetStrategyCorrelationRequest()
        (request.account, request.strategies) = (call.text("account"), call.arguments)
        try call.output.list(
            try call.call(KpiService.getStrategyCorrelation, request), rows: "pairs",
            TableLayout([
                Column("first"), Column("second"), Column("correlation", "all days", .ratio),
                Column("active_days_correlation", "active days", .ratio), Column("days", "days", .amount),
                Column("common_days", "common", .amount),
            ]))
    }

    private static func risk(_ call: Invocation) throws(CommandError) {
        var request = GetRiskManagementPerformanceRequest()
        (request.scope, request.window) = (scope(call), try window(call))
        let response = try call.call(KpiService.getRiskManagementPerformance, request)
        try call.output.one(response, "performance") { KpiCard.risk($0, call.output.style) }
    }

    private static func export(_ call: Invocation) throws(CommandError) {
        var request = ExportKpisRequest()
        let formats: [String: ExportFormat] = ["json": .json, "csv": .csv, "md": .markdown, "html": .html]
        guard let format = formats[call["format"] ?? "json"] else {
            throw .usage("--format is \(call.text("format")); it must be json, csv, md or html")
        }
        (request.account, request.format) = (call.text("account"), format)
        (request.window, request.basis) = (try window(call), try call.choice("basis"))
        var content: [UInt8] = []
        let client = try call.connect()
        do throws(NijaError) {
            let stream = try client.stream(KpiService.exportKpis, request)
            while let piece = try stream.next() { content += piece.content }
        } catch {
            throw CommandError(error)
        }
        if let path = call["output"] {
            guard FileBytes.write(content, to: path) else { throw .failed("cannot write \(path)") }
            call.output.note("wrote \(path)")
        } else {
            Output.write(String(decoding: content, as: UTF8.self))
        }
    }
}
