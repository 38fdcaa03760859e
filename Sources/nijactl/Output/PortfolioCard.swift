import JSON

/// What an account is worth, grouped, with why a figure has no value.
enum PortfolioCard {
    static func text(_ portfolio: JSONValue, _ style: Style) -> String {
        var card = Card(style)
        let head = ["account", "currency"].compactMap { portfolio[$0]?.text }
        card.line(
            style.bold((head + [String((portfolio["time"]?.text ?? "").prefix(19))]).joined(separator: "  ")))
        let undefined = KpiCard.reasons(portfolio)
        for (title, columns) in groups {
            card.title(title)
            card.rows(portfolio, columns, undefined: undefined)
        }
        return card.rendered + exposures(portfolio, style)
    }

    private static func exposures(_ portfolio: JSONValue, _ style: Style) -> String {
        [("by_symbol", "symbol"), ("by_strategy", "strategy")].map { field, title in
            let rows = portfolio[field]?.elements ?? []
            return rows.isEmpty ? "" : "\n" + Table(rows, columns(title), style, id: "key").text
        }.joined()
    }

    private static func columns(_ title: String) -> [Column] {
        [
            Column("key", title), Column("positions", "open", .amount),
            Column("exposure", "exposure", .amount), Column("exposure_percentage", "% of value", .ratio),
            Column("long_exposure", "long", .amount), Column("short_exposure", "short", .amount),
            Column("unrealized_pnl", "unrealized", .signed),
        ]
    }

    private static let groups: [(String, [Column])] = [
        (
            "Worth",
            [
                Column("total_value", "total value", .money(isSigned: false)),
                Column("cash", "cash", .money(isSigned: false)),
                Column("buying_power", "buying power", .money(isSigned: false)),
                Column("margin_used", "margin used", .money(isSigned: false)),
                Column("initial_capital", "initial capital", .money(isSigned: false)),
                Column("net_deposits", "net deposits", .money(isSigned: true)),
            ]
        ),
        (
            "Profit",
            [
                Column("daily_pnl", "today", .money(isSigned: true)),
                Column("daily_pnl_percentage", "today %", .ratio),
                Column("total_pnl", "total", .money(isSigned: true)),
                Column("total_pnl_percentage", "total %", .ratio),
                Column("realized_pnl", "realized", .money(isSigned: true)),
                Column("unrealized_pnl", "unrealized", .money(isSigned: true)),
            ]
        ),
        (
            "Open",
            [
                Column("open_positions", "positions", .amount),
                Column("unpriced_positions", "without a price", .amount),
                Column("exposure", "exposure", .money(isSigned: false)),
                Column("exposure_percentage", "exposure %", .ratio),
                Column("long_exposure", "long", .money(isSigned: false)),
                Column("short_exposure", "short", .money(isSigned: false)),
            ]
        ),
        (
            "State",
            [
                Column("win_rate", "win rate %", .ratio),
                Column("active_strategies", "active strategies", .amount),
                Column("strategies", "strategies", .amount),
                Column("price_age_seconds", "oldest price, s", .ratio),
                Column("balance_age_seconds", "last balance, s", .ratio),
            ]
        ),
    ]
}
