import JSON
import NijaMessages

/// The figures of a snapshot, grouped, with why one has no value.
enum KpiCard {
    /// The card of a snapshot: the figures that one looks at daily, or every one when `isFull`.
    static func text(_ kpis: JSONValue, _ style: Style, isFull: Bool = false) -> String {
        var card = Card(style)
        let scope = kpis["scope"]?.members.compactMap(\.value.text).filter { !$0.isEmpty }
        card.title("\(scope?.joined(separator: " / ") ?? "")  \(kpis["timestamp"]?.text?.prefix(19) ?? "")")
        card.line("  " + style.faint(provenance(kpis)))
        let undefined = reasons(kpis)
        for (title, columns, more) in groups {
            card.title(title)
            card.rows(kpis, columns + (isFull ? more : []), undefined: undefined)
        }
        for note in kpis["notes"]?.elements ?? [] { card.line(style.warning("note: \(note.text ?? "")")) }
        return card.rendered
    }

    /// Why figures have no value, in words, by their names.
    static func reasons(_ figures: JSONValue) -> [String: String] {
        let pairs = (figures["undefined"]?.elements ?? []).compactMap { element -> (String, String)? in
            guard let name = element["metric"]?.text, let reason = element["reason"]?.text else { return nil }
            let words = reason.dropFirst("UNDEFINED_REASON_".count).lowercased().split(separator: "_")
            return (name, words.joined(separator: " "))
        }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }

    private static func provenance(_ kpis: JSONValue) -> String {
        let isReported = kpis["series"]?.text == "SERIES_SOURCE_REPORTED_EQUITY"
        return [
            kpis["basis"]?.text == "BASIS_NET" ? "net basis" : "gross basis", kpis["currency"]?.text ?? "",
            "\(kpis["day_count"]?.text ?? "0") days of \(isReported ? "reported equity" : "realised profits")",
            "\(kpis["periods_per_year"]?.text ?? "") periods a year",
            "sequence \(kpis["sequence"]?.text ?? "0")",
        ].joined(separator: " · ")
    }

    /// How equity and drawdown went.
    static func trendLines(_ points: [KpiTrendPoint], _ style: Style) -> String {
        Sparkline.line("equity", points.compactMap { Double($0.equity) }, style)
            + Sparkline.line("drawdown", points.map { $0.drawdown ?? 0 }, style)
    }

    /// Titles, the figures that one looks at daily, and the others.
    private static let groups: [(String, [Column], [Column])] = [
        (
            "Trades",
            [
                Column("total_trades", "trades", .amount), Column("winning_trades", "winning", .amount),
                Column("losing_trades", "losing", .amount), Column("win_rate", "win rate %", .ratio),
                Column("profit_factor", "profit factor", .ratio),
                Column("expectancy", "expectancy", .money(isSigned: true)),
                Column("risk_reward_ratio", "payoff ratio", .ratio),
                Column("average_win", "average win", .money(isSigned: false)),
                Column("average_loss", "average loss", .money(isSigned: false)),
                Column("trades_per_day", "trades a day", .ratio),
                Column("current_streak", "current streak", .signed),
                Column("longest_losing_streak", "longest losing streak", .amount),
            ],
            [
                Column("longest_winning_streak", "longest winning streak", .amount),
                Column("break_even_trades", "break-even", .amount),
                Column("expectancy_r", "expectancy, R", .ratio),
                Column("sqn", "system quality", .ratio), Column("profit_deviation", "deviation", .ratio),
                Column("active_days", "active days", .amount),
                Column("trades_per_calendar_day", "trades a calendar day", .ratio),
                Column("average_holding_seconds", "held, s", .ratio),
            ]
        ),
        (
            "Money",
            [
                Column("net_profit", "net profit", .money(isSigned: true)),
                Column("total_profit", "total profit", .money(isSigned: false)),
                Column("total_loss", "total loss", .money(isSigned: false)),
                Column("total_fees", "fees", .money(isSigned: false)),
                Column("account_balance", "balance", .money(isSigned: false)),
                Column("account_equity", "equity", .money(isSigned: false)),
                Column("roi_percentage", "ROI %", .ratio), Column("account_growth", "growth %", .ratio),
                Column("time_weighted_return", "time-weighted return %", .ratio),
            ],
            [
                Column("gross_pnl", "gross P&L", .money(isSigned: true)),
                Column("initial_capital", "initial capital", .money(isSigned: false)),
                Column("exposure_percentage", "exposure %", .ratio),
                Column("daily_return", "today %", .ratio),
                Column("weekly_return", "this week %", .ratio),
                Column("monthly_return", "this month %", .ratio),
                Column("best_day", "best day %", .ratio), Column("worst_day", "worst day %", .ratio),
            ]
        ),
        (
            "Risk",
            [
                Column("sharpe_ratio", "Sharpe", .ratio), Column("sortino_ratio", "Sortino", .ratio),
                Column("calmar_ratio", "Calmar", .ratio), Column("max_drawdown", "max drawdown %", .ratio),
                Column("current_drawdown", "current drawdown %", .ratio),
                Column("volatility", "volatility %", .ratio), Column("value_at_risk_95", "VaR 95 %", .ratio),
                Column("cagr", "CAGR %", .ratio),
            ],
            [
                Column("cagr_calendar", "CAGR by calendar %", .ratio),
                Column("value_at_risk_99", "VaR 99 %", .ratio),
                Column("conditional_value_at_risk_95", "CVaR 95 %", .ratio),
                Column("omega_ratio", "Omega", .ratio),
                Column("ulcer_index", "Ulcer index %", .ratio), Column("tail_ratio", "tail ratio", .ratio),
                Column("skewness", "skewness", .ratio), Column("excess_kurtosis", "excess kurtosis", .ratio),
            ]
        ),
        (
            "Strategies",
            [
                Column("active_strategies", "active", .amount), Column("best_strategy", "best"),
                Column("worst_strategy", "worst"),
            ],
            [
                Column("first_trade_time", "first trade", .time),
                Column("last_trade_time", "last trade", .time),
            ]
        ),
    ]

    static func risk(_ performance: JSONValue, _ style: Style) -> String {
        var card = Card(style)
        card.title("Risk management of \(performance["total_trades"]?.text ?? "0") trades")
        card.rows(
            performance,
            [
                Column("tp_hit_rate", "take profit hit %", .ratio),
                Column("sl_hit_rate", "stop loss hit %", .ratio),
                Column("manual_exit_rate", "closed by hand %", .ratio),
                Column("timeout_rate", "timed out %", .ratio),
                Column("liquidation_rate", "liquidated %", .ratio),
                Column("trailing_stop_rate", "trailing stop %", .ratio),
                Column("avg_planned_rr", "planned risk-reward", .ratio),
                Column("avg_actual_rr", "actual risk-reward", .ratio),
                Column("rr_achievement_rate", "achieved %", .ratio),
                Column("reached_plan_rate", "reached the plan %", .ratio),
                Column("avg_slippage", "slippage %", .ratio),
                Column("slippage_count", "with intended price", .amount),
            ], undefined: reasons(performance))
        return card.rendered
    }
}
