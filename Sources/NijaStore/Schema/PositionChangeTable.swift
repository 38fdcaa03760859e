import NijaModel

/// What happened to positions since they were opened; the last row of a position is the position as it is.
enum PositionChangeTable: EventTable {
    static let name = "position_change"
    static let kind = EventKinds.positionChanges
    static let columns = [
        "position_sequence", "transition", "previous_status", "status", "request_id", "quantity", "price",
        "fees", "entry_quantity", "entry_cost", "open_quantity", "open_cost", "exit_proceeds", "total_fees",
        "entry_time", "initial_entry_price", "initial_stop_loss", "stop_loss", "take_profit",
        "trailing_amount", "trailing_percent", "timeout", "high_price", "low_price", "trailed_price",
        "last_price", "last_price_time", "request_reason", "request_level", "request_price", "requested_at",
        "exit_time", "exit_reason", "intended_exit_price", "trade_id", "note",
    ]

    /// Changes lead and positions follow: a query by changes must not walk through all positions.
    static let source =
        "position_change CROSS JOIN position ON position.sequence = position_change.position_sequence"
    static let selection =
        (columns.map { "position_change.\($0)" }
        + (["sequence", "recorded_at"] + PositionTable.columns).map { "position.\($0)" })
        .joined(separator: ", ")

    static func write(_ event: LedgerEvent, to row: inout RowBinder) throws(StoreError) {
        guard case .positionChanged(let change) = event.payload, change.position.sequence == event.sequence
        else { throw .inconsistent(event) }
        let position = change.position
        row.add(sequence: position.openedSequence)
        row.add(change.transition)
        row.add(change.previousStatus)
        row.add(position.status)
        row.add(said: change.requestID)
        row.add(change.quantity)
        row.add(change.price)
        row.add(change.fees)
        let amounts = position.amounts
        for amount in [
            amounts.entryQuantity, amounts.entryCost, amounts.openQuantity, amounts.openCost,
            amounts.exitProceeds, amounts.fees,
        ] { row.add(amount) }
        row.add(position.entryTime)
        row.add(position.initialEntryPrice)
        row.add(position.initialStopLoss)
        row.add(position.levels)
        row.add(position.marks?.high)
        row.add(position.marks?.low)
        row.add(position.marks?.trailed)
        row.add(position.marks?.last)
        row.add(position.marks?.lastTime)
        row.add(position.exitRequest?.reason)
        row.add(position.exitRequest?.level)
        row.add(position.exitRequest?.price)
        row.add(position.exitRequest?.requestedAt)
        row.add(position.exit?.time)
        row.add(position.exit?.reason)
        row.add(position.exit?.intendedPrice)
        row.add(said: position.tradeID)
        row.add(said: change.note)
    }

    static func read(_ row: inout RowReader, _ start: EventStart) throws(StoreError) -> LedgerEvent.Payload {
        .positionChanged(try change(&row, start))
    }

    /// Reads the columns after the first five.
    static func change(_ row: inout RowReader, _ start: EventStart) throws(StoreError) -> PositionChange {
        row.skip(1)
        let (transition, previous): (PositionTransition, PositionStatus) = (
            try row.choice(), try row.choice()
        )
        let (status, requestID): (PositionStatus, String) = (try row.choice(), try row.said())
        let (quantity, price) = (try row.optionalDecimal(), try row.optionalDecimal())
        let fees = try row.optionalDecimal()
        let amounts = PositionAmounts(
            entryQuantity: try row.decimal(), entryCost: try row.decimal(), openQuantity: try row.decimal(),
            openCost: try row.decimal(), exitProceeds: try row.decimal(), fees: try row.decimal())
        let entryTime = try row.time()
        let (entryPrice, stopLoss) = (try row.optionalDecimal(), try row.optionalDecimal())
        let levels = try row.levels()
        let marks = try marks(&row)
        let request = try request(&row)
        let exit = try exit(&row)
        let (tradeID, note) = (try row.said(), try row.said())
        let (opened, recordedAt) = (try row.sequence(), try row.time())
        var position = Position(
            try PositionTable.opening(&row), sequence: opened, recordedAt: recordedAt)
        (position.status, position.amounts, position.levels) = (status, amounts, levels)
        (position.entryTime, position.initialEntryPrice) = (entryTime, entryPrice)
        (position.initialStopLoss, position.marks) = (stopLoss, marks)
        (position.exitRequest, position.exit, position.tradeID) = (request, exit, tradeID)
        position.sequence = start.sequence
        guard status != .open || marks != nil else { throw row.damaged("an open position without marks") }
        return PositionChange(
            position: position, transition: transition, previousStatus: previous, requestID: requestID,
            quantity: quantity, price: price, fees: fees, note: note)
    }

    private static func marks(_ row: inout RowReader) throws(StoreError) -> PositionMarks? {
        let (high, low) = (try row.optionalDecimal(), try row.optionalDecimal())
        let (trailed, last) = (try row.optionalDecimal(), try row.optionalDecimal())
        let lastTime = try row.optionalTime()
        guard let high, let low, let trailed else { return nil }
        var marks = PositionMarks(entry: high)
        (marks.low, marks.trailed, marks.last, marks.lastTime) = (low, trailed, last, lastTime)
        return marks
    }

    private static func request(_ row: inout RowReader) throws(StoreError) -> ExitRequest? {
        let reason = try row.optionalChoice(ExitReason.self)
        let (level, price) = (try row.optionalDecimal(), try row.optionalDecimal())
        let time = try row.optionalTime()
        guard let reason, let level, let price, let time else { return nil }
        return ExitRequest(reason: reason, level: level, price: price, requestedAt: time)
    }

    private static func exit(_ row: inout RowReader) throws(StoreError) -> PositionExit? {
        let time = try row.optionalTime()
        let (reason, intended) = (try row.optionalChoice(ExitReason.self), try row.optionalDecimal())
        guard let time, let reason else { return nil }
        return PositionExit(time: time, reason: reason, intendedPrice: intended)
    }
}
