extension Migration {
    /// Hours and days of accounts, added up as far as the setting `aggregate.sequence` says; they can be made anew from the
    /// ledger at any time.
    ///
    /// `change_…` are relative to the equity at the start, up to the first balance report; `equity_…` are amounts from
    /// that report on.
    static let aggregates = Migration(
        version: 4,
        statements: [
            """
            CREATE TABLE aggregate (
              account TEXT NOT NULL, span INTEGER NOT NULL, start INTEGER NOT NULL,
              trades INTEGER NOT NULL, wins INTEGER NOT NULL, losses INTEGER NOT NULL,
              gross_profit TEXT NOT NULL, fees TEXT NOT NULL, cash_flow TEXT NOT NULL, last_time INTEGER NOT NULL,
              change_low TEXT NOT NULL, change_high TEXT NOT NULL, change_close TEXT NOT NULL,
              equity_low TEXT, equity_high TEXT, equity_close TEXT,
              PRIMARY KEY (account, span, start)
            ) STRICT, WITHOUT ROWID;
            """,
            """
            CREATE VIEW aggregates AS SELECT
              account, \(choice("span", ["HOUR", "DAY"])), \(time("start")), trades, wins, losses,
              \(amount("gross_profit")), \(amount("fees")), \(amount("cash_flow"))
            FROM aggregate;
            """,
        ])
}
