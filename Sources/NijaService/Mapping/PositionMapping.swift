import NijaMessages
import NijaModel
import NijaPositions

extension NijaMessages.Position {
    /// The position as it stands, with what follows from it.
    init(_ position: Position) {
        self.init()
        setOpening(position.opening)
        setState(of: position)
        setMarks(of: position)
        setFigures(of: position)
    }

    private mutating func setOpening(_ opening: PositionOpening) {
        (positionID, account) = (opening.positionID, opening.account)
        (strategy, symbol, venue) = (opening.strategy, opening.symbol, opening.venue)
        assetClass = .init(rawValue: Int32(opening.assetClass?.rawValue ?? 0))
        side = .init(rawValue: Int32(opening.side.rawValue))
        (leverage, intendedEntryPrice) = (text(opening.leverage), text(opening.intendedEntryPrice))
        maintenanceMarginPercent = text(opening.maintenanceMarginPercent)
        rules = NijaMessages.ExitRules(opening.rules)
        (botID, promptID, userID) = (opening.botID, opening.promptID, opening.userID)
        (userPrincipalID, subscriptionID) = (opening.userPrincipalID, opening.subscriptionID)
        (orderID, confidence) = (opening.orderID, opening.confidence)
        (reason, tags) = (opening.reason, opening.tags)
    }

    private mutating func setState(of position: Position) {
        status = .init(rawValue: Int32(position.status.rawValue))
        let isEntered = position.initialEntryPrice != nil
        quantity = (isEntered ? position.amounts.openQuantity : position.opening.quantity).description
        entryPrice = text(
            position.averageEntryPrice ?? position.averageEntryPriceOfAll ?? position.opening.entryPrice)
        (entryQuantity, exitQuantity) = (
            position.amounts.entryQuantity.description, position.exitQuantity.description
        )
        (initialEntryPrice, initialStopLoss) = (
            text(position.initialEntryPrice), text(position.initialStopLoss)
        )
        fees = position.amounts.fees.description
        entryTime = TimestampMessage(position.entryTime)
        (stopLoss, takeProfit) = (text(position.levels.stopLoss), text(position.levels.takeProfit))
        trailingStop = position.levels.trailingStop.map(NijaMessages.TrailingStop.init)
        timeout = position.levels.timeout.map(DurationMessage.init)
        exitRequest = position.exitRequest.map(NijaMessages.ExitRequest.init)
        tradeID = position.tradeID
        (openedSequence, sequence) = (position.openedSequence, position.sequence)
        recordedAt = TimestampMessage(position.recordedAt)
    }

    private mutating func setMarks(of position: Position) {
        lastPrice = text(position.marks?.last)
        lastPriceTime = position.marks?.lastTime.map(TimestampMessage.init)
        (highPrice, lowPrice) = (text(position.marks?.high), text(position.marks?.low))
        guard position.status == .open else { return }
        (stopPrice, liquidationPrice) = (text(position.stopPrice), text(position.liquidationPrice))
        timeoutTime = position.deadline.map(TimestampMessage.init)
    }

    /// Percentages and ratios are the trade's own, of which an open position is one that would end now.
    private mutating func setFigures(of position: Position) {
        let realized = try? position.realizedPnL()
        var unrealized = Decimal?.none
        if position.status == .open, let last = position.marks?.last {
            unrealized = position.unrealizedPnL(at: last)
        }
        (realizedPnl, unrealizedPnl) = (text(realized), text(unrealized))
        if let realized, let sum = try? realized.adding(unrealized ?? .zero) {
            netPnl = text(try? sum.subtracting(position.amounts.fees))
        }
        exitPrice = text(position.averageExitPrice)
        exitTime = position.exit.map { TimestampMessage($0.time) }
        exitReason = .init(rawValue: Int32(position.exit?.reason.rawValue ?? 0))
        guard let entry = position.initialEntryPrice else { return }
        let isEnded = position.status.isEnded
        var trade =
            position.trade()
            ?? Trade(
                strategy: "", symbol: "", profit: .zero, exitTime: position.entryTime)
        if !isEnded {
            (trade.side, trade.leverage) = (position.opening.side, position.opening.leverage)
            (trade.entryPrice, trade.exitPrice) = (position.averageEntryPrice, position.marks?.last)
            trade.intendedEntryPrice = position.opening.intendedEntryPrice
        }
        pnlPercentage = trade.pnlPercentage?.doubleValue
        leveragedPnlPercentage = trade.leveragedPnLPercentage?.doubleValue
        slippagePercent = trade.slippagePercent?.doubleValue
        (trade.entryPrice, trade.stopLoss) = (entry, position.initialStopLoss)
        trade.takeProfit = position.levels.takeProfit
        trade.side = position.opening.side
        plannedRiskReward = trade.plannedRiskReward?.doubleValue
        guard isEnded, let exit = position.exit, let realized else { return }
        actualRiskReward = trade.actualRiskReward?.doubleValue
        tradeDurationMinutes = exit.time.since(position.entryTime).nanoseconds / 60_000_000_000
        isWinning = realized > .zero
    }
}

extension NijaMessages.ExitRules {
    /// The rules as a message.
    init(_ rules: ExitRules) {
        self.init()
        mode = .init(rawValue: Int32(rules.mode.rawValue))
        gap = .init(rawValue: Int32(rules.gap.rawValue))
        bar = .init(rawValue: Int32(rules.bar.rawValue))
        source = .init(rawValue: Int32(rules.source.rawValue))
    }
}

extension NijaMessages.TrailingStop {
    /// The trailing stop as a message.
    init(_ stop: TrailingStop) {
        self.init()
        switch stop {
        case .amount(let amount): distance = .amount(amount.description)
        case .percent(let percent): distance = .percent(percent.description)
        }
    }
}

extension NijaMessages.ExitRequest {
    /// The request as a message.
    init(_ request: NijaModel.ExitRequest) {
        self.init()
        reason = .init(rawValue: Int32(request.reason.rawValue))
        (price, requestedAt) = (request.price.description, TimestampMessage(request.requestedAt))
    }
}

extension PositionEvent {
    /// The opening of a position as a message.
    init(_ opening: PositionOpening, _ event: LedgerEvent) {
        self.init()
        // The ledger has tried this before it wrote the event.
        let opened = try? Position.opened(opening, sequence: event.sequence, recordedAt: event.time)
        position = opened.map(NijaMessages.Position.init)
        (transition, actor) = (.opened, NijaMessages.Actor(event.actor))
        (quantity, price) = (opening.quantity.description, text(opening.entryPrice))
    }

    /// A change of a position as a message.
    init(_ change: PositionChange, _ author: Actor) {
        self.init()
        position = NijaMessages.Position(change.position)
        transition = .init(rawValue: Int32(change.transition.rawValue))
        previousStatus = .init(rawValue: Int32(change.previousStatus.rawValue))
        (requestID, note) = (change.requestID, change.note)
        (quantity, price) = (text(change.quantity), text(change.price))
        actor = NijaMessages.Actor(author)
    }
}
