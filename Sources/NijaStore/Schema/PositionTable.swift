import NijaModel

/// Positions as they were opened.
enum PositionTable: EventTable {
    static let name = "position"
    static let kind = EventKinds.positionsOpened
    static let columns = [
        "account", "position_id", "strategy", "symbol", "venue", "side", "is_pending", "quantity",
        "entry_time", "entry_price", "fees", "leverage", "intended_entry_price",
        "maintenance_margin_percent", "stop_loss", "take_profit", "trailing_amount", "trailing_percent",
        "timeout", "mode", "gap", "bar", "source", "asset_class", "bot_id", "prompt_id", "user_id",
        "user_principal_id", "subscription_id", "order_id", "confidence", "tags", "reason",
    ]

    static func write(_ event: LedgerEvent, to row: inout RowBinder) throws(StoreError) {
        guard case .positionOpened(let opening) = event.payload else { throw .inconsistent(event) }
        row.add(opening.account)
        row.add(opening.positionID)
        row.add(opening.strategy)
        row.add(opening.symbol)
        row.add(said: opening.venue)
        row.add(opening.side)
        row.add(opening.isPending)
        row.add(opening.quantity)
        row.add(opening.entryTime)
        row.add(opening.entryPrice)
        row.add(opening.fees)
        row.add(opening.leverage)
        row.add(opening.intendedEntryPrice)
        row.add(opening.maintenanceMarginPercent)
        row.add(opening.levels)
        row.add(opening.rules)
        row.add(opening.assetClass)
        for text in [
            opening.botID, opening.promptID, opening.userID, opening.userPrincipalID,
            opening.subscriptionID, opening.orderID,
        ] { row.add(said: text) }
        row.add(opening.confidence)
        row.add(said: opening.tags.isEmpty ? "" : TextJSON.text(opening.tags))
        row.add(said: opening.reason)
    }

    static func read(_ row: inout RowReader, _: EventStart) throws(StoreError) -> LedgerEvent.Payload {
        .positionOpened(try opening(&row))
    }

    /// Reads the columns after the first five.
    static func opening(_ row: inout RowReader) throws(StoreError) -> PositionOpening {
        let (account, positionID) = (try row.text(), try row.text())
        let (strategy, symbol, venue) = (try row.text(), try row.text(), try row.said())
        let (side, isPending): (Side, Bool) = (try row.choice(), try row.bool())
        let (quantity, entryTime) = (try row.decimal(), try row.time())
        var opening = PositionOpening(
            strategy: strategy, symbol: symbol, side: side, quantity: quantity,
            entryPrice: try row.optionalDecimal(), entryTime: entryTime)
        (opening.account, opening.positionID) = (account, positionID)
        (opening.venue, opening.isPending) = (venue, isPending)
        opening.fees = try row.decimal()
        opening.leverage = try row.optionalDecimal()
        opening.intendedEntryPrice = try row.optionalDecimal()
        opening.maintenanceMarginPercent = try row.optionalDecimal()
        opening.levels = try row.levels()
        opening.rules = try row.exitRules()
        opening.assetClass = try row.optionalChoice()
        opening.botID = try row.said()
        opening.promptID = try row.said()
        opening.userID = try row.said()
        opening.userPrincipalID = try row.said()
        opening.subscriptionID = try row.said()
        opening.orderID = try row.said()
        opening.confidence = try row.optionalDouble()
        opening.tags = try row.texts()
        opening.reason = try row.said()
        return opening
    }
}

/// The rules that accounts' positions inherit, each time they changed.
enum ExitRulesTable: EventTable {
    static let name = "exit_rules_change"
    static let kind = EventKinds.exitRules
    static let columns = ["account", "mode", "gap", "bar", "source"]

    static func write(_ event: LedgerEvent, to row: inout RowBinder) throws(StoreError) {
        guard case .exitRulesChanged(let change) = event.payload else { throw .inconsistent(event) }
        row.add(change.account)
        row.add(change.rules)
    }

    static func read(_ row: inout RowReader, _: EventStart) throws(StoreError) -> LedgerEvent.Payload {
        .exitRulesChanged(ExitRulesChange(account: try row.text(), rules: try row.exitRules()))
    }
}

extension RowBinder {
    /// Five columns.
    mutating func add(_ levels: PositionLevels) {
        add(levels.stopLoss)
        add(levels.takeProfit)
        switch levels.trailingStop {
        case .amount(let amount):
            add(amount)
            addNull()
        case .percent(let percent):
            addNull()
            add(percent)
        case nil:
            addNull()
            addNull()
        }
        if let timeout = levels.timeout { add(timeout.nanoseconds) } else { addNull() }
    }

    /// Four columns.
    mutating func add(_ rules: ExitRules) {
        add(rules.mode)
        add(rules.gap)
        add(rules.bar)
        add(rules.source)
    }
}

extension RowReader {
    /// Five columns.
    mutating func levels() throws(StoreError) -> PositionLevels {
        var levels = PositionLevels(stopLoss: try optionalDecimal(), takeProfit: try optionalDecimal())
        let (amount, percent) = (try optionalDecimal(), try optionalDecimal())
        levels.trailingStop = amount.map { .amount($0) } ?? percent.map { .percent($0) }
        if !skipsNull() { levels.timeout = TimeSpan(nanoseconds: try integer()) }
        return levels
    }

    /// Four columns.
    mutating func exitRules() throws(StoreError) -> ExitRules {
        ExitRules(mode: try choice(), gap: try choice(), bar: try choice(), source: try choice())
    }
}
