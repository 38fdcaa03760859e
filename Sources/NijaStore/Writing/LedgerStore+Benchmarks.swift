public import NijaModel

/// Closes of one benchmark as they are given, with where they come from.
public struct GivenPrices: Sendable {
    /// The benchmark.
    public var symbol: String
    /// Days and closes; no day twice.
    public var closes: [(day: Day, price: Decimal)]
    /// Where they come from.
    public var source: String
    /// When the source had them.
    public var asOf: Timestamp

    /// Makes them.
    public init(symbol: String, closes: [(day: Day, price: Decimal)], source: String, asOf: Timestamp) {
        (self.symbol, self.closes, self.source, self.asOf) = (symbol, closes, source, asOf)
    }
}

/// What became of closes that were given.
public enum PricesOutcome: Hashable, Sendable {
    /// They are kept: so many days are new, had the same close before, and have another now.
    case kept(inserted: Int, unchanged: Int, replaced: Int)
    /// A day has another close, and replacing was not asked for; nothing was changed.
    case contradicted(day: Day, kept: Decimal, given: Decimal)
}

extension LedgerStore {
    /// Keeps daily closes, in the open transaction or in one that `commit` ends; a close that is there already stays as
    /// it is, with its source and time.
    ///
    /// - Parameters:
    ///   - prices: the closes.
    ///   - replacing: whether other closes of the same days give way.
    ///   - now: when they are recorded.
    ///   - actor: who gave them.
    /// - Returns: what became of them.
    /// - Throws: `StoreError`; the transaction must be rolled back then.
    /// - Cost: 1 µs a day that is there, 3 µs one that is written.
    public func putPrices(
        _ prices: GivenPrices, replacing: Bool, at now: Timestamp, by actor: Actor
    ) throws(StoreError) -> PricesOutcome {
        let connection = try readable().connection
        let query = try connection.prepare("SELECT close FROM benchmark_price WHERE symbol = ? AND day = ?")
        var missing: [(day: Day, price: Decimal)] = []
        var (unchanged, replaced) = (0, 0)
        for close in prices.closes {
            query.bind(1, prices.symbol)
            query.bind(2, Int64(close.day.index))
            defer { query.reset() }
            guard try query.step() else {
                missing.append(close)
                continue
            }
            var row = RowReader(query)
            let kept = try row.decimal()
            if kept == close.price {
                unchanged += 1
            } else if replacing {
                replaced += 1
                missing.append(close)
            } else {
                return .contradicted(day: close.day, kept: kept, given: close.price)
            }
        }
        let inserted = missing.count - replaced
        guard !missing.isEmpty else { return .kept(inserted: 0, unchanged: unchanged, replaced: 0) }
        try write { session throws(StoreError) in
            let insertion = try session.connection.prepare(
                """
                INSERT OR REPLACE INTO benchmark_price
                  (symbol, day, close, source, as_of, recorded_at, uid, gid, pid) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
            for close in missing {
                var row = RowBinder(insertion)
                row.add(prices.symbol)
                row.add(Int64(close.day.index))
                row.add(close.price)
                row.add(said: prices.source)
                row.add(prices.asOf)
                row.add(now)
                row.add(actor)
                try insertion.run()
            }
        }
        return .kept(inserted: inserted, unchanged: unchanged, replaced: replaced)
    }
}
