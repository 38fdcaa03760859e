import JSON
import NijaCharts
import NijaMessages
import NijaModel

/// An account beside a benchmark, with why a figure has no value.
enum ComparisonCard {
    /// Several benchmarks below each other.
    static let layout = TableLayout(
        [
            Column("benchmark_performance.symbol", "benchmark"), Column("start_date", "from"),
            Column("end_date", "to"),
            Column("comparison.time_weighted_return", "account %", .ratio),
            Column("benchmark_performance.returns_percent", "benchmark %", .ratio),
            Column("comparison.difference_percent", "difference", .ratio),
            Column("comparison.status", "status", .state(prefix: "COMPARISON_STATUS_")),
            Column("beta", "beta", .ratio), Column("alpha", "alpha %", .ratio),
            Column("correlation", "correlation", .ratio),
        ],
        wide: [
            Column("tracking_error", "tracking error %", .ratio),
            Column("information_ratio", "information ratio", .ratio),
            Column("up_capture", "up capture %", .ratio), Column("down_capture", "down capture %", .ratio),
            Column("excess_drawdown", "excess DD", .ratio), Column("observations", "pairs", .amount),
            Column("benchmark_performance.stale", "stale"),
        ], id: "benchmark_performance.symbol")

    /// The answer about one benchmark.
    static func text(_ answer: JSONValue, _ style: Style) -> String {
        guard let comparison = answer["comparisons"]?.elements.first else { return "" }
        var card = Card(style)
        let symbol = comparison[path: "benchmark_performance.symbol"]?.text ?? ""
        let scope = [answer["account"]?.text, answer["strategy"]?.text].compactMap(\.self).filter {
            !$0.isEmpty
        }
        card.title("\(scope.joined(separator: " / ")) beside \(symbol)")
        card.line("  " + style.faint(provenance(comparison)))
        var undefined = KpiCard.reasons(comparison)
        for (name, reason) in undefined {
            for part in ["comparison", "benchmark_performance"] { undefined["\(part).\(name)"] = reason }
        }
        for (title, columns) in groups(symbol) {
            card.title(title)
            card.rows(comparison, columns, undefined: undefined)
        }
        if let user = answer["user_performance"] {
            card.title("Closed trades")
            card.rows(user, trades, undefined: KpiCard.reasons(user))
        }
        for note in comparison["notes"]?.elements ?? [] {
            card.line(style.warning("note: \(note.text ?? "")"))
        }
        return card.rendered
    }

    private static func provenance(_ comparison: JSONValue) -> String {
        func text(_ path: String) -> String { comparison[path: path]?.text ?? "" }
        let isCarried = text("matching").hasSuffix("CARRIED_CLOSES")
        return [
            "\(text("start_date")) to \(text("end_date"))",
            "\(text("observations")) pairs on \(isCarried ? "all days, closes carried" : "common days")",
            "\(text("periods_per_year")) periods a year",
            "closes of \(text("benchmark_performance.start.date")) and \(text("benchmark_performance.end.date"))",
        ].joined(separator: " · ")
    }

    private static func groups(_ symbol: String) -> [(String, [Column])] {
        [
            (
                "Return",
                [
                    Column("comparison.time_weighted_return", "account %", .ratio),
                    Column("benchmark_performance.returns_percent", "\(symbol) %", .ratio),
                    Column("comparison.difference_percent", "difference, points", .ratio),
                    Column("comparison.status", "status", .state(prefix: "COMPARISON_STATUS_")),
                    Column("alpha", "alpha, arithmetic %", .ratio),
                    Column("alpha_compounded", "alpha, compounded %", .ratio),
                    Column("up_capture", "up capture %", .ratio),
                    Column("down_capture", "down capture %", .ratio),
                ]
            ),
            (
                "Risk",
                [
                    Column("beta", "beta", .ratio), Column("correlation", "correlation", .ratio),
                    Column("r_squared", "R squared", .ratio),
                    Column("tracking_error", "tracking error %", .ratio),
                    Column("information_ratio", "information ratio", .ratio),
                    Column("volatility", "volatility %", .ratio),
                    Column("benchmark_volatility", "of \(symbol) %", .ratio),
                    Column("sharpe_ratio", "Sharpe", .ratio),
                    Column("benchmark_sharpe_ratio", "of \(symbol)", .ratio),
                ]
            ),
            (
                "Drawdown",
                [
                    Column("max_drawdown", "account %", .ratio),
                    Column("benchmark_max_drawdown", "\(symbol) %", .ratio),
                    Column("excess_drawdown", "excess, points", .ratio),
                    Column("relative_drawdown", "relative %", .ratio),
                ]
            ),
        ]
    }

    private static let trades = [
        Column("trades", "trades", .amount), Column("buy_value", "bought for", .amount),
        Column("sell_value", "sold for", .amount), Column("profit_dollar", "profit", .signed),
        Column("profit_percent", "profit %", .ratio), Column("unpriced_trades", "without prices", .amount),
    ]

    /// The curves of the account and of the first benchmark; nil when there are too few days to draw.
    static func chart(_ response: GetComparisonResponse) -> Chart? {
        guard let comparison = response.comparisons.first else { return nil }
        let name = response.strategy.isEmpty ? response.account : response.strategy
        let symbol = comparison.benchmarkPerformance?.symbol ?? ""
        let points = comparison.curve.compactMap { point in (try? Day(point.date)).map { ($0, point) } }
        return Chart(
            "\(name) beside \(symbol)", unit: .index, days: points.map(\.0),
            series: [
                .init(name, points.map(\.1.account)),
                .init(symbol, points.map(\.1.benchmark), tone: .secondary),
            ])
    }
}
