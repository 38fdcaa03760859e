public import NijaModel

/// What is kept of one benchmark.
public struct KeptBenchmark: Hashable, Sendable {
    /// The benchmark.
    public let symbol: String
    /// The first day with a close.
    public let first: Day
    /// The last.
    public let last: Day
    /// How many days have one.
    public let days: Int
    /// The longest stretch between two of them, in days; 0 with one day.
    public let longestGap: Int
    /// The last close.
    public let close: Decimal
    /// Where it came from.
    public let source: String
    /// When the source had it.
    public let asOf: Timestamp
}

/// The closes of a benchmark within a stretch of time, with where they came from.
public struct KeptCloses: Sendable {
    /// Days and closes, by day.
    public let closes: [(day: Day, price: Decimal)]
    /// Every source among them, sorted.
    public let sources: [String]
    /// When its source had the last close; nil without one.
    public let asOf: Timestamp?
}

extension LedgerReader {
    /// Benchmarks by symbol, past `symbol`, at most `limit`; one symbol alone with `only`.
    ///
    /// - Cost: all closes of these benchmarks, about 0.3 µs each.
    public func benchmarks(
        after symbol: String = "", only: String? = nil, limit: Int
    ) throws(StoreError) -> [KeptBenchmark] {
        let rows = try connection.prepare(
            """
            WITH page AS (
              SELECT DISTINCT symbol FROM benchmark_price WHERE symbol > ?1 AND (?2 IS NULL OR symbol = ?2)
              ORDER BY symbol LIMIT ?3),
            spaced AS (
              SELECT symbol, day, day - lag(day, 1, day) OVER (PARTITION BY symbol ORDER BY day) AS gap
              FROM benchmark_price WHERE symbol IN (SELECT symbol FROM page)),
            summed AS (
              SELECT symbol, min(day) AS first, max(day) AS last, count(*) AS days, max(gap) AS gap
              FROM spaced GROUP BY symbol)
            SELECT symbol, first, last, days, gap, close, source, as_of
            FROM summed JOIN benchmark_price USING (symbol) WHERE day = last ORDER BY symbol
            """)
        rows.bind(1, symbol)
        if let only { rows.bind(2, only) }
        rows.bind(3, Int64(limit))
        var found: [KeptBenchmark] = []
        while try rows.step() {
            var row = RowReader(rows)
            found.append(
                KeptBenchmark(
                    symbol: try row.text(), first: try row.day(), last: try row.day(), days: try row.int(),
                    longestGap: try row.int(), close: try row.decimal(), source: try row.said(),
                    asOf: try row.time()))
        }
        return found
    }

    /// The closes of a benchmark from the last one at or before `anchor` on, or from its first, up to `last`.
    ///
    /// - Cost: about 1 µs a close.
    public func closes(of symbol: String, from anchor: Day, through last: Day) throws(StoreError)
        -> KeptCloses
    {
        let rows = try connection.prepare(
            """
            SELECT day, close, source, as_of FROM benchmark_price WHERE symbol = ?1 AND day <= ?3
              AND day >= coalesce((SELECT max(day) FROM benchmark_price WHERE symbol = ?1 AND day <= ?2), day)
            ORDER BY day
            """)
        rows.bind(1, symbol)
        rows.bind(2, Int64(anchor.index))
        rows.bind(3, Int64(last.index))
        var closes: [(day: Day, price: Decimal)] = []
        var sources: Set<String> = []
        var asOf: Timestamp?
        while try rows.step() {
            var row = RowReader(rows)
            closes.append((try row.day(), try row.decimal()))
            let source = try row.said()
            if source != sources.first || sources.count != 1 { sources.insert(source) }
            asOf = try row.time()
        }
        return KeptCloses(closes: closes, sources: sources.filter { !$0.isEmpty }.sorted(), asOf: asOf)
    }
}

extension RowReader {
    /// A day, kept as its distance from 1970-01-01.
    mutating func day() throws(StoreError) -> Day {
        guard let index = Int32(exactly: try integer()) else { throw damaged("no day") }
        return Day(index: index)
    }
}
