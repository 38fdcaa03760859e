extension Migration {
    /// Positions and prices in plain words.
    static let positionViews = [positionHistoryView, positionView, priceView]

    private static let positionHistoryView = """
        CREATE VIEW position_history AS SELECT
          c.sequence, \(time("recorded_at", of: "c")), p.account, p.position_id, p.symbol,
          \(choice("transition",
                   ["OPENED", "FILLED", "UPDATED", "REDUCED", "CLOSED", "EXIT_REQUESTED", "CANCELLED"])),
          \(choice("status", statuses)), c.request_id, \(amount("quantity", of: "c")), \(amount("price", of: "c")),
          \(amount("fees", of: "c")), \(amount("open_quantity")), \(amount("stop_loss", of: "c")),
          \(amount("take_profit", of: "c")), \(choice("exit_reason", reasons)), c.trade_id, c.note
        FROM position_change AS c JOIN position AS p ON p.sequence = c.position_sequence;
        """

    /// A position without a row of its own changes stands as it was opened.
    private static let positionView = """
        CREATE VIEW positions AS SELECT
          p.sequence, \(time("recorded_at", of: "p")), p.account, p.position_id, p.strategy, p.symbol, p.venue,
          \(choice("side", ["LONG", "SHORT"])),
          CASE coalesce(c.status, 2 - p.is_pending) \(cases(statuses)) END AS status,
          CAST(coalesce(c.open_quantity, p.quantity) AS REAL) AS quantity, \(amount("leverage")),
          CAST(coalesce(c.initial_entry_price, p.entry_price) AS REAL) AS entry_price,
          CASE WHEN c.sequence IS NULL THEN CAST(p.stop_loss AS REAL) ELSE CAST(c.stop_loss AS REAL) END AS stop_loss,
          CASE WHEN c.sequence IS NULL THEN CAST(p.take_profit AS REAL) ELSE CAST(c.take_profit AS REAL) END
            AS take_profit,
          (CAST(c.exit_proceeds AS REAL) - CAST(c.entry_cost AS REAL) + CAST(c.open_cost AS REAL))
            * (3 - 2 * p.side) AS realized_pnl,
          CAST(coalesce(c.total_fees, p.fees) AS REAL) AS fees, \(time("exit_time")),
          \(choice("exit_reason", reasons)), c.trade_id, p.bot_id, p.prompt_id
        FROM position AS p LEFT JOIN position_change AS c ON c.sequence =
          (SELECT max(l.sequence) FROM position_change AS l WHERE l.position_sequence = p.sequence);
        """

    private static let priceView = """
        CREATE VIEW prices AS SELECT
          symbol, venue, \(time("time")), \(amount("last")), \(amount("bid")), \(amount("ask")), \(amount("mark")),
          \(amount("bar_open")), \(amount("bar_high")), \(amount("bar_low")), \(amount("bar_close"))
        FROM price;
        """

    private static let statuses = ["PENDING", "OPEN", "CLOSED", "STOPPED_OUT", "FAILED", "CANCELLED"]
    private static let reasons = [
        "TAKE_PROFIT", "STOP_LOSS", "MANUAL", "TIMEOUT", "LIQUIDATION", "TRAILING_STOP",
    ]
}
