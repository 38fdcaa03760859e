/// The database's layout.
///
/// Tables are the journal: one a kind of event, each row at its place in the ledger.
///
/// Amounts are decimal text, times are nanoseconds since 1970 UTC, enumerations are the numbers of the .proto, NULL is
/// "not said". The views show the same for people and for tools such as sqlite3, DuckDB and pandas.
enum Schema {
    /// "NIJA": what tells our files from others.
    static let applicationID: Int64 = 0x4E49_4A41
    /// The version of the layout that this program reads and writes.
    static let version = 1
    /// What leads from each version to the next; `migrations[0]` makes version 1 of an empty file.
    static let migrations = [[tables, views]]

    private static let author = "uid INTEGER NOT NULL, gid INTEGER NOT NULL, pid INTEGER NOT NULL"

    private static let tables = """
        CREATE TABLE trade (
            sequence INTEGER PRIMARY KEY, recorded_at INTEGER NOT NULL, \(author),
            account TEXT NOT NULL, trade_id TEXT NOT NULL, exit_time INTEGER NOT NULL,
            strategy TEXT NOT NULL, symbol TEXT NOT NULL, profit TEXT NOT NULL, fees TEXT NOT NULL,
            void_sequence INTEGER,
            side INTEGER, quantity TEXT, entry_price TEXT, exit_price TEXT, entry_time INTEGER,
            stop_loss TEXT, take_profit TEXT, exit_reason INTEGER, bot_id TEXT, prompt_id TEXT, venue TEXT,
            asset_class INTEGER, leverage TEXT, intended_entry_price TEXT, intended_exit_price TEXT,
            fee_currency TEXT, is_win INTEGER, user_id TEXT, user_principal_id TEXT, subscription_id TEXT,
            order_id TEXT, confidence REAL, reason TEXT, tags TEXT, corrects_trade_id TEXT, warnings TEXT
        ) STRICT;
        CREATE UNIQUE INDEX trade_by_id ON trade (account, trade_id);
        CREATE INDEX trade_by_exit ON trade (account, exit_time);
        CREATE TABLE trade_void (
            sequence INTEGER PRIMARY KEY, time INTEGER NOT NULL, \(author),
            trade_sequence INTEGER NOT NULL, reason TEXT NOT NULL
        ) STRICT;
        CREATE TABLE account_change (
            sequence INTEGER PRIMARY KEY, time INTEGER NOT NULL, \(author),
            name TEXT NOT NULL, initial_capital TEXT NOT NULL, currency TEXT NOT NULL,
            periods_per_year INTEGER NOT NULL, risk_free_rate REAL NOT NULL, day_boundary_minutes INTEGER NOT NULL,
            strict INTEGER NOT NULL, created_at INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE balance_report (
            sequence INTEGER PRIMARY KEY, recorded_at INTEGER NOT NULL, \(author),
            account TEXT NOT NULL, request_id TEXT NOT NULL, time INTEGER NOT NULL,
            balance TEXT NOT NULL, equity TEXT NOT NULL, exposure TEXT, margin TEXT
        ) STRICT;
        CREATE UNIQUE INDEX balance_report_by_id ON balance_report (account, request_id);
        CREATE INDEX balance_report_by_time ON balance_report (account, time);
        CREATE TABLE cash_flow (
            sequence INTEGER PRIMARY KEY, recorded_at INTEGER NOT NULL, \(author),
            account TEXT NOT NULL, request_id TEXT NOT NULL, time INTEGER NOT NULL,
            amount TEXT NOT NULL, note TEXT NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX cash_flow_by_id ON cash_flow (account, request_id);
        CREATE INDEX cash_flow_by_time ON cash_flow (account, time);
        CREATE TABLE strategy_change (
            sequence INTEGER PRIMARY KEY, time INTEGER NOT NULL, \(author), account TEXT NOT NULL, name TEXT NOT NULL,
            previous_status INTEGER, status INTEGER NOT NULL, reason TEXT NOT NULL, strategy BLOB NOT NULL
        ) STRICT;
        CREATE TABLE alarm_change (
            sequence INTEGER PRIMARY KEY, time INTEGER NOT NULL, \(author), account TEXT NOT NULL,
            alarm_id TEXT NOT NULL, name TEXT NOT NULL, strategy TEXT NOT NULL, severity INTEGER NOT NULL,
            category INTEGER NOT NULL, transition INTEGER NOT NULL, silenced INTEGER NOT NULL, action INTEGER NOT NULL,
            note TEXT NOT NULL, message TEXT NOT NULL, alarm BLOB NOT NULL
        ) STRICT;
        CREATE TABLE threshold_change (
            sequence INTEGER PRIMARY KEY, time INTEGER NOT NULL, \(author), name TEXT NOT NULL,
            deleted INTEGER NOT NULL, threshold BLOB NOT NULL
        ) STRICT;
        CREATE TABLE silence (
            sequence INTEGER PRIMARY KEY, time INTEGER NOT NULL, \(author), until INTEGER NOT NULL,
            reason TEXT NOT NULL, silence BLOB NOT NULL
        ) STRICT;
        CREATE TABLE kpi_snapshot (
            id INTEGER PRIMARY KEY, account TEXT NOT NULL, time INTEGER NOT NULL, sequence INTEGER NOT NULL,
            snapshot BLOB NOT NULL
        ) STRICT;
        CREATE INDEX kpi_snapshot_by_time ON kpi_snapshot (account, time);
        CREATE TABLE checkpoint (
            sequence INTEGER PRIMARY KEY, version INTEGER NOT NULL, checksum INTEGER NOT NULL, state BLOB NOT NULL
        ) STRICT;
        CREATE TABLE setting (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;
        CREATE TABLE probe (id INTEGER PRIMARY KEY, filler BLOB NOT NULL) STRICT;
        """

    private static func iso(_ column: String) -> String {
        "strftime('%Y-%m-%dT%H:%M:%S', \(column) / 1000000000, 'unixepoch') || printf('.%09dZ', \(column) % 1000000000)"
    }

    private static let views = """
        CREATE VIEW trades AS SELECT sequence, account, trade_id, strategy, symbol, venue,
            CASE side WHEN 1 THEN 'LONG' WHEN 2 THEN 'SHORT' END AS side,
            CAST(quantity AS REAL) AS quantity, CAST(entry_price AS REAL) AS entry_price,
            CAST(exit_price AS REAL) AS exit_price, \(iso("entry_time")) AS entry_time, \(iso("exit_time")) AS exit_time,
            CAST(profit AS REAL) AS profit, CAST(fees AS REAL) AS fees,
            CAST(profit AS REAL) - CAST(fees AS REAL) AS net_profit,
            CASE exit_reason WHEN 1 THEN 'TP_HIT' WHEN 2 THEN 'SL_HIT' WHEN 3 THEN 'MANUAL' WHEN 4 THEN 'TIMEOUT'
                WHEN 5 THEN 'LIQUIDATION' WHEN 6 THEN 'TRAILING_STOP' END AS exit_reason,
            bot_id, prompt_id, user_id, order_id, confidence, reason, tags, \(iso("recorded_at")) AS recorded_at,
            void_sequence IS NOT NULL AS voided
            FROM trade;
        CREATE VIEW accounts AS SELECT name, CAST(initial_capital AS REAL) AS initial_capital, currency,
            periods_per_year, risk_free_rate, strict, \(iso("created_at")) AS created_at
            FROM account_change AS latest
            WHERE sequence = (SELECT max(sequence) FROM account_change WHERE name = latest.name);
        CREATE VIEW balances AS SELECT sequence, account, \(iso("time")) AS time, CAST(balance AS REAL) AS balance,
            CAST(equity AS REAL) AS equity, CAST(exposure AS REAL) AS exposure, CAST(margin AS REAL) AS margin,
            request_id FROM balance_report;
        CREATE VIEW cash_flows AS SELECT sequence, account, \(iso("time")) AS time, CAST(amount AS REAL) AS amount,
            note, request_id FROM cash_flow;
        CREATE VIEW strategies AS SELECT account, name,
            CASE status WHEN 1 THEN 'ACTIVE' WHEN 2 THEN 'PAUSED' ELSE 'STOPPED' END AS status, reason,
            \(iso("time")) AS since
            FROM strategy_change AS latest
            WHERE sequence = (SELECT max(sequence) FROM strategy_change
                WHERE name = latest.name AND account = latest.account);
        CREATE VIEW alarm_history AS SELECT sequence, \(iso("time")) AS time, account, strategy, alarm_id, name,
            CASE severity WHEN 1 THEN 'INFO' WHEN 2 THEN 'WARNING' WHEN 3 THEN 'CRITICAL' ELSE 'EMERGENCY' END
                AS severity,
            CASE transition WHEN 1 THEN 'RAISED' WHEN 2 THEN 'ESCALATED' WHEN 3 THEN 'DEESCALATED'
                WHEN 4 THEN 'ACKNOWLEDGED' WHEN 5 THEN 'RESOLVED' WHEN 6 THEN 'CLEARED' ELSE 'REPEATED' END
                AS transition,
            message, note, silenced FROM alarm_change;
        """
}
