extension Trade {
    /// Most tags a trade may carry.
    public static let tagsCountMax = 32

    /// Notes everything about the trade that cannot be true, field by field in the order of the .proto.
    ///
    /// - Parameter violations: receives what is found.
    public func validate(into violations: inout Violations) {
        validateNames(into: &violations)
        Self.requirePositive(quantity, "quantity", into: &violations)
        Self.requirePositive(leverage, "leverage", into: &violations)
        Self.requirePositive(entryPrice, "entry_price", into: &violations)
        Self.requirePositive(exitPrice, "exit_price", into: &violations)
        Self.requirePositive(intendedEntryPrice, "intended_entry_price", into: &violations)
        Self.requirePositive(intendedExitPrice, "intended_exit_price", into: &violations)
        Self.requirePositive(stopLoss, "stop_loss", into: &violations)
        Self.requirePositive(takeProfit, "take_profit", into: &violations)
        if let entryTime, exitTime < entryTime {
            violations.add("exit_time", "is \(exitTime), which is before entry_time \(entryTime)")
        }
        violations.require(
            (try? profit.subtracting(fees)) != nil, "profit",
            "less fees is beyond the range of ±1.7e20")
        if let confidence, !(0...1).contains(confidence) {
            violations.add("confidence", "is \(confidence); it must be between 0 and 1")
        }
        validateLevels(into: &violations)
    }

    private static func requirePositive(
        _ value: Decimal?, _ field: String, into violations: inout Violations
    ) {
        if let value, value <= .zero { violations.add(field, "is \(value); it must be above 0") }
    }

    private func validateNames(into violations: inout Violations) {
        Names.checkShort(tradeID, field: "trade_id", into: &violations)
        Names.checkAccount(account, field: "account", into: &violations)
        Names.checkShort(strategy, field: "strategy", required: true, into: &violations)
        Names.checkShort(symbol, field: "symbol", required: true, into: &violations)
        Names.checkShort(venue, field: "venue", into: &violations)
        Names.checkShort(feeCurrency, field: "fee_currency", into: &violations)
        Names.checkShort(botID, field: "bot_id", into: &violations)
        Names.checkShort(promptID, field: "prompt_id", into: &violations)
        Names.checkShort(userID, field: "user_id", into: &violations)
        Names.checkShort(userPrincipalID, field: "user_principal_id", into: &violations)
        Names.checkShort(subscriptionID, field: "subscription_id", into: &violations)
        Names.checkShort(orderID, field: "order_id", into: &violations)
        Names.checkShort(correctsTradeID, field: "corrects_trade_id", into: &violations)
        Names.checkLong(reason, field: "reason", into: &violations)
        violations.require(
            tags.count <= Self.tagsCountMax, "tags",
            "has \(tags.count) tags; the limit is \(Self.tagsCountMax)")
        for (index, tag) in tags.enumerated() {
            Names.checkShort(tag, field: "tags[\(index)]", required: true, into: &violations)
        }
    }

    /// A stop or target on the wrong side of the entry cannot have been one when the position was opened.
    private func validateLevels(into violations: inout Violations) {
        guard let side, let entryPrice, entryPrice > .zero else { return }
        let isLong = side == .long
        if let stopLoss, isLong ? stopLoss > entryPrice : stopLoss < entryPrice {
            violations.add(
                "stop_loss",
                "is \(stopLoss); the initial stop of a \(isLong ? "long" : "short") opened at \(entryPrice) lies "
                    + (isLong ? "below" : "above") + " that")
        }
        if let takeProfit, isLong ? takeProfit < entryPrice : takeProfit > entryPrice {
            violations.add(
                "take_profit",
                "is \(takeProfit); the target of a \(isLong ? "long" : "short") opened at \(entryPrice) lies "
                    + (isLong ? "above" : "below") + " that")
        }
    }
}
