extension Migration {
    /// What open positions had come to when a balance was reported or a day began: portfolios are measured from there, and
    /// prices are not kept.
    static let openResults = Migration(
        version: 6,
        statements: [
            """
            CREATE TABLE open_result_mark (
              sequence INTEGER PRIMARY KEY, recorded_at INTEGER NOT NULL, uid INTEGER, gid INTEGER, pid INTEGER,
              account TEXT NOT NULL, occasion INTEGER NOT NULL, unrealized_pnl TEXT NOT NULL,
              realized_pnl TEXT NOT NULL
            ) STRICT;
            """,
            """
            CREATE VIEW open_results AS SELECT
              sequence, \(time("recorded_at")), account, \(choice("occasion", ["DAY", "BALANCE_REPORT"])),
              \(amount("unrealized_pnl")), \(amount("realized_pnl"))
            FROM open_result_mark;
            """,
        ])
}
