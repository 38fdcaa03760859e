extension Trade {
    /// Most tags a trade may carry.
    public static let tagsCountMax = 32

    /// Notes everything about the trade that cannot be true, field by field in the order of the .proto.
    ///
    /// - Parameters:
    ///   - prefix: the path of the trade in the request, with its dot (`trade.`).
    ///   - violations: receives what is found.
    public func validate(prefix: String = "trade.", into violations: inout Violations) {
        validateNames(prefix: prefix, into: &violations)
        for (field, value) in [
            ("quantity", quantity), ("leverage", leverage), ("entry_price", entryPrice),
            ("exit_price", exitPrice),
            ("intended_entry_price", intendedEntryPrice), ("intended_exit_price", intendedExitPrice),
            ("stop_loss", stopLoss), ("take_profit", takeProfit),
        ] {
            guard let value, value <= .zero else { continue }
            violations.add(prefix + field, "is \(value); it must be above 0")
        }
        if let entryTime, exitTime < entryTime {
            violations.add(
                prefix + "exit_time", "is \(exitTime), which is before entry_time \(entryTime)")
        }
        violations.require(
            (try? profit.subtracting(fees)) != nil, prefix + "profit",
            "less fees is beyond the range of ±1.7e20")
        if let confidence, !(0...1).contains(confidence) {
            violations.add(prefix + "confidence", "is \(confidence); it must be between 0 and 1")
        }
        validateLevels(prefix: prefix, into: &violations)
    }

    private func validateNames(prefix: String, into violations: inout Violations) {
        Names.checkShort(tradeID, field: prefix + "trade_id", into: &violations)
        Names.checkAccount(account, field: prefix + "account", into: &violations)
        Names.checkShort(strategy, field: prefix + "strategy", required: true, into: &violations)
        Names.checkShort(symbol, field: prefix + "symbol", required: true, into: &violations)
        for (field, text) in [
            ("venue", venue), ("fee_currency", feeCurrency), ("bot_id", botID), ("prompt_id", promptID),
            ("user_id", userID), ("user_principal_id", userPrincipalID), ("subscription_id", subscriptionID),
            ("order_id", orderID), ("corrects_trade_id", correctsTradeID),
        ] where !text.isEmpty {
            Names.checkShort(text, field: prefix + field, into: &violations)
        }
        if !reason.isEmpty { Names.checkLong(reason, field: prefix + "reason", into: &violations) }
        violations.require(
            tags.count <= Self.tagsCountMax, prefix + "tags",
            "has \(tags.count) tags; the limit is \(Self.tagsCountMax)")
        for (index, tag) in tags.enumerated() {
            Names.checkShort(tag, field: "\(prefix)tags[\(index)]", required: true, into: &violations)
        }
    }

    /// A stop or target on the wrong side of the entry cannot have been one when the position was opened.
    private func validateLevels(prefix: String, into violations: inout Violations) {
        guard let side, let entryPrice, entryPrice > .zero else { return }
        let isLong = side == .long
        if let stopLoss, isLong ? stopLoss > entryPrice : stopLoss < entryPrice {
            violations.add(
                prefix + "stop_loss",
                "is \(stopLoss); the initial stop of a \(isLong ? "long" : "short") opened at \(entryPrice) lies "
                    + (isLong ? "below" : "above") + " that")
        }
        if let takeProfit, isLong ? takeProfit < entryPrice : takeProfit > entryPrice {
            violations.add(
                prefix + "take_profit",
                "is \(takeProfit); the target of a \(isLong ? "long" : "short") opened at \(entryPrice) lies "
                    + (isLong ? "above" : "below") + " that")
        }
    }
}
