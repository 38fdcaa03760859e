public import NijaModel

/// What the ledger asks of positions and prices.
final class PositionLookup {
    private let lastChange: Statement
    private let fill: Statement
    private let prices: Statement
    private let keepPrice: Statement
    private let oldMarks: Statement
    private let forgetMarks: Statement

    init(_ connection: Connection) throws(StoreError) {
        let place = "(SELECT p.sequence FROM position AS p WHERE p.account = ? AND p.position_id = ?)"
        lastChange = try connection.prepare(
            """
            \(PositionChangeTable.query) WHERE position_change.position_sequence = \(place)
            ORDER BY position_change.sequence DESC LIMIT 1
            """)
        fill = try connection.prepare(
            """
            \(PositionChangeTable.query) WHERE position_change.position_sequence = \(place)
              AND position_change.request_id = ?
            """)
        let columns = PriceMarkTable.columns.joined(separator: ", ")
        prices = try connection.prepare("SELECT \(columns) FROM price")
        let parameters = repeatElement("?", count: PriceMarkTable.columns.count).joined(separator: ",")
        keepPrice = try connection.prepare(
            "INSERT OR REPLACE INTO price (\(columns)) VALUES (\(parameters))")
        // The newest stays: it may be the last event of the ledger.
        let old = "FROM price_mark WHERE sequence < ? AND sequence < (SELECT max(sequence) FROM price_mark)"
        oldMarks = try connection.prepare("SELECT 1 \(old) LIMIT 1")
        forgetMarks = try connection.prepare("DELETE \(old)")
    }

    func lastChange(_ key: Position.Key) throws(StoreError) -> PositionChange? {
        try change(lastChange, key, requestID: nil)
    }

    func fill(_ key: Position.Key, requestID: String) throws(StoreError) -> PositionChange? {
        try change(fill, key, requestID: requestID)
    }

    private func change(
        _ statement: Statement, _ key: Position.Key, requestID: String?
    ) throws(StoreError) -> PositionChange? {
        defer { statement.reset() }
        statement.bind(1, key.account)
        statement.bind(2, key.positionID)
        if let requestID { statement.bind(3, requestID) }
        guard try statement.step() else { return nil }
        var row = RowReader(statement)
        let start = try EventStart(&row)
        return try PositionChangeTable.change(&row, start)
    }

    func newestPrices() throws(StoreError) -> [Price] {
        defer { prices.reset() }
        var found: [Price] = []
        while try prices.step() {
            var row = RowReader(prices)
            found.append(try row.price())
        }
        return found
    }

    func keep(_ price: Price) throws(StoreError) {
        var row = RowBinder(keepPrice)
        row.add(price)
        try keepPrice.run()
    }

    func hasMarks(before sequence: UInt64) throws(StoreError) -> Bool {
        defer { oldMarks.reset() }
        oldMarks.bind(1, Int64(clamping: sequence))
        return try oldMarks.step()
    }

    func forgetMarks(before sequence: UInt64) throws(StoreError) {
        forgetMarks.bind(1, Int64(clamping: sequence))
        try forgetMarks.run()
    }
}

extension LedgerStore {
    /// The last change of a position; nil when nothing has happened to it since it was opened, or when there is none.
    public func lastChange(of key: Position.Key) throws(StoreError) -> PositionChange? {
        try readable().positions.lastChange(key)
    }

    /// The fill or the close of a position by its id; nil when there is none.
    public func positionFill(_ key: Position.Key, requestID: String) throws(StoreError) -> PositionChange? {
        try readable().positions.fill(key, requestID: requestID)
    }

    /// The newest price of each symbol and venue as it was kept last.
    public func newestPrices() throws(StoreError) -> [Price] {
        try readable().positions.newestPrices()
    }

    /// Keeps the newest prices, in the open transaction or in one that `commit` ends.
    ///
    /// - Throws: `StoreError`; the transaction must be rolled back then.
    /// - Cost: 2 µs a price.
    public func keep(_ prices: [Price]) throws(StoreError) {
        try write { session throws(StoreError) in
            for price in prices { try session.positions.keep(price) }
        }
    }

    /// Forgets prices that have moved trailing stops before an event: no open position is older.
    ///
    /// - Throws: `StoreError`; the transaction must be rolled back then.
    public func forgetPriceMarks(before sequence: UInt64) throws(StoreError) {
        guard try readable().positions.hasMarks(before: sequence) else { return }
        try write { session throws(StoreError) in
            try session.positions.forgetMarks(before: sequence)
        }
    }
}
