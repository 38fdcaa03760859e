extension RecordedTrade {
    /// The trade's entry and exit as fills, so that a ledger of trades can be audited like one of fills.
    ///
    /// Their ids are the trade's with `/entry` and `/exit` behind; the fees are the exit's. Nil when the trade does not
    /// say side, quantity, both prices and both times, since nothing is guessed.
    public var legs: (entry: RecordedFill, exit: RecordedFill)? {
        guard let side = trade.side, let quantity = trade.quantity, let entryPrice = trade.entryPrice,
            let exitPrice = trade.exitPrice, let entryTime = trade.entryTime
        else { return nil }
        let isLong = side == .long
        let entry = leg("/entry", isLong ? .buy : .short, quantity, entryPrice, entryTime)
        var exit = leg("/exit", isLong ? .sell : .cover, quantity, exitPrice, trade.exitTime)
        exit.fill.fees = trade.fees
        for amount in [quantity, entryPrice, exitPrice, entry.fill.value, exit.fill.value, trade.fees] {
            guard let amount, amount.units.magnitude <= Fill.amountMax.units.magnitude else { return nil }
        }
        return (entry, exit)
    }

    private func leg(
        _ suffix: String, _ side: FillSide, _ quantity: Decimal, _ price: Decimal, _ time: Timestamp
    ) -> RecordedFill {
        var fill = Fill(
            symbol: trade.symbol, side: side, quantity: quantity, price: price, executedAt: time)
        fill.fillID = trade.tradeID + suffix
        (fill.account, fill.userID, fill.strategy) = (trade.account, trade.userID, trade.strategy)
        (fill.venue, fill.orderID, fill.assetClass) = (trade.venue, trade.orderID, trade.assetClass)
        return RecordedFill(fill: fill, sequence: sequence, recordedAt: recordedAt)
    }
}
