// How positions and prices are kept in checkpoints: field by field, in the sequence of the declarations.

extension ExitRules: Checkpointable {
    /// Appends the rules.
    public func write(to writer: inout StateWriter) {
        writer.write(choice: mode)
        writer.write(choice: gap)
        writer.write(choice: bar)
        writer.write(choice: source)
    }

    /// Reads the rules.
    public init(from reader: inout StateReader) throws(StateError) {
        self.init(
            mode: try reader.choice(), gap: try reader.choice(), bar: try reader.choice(),
            source: try reader.choice())
    }
}

extension TrailingStop: Checkpointable {
    /// Appends kind and distance.
    public func write(to writer: inout StateWriter) {
        switch self {
        case .amount(let amount):
            writer.write(false)
            writer.write(amount)
        case .percent(let percent):
            writer.write(true)
            writer.write(percent)
        }
    }

    /// Reads kind and distance.
    public init(from reader: inout StateReader) throws(StateError) {
        self = try reader.bool() ? .percent(try reader.value()) : .amount(try reader.value())
    }
}

extension PositionLevels: Checkpointable {
    /// Appends the levels.
    public func write(to writer: inout StateWriter) {
        writer.write(stopLoss)
        writer.write(takeProfit)
        writer.write(trailingStop)
        writer.write(timeout)
    }

    /// Reads the levels.
    public init(from reader: inout StateReader) throws(StateError) {
        self.init(
            stopLoss: try reader.optional(), takeProfit: try reader.optional(),
            trailingStop: try reader.optional(), timeout: try reader.optional())
    }
}

extension PositionAmounts: Checkpointable {
    /// Appends the amounts.
    public func write(to writer: inout StateWriter) {
        for amount in [entryQuantity, entryCost, openQuantity, openCost, exitProceeds, fees] {
            writer.write(amount)
        }
    }

    /// Reads the amounts.
    public init(from reader: inout StateReader) throws(StateError) {
        self.init(
            entryQuantity: try reader.value(), entryCost: try reader.value(),
            openQuantity: try reader.value(), openCost: try reader.value(),
            exitProceeds: try reader.value(), fees: try reader.value())
    }
}

extension PositionMarks: Checkpointable {
    /// Appends the marks.
    public func write(to writer: inout StateWriter) {
        writer.write(last)
        writer.write(lastTime)
        writer.write(high)
        writer.write(low)
        writer.write(trailed)
    }

    /// Reads the marks.
    public init(from reader: inout StateReader) throws(StateError) {
        self.init(entry: .zero)
        (last, lastTime) = (try reader.optional(), try reader.optional())
        (high, low, trailed) = (try reader.value(), try reader.value(), try reader.value())
    }
}

extension ExitRequest: Checkpointable {
    /// Appends the request.
    public func write(to writer: inout StateWriter) {
        writer.write(choice: reason)
        writer.write(level)
        writer.write(price)
        writer.write(requestedAt)
    }

    /// Reads the request.
    public init(from reader: inout StateReader) throws(StateError) {
        self.init(
            reason: try reader.choice(), level: try reader.value(), price: try reader.value(),
            requestedAt: try reader.value())
    }
}

extension PositionExit: Checkpointable {
    /// Appends the exit.
    public func write(to writer: inout StateWriter) {
        writer.write(time)
        writer.write(choice: reason)
        writer.write(intendedPrice)
    }

    /// Reads the exit.
    public init(from reader: inout StateReader) throws(StateError) {
        self.init(time: try reader.value(), reason: try reader.choice(), intendedPrice: try reader.optional())
    }
}

extension PositionOpening: Checkpointable {
    /// Appends the opening.
    public func write(to writer: inout StateWriter) {
        for text in [
            positionID, account, strategy, symbol, venue, botID, promptID, userID, userPrincipalID,
            subscriptionID, orderID, reason,
        ] { writer.write(text) }
        writer.write(choice: side)
        writer.write(unsigned: UInt64(assetClass?.rawValue ?? 0))
        writer.write(isPending)
        writer.write(quantity)
        writer.write(leverage)
        writer.write(entryPrice)
        writer.write(intendedEntryPrice)
        writer.write(entryTime)
        writer.write(levels)
        writer.write(maintenanceMarginPercent)
        writer.write(fees)
        writer.write(rules)
        writer.write(optional: confidence)
        writer.write(tags)
    }

    /// Reads the opening.
    public init(from reader: inout StateReader) throws(StateError) {
        var texts: [String] = []
        for _ in 0..<12 { texts.append(try reader.string()) }
        let side: Side = try reader.choice()
        let assetClass = AssetClass(rawValue: UInt8(truncatingIfNeeded: try reader.unsigned()))
        let isPending = try reader.bool()
        let (quantity, leverage): (Decimal, Decimal?) = (try reader.value(), try reader.optional())
        let (entry, intended): (Decimal?, Decimal?) = (try reader.optional(), try reader.optional())
        self.init(
            strategy: texts[2], symbol: texts[3], side: side, quantity: quantity, entryPrice: entry,
            entryTime: try reader.value())
        (positionID, account, venue, botID, promptID) = (texts[0], texts[1], texts[4], texts[5], texts[6])
        (userID, userPrincipalID, subscriptionID) = (texts[7], texts[8], texts[9])
        (orderID, reason) = (texts[10], texts[11])
        (self.assetClass, self.isPending) = (assetClass, isPending)
        (self.leverage, intendedEntryPrice) = (leverage, intended)
        levels = try reader.value()
        maintenanceMarginPercent = try reader.optional()
        fees = try reader.value()
        rules = try reader.value()
        confidence = try reader.optional()
        tags = try reader.array()
    }
}

extension Position: Checkpointable {
    /// Appends the position.
    public func write(to writer: inout StateWriter) {
        writer.write(opening)
        writer.write(unsigned: openedSequence)
        writer.write(recordedAt)
        writer.write(unsigned: sequence)
        writer.write(choice: status)
        writer.write(levels)
        writer.write(initialEntryPrice)
        writer.write(initialStopLoss)
        writer.write(entryTime)
        writer.write(amounts)
        writer.write(marks)
        writer.write(exitRequest)
        writer.write(exit)
        writer.write(tradeID)
    }

    /// Reads the position.
    public init(from reader: inout StateReader) throws(StateError) {
        let opening: PositionOpening = try reader.value()
        self.init(opening, sequence: try reader.unsigned(), recordedAt: try reader.value())
        sequence = try reader.unsigned()
        status = try reader.choice()
        levels = try reader.value()
        initialEntryPrice = try reader.optional()
        initialStopLoss = try reader.optional()
        entryTime = try reader.value()
        amounts = try reader.value()
        marks = try reader.optional()
        exitRequest = try reader.optional()
        exit = try reader.optional()
        tradeID = try reader.string()
        guard status != .open || marks != nil, isSound else { throw .malformed }
    }

    /// Prices are positive and no more is open than was bought, which arithmetic on a position relies on.
    private var isSound: Bool {
        let prices = [
            levels.stopLoss, levels.takeProfit, marks?.high, marks?.low, marks?.trailed, marks?.last,
            initialEntryPrice, opening.entryPrice, opening.leverage,
        ]
        let isPositive = prices.allSatisfy { $0.map { $0 > .zero } ?? true }
        return isPositive && amounts.openQuantity >= .zero
            && amounts.openQuantity <= amounts.entryQuantity && !amounts.openCost.isNegative
    }
}

extension Price: Checkpointable {
    /// Appends the price.
    public func write(to writer: inout StateWriter) {
        writer.write(symbol)
        writer.write(venue)
        writer.write(time)
        writer.write(receivedAt)
        switch kind {
        case .quote(let quote):
            writer.write(false)
            for amount in [quote.last, quote.bid, quote.ask, quote.mark, quote.bidSize, quote.askSize] {
                writer.write(amount)
            }
        case .bar(let bar):
            writer.write(true)
            for price in [bar.open, bar.high, bar.low, bar.close] { writer.write(price) }
        }
    }

    /// Reads the price.
    public init(from reader: inout StateReader) throws(StateError) {
        let (symbol, venue) = (try reader.string(), try reader.string())
        let (time, receivedAt): (Timestamp, Timestamp) = (try reader.value(), try reader.value())
        let isBar = try reader.bool()
        let kind: Kind =
            isBar
            ? .bar(
                Bar(
                    open: try reader.value(), high: try reader.value(), low: try reader.value(),
                    close: try reader.value()))
            : .quote(
                Quote(
                    last: try reader.optional(), bid: try reader.optional(), ask: try reader.optional(),
                    mark: try reader.optional(), bidSize: try reader.optional(),
                    askSize: try reader.optional()))
        self.init(symbol: symbol, venue: venue, time: time, receivedAt: receivedAt, kind: kind)
    }
}
