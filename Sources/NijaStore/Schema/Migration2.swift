extension Migration {
    /// Daily closes of market benchmarks: facts that callers give, beside the ledger and not part of it.
    static let benchmarks = Migration(
        version: 2,
        statements: [
            """
            CREATE TABLE benchmark_price (
              symbol TEXT NOT NULL, day INTEGER NOT NULL, close TEXT NOT NULL, source TEXT, as_of INTEGER NOT NULL,
              recorded_at INTEGER NOT NULL, uid INTEGER, gid INTEGER, pid INTEGER,
              PRIMARY KEY (symbol, day)
            ) STRICT, WITHOUT ROWID;
            """,
            """
            CREATE VIEW benchmark_prices AS SELECT
              symbol, date(day * 86400, 'unixepoch') AS date, \(amount("close")), source, \(time("as_of")),
              \(time("recorded_at"))
            FROM benchmark_price;
            """,
        ])
}
