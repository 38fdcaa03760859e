// How orders are kept in checkpoints: field by field, in the sequence of the declarations.

extension OrderTerms: Checkpointable {
    /// Appends quantity and prices.
    public func write(to writer: inout StateWriter) {
        writer.write(quantity)
        writer.write(limitPrice)
        writer.write(stopPrice)
        writer.write(trailingStop)
    }

    /// Reads quantity and prices.
    public init(from reader: inout StateReader) throws(StateError) {
        self.init(
            quantity: try reader.value(), limitPrice: try reader.optional(),
            stopPrice: try reader.optional(), trailingStop: try reader.optional())
    }
}

extension OrderTicket: Checkpointable {
    /// Appends the ticket.
    public func write(to writer: inout StateWriter) {
        for text in [clientOrderID, account, strategy, symbol, venue, botID, promptID, userID, reason] {
            writer.write(text)
        }
        writer.write(assetClass)
        writer.write(choice: side)
        writer.write(choice: type)
        writer.write(terms)
        writer.write(choice: duration)
        writer.write(expireTime)
        writer.write(isReduceOnly)
        writer.write(tags)
    }

    /// Reads the ticket.
    public init(from reader: inout StateReader) throws(StateError) {
        var texts: [String] = []
        for _ in 0..<9 { texts.append(try reader.string()) }
        let assetClass: AssetClass? = try reader.optional()
        self.init(
            strategy: texts[2], symbol: texts[3], side: try reader.choice(), type: try reader.choice(),
            terms: try reader.value())
        (clientOrderID, account, venue, self.assetClass) = (texts[0], texts[1], texts[4], assetClass)
        (botID, promptID, userID, reason) = (texts[5], texts[6], texts[7], texts[8])
        duration = try reader.choice()
        expireTime = try reader.optional()
        isReduceOnly = try reader.bool()
        tags = try reader.array()
    }
}

extension Order: Checkpointable {
    /// Appends the order.
    public func write(to writer: inout StateWriter) {
        writer.write(ticket)
        writer.write(terms)
        writer.write(choice: status)
        writer.write(choice: strategyType)
        for text in [groupID, parentID, brokerOrderID, statusReason, positionID] { writer.write(text) }
        writer.write(isReducing)
        writer.write(released)
        for amount in [filledQuantity, filledValue, fees] { writer.write(amount) }
        writer.write(fillsCount)
        writer.write(trailed)
        writer.write(isTriggered)
        writer.write(arrivalPrice)
        writer.write(worksFrom)
        writer.write(expiresAt)
        writer.write(submittedAt)
        writer.write(updatedAt)
        for number in [signalSequence, submittedSequence, sequence] { writer.write(unsigned: number) }
    }

    /// Reads the order.
    public init(from reader: inout StateReader) throws(StateError) {
        let ticket: OrderTicket = try reader.value()
        self.init(ticket, sequence: 0, submittedAt: .epoch)
        terms = try reader.value()
        status = try reader.choice()
        strategyType = try reader.choice()
        groupID = try reader.string()
        parentID = try reader.string()
        brokerOrderID = try reader.string()
        statusReason = try reader.string()
        positionID = try reader.string()
        isReducing = try reader.bool()
        released = try reader.optional()
        filledQuantity = try reader.value()
        filledValue = try reader.value()
        fees = try reader.value()
        fillsCount = try reader.value()
        trailed = try reader.optional()
        isTriggered = try reader.bool()
        arrivalPrice = try reader.optional()
        worksFrom = try reader.optional()
        expiresAt = try reader.optional()
        submittedAt = try reader.value()
        updatedAt = try reader.value()
        signalSequence = try reader.unsigned()
        submittedSequence = try reader.unsigned()
        sequence = try reader.unsigned()
        guard isSound else { throw .malformed }
    }

    /// No more is filled than was asked for, and prices are positive, which arithmetic on an order relies on.
    private var isSound: Bool {
        let prices = [terms.limitPrice, terms.stopPrice, trailed, arrivalPrice]
        return prices.allSatisfy { $0.map { $0 > .zero } ?? true } && !filledQuantity.isNegative
            && filledQuantity <= terms.quantity && fillsCount >= 0
            && released.map { $0 >= filledQuantity && $0 <= terms.quantity } ?? true
    }
}
