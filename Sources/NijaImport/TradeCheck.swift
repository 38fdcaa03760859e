package import NijaMessages
import NijaModel

/// What the daemon would say of a trade, without the daemon: for dry runs.
package enum TradeCheck {
    /// Everything that is wrong with a trade; empty when it would be recorded.
    package static func problems(_ message: NijaMessages.Trade, strict: Bool) -> [String] {
        var violations = Violations()
        func decimal(_ text: String, _ field: String) -> Decimal? {
            if text.isEmpty { return nil }
            guard let value = try? Decimal(text) else {
                violations.add(field, "is \(Names.quoted(text)); it must be a decimal with at most 18 places")
                return nil
            }
            return value
        }
        func time(_ message: TimestampMessage?, _ field: String) -> Timestamp? {
            guard let message else { return nil }
            guard let value = try? Timestamp(seconds: message.seconds, nanoseconds: message.nanos) else {
                violations.add(field, "must lie between 1678 and 2262")
                return nil
            }
            return value
        }
        violations.require(!message.profit.isEmpty, "profit", "is required: a decimal such as \"45000.25\"")
        let entryTime = time(message.entryTime, "entry_time")
        var trade = NijaModel.Trade(
            strategy: message.strategy, symbol: message.symbol,
            profit: decimal(message.profit, "profit") ?? .zero,
            // A trade without one is closed when it is recorded, which is after any entry.
            exitTime: time(message.exitTime, "exit_time") ?? entryTime ?? Timestamp(nanoseconds: 0))
        trade.entryTime = entryTime
        trade.fees = decimal(message.fees, "fees") ?? .zero
        (trade.quantity, trade.leverage) = (
            decimal(message.quantity, "quantity"), decimal(message.leverage, "leverage")
        )
        trade.entryPrice = decimal(message.entryPrice, "entry_price")
        trade.exitPrice = decimal(message.exitPrice, "exit_price")
        trade.intendedEntryPrice = decimal(message.intendedEntryPrice, "intended_entry_price")
        trade.intendedExitPrice = decimal(message.intendedExitPrice, "intended_exit_price")
        trade.stopLoss = decimal(message.stopLoss, "stop_loss")
        trade.takeProfit = decimal(message.takeProfit, "take_profit")
        trade.side = NijaModel.Side(rawValue: UInt8(clamping: message.side.rawValue))
        (trade.isWin, trade.confidence, trade.tags) = (message.isWin, message.confidence, message.tags)
        copyNames(of: message, to: &trade)
        trade.validate(into: &violations)
        var problems = violations.found.map { "\($0.field) \($0.description)" }
        if problems.isEmpty && strict { problems = trade.contradictions().map(\.message) }
        return problems
    }

    private static func copyNames(of message: NijaMessages.Trade, to trade: inout NijaModel.Trade) {
        trade.tradeID = message.tradeID
        trade.account = message.account.isEmpty ? Names.defaultAccount : message.account
        (trade.venue, trade.feeCurrency, trade.botID) = (message.venue, message.feeCurrency, message.botID)
        (trade.promptID, trade.userID, trade.userPrincipalID) =
            (message.promptID, message.userID, message.userPrincipalID)
        (trade.subscriptionID, trade.orderID) = (message.subscriptionID, message.orderID)
        (trade.correctsTradeID, trade.reason) = (message.correctsTradeID, message.reason)
    }
}
