extension Migration {
    /// Fills and the rules that they are held against, and the category of alarms that comes with them.
    static let compliance = Migration(
        version: 5,
        statements: [
            """
            CREATE TABLE fill (
              sequence INTEGER PRIMARY KEY, recorded_at INTEGER NOT NULL, uid INTEGER, gid INTEGER, pid INTEGER,
              account TEXT NOT NULL, fill_id TEXT NOT NULL, user_id TEXT NOT NULL, symbol TEXT NOT NULL,
              side INTEGER NOT NULL, quantity TEXT NOT NULL, price TEXT NOT NULL, fees TEXT NOT NULL,
              executed_at INTEGER NOT NULL, asset_class INTEGER, equity TEXT, strategy TEXT, venue TEXT,
              order_id TEXT,
              UNIQUE (account, fill_id)
            ) STRICT;
            CREATE INDEX fill_by_execution ON fill (account, user_id, executed_at);
            """,
            """
            CREATE TABLE compliance_rule_change (
              sequence INTEGER PRIMARY KEY, recorded_at INTEGER NOT NULL, uid INTEGER, gid INTEGER, pid INTEGER,
              rule_id TEXT NOT NULL, account TEXT NOT NULL, is_enabled INTEGER NOT NULL, thresholds TEXT,
              asset_classes TEXT, effective_from TEXT, effective_until TEXT
            ) STRICT;
            """,
            """
            CREATE VIEW fills AS SELECT
              sequence, \(time("recorded_at")), account, fill_id, user_id, symbol,
              \(choice("side", ["BUY", "SELL", "SHORT", "COVER"])), \(amount("quantity")), \(amount("price")),
              \(amount("fees")), \(time("executed_at")),
              \(choice("asset_class", ["CRYPTO", "EQUITY", "FOREX", "FUTURE", "OPTION", "OTHER"])),
              \(amount("equity")), strategy, venue, order_id
            FROM fill;
            CREATE VIEW compliance_rules AS SELECT
              rule_id, account, is_enabled, thresholds, asset_classes, effective_from, effective_until, sequence
            FROM compliance_rule_change
            WHERE sequence IN (SELECT max(sequence) FROM compliance_rule_change GROUP BY rule_id, account);
            """,
            "DROP VIEW alarms; DROP VIEW alarm_history; DROP VIEW thresholds;",
            alarmViews(categories + ["COMPLIANCE"]),
        ])
}
