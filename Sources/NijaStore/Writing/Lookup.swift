import NijaModel

/// What the ledger asks for while it runs: single things by id, and short stretches of the past.
final class Lookup {
    private let tradeSequence: Statement
    private let trade: Statement
    private let report: Statement
    private let flow: Statement
    private let fill: Statement
    private let trades: Statement
    private let flows: Statement

    init(_ connection: Connection) throws(StoreError) {
        // Most ids are new: the index alone says so, and the row with its voiding is looked for only when there is one.
        tradeSequence = try connection.prepare(
            "SELECT sequence FROM trade WHERE account = ? AND trade_id = ?")
        trade = try connection.prepare("\(TradeTable.query) WHERE trade.sequence = ?")
        report = try connection.prepare("\(BalanceReportTable.query) WHERE account = ? AND request_id = ?")
        flow = try connection.prepare("\(CashFlowTable.query) WHERE account = ? AND request_id = ?")
        fill = try connection.prepare("\(FillTable.query) WHERE account = ? AND fill_id = ?")
        let figures = TradeTable.figures.joined(separator: ", ")
        // Ids sort as bytes, which is how the analytics sort them.
        trades = try connection.prepare(
            """
            SELECT \(figures), strategy, symbol FROM trade INDEXED BY trade_by_exit
            WHERE account = ?1 AND exit_time BETWEEN ?2 AND ?3 AND (?4 IS NULL OR strategy = ?4)
              AND sequence < ?5 AND (void_sequence IS NULL OR void_sequence >= ?5)
            ORDER BY exit_time, trade_id
            """)
        flows = try connection.prepare(
            "\(CashFlowTable.query) WHERE account = ? AND time > ? AND time < ? AND sequence < ? ORDER BY time, sequence"
        )
    }

    func trade(account: String, tradeID: String) throws(StoreError) -> RecordedTrade? {
        defer { tradeSequence.reset() }
        tradeSequence.bind(1, account)
        tradeSequence.bind(2, tradeID)
        guard try tradeSequence.step() else { return nil }
        defer { trade.reset() }
        trade.bind(1, try tradeSequence.integer(0))
        guard try trade.step() else { throw tradeSequence.damaged(0, "in the index and not in the table") }
        var row = RowReader(trade)
        let start = try EventStart(&row)
        return try TradeTable.recordedTrade(&row, start)
    }

    func report(account: String, requestID: String) throws(StoreError) -> BalanceReport? {
        try Self.first(report, account, requestID, BalanceReportTable.report)
    }

    func flow(account: String, requestID: String) throws(StoreError) -> CashFlow? {
        try Self.first(flow, account, requestID, CashFlowTable.flow)
    }

    func fill(account: String, fillID: String) throws(StoreError) -> RecordedFill? {
        try Self.first(fill, account, fillID, FillTable.fill)
    }

    func trades(
        account: String, strategy: String?, from: Timestamp, through: Timestamp, asOf sequence: UInt64?
    ) throws(StoreError) -> [Trade] {
        defer { trades.reset() }
        trades.bind(1, account)
        trades.bind(2, from.nanoseconds)
        trades.bind(3, through.nanoseconds)
        if let strategy { trades.bind(4, strategy) }
        trades.bind(5, Int64(clamping: sequence ?? .max))
        var found: [Trade] = []
        while try trades.step() {
            var row = RowReader(trades)
            var trade = TradeTable.blank
            trade.account = account
            _ = try TradeTable.readFigures(&row, into: &trade)
            trade.strategy = try row.text()
            trade.symbol = try row.text()
            found.append(trade)
        }
        return found
    }

    func flows(
        account: String, after: Timestamp, before: Timestamp, asOf sequence: UInt64?
    ) throws(StoreError) -> [CashFlow] {
        defer { flows.reset() }
        flows.bind(1, account)
        flows.bind(2, after.nanoseconds)
        flows.bind(3, before.nanoseconds)
        flows.bind(4, Int64(clamping: sequence ?? .max))
        var found: [CashFlow] = []
        while try flows.step() {
            var row = RowReader(flows)
            let start = try EventStart(&row)
            found.append(try CashFlowTable.flow(&row, start))
        }
        return found
    }

    private static func first<Value>(
        _ statement: Statement, _ account: String, _ id: String,
        _ read: (inout RowReader, EventStart) throws(StoreError) -> Value
    ) throws(StoreError) -> Value? {
        defer { statement.reset() }
        statement.bind(1, account)
        statement.bind(2, id)
        guard try statement.step() else { return nil }
        var row = RowReader(statement)
        let start = try EventStart(&row)
        return try read(&row, start)
    }
}
