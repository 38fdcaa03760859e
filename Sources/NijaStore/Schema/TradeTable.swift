import NijaModel

/// Trades as they were recorded, and whether they were voided since.
///
/// What scans read comes first, since SQLite walks over a row's columns up to the last that a query needs; what is
/// rarely said comes last.
enum TradeTable: EventTable {
    static let name = "trade"
    static let kind = EventKinds.tradesRecorded
    static let columns = ["account"] + figures + labels + others

    /// What figures are computed from.
    static let figures = [
        "trade_id", "exit_time", "profit", "fees", "void_sequence", "exit_reason", "side",
        "quantity",
        "leverage", "entry_price", "exit_price", "entry_time", "stop_loss", "take_profit",
        "intended_entry_price",
        "intended_exit_price",
    ]
    /// What figures are grouped by.
    static let labels = ["strategy", "symbol", "venue", "bot_id", "prompt_id", "tags"]
    private static let others = [
        "asset_class", "fee_currency", "is_win", "user_id", "user_principal_id", "subscription_id",
        "order_id",
        "confidence", "corrects_trade_id", "warnings", "reason",
    ]

    /// How it was voided comes from the table of voidings.
    static let source = "trade LEFT JOIN trade_void ON trade_void.sequence = trade.void_sequence"
    static let selection =
        columns.map { "trade.\($0)" }.joined(separator: ", ") + ", trade_void.recorded_at, trade_void.reason"

    static func write(_ event: LedgerEvent, to row: inout RowBinder) throws(StoreError) {
        guard case .tradeRecorded(let recorded) = event.payload, recorded.sequence == event.sequence,
            recorded.recordedAt == event.time, recorded.voiding == nil
        else { throw .inconsistent(event) }
        let trade = recorded.trade
        row.add(trade.account)
        writeFigures(trade, to: &row)
        row.add(trade.strategy)
        row.add(trade.symbol)
        row.add(said: trade.venue)
        row.add(said: trade.botID)
        row.add(said: trade.promptID)
        row.add(said: trade.tags.isEmpty ? "" : TextJSON.text(trade.tags))
        row.add(trade.assetClass)
        row.add(said: trade.feeCurrency)
        row.add(trade.isWin)
        row.add(said: trade.userID)
        row.add(said: trade.userPrincipalID)
        row.add(said: trade.subscriptionID)
        row.add(said: trade.orderID)
        row.add(trade.confidence)
        row.add(said: trade.correctsTradeID)
        row.add(said: recorded.warnings.isEmpty ? "" : TextJSON.text(recorded.warnings.map(WarningText.text)))
        row.add(said: trade.reason)
    }

    private static func writeFigures(_ trade: Trade, to row: inout RowBinder) {
        row.add(trade.tradeID)
        row.add(trade.exitTime)
        row.add(trade.profit)
        row.add(trade.fees)
        row.addNull()
        row.add(trade.exitReason == .unspecified ? nil : trade.exitReason)
        row.add(trade.side)
        row.add(trade.quantity)
        row.add(trade.leverage)
        row.add(trade.entryPrice)
        row.add(trade.exitPrice)
        row.add(trade.entryTime)
        row.add(trade.stopLoss)
        row.add(trade.takeProfit)
        row.add(trade.intendedEntryPrice)
        row.add(trade.intendedExitPrice)
    }

    /// The trade as it was when it was recorded: a voiding since then is an event of its own.
    static func read(_ row: inout RowReader, _ start: EventStart) throws(StoreError) -> LedgerEvent.Payload {
        .tradeRecorded(try recordedTrade(&row, start).with(nil))
    }

    /// The trade as it is now; `row` is past the first five columns of `selection`.
    static func recordedTrade(_ row: inout RowReader, _ start: EventStart) throws(StoreError) -> RecordedTrade
    {
        var trade = blank
        trade.account = try row.text()
        let voided = try readFigures(&row, into: &trade)
        try readLabels(&row, into: &trade)
        let warnings = try readOthers(&row, into: &trade)
        var voiding: TradeVoiding?
        if let voided {
            voiding = TradeVoiding(sequence: voided, time: try row.time(), reason: try row.text())
        }
        return RecordedTrade(
            trade: trade, sequence: start.sequence, recordedAt: start.time, warnings: warnings,
            voiding: voiding)
    }

    /// Nothing is said yet.
    static var blank: Trade { Trade(strategy: "", symbol: "", profit: .zero, exitTime: .epoch) }

    /// Reads `figures`.
    ///
    /// - Returns: the event that voided the trade.
    static func readFigures(_ row: inout RowReader, into trade: inout Trade) throws(StoreError) -> UInt64? {
        trade.tradeID = try row.text()
        trade.exitTime = try row.time()
        trade.profit = try row.decimal()
        trade.fees = try row.decimal()
        let voided = row.skipsNull() ? nil : try row.sequence()
        trade.exitReason = try row.optionalChoice() ?? .unspecified
        trade.side = try row.optionalChoice()
        trade.quantity = try row.optionalDecimal()
        trade.leverage = try row.optionalDecimal()
        trade.entryPrice = try row.optionalDecimal()
        trade.exitPrice = try row.optionalDecimal()
        trade.entryTime = try row.optionalTime()
        trade.stopLoss = try row.optionalDecimal()
        trade.takeProfit = try row.optionalDecimal()
        trade.intendedEntryPrice = try row.optionalDecimal()
        trade.intendedExitPrice = try row.optionalDecimal()
        return voided
    }

    /// Reads `labels`.
    static func readLabels(_ row: inout RowReader, into trade: inout Trade) throws(StoreError) {
        trade.strategy = try row.text()
        trade.symbol = try row.text()
        trade.venue = try row.said()
        trade.botID = try row.said()
        trade.promptID = try row.said()
        trade.tags = try row.texts()
    }

    /// Reads what comes after `labels`.
    ///
    /// - Returns: the warnings.
    private static func readOthers(
        _ row: inout RowReader, into trade: inout Trade
    ) throws(StoreError) -> [TradeWarning] {
        trade.assetClass = try row.optionalChoice()
        trade.feeCurrency = try row.said()
        trade.isWin = try row.optionalBool()
        trade.userID = try row.said()
        trade.userPrincipalID = try row.said()
        trade.subscriptionID = try row.said()
        trade.orderID = try row.said()
        trade.confidence = try row.optionalDouble()
        trade.correctsTradeID = try row.said()
        let warnings = try WarningText.warnings(&row)
        trade.reason = try row.said()
        return warnings
    }
}

/// Voidings of trades.
enum TradeVoidTable: EventTable {
    static let name = "trade_void"
    static let kind = EventKinds.tradesVoided
    static let columns = ["trade_sequence", "reason"]
    static let source = "trade_void JOIN trade ON trade.sequence = trade_void.trade_sequence"
    static let selection =
        (EventStart.columns + TradeTable.columns).map { "trade.\($0)" }.joined(separator: ", ")
        + ", trade_void.recorded_at, trade_void.reason"

    /// Marks the trade, so that queries need not look for its voiding.
    static let mark = "UPDATE trade SET void_sequence = ? WHERE sequence = ? AND void_sequence IS NULL"

    static func write(_ event: LedgerEvent, to row: inout RowBinder) throws(StoreError) {
        guard case .tradeVoided(let recorded) = event.payload, let voiding = recorded.voiding,
            voiding.sequence == event.sequence, voiding.time == event.time
        else { throw .inconsistent(event) }
        row.add(sequence: recorded.sequence)
        row.add(voiding.reason)
    }

    static func read(_ row: inout RowReader, _ start: EventStart) throws(StoreError) -> LedgerEvent.Payload {
        let recorded = try EventStart(&row)
        return .tradeVoided(try TradeTable.recordedTrade(&row, recorded))
    }
}

/// A warning as text: its code as the .proto names it, a colon, the message.
enum WarningText {
    private static let names: [(code: TradeWarning.Code, name: String)] = [
        (.pnlMismatch, "PNL_MISMATCH"), (.isWinMismatch, "IS_WIN_MISMATCH"),
        (.strategyNotActive, "STRATEGY_NOT_ACTIVE"), (.foreignFees, "FOREIGN_FEES"),
        (.futureTime, "FUTURE_TIME"),
    ]
    private static let separator = ": "

    static func text(_ warning: TradeWarning) -> String {
        let name = names.first { $0.code == warning.code }?.name ?? "\(warning.code.rawValue)"
        return name + separator + warning.message
    }

    static func warnings(_ row: inout RowReader) throws(StoreError) -> [TradeWarning] {
        var warnings: [TradeWarning] = []
        for text in try row.texts() {
            guard let known = names.first(where: { text.utf8.starts(with: ($0.name + separator).utf8) })
            else {
                throw row.damaged("\(text), which is no warning")
            }
            let message = text.utf8.dropFirst(known.name.utf8.count + separator.utf8.count)
            warnings.append(TradeWarning(code: known.code, message: String(Substring(message))))
        }
        return warnings
    }
}
