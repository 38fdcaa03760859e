import NijaLedger
import NijaMessages
import NijaModel

extension FieldReader {
    /// Reads the trade at `path` as it was sent; what was not given is filled in where the ledger needs it.
    mutating func submission(
        _ message: NijaMessages.Trade, strict: Bool, now: Timestamp
    ) -> Ledger.TradeSubmission {
        let exitTime = time(message.exitTime, "exit_time")
        var trade = Trade(
            strategy: message.strategy, symbol: message.symbol,
            profit: requiredDecimal(message.profit, "profit"), exitTime: exitTime ?? now)
        trade.tradeID = message.tradeID
        trade.account = accountName(message.account)
        readPrices(of: message, into: &trade)
        trade.entryTime = time(message.entryTime, "entry_time")
        trade.fees = decimal(message.fees, "fees") ?? .zero
        trade.feeCurrency = message.feeCurrency
        trade.isWin = message.isWin
        trade.exitReason = choice(message.exitReason, "exit_reason") ?? .unspecified
        trade.confidence = message.confidence
        trade.reason = message.reason
        trade.tags = tags(message.tags)
        trade.correctsTradeID = message.correctsTradeID
        readIdentity(of: message, into: &trade)
        return Ledger.TradeSubmission(
            trade: trade, isExitTimeGiven: exitTime != nil, isStrict: strict, path: path)
    }

    /// Labels, each once; named by their places in the request, which the trade does not keep.
    mutating func tags(_ tags: [String]) -> [String] {
        if tags.isEmpty { return [] }
        let labels = Set(tags)
        if labels.count > Trade.tagsCountMax {
            refuse("tags", "has \(labels.count) tags; the limit is \(Trade.tagsCountMax)")
            return []
        }
        var checked: Set<String> = []
        for (index, tag) in tags.enumerated() where checked.insert(tag).inserted {
            _ = requiredText(tag, "tags[\(index)]")
        }
        return labels.sorted()
    }

    private mutating func readPrices(of message: NijaMessages.Trade, into trade: inout Trade) {
        trade.venue = message.venue
        trade.assetClass = choice(message.assetClass, "asset_class")
        trade.side = choice(message.side, "side")
        trade.quantity = decimal(message.quantity, "quantity")
        trade.leverage = decimal(message.leverage, "leverage")
        trade.entryPrice = decimal(message.entryPrice, "entry_price")
        trade.exitPrice = decimal(message.exitPrice, "exit_price")
        trade.intendedEntryPrice = decimal(message.intendedEntryPrice, "intended_entry_price")
        trade.intendedExitPrice = decimal(message.intendedExitPrice, "intended_exit_price")
        trade.stopLoss = decimal(message.stopLoss, "stop_loss")
        trade.takeProfit = decimal(message.takeProfit, "take_profit")
    }

    private func readIdentity(of message: NijaMessages.Trade, into trade: inout Trade) {
        trade.botID = message.botID
        trade.promptID = message.promptID
        trade.userID = message.userID
        trade.userPrincipalID = message.userPrincipalID
        trade.subscriptionID = message.subscriptionID
        trade.orderID = message.orderID
    }
}

extension NijaMessages.Trade {
    /// The trade as it stands in the ledger, with what follows from it.
    init(_ recorded: RecordedTrade) {
        self.init()
        let trade = recorded.trade
        (tradeID, account, strategy, symbol, venue) =
            (trade.tradeID, trade.account, trade.strategy, trade.symbol, trade.venue)
        setPrices(of: trade)
        entryTime = trade.entryTime.map(TimestampMessage.init)
        exitTime = TimestampMessage(trade.exitTime)
        (profit, fees, feeCurrency, isWin) =
            (trade.profit.description, trade.fees.description, trade.feeCurrency, trade.isWin)
        exitReason = .init(rawValue: Int32(trade.exitReason.rawValue))
        (botID, promptID, userID, userPrincipalID) =
            (trade.botID, trade.promptID, trade.userID, trade.userPrincipalID)
        (subscriptionID, orderID, confidence, reason, tags, correctsTradeID) =
            (
                trade.subscriptionID, trade.orderID, trade.confidence, trade.reason, trade.tags,
                trade.correctsTradeID
            )
        setFigures(of: trade)
        sequence = recorded.sequence
        recordedAt = TimestampMessage(recorded.recordedAt)
        warnings = recorded.warnings.map(NijaMessages.TradeWarning.init)
        if let voiding = recorded.voiding {
            (voided, voidReason, voidedAt) = (true, voiding.reason, TimestampMessage(voiding.time))
        }
    }

    private mutating func setPrices(of trade: Trade) {
        assetClass = .init(rawValue: Int32(trade.assetClass?.rawValue ?? 0))
        side = .init(rawValue: Int32(trade.side?.rawValue ?? 0))
        (quantity, leverage) = (text(trade.quantity), text(trade.leverage))
        (entryPrice, exitPrice) = (text(trade.entryPrice), text(trade.exitPrice))
        (intendedEntryPrice, intendedExitPrice) = (
            text(trade.intendedEntryPrice), text(trade.intendedExitPrice)
        )
        (stopLoss, takeProfit) = (text(trade.stopLoss), text(trade.takeProfit))
    }

    private mutating func setFigures(of trade: Trade) {
        netProfit = text(trade.netProfit)
        pnlPercentage = trade.pnlPercentage?.doubleValue
        leveragedPnlPercentage = trade.leveragedPnLPercentage?.doubleValue
        plannedRiskReward = trade.plannedRiskReward?.doubleValue
        actualRiskReward = trade.actualRiskReward?.doubleValue
        slippagePercent = trade.slippagePercent?.doubleValue
        duration = trade.holdingTime.map(DurationMessage.init)
        tradeDurationMinutes = trade.holdingTime.map { $0.nanoseconds / 60_000_000_000 }
    }
}

extension NijaMessages.TradeWarning {
    /// The warning as a message.
    init(_ warning: TradeWarning) {
        self.init()
        code = .init(rawValue: Int32(warning.code.rawValue))
        message = warning.message
    }
}

/// The decimal as text; empty when there is none.
func text(_ decimal: Decimal?) -> String {
    decimal?.description ?? ""
}
