public import NijaModel

/// Which fills of an account; everything that is set must match.
public struct FillQuery: Hashable, Sendable {
    /// The account.
    public var account: String
    /// Exactly this user, unless nil; empty: fills of none.
    public var userID: String?
    /// Exactly this symbol, unless empty.
    public var symbol = ""
    /// This side.
    public var side: FillSide?
    /// Executed at or after this.
    public var from: Timestamp?
    /// Executed before this.
    public var to: Timestamp?

    /// Every fill of `account`.
    public init(account: String) {
        self.account = account
    }

    func conditions(upTo bound: UInt64) -> Conditions {
        var conditions = Conditions()
        conditions.add("account = ?", .text(account))
        if let userID { conditions.add("user_id = ?", .text(userID)) }
        conditions.add("symbol = ?", said: symbol)
        if let side { conditions.add("side = ?", .choice(side)) }
        if let from { conditions.add("executed_at >= ?", .integer(from.nanoseconds)) }
        if let to { conditions.add("executed_at < ?", .integer(to.nanoseconds)) }
        conditions.add("sequence <= ?", .sequence(bound))
        return conditions
    }
}

extension LedgerReader {
    /// A page of fills, the last executed first, equal ones by sequence, the last first.
    ///
    /// - Parameters:
    ///   - query: which fills.
    ///   - bound: the last event that the page shows.
    ///   - place: past this execution and sequence: those of the last on the page before.
    ///   - limit: how many at most.
    /// - Returns: the fills.
    /// - Throws: `StoreError`.
    public func fills(
        _ query: FillQuery, upTo bound: UInt64, after place: (time: Timestamp, sequence: UInt64)?, limit: Int
    ) throws(StoreError) -> [RecordedFill] {
        var conditions = query.conditions(upTo: bound)
        if let place {
            conditions.add(
                "(executed_at, sequence) < (?, ?)", .integer(place.time.nanoseconds),
                .sequence(place.sequence))
        }
        return try fills(conditions, sort: "executed_at DESC, sequence DESC", limit: limit)
    }

    /// Every fill of a user, in the sequence of their execution.
    ///
    /// - Cost: 2 µs a fill.
    public func fills(account: String, userID: String, upTo bound: UInt64) throws(StoreError)
        -> [RecordedFill]
    {
        var query = FillQuery(account: account)
        query.userID = userID
        return try fills(query.conditions(upTo: bound), sort: "executed_at, sequence", limit: .max)
    }

    private func fills(
        _ conditions: Conditions, sort: StaticString, limit: Int
    ) throws(StoreError) -> [RecordedFill] {
        let rows = try connection.prepare(
            "\(FillTable.query) WHERE \(conditions.sql) ORDER BY \(sort) LIMIT ?")
        conditions.bind(to: rows, .integer(Int64(clamping: limit)))
        var fills: [RecordedFill] = []
        while try rows.step() {
            var row = RowReader(rows)
            let start = try EventStart(&row)
            fills.append(try FillTable.fill(&row, start))
        }
        return fills
    }
}
