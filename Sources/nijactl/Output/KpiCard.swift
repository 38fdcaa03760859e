import JSON

/// Every figure of a snapshot, grouped, with why one has no value.
enum KpiCard {
    static func text(_ kpis: JSONValue, _ style: Style) -> String {
        var card = Card(style)
        let undefined = Dictionary(
            (kpis["undefined"]?.elements ?? []).compactMap { element -> (String, String)? in
                guard let name = element["metric"]?.text, let reason = element["reason"]?.text else {
                    return nil
                }
                return (
                    name,
                    reason.dropFirst("UNDEFINED_REASON_".count).lowercased().split(separator: "_").joined(
                        separator: " ")
                )
            }, uniquingKeysWith: { first, _ in first })
        let scope = kpis["scope"]?.members.compactMap(\.value.text).filter { !$0.isEmpty }.joined(
            separator: " / ")
        card.title("\(scope ?? "")  \(kpis["timestamp"]?.text?.prefix(19) ?? "")")
        card.line("  " + style.faint(provenance(kpis)))
        for (title, columns) in groups {
            card.title(title)
            card.rows(kpis, columns, undefined: undefined)
        }
        for note in kpis["notes"]?.elements ?? [] { card.line(style.warning("note: \(note.text ?? "")")) }
        return card.rendered
    }

    private static func provenance(_ kpis: JSONValue) -> String {
        let basis = kpis["basis"]?.text == "BASIS_NET" ? "net" : "gross"
        let series =
            kpis["series"]?.text == "SERIES_SOURCE_REPORTED_EQUITY" ? "reported equity" : "realised profits"
        return
            "\(basis) basis, \(kpis["currency"]?.text ?? ""); daily series: \(kpis["day_count"]?.text ?? "0") days from "
            + "\(series), \(kpis["periods_per_year"]?.text ?? "") periods a year; sequence \(kpis["sequence"]?.text ?? "0")"
    }

    private static let groups: [(String, [Column])] = [
        (
            "Trades",
            [
                Column("total_trades", "trades", .amount), Column("winning_trades", "winning", .amount),
                Column("losing_trades", "losing", .amount), Column("win_rate", "win rate %", .ratio),
                Column("profit_factor", "profit factor", .ratio), Column("expectancy", "expectancy", .signed),
                Column("risk_reward_ratio", "payoff ratio", .ratio),
                Column("average_win", "average win", .amount),
                Column("average_loss", "average loss", .amount),
                Column("trades_per_day", "trades a day", .ratio),
                Column("current_streak", "current streak", .amount),
                Column("longest_losing_streak", "longest losing streak", .amount),
            ]
        ),
        (
            "Money",
            [
                Column("net_profit", "net profit", .signed), Column("total_profit", "total profit", .amount),
                Column("total_loss", "total loss", .amount), Column("total_fees", "fees", .amount),
                Column("account_balance", "balance", .amount), Column("account_equity", "equity", .amount),
                Column("roi_percentage", "ROI %", .ratio), Column("account_growth", "growth %", .ratio),
                Column("time_weighted_return", "time-weighted return %", .ratio),
            ]
        ),
        (
            "Risk",
            [
                Column("sharpe_ratio", "Sharpe", .ratio), Column("sortino_ratio", "Sortino", .ratio),
                Column("calmar_ratio", "Calmar", .ratio), Column("max_drawdown", "max drawdown %", .ratio),
                Column("current_drawdown", "current drawdown %", .ratio),
                Column("volatility", "volatility %", .ratio),
                Column("value_at_risk_95", "VaR 95 %", .ratio), Column("cagr", "CAGR %", .ratio),
                Column("exposure_percentage", "exposure %", .ratio),
            ]
        ),
        (
            "Strategies",
            [
                Column("active_strategies", "active", .amount), Column("best_strategy", "best", .plain),
                Column("worst_strategy", "worst", .plain),
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
            ])
        return card.rendered
    }
}
