public import NijaModel

/// A read-only connection, for long reads on a worker's thread while the ledger goes on.
public final class LedgerReader {
    private let connection: Connection
    private let eventReader: EventReader

    /// Opens the database that a `LedgerStore` has made.
    public init(path: String) throws(StoreError) {
        connection = try Connection(path: path, access: .readOnly)
        try connection.execute("PRAGMA query_only=1; PRAGMA cache_size=-2048; PRAGMA temp_store=MEMORY;")
        eventReader = try EventReader(connection)
    }

    /// A page of trades past `cursor`, and the cursor of the next; nil when this is the last.
    ///
    /// Rows that arrive meanwhile appear on no page, so that pages neither overlap nor leave a gap.
    public func trades(
        _ query: TradeQuery, after cursor: TradeCursor?, bound: UInt64, limit: Int
    ) throws(StoreError) -> (trades: [RecordedTrade], next: TradeCursor?) {
        let bound = cursor?.bound ?? bound
        var (sql, values) = query.conditions
        sql += " AND t.sequence <= ?"
        values.append(.int(Int64(bitPattern: bound)))
        let key = query.key.expression
        if let cursor {
            let past = query.isDescending ? "<" : ">"
            sql += " AND (\(key), t.sequence) \(past) (?, ?)"
            values += [Self.value(cursor.key, of: query.key), .int(Int64(bitPattern: cursor.sequence))]
        }
        let direction = query.isDescending ? "DESC" : "ASC"
        let rows = try connection.prepare(
            "SELECT \(TradeColumns.list), \(key) FROM \(TradeColumns.source) WHERE \(sql) "
                + "ORDER BY \(key) \(direction), t.sequence \(direction) LIMIT ?")
        values.append(.int(Int64(limit + 1)))
        for (index, value) in values.enumerated() { value.bind(Int32(index + 1), to: rows) }
        var trades: [RecordedTrade] = []
        var next: TradeCursor?
        while try rows.step() {
            if trades.count == limit { return (trades, next) }
            trades.append(try TradeColumns.read(rows))
            next = TradeCursor(bound: bound, sequence: rows.uint(0), key: rows.text(41))
        }
        return (trades, nil)
    }

    private static func value(_ text: String, of key: TradeQuery.Key) -> Value {
        switch key {
        case .exitTime, .sequence: .int(Int64(text) ?? 0)
        case .profit, .netProfit: .real(Double(text) ?? 0)
        case .symbol: .text(text)
        }
    }

    /// Hands every trade that matches to `body`, in the sequence of exit time and id.
    ///
    /// - Cost: about a microsecond a trade.
    public func scan(
        _ query: TradeQuery, upTo bound: UInt64, _ body: (RecordedTrade) throws(StoreError) -> Void
    ) throws(StoreError) {
        let (sql, values) = query.conditions
        let rows = try connection.prepare(
            "SELECT \(TradeColumns.list) FROM \(TradeColumns.source) WHERE \(sql) AND t.sequence <= ? "
                + "ORDER BY t.exit_time, t.trade_id")
        for (index, value) in (values + [.int(Int64(bitPattern: bound))]).enumerated() {
            value.bind(Int32(index + 1), to: rows)
        }
        while try rows.step() { try body(try TradeColumns.read(rows)) }
    }

    /// Balance reports of an account by time, past a place in that sequence.
    public func balanceReports(
        account: String, from: Timestamp, to: Timestamp, after: (time: Timestamp, sequence: UInt64)?,
        limit: Int
    ) throws(StoreError) -> [BalanceReport] {
        let rows = try connection.prepare(
            "SELECT * FROM balance_report WHERE account = ? AND time >= ? AND time < ? AND (time, sequence) > (?, ?) "
                + "ORDER BY time, sequence LIMIT ?")
        rows.bind(1, account)
        rows.bind(2, from)
        rows.bind(3, to)
        rows.bind(4, after?.time ?? .min)
        rows.bind(5, Int64(bitPattern: after?.sequence ?? 0))
        rows.bind(6, Int64(limit))
        var reports: [BalanceReport] = []
        while try rows.step() { reports.append(try EventRows.report(rows)) }
        return reports
    }

    /// Cash flows of an account between two instants, by time.
    public func cashFlows(account: String, from: Timestamp, to: Timestamp) throws(StoreError) -> [CashFlow] {
        let rows = try connection.prepare(
            "SELECT * FROM cash_flow WHERE account = ? AND time >= ? AND time < ? ORDER BY time, sequence")
        rows.bind(1, account)
        rows.bind(2, from)
        rows.bind(3, to)
        var flows: [CashFlow] = []
        while try rows.step() { flows.append(try EventRows.flow(rows)) }
        return flows
    }

    /// Alarm events between two instants before a sequence, newest first.
    public func alarmHistory(
        from: Timestamp, to: Timestamp, before: UInt64, limit: Int,
        where isWanted: (AlarmChange) -> Bool
    ) throws(StoreError) -> [LedgerEvent] {
        let rows = try connection.prepare(
            "SELECT * FROM alarm_change WHERE sequence < ? AND time >= ? AND time < ? ORDER BY sequence DESC")
        rows.bind(1, Int64(clamping: before))
        rows.bind(2, from)
        rows.bind(3, to)
        var found: [LedgerEvent] = []
        while found.count < limit, try rows.step() {
            let payload = try EventRows.alarm(rows)
            guard case .alarmChanged(let change) = payload, isWanted(change) else { continue }
            found.append(
                LedgerEvent(
                    sequence: rows.uint(0), time: rows.time(1), actor: EventRows.actor(rows), payload: payload
                ))
        }
        return found
    }

    /// Kept KPI snapshots of an account between two instants before an id, newest first.
    public func snapshots(
        account: String, from: Timestamp, to: Timestamp, before id: Int64, limit: Int
    ) throws(StoreError) -> [(id: Int64, bytes: [UInt8])] {
        let rows = try connection.prepare(
            "SELECT id, snapshot FROM kpi_snapshot WHERE account = ? AND time >= ? AND time < ? AND id < ? "
                + "ORDER BY id DESC LIMIT ?")
        rows.bind(1, account)
        rows.bind(2, from)
        rows.bind(3, to)
        rows.bind(4, id)
        rows.bind(5, Int64(limit))
        var found: [(id: Int64, bytes: [UInt8])] = []
        while try rows.step() { found.append((rows.int(0), rows.blob(1))) }
        return found
    }

    /// Events past `after` up to `upTo`, at most `limit`, in their sequence.
    public func events(
        after: UInt64, upTo: UInt64, limit: Int, kinds: EventKinds
    ) throws(StoreError) -> [LedgerEvent] {
        try eventReader.events(after: after, upTo: upTo, limit: limit, kinds: kinds)
    }

    /// Copies the database to a file that does not exist yet, while it is being written.
    public func backup(to path: String) throws(StoreError) {
        try connection.copy(to: path)
    }

    /// The last event in the database.
    public func lastSequence() throws(StoreError) -> UInt64 {
        let tables = [
            "trade", "trade_void", "account_change", "balance_report", "cash_flow", "strategy_change",
            "alarm_change", "threshold_change", "silence",
        ]
        let union = tables.map { "SELECT max(sequence) AS last FROM \($0)" }.joined(separator: " UNION ALL ")
        return UInt64(try connection.integer("SELECT max(last) FROM (\(union))") ?? 0)
    }
}
