extension Migration {
    /// The first schema: a table an event kind, all keyed by the ledger's sequence.
    ///
    /// Amounts are canonical decimal texts, times nanoseconds since 1970 UTC, choices the numbers of the .proto, NULL
    /// what was not said; the views show all of it in plain words. Tables are STRICT, so that a value of another type is
    /// refused when it is written and not found when it is read.
    static let first = Migration(
        version: 1, statements: [trades, accounts, strategies, alarms, state] + views)

    /// Trades, found by their id and walked by their exit.
    ///
    /// One index serves three: an account's trades by exit, those of one strategy (which reads entries of the index, not
    /// trades), and pages by exit. Where entries come in sequence, an index costs 2.3 of 14 µs in a commit of one trade
    /// and 0.6 µs a trade in commits of a thousand; random ids cost 3.7 µs a trade there.
    private static let trades = """
        CREATE TABLE trade (
          \(start),
          account TEXT NOT NULL, trade_id TEXT NOT NULL, exit_time INTEGER NOT NULL, profit TEXT NOT NULL,
          fees TEXT NOT NULL, void_sequence INTEGER, exit_reason INTEGER, side INTEGER, quantity TEXT,
          leverage TEXT, entry_price TEXT, exit_price TEXT, entry_time INTEGER, stop_loss TEXT, take_profit TEXT,
          intended_entry_price TEXT, intended_exit_price TEXT,
          strategy TEXT NOT NULL, symbol TEXT NOT NULL, venue TEXT, bot_id TEXT, prompt_id TEXT, tags TEXT,
          asset_class INTEGER, fee_currency TEXT, is_win INTEGER, user_id TEXT, user_principal_id TEXT,
          subscription_id TEXT, order_id TEXT, confidence REAL, corrects_trade_id TEXT, warnings TEXT, reason TEXT,
          UNIQUE (account, trade_id)
        ) STRICT;
        CREATE INDEX trade_by_exit ON trade (account, exit_time, strategy);
        CREATE TABLE trade_void (
          \(start), trade_sequence INTEGER NOT NULL UNIQUE, reason TEXT NOT NULL
        ) STRICT;
        """

    private static let accounts = """
        CREATE TABLE account_change (
          \(start),
          name TEXT NOT NULL, initial_capital TEXT NOT NULL, currency TEXT NOT NULL,
          periods_per_year INTEGER NOT NULL, risk_free_rate REAL NOT NULL, day_boundary_minutes INTEGER NOT NULL,
          is_strict INTEGER NOT NULL, created_at INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE balance_report (
          \(start),
          account TEXT NOT NULL, request_id TEXT NOT NULL, time INTEGER NOT NULL, balance TEXT NOT NULL,
          equity TEXT NOT NULL, exposure TEXT, margin TEXT,
          UNIQUE (account, request_id)
        ) STRICT;
        CREATE INDEX balance_report_by_time ON balance_report (account, time);
        CREATE TABLE cash_flow (
          \(start),
          account TEXT NOT NULL, request_id TEXT NOT NULL, time INTEGER NOT NULL, amount TEXT NOT NULL, note TEXT,
          UNIQUE (account, request_id)
        ) STRICT;
        CREATE INDEX cash_flow_by_time ON cash_flow (account, time);
        """

    private static let strategies = """
        CREATE TABLE strategy_change (
          \(start),
          account TEXT NOT NULL, name TEXT NOT NULL, description TEXT, parameters TEXT, allocation TEXT,
          status INTEGER NOT NULL, status_reason TEXT, status_since INTEGER NOT NULL,
          status_uid INTEGER, status_gid INTEGER, status_pid INTEGER, registered_at INTEGER NOT NULL,
          previous_status INTEGER, reason TEXT
        ) STRICT;
        """

    private static let alarms = """
        CREATE TABLE alarm_change (
          \(start),
          alarm_id TEXT NOT NULL, account TEXT NOT NULL, name TEXT NOT NULL, strategy TEXT,
          severity INTEGER NOT NULL, category INTEGER NOT NULL, message TEXT NOT NULL, raised_at INTEGER NOT NULL,
          state INTEGER NOT NULL, metric TEXT, current_value REAL, threshold_value REAL,
          acknowledged_at INTEGER, acknowledged_uid INTEGER, acknowledged_gid INTEGER, acknowledged_pid INTEGER,
          ended_at INTEGER, occurrences INTEGER NOT NULL, action_taken TEXT, metadata TEXT,
          transition INTEGER NOT NULL, note TEXT, is_silenced INTEGER NOT NULL, action INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE threshold_change (
          \(start),
          name TEXT NOT NULL, account TEXT NOT NULL, strategy TEXT NOT NULL, category INTEGER NOT NULL,
          severity INTEGER NOT NULL, metric TEXT NOT NULL, comparison INTEGER NOT NULL,
          threshold_value REAL NOT NULL, is_enabled INTEGER NOT NULL, description TEXT,
          min_trades INTEGER NOT NULL, hysteresis REAL NOT NULL, cooldown INTEGER NOT NULL,
          action INTEGER NOT NULL, escalations TEXT, is_built_in INTEGER NOT NULL, is_deleted INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE silence (
          \(start),
          silence_id TEXT NOT NULL, account TEXT NOT NULL, name TEXT NOT NULL, strategy TEXT NOT NULL,
          since INTEGER NOT NULL, until INTEGER NOT NULL, by_uid INTEGER, by_gid INTEGER, by_pid INTEGER,
          reason TEXT NOT NULL
        ) STRICT;
        """

    /// What is no event: states to restart from, figures kept for their history, and settings.
    private static let state = """
        CREATE TABLE checkpoint (
          sequence INTEGER PRIMARY KEY, format_version INTEGER NOT NULL, checksum INTEGER NOT NULL,
          state BLOB NOT NULL
        ) STRICT;
        CREATE TABLE kpi_snapshot (
          id INTEGER PRIMARY KEY, account TEXT NOT NULL, time INTEGER NOT NULL, sequence INTEGER NOT NULL,
          payload BLOB NOT NULL
        ) STRICT;
        CREATE INDEX kpi_snapshot_by_account ON kpi_snapshot (account);
        CREATE TABLE setting (name TEXT PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID;
        """

    static let start = """
        sequence INTEGER PRIMARY KEY, recorded_at INTEGER NOT NULL, uid INTEGER, gid INTEGER, pid INTEGER
        """
}
