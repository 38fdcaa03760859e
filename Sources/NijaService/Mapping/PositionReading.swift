import NijaLedger
import NijaMessages
import NijaModel
import NijaStore

// Positions as they are sent.

extension FieldReader {
    /// Reads the position at `path`; what was not given is filled in where the ledger needs it.
    mutating func submission(
        _ message: NijaMessages.Position, isPending: Bool, now: Timestamp
    ) -> Ledger.PositionSubmission {
        let entryTime = time(message.entryTime, "entry_time")
        var opening = PositionOpening(
            strategy: message.strategy, symbol: message.symbol,
            side: requiredChoice(message.side, "side", standIn: .long),
            quantity: requiredDecimal(message.quantity, "quantity"),
            entryPrice: decimal(message.entryPrice, "entry_price"), entryTime: entryTime ?? now)
        (opening.positionID, opening.account) = (message.positionID, accountName(message.account))
        (opening.venue, opening.isPending) = (message.venue, isPending)
        opening.assetClass = choice(message.assetClass, "asset_class")
        opening.leverage = decimal(message.leverage, "leverage")
        opening.intendedEntryPrice = decimal(message.intendedEntryPrice, "intended_entry_price")
        opening.maintenanceMarginPercent = decimal(
            message.maintenanceMarginPercent, "maintenance_margin_percent")
        opening.fees = decimal(message.fees, "fees") ?? .zero
        opening.levels = PositionLevels(
            stopLoss: decimal(message.stopLoss, "stop_loss"),
            takeProfit: decimal(message.takeProfit, "take_profit"),
            trailingStop: trailingStop(message.trailingStop, "trailing_stop"),
            timeout: span(message.timeout, "timeout", atLeast: TimeSpan(nanoseconds: 1)))
        (opening.botID, opening.promptID, opening.userID) = (message.botID, message.promptID, message.userID)
        (opening.userPrincipalID, opening.subscriptionID) = (message.userPrincipalID, message.subscriptionID)
        (opening.orderID, opening.confidence) = (message.orderID, message.confidence)
        (opening.reason, opening.tags) = (message.reason, tags(message.tags))
        return Ledger.PositionSubmission(
            opening: opening, rules: exitRules(message.rules, "rules"),
            isEntryTimeGiven: entryTime != nil)
    }

    /// Reads rules of which some may not be said.
    mutating func exitRules(_ message: NijaMessages.ExitRules?, _ field: String) -> ExitRules.Partial {
        var rules = ExitRules.Partial()
        guard let message else { return rules }
        rules.mode = choice(message.mode, field + ".mode")
        if rules.mode == .orders {
            refuse(field + ".mode", "is 3, which only positions have that orders open")
        }
        rules.gap = choice(message.gap, field + ".gap")
        rules.bar = choice(message.bar, field + ".bar")
        rules.source = choice(message.source, field + ".source")
        return rules
    }

    /// Reads a trailing stop; none when nothing is in it.
    mutating func trailingStop(_ message: NijaMessages.TrailingStop?, _ field: String) -> TrailingStop? {
        switch message?.distance {
        case .amount(let text): decimal(text, field + ".amount").map { .amount($0) }
        case .percent(let text): decimal(text, field + ".percent").map { .percent($0) }
        case nil: nil
        }
    }

    /// Which positions a filter means.
    mutating func query(_ filter: NijaMessages.PositionFilter?) -> PositionQuery {
        let filter = filter ?? NijaMessages.PositionFilter()
        var query = PositionQuery()
        query.account = anyAccount(filter.account, "filter.account")
        query.strategy = text(filter.strategy, "filter.strategy")
        query.symbol = text(filter.symbol, "filter.symbol")
        query.botID = text(filter.botID, "filter.bot_id")
        query.venue = text(filter.venue, "filter.venue")
        query.promptID = text(filter.promptID, "filter.prompt_id")
        return query
    }

    /// The position that a request names.
    mutating func positionKey(_ account: String, _ id: String) -> Position.Key {
        Position.Key(account: self.account(account), positionID: requiredText(id, "position_id"))
    }
}
