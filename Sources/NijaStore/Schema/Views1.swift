extension Migration {
    /// The tables in plain words, for sqlite3, DuckDB, pandas and people: RFC 3339 times, amounts as doubles (the tables
    /// hold them exactly), names instead of numbers.
    static let views = [tradeView, accountViews, strategyView, alarmViews(categories)]

    private static let tradeView = """
        CREATE VIEW trades AS SELECT
          sequence, \(time("recorded_at")), account, trade_id, strategy, symbol, venue,
          \(choice("asset_class", ["CRYPTO", "EQUITY", "FOREX", "FUTURE", "OPTION", "OTHER"])),
          \(choice("side", ["LONG", "SHORT"])), \(amount("quantity")), \(amount("leverage")),
          \(amount("entry_price")), \(amount("exit_price")), \(amount("intended_entry_price")),
          \(amount("intended_exit_price")), \(time("entry_time")), \(time("exit_time")), \(amount("profit")),
          \(amount("fees")), CAST(profit AS REAL) - CAST(fees AS REAL) AS net_profit, fee_currency, is_win,
          \(amount("stop_loss")), \(amount("take_profit")),
          \(choice("exit_reason",
                   ["TAKE_PROFIT", "STOP_LOSS", "MANUAL", "TIMEOUT", "LIQUIDATION", "TRAILING_STOP"])),
          bot_id, prompt_id, user_id, user_principal_id, subscription_id, order_id, confidence, reason, tags,
          corrects_trade_id, warnings, void_sequence IS NOT NULL AS voided,
          (SELECT v.reason FROM trade_void AS v WHERE v.sequence = void_sequence) AS void_reason
        FROM trade;
        """

    private static let accountViews = """
        CREATE VIEW accounts AS SELECT
          name, \(amount("initial_capital")), currency, periods_per_year, risk_free_rate, day_boundary_minutes,
          is_strict, \(time("created_at")), sequence
        FROM account_change WHERE sequence IN (SELECT max(sequence) FROM account_change GROUP BY name);
        CREATE VIEW balances AS SELECT
          sequence, \(time("recorded_at")), account, request_id, \(time("time")), \(amount("balance")),
          \(amount("equity")), \(amount("exposure")), \(amount("margin"))
        FROM balance_report;
        CREATE VIEW cash_flows AS SELECT
          sequence, \(time("recorded_at")), account, request_id, \(time("time")), \(amount("amount")), note
        FROM cash_flow;
        """

    private static let strategyView = """
        CREATE VIEW strategies AS SELECT
          account, name, description, parameters, \(amount("allocation")),
          \(choice("status", ["ACTIVE", "PAUSED", "STOPPED"])), status_reason, \(time("status_since")),
          \(time("registered_at")), sequence
        FROM strategy_change
        WHERE sequence IN (SELECT max(sequence) FROM strategy_change GROUP BY account, name);
        """

    /// What shows alarms and thresholds; a later step makes it anew with more categories.
    static func alarmViews(_ categories: [String]) -> String {
        let category = choice("category", categories)
        return """
            CREATE VIEW alarm_history AS SELECT
              sequence, \(time("recorded_at")), alarm_id, account, strategy, name,
              \(choice("transition",
                   ["RAISED", "ESCALATED", "DEESCALATED", "ACKNOWLEDGED", "RESOLVED", "CLEARED", "REPEATED"])),
              \(severity), \(category), message, \(time("raised_at")), \(choice("state", ["ACTIVE", "RESOLVED", "CLEARED"])),
              metric, current_value, threshold_value, \(time("acknowledged_at")), \(time("ended_at")), occurrences,
              action_taken, metadata, note, is_silenced
            FROM alarm_change;
            CREATE VIEW alarms AS SELECT * FROM alarm_history
            WHERE sequence IN (SELECT max(sequence) FROM alarm_change GROUP BY alarm_id);
            CREATE VIEW thresholds AS SELECT
              name, account, strategy, \(category), \(severity), metric,
              \(choice("comparison", ["<", ">", "<=", ">=", "="])), threshold_value, is_enabled, description, min_trades,
              hysteresis, cooldown / 1e9 AS cooldown_seconds, \(choice("action", ["NONE", "PAUSE_STRATEGY", "STOP_ALL"])),
              escalations, is_built_in, sequence
            FROM threshold_change
            WHERE is_deleted = 0
              AND sequence IN (SELECT max(sequence) FROM threshold_change GROUP BY name, account, strategy);
            """
    }

    private static let severity = choice("severity", ["INFO", "WARNING", "CRITICAL", "EMERGENCY"])
    static let categories = [
        "BALANCE", "DRAWDOWN", "POSITION", "TRADE_PERFORMANCE", "VOLATILITY", "SYSTEM", "API", "STRATEGY",
    ]

    static func amount(_ column: String, of table: String? = nil) -> String {
        "CAST(\(qualified(column, table)) AS REAL) AS \(column)"
    }

    /// Nanoseconds as RFC 3339; the remainder is made positive first, since SQL rounds towards zero before 1970 as well.
    static func time(_ column: String, of table: String? = nil) -> String {
        let value = qualified(column, table)
        let fraction = "((\(value) % 1000000000 + 1000000000) % 1000000000)"
        let seconds = "(\(value) - \(fraction)) / 1000000000"
        return
            "strftime('%Y-%m-%dT%H:%M:%S', \(seconds), 'unixepoch') || printf('.%09dZ', \(fraction)) AS \(column)"
    }

    /// The name of a number that counts from 1.
    static func choice(_ column: String, _ names: [String]) -> String {
        "CASE \(column) \(cases(names)) END AS \(column)"
    }

    /// A case for each name, counted from 1.
    static func cases(_ names: [String]) -> String {
        names.enumerated().map { "WHEN \($0.offset + 1) THEN '\($0.element)'" }.joined(separator: " ")
    }

    private static func qualified(_ column: String, _ table: String?) -> String {
        table.map { "\($0).\(column)" } ?? column
    }
}
