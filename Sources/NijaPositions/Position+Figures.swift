public import NijaModel

// What follows from a position's amounts, levels and marks; nil where something needed is not known or does not fit.

extension Position {
    /// Profit of what was closed, before fees: side × (proceeds − cost of what was closed).
    ///
    /// - Throws: `.outOfRange`.
    public func realizedPnL() throws(PositionError) -> Decimal {
        try PositionError.wrap { () throws(DecimalError) in
            let cost = try amounts.entryCost.subtracting(amounts.openCost)
            return opening.side == .long
                ? try amounts.exitProceeds.subtracting(cost) : try cost.subtracting(amounts.exitProceeds)
        }
    }

    /// Profit of what is open at `price`, before fees: side × (price × quantity − cost).
    public func unrealizedPnL(at price: Decimal) -> Decimal? {
        guard let value = try? price.multiplied(by: amounts.openQuantity, rounding: .halfEven) else {
            return nil
        }
        return opening.side == .long
            ? try? value.subtracting(amounts.openCost) : try? amounts.openCost.subtracting(value)
    }

    /// Average price of what is open.
    public var averageEntryPrice: Decimal? {
        try? amounts.openCost.divided(by: amounts.openQuantity, rounding: .halfEven)
    }

    /// Average price of all entries.
    public var averageEntryPriceOfAll: Decimal? {
        try? amounts.entryCost.divided(by: amounts.entryQuantity, rounding: .halfEven)
    }

    /// Quantity that was closed.
    public var exitQuantity: Decimal {
        Decimal(units: amounts.entryQuantity.units - amounts.openQuantity.units)
    }

    /// Average price of what was closed.
    public var averageExitPrice: Decimal? {
        try? amounts.exitProceeds.divided(by: exitQuantity, rounding: .halfEven)
    }

    /// Value of what is open at the newest price, or at its cost before the first.
    public var value: Decimal? {
        guard let last = marks?.last else { return amounts.openCost }
        return try? last.multiplied(by: amounts.openQuantity, rounding: .halfEven)
    }

    /// When it times out; nil when it does not, or is not entered.
    public var deadline: Timestamp? {
        guard status == .open, let timeout = levels.timeout else { return nil }
        return entryTime.adding(timeout)
    }

    /// Where the venue liquidates an isolated position.
    ///
    /// That is where collateral and profit have shrunk to the maintenance margin: with leverage L and margin m,
    /// entry × (1 − 1/L) / (1 − m) for a long, entry × (1 + 1/L) / (1 + m) for a short. Nil without leverage above 1.
    public var liquidationPrice: Decimal? {
        guard let leverage = opening.leverage, leverage > .one, let entry = averageEntryPrice,
            let collateral = try? Decimal.one.divided(by: leverage, rounding: .halfEven),
            let margin = try? (opening.maintenanceMarginPercent ?? .zero).divided(
                by: 100, rounding: .halfEven)
        else { return nil }
        let sign: Int128 = opening.side == .long ? -1 : 1
        let (kept, held) = (
            Decimal(units: Decimal.unitsPerOne + sign * collateral.units),
            Decimal(units: Decimal.unitsPerOne + sign * margin.units)
        )
        return try? entry.multiplied(by: kept, dividedBy: held, rounding: .halfEven)
    }

    /// The trailing stop where it stands now.
    public var trailingPrice: Decimal? {
        guard let trailing = levels.trailingStop, let best = marks?.trailed else { return nil }
        return trailing.level(behind: best, side: opening.side)
    }

    /// The stop in force: the nearer one of stop loss and trailing stop.
    public var stopPrice: Decimal? {
        guard let trailing = trailingPrice else { return levels.stopLoss }
        guard let stopLoss = levels.stopLoss else { return trailing }
        return opening.side == .long ? max(stopLoss, trailing) : min(stopLoss, trailing)
    }

    /// The trade that an ended position has become; nil while something is open, or when amounts do not fit.
    ///
    /// It carries the averages of all entries and all exits, and the initial stop. A level that the average entry price
    /// has moved past says nothing about that average and is left out.
    public func trade() -> Trade? {
        guard amounts.openQuantity.isZero, let exit, let profit = try? realizedPnL() else { return nil }
        var trade = Trade(
            strategy: opening.strategy, symbol: opening.symbol, profit: profit, exitTime: exit.time)
        (trade.account, trade.venue, trade.assetClass) =
            (opening.account, opening.venue, opening.assetClass)
        (trade.side, trade.quantity, trade.leverage) =
            (opening.side, amounts.entryQuantity, opening.leverage)
        (trade.entryPrice, trade.exitPrice) = (averageEntryPriceOfAll, averageExitPrice)
        trade.intendedEntryPrice = opening.intendedEntryPrice
        (trade.intendedExitPrice, trade.exitReason) = (exit.intendedPrice, exit.reason)
        (trade.entryTime, trade.fees) = (min(entryTime, exit.time), amounts.fees)
        let isLong = opening.side == .long
        if let entry = trade.entryPrice {
            trade.stopLoss = initialStopLoss.flatMap { isLong == ($0 < entry) && $0 != entry ? $0 : nil }
            trade.takeProfit = levels.takeProfit.flatMap { isLong == ($0 > entry) && $0 != entry ? $0 : nil }
        }
        (trade.botID, trade.promptID, trade.userID) = (opening.botID, opening.promptID, opening.userID)
        (trade.userPrincipalID, trade.subscriptionID) = (opening.userPrincipalID, opening.subscriptionID)
        (trade.orderID, trade.confidence) = (opening.orderID, opening.confidence)
        (trade.reason, trade.tags) = (opening.reason, opening.tags)
        return trade
    }
}

extension TrailingStop {
    /// The stop so far behind the best price; nil when it does not fit.
    public func level(behind best: Decimal, side: Side) -> Decimal? {
        let distance: Decimal? =
            switch self {
            case .amount(let amount): amount
            case .percent(let percent):
                try? best.multiplied(by: percent, dividedBy: Decimal(100), rounding: .halfEven)
            }
        guard let distance else { return nil }
        return side == .long ? try? best.subtracting(distance) : try? best.adding(distance)
    }
}
