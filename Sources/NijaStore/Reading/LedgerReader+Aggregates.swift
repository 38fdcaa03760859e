public import NijaAnalytics
public import NijaModel

/// An hour or a day of an account.
public struct AggregateRow: Hashable, Sendable {
    /// The account.
    public let account: String
    /// Whether it is an hour or a day.
    public let interval: AggregateInterval
    /// When it begins.
    public let start: Timestamp
    /// What it came to.
    public let aggregate: Aggregate
}

/// Aggregates that are to be kept, and the last event that they include.
public struct AggregateChanges: Sendable {
    /// The rows that are new or different.
    public let rows: [AggregateRow]
    /// The last event.
    public let sequence: UInt64
}

extension LedgerReader {
    /// What a number of events past those that are included already changes in the aggregates.
    ///
    /// - Parameters:
    ///   - boundaries: where each account's day begins.
    ///   - bound: the last event that may be included.
    ///   - count: from how many events to how many; fewer are left for a later time.
    /// - Returns: the changes; nil when there are too few events.
    /// - Throws: `StoreError`.
    /// - Cost: the facts among these events, and all of an hour and a day for each that came late or was voided.
    public func aggregateChanges(
        _ boundaries: [String: DayBoundary], upTo bound: UInt64, _ count: ClosedRange<Int>
    ) throws(StoreError) -> AggregateChanges? {
        try inTransaction { () throws(StoreError) in
            let kept = try AggregateFolding.keptSequence(connection)
            guard kept + UInt64(count.lowerBound) <= bound else { return nil }
            let last = min(bound, kept + UInt64(count.upperBound))
            let folding = AggregateFolding(connection, after: kept, upTo: last)
            var rows: [AggregateRow] = []
            for account in try folding.accounts() {
                for (interval, aggregates) in try folding.changed(account, boundaries[account] ?? .utc) {
                    rows += aggregates.map {
                        AggregateRow(account: account, interval: interval, start: $0.key, aggregate: $0.value)
                    }
                }
            }
            return AggregateChanges(rows: rows, sequence: last)
        }
    }

    /// The hours or days of an account in which anything happened, oldest first, with all that is committed.
    ///
    /// - Parameters:
    ///   - account: the account.
    ///   - boundary: where its day begins.
    ///   - interval: hours or days.
    ///   - from: those that contain this instant, or begin after it.
    ///   - to: those that begin before this.
    ///   - limit: how many at most.
    /// - Returns: the rows, and how equity moved from the beginning of all until the first of them begins.
    /// - Throws: `StoreError`.
    /// - Cost: about 1.5 µs for each row, and for each day before them.
    public func aggregates(
        account: String, _ boundary: DayBoundary, _ interval: AggregateInterval, from: Timestamp,
        to: Timestamp, limit: Int
    ) throws(StoreError) -> (rows: [AggregateRow], before: EquityPath) {
        try inTransaction { () throws(StoreError) in
            let kept = try AggregateFolding.keptSequence(connection)
            let folding = AggregateFolding(connection, after: kept, upTo: try lastSequence())
            let scan = AggregateScan(
                connection: connection, account: account, changed: try folding.changed(account, boundary))
            let first = from == .min ? from : interval.start(of: from, boundary)
            let day = first == .min ? first : AggregateInterval.day.start(of: first, boundary)
            var before = EquityPath()
            for row in try scan.rows(.day, from: .min, to: day, limit: .max) {
                before.append(row.aggregate.path)
            }
            for row in try scan.rows(.hour, from: day, to: first, limit: .max) {
                before.append(row.aggregate.path)
            }
            return (try scan.rows(interval, from: first, to: to, limit: limit), before)
        }
    }
}

/// Reads aggregates that are kept, with changes over them.
private struct AggregateScan {
    let connection: Connection
    let account: String
    let changed: AggregateFolding.Changed

    func rows(
        _ interval: AggregateInterval, from: Timestamp, to: Timestamp, limit: Int
    ) throws(StoreError) -> [AggregateRow] {
        guard from < to else { return [] }
        let query = try connection.prepare(
            """
            SELECT \(AggregateTable.columns) FROM aggregate
            WHERE account = ? AND span = ? AND start >= ? AND start < ? ORDER BY start LIMIT ?
            """)
        query.bind(1, account)
        query.bind(2, Int64(interval.rawValue))
        query.bind(3, from.nanoseconds)
        query.bind(4, to.nanoseconds)
        query.bind(5, Int64(clamping: limit))
        var found: [Timestamp: Aggregate] = [:]
        var starts: [Timestamp] = []
        while try query.step() {
            var row = RowReader(query)
            let (start, aggregate) = try AggregateTable.read(&row)
            found[start] = aggregate
            starts.append(start)
        }
        let newer = (changed[interval] ?? [:]).filter { from <= $0.key && $0.key < to }
        if !newer.isEmpty {
            starts += newer.keys.filter { found[$0] == nil }
            starts.sort()
            found.merge(newer) { _, new in new }
        }
        return starts.prefix(limit).compactMap { start in
            found[start].map {
                AggregateRow(account: account, interval: interval, start: start, aggregate: $0)
            }
        }
    }
}
