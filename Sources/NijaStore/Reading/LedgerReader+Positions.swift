public import NijaModel

/// Which ended positions; what is empty or nil does not matter.
public struct PositionQuery: Hashable, Sendable {
    /// Of this account.
    public var account = ""
    /// Of this strategy.
    public var strategy = ""
    /// Of this symbol.
    public var symbol = ""
    /// Of this bot.
    public var botID = ""
    /// Of this venue.
    public var venue = ""
    /// Of this prompt.
    public var promptID = ""
    /// With this status.
    public var status: PositionStatus?

    /// Every position.
    public init() {}

    /// Whether a position is one of them.
    public func matches(_ position: Position) -> Bool {
        matches(position.opening) && (status == nil || status == position.status)
    }

    /// Whether a position that was opened so is one of them, whatever its status.
    public func matches(_ opening: PositionOpening) -> Bool {
        (account.isEmpty || account == opening.account)
            && (strategy.isEmpty || strategy == opening.strategy)
            && (symbol.isEmpty || symbol == opening.symbol)
            && (botID.isEmpty || botID == opening.botID)
            && (venue.isEmpty || venue == opening.venue)
            && (promptID.isEmpty || promptID == opening.promptID)
    }
}

extension LedgerReader {
    /// Positions that have ended, those opened last first.
    ///
    /// - Parameters:
    ///   - query: which.
    ///   - before: only those opened before this event: the last on the page before.
    ///   - limit: how many at most.
    /// - Returns: the positions as they are.
    /// - Throws: `StoreError`.
    /// - Cost: all positions back to the last that is wanted.
    public func endedPositions(
        _ query: PositionQuery, before: UInt64, limit: Int
    ) throws(StoreError) -> [Position] {
        var conditions = Conditions()
        conditions.add("position.sequence < ?", .sequence(before))
        conditions.add("position_change.status >= ?", .choice(PositionStatus.closed))
        if let status = query.status { conditions.add("position_change.status = ?", .choice(status)) }
        conditions.add("position.account = ?", said: query.account)
        conditions.add("position.strategy = ?", said: query.strategy)
        conditions.add("position.symbol = ?", said: query.symbol)
        conditions.add("position.bot_id = ?", said: query.botID)
        conditions.add("position.venue = ?", said: query.venue)
        conditions.add("position.prompt_id = ?", said: query.promptID)
        let start = EventStart.columns.map { "position_change.\($0)" }.joined(separator: ", ")
        // Positions lead here, so that a page ends where it is full.
        let rows = try connection.prepare(
            """
            SELECT \(start), \(PositionChangeTable.selection) FROM position CROSS JOIN position_change
              ON position_change.position_sequence = position.sequence
            WHERE \(conditions.sql) ORDER BY position.sequence DESC LIMIT ?
            """)
        conditions.bind(to: rows, .integer(Int64(clamping: limit)))
        var positions: [Position] = []
        while try rows.step() {
            var row = RowReader(rows)
            let start = try EventStart(&row)
            positions.append(try PositionChangeTable.change(&row, start).position)
        }
        return positions
    }
}
