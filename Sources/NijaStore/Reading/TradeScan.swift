import NijaModel

/// Walks over trades by exit time and id, in slices that are each a short transaction of its own.
struct TradeScan {
    private let fields: TradeFields
    private let bound: UInt64
    private let conditions: Conditions
    private let first: Statement
    private let following: Statement
    /// The last trade that was handed out.
    private var last: (exitTime: Timestamp, tradeID: String)?
    private let account: String

    /// Rows a slice: some ten milliseconds.
    private static let sliceCount = 8192

    init(_ query: TradeQuery, _ fields: TradeFields, bound: UInt64, _ connection: Connection)
        throws(StoreError)
    {
        self.fields = fields
        self.bound = bound
        account = query.account
        conditions = query.conditions(upTo: bound)
        let columns =
            switch fields {
            case .figures: TradeTable.figures.joined(separator: ", ")
            case .figuresAndLabels: (TradeTable.figures + TradeTable.labels).joined(separator: ", ")
            case .all: TradeTable.selection
            }
        let start = EventStart.columns.map { "trade.\($0)" }.joined(separator: ", ")
        let head = """
            SELECT \(start), \(columns)
            FROM trade INDEXED BY trade_by_exit \(fields == .all ? TradeScan.voidings : "") WHERE \(conditions.sql)
            """
        let tail = "ORDER BY exit_time, trade_id LIMIT \(Self.sliceCount)"
        first = try connection.prepare("\(head) \(tail)")
        following = try connection.prepare("\(head) AND (exit_time, trade_id) > (?, ?) \(tail)")
    }

    private static let voidings = "LEFT JOIN trade_void ON trade_void.sequence = trade.void_sequence"

    /// Hands out the next slice.
    ///
    /// - Returns: whether there may be more.
    mutating func slice(_ body: (RecordedTrade) throws(StoreError) -> Void) throws(StoreError) -> Bool {
        let rows = last == nil ? first : following
        defer { rows.reset() }
        if let last {
            conditions.bind(to: rows, .integer(last.exitTime.nanoseconds), .text(last.tradeID))
        } else {
            conditions.bind(to: rows)
        }
        var count = 0
        var latest: RecordedTrade?
        while try rows.step() {
            count += 1
            let recorded = try read(rows)
            try body(recorded)
            latest = recorded
        }
        if let latest { last = (latest.trade.exitTime, latest.trade.tradeID) }
        return count == Self.sliceCount
    }

    private func read(_ rows: Statement) throws(StoreError) -> RecordedTrade {
        var row = RowReader(rows)
        if fields == .all {
            let start = try EventStart(&row)
            return try TradeTable.recordedTrade(&row, start).asOf(bound)
        }
        let (sequence, recordedAt) = (try row.sequence(), try row.time())
        row.skip(3)
        var trade = TradeTable.blank
        trade.account = account
        _ = try TradeTable.readFigures(&row, into: &trade)
        if fields == .figuresAndLabels { try TradeTable.readLabels(&row, into: &trade) }
        return RecordedTrade(trade: trade, sequence: sequence, recordedAt: recordedAt)
    }
}
