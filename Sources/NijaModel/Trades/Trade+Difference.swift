extension Trade {
    /// The fields, as the .proto names them, in which this trade says something else than `other`.
    public func fieldsDiffering(from other: Trade) -> [String] {
        var fields: [String] = []
        func compare<Value: Equatable>(_ field: String, _ path: KeyPath<Trade, Value>) {
            if self[keyPath: path] != other[keyPath: path] { fields.append(field) }
        }
        compare("strategy", \.strategy)
        compare("symbol", \.symbol)
        compare("venue", \.venue)
        compare("asset_class", \.assetClass)
        compare("side", \.side)
        compare("quantity", \.quantity)
        compare("leverage", \.leverage)
        compare("entry_price", \.entryPrice)
        compare("exit_price", \.exitPrice)
        compare("intended_entry_price", \.intendedEntryPrice)
        compare("intended_exit_price", \.intendedExitPrice)
        compare("entry_time", \.entryTime)
        compare("exit_time", \.exitTime)
        compare("profit", \.profit)
        compare("fees", \.fees)
        compare("fee_currency", \.feeCurrency)
        compare("is_win", \.isWin)
        compare("stop_loss", \.stopLoss)
        compare("take_profit", \.takeProfit)
        compare("exit_reason", \.exitReason)
        compare("bot_id", \.botID)
        compare("prompt_id", \.promptID)
        compare("user_id", \.userID)
        compare("user_principal_id", \.userPrincipalID)
        compare("subscription_id", \.subscriptionID)
        compare("order_id", \.orderID)
        compare("confidence", \.confidence)
        compare("reason", \.reason)
        compare("tags", \.tags)
        compare("corrects_trade_id", \.correctsTradeID)
        return fields
    }
}
