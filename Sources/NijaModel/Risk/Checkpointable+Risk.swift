// How limits and breakers are kept in checkpoints: field by field, in the sequence of the declarations.

extension MarketHours: Checkpointable {
    /// Appends the hours.
    public func write(to writer: inout StateWriter) {
        writer.write(weekdays)
        writer.write(opensMinutes)
        writer.write(closesMinutes)
        writer.write(choice: calendar)
    }

    /// Reads the hours.
    public init(from reader: inout StateReader) throws(StateError) {
        self.init(
            weekdays: try reader.array(), opensMinutes: try reader.value(), closesMinutes: try reader.value(),
            calendar: try reader.choice())
    }
}

extension RiskLimits: Checkpointable {
    /// Appends the limits.
    public func write(to writer: inout StateWriter) {
        for text in [key.account, key.strategy, key.symbol] { writer.write(text) }
        for amount in [maxPositionSize, maxTotalExposure, maxOrderNotional, maxDailyLoss, maxLeverage] {
            writer.write(amount)
        }
        for count in [maxOpenPositions, ordersPerMinute, ordersPerMinutePerSymbol] { writer.write(count) }
        for percent in [priceCollarPercent, maxDrawdownPercent, breakerLossPercent] {
            writer.write(optional: percent)
        }
        for span in [duplicateWindow, priceAgeMax, breakerReset] { writer.write(span) }
        writer.write(marketHours)
    }

    /// Reads the limits.
    public init(from reader: inout StateReader) throws(StateError) {
        self.init(
            key: Key(
                account: try reader.string(), strategy: try reader.string(), symbol: try reader.string()))
        (maxPositionSize, maxTotalExposure) = (try reader.optional(), try reader.optional())
        (maxOrderNotional, maxDailyLoss) = (try reader.optional(), try reader.optional())
        maxLeverage = try reader.optional()
        (maxOpenPositions, ordersPerMinute) = (try reader.optional(), try reader.optional())
        ordersPerMinutePerSymbol = try reader.optional()
        (priceCollarPercent, maxDrawdownPercent) = (try reader.optional(), try reader.optional())
        breakerLossPercent = try reader.optional()
        (duplicateWindow, priceAgeMax) = (try reader.optional(), try reader.optional())
        breakerReset = try reader.optional()
        marketHours = try reader.optional()
    }
}

extension CircuitBreaker: Checkpointable {
    /// Appends the breaker.
    public func write(to writer: inout StateWriter) {
        writer.write(account)
        writer.write(isOpen)
        writer.write(cause)
        writer.write(trippedAt)
        writer.write(resetsAt)
        writer.write(optional: lossPercent)
        writer.write(resetReason)
        writer.write(resetAt)
        writer.write(resetBy)
        writer.write(tripsCount)
        writer.write(baseline)
        writer.write(baselineDay)
    }

    /// Reads the breaker.
    public init(from reader: inout StateReader) throws(StateError) {
        self.init(account: try reader.string())
        isOpen = try reader.bool()
        cause = try reader.string()
        (trippedAt, resetsAt) = (try reader.optional(), try reader.optional())
        lossPercent = try reader.optional()
        resetReason = try reader.string()
        (resetAt, resetBy) = (try reader.optional(), try reader.optional())
        tripsCount = try reader.value()
        (baseline, baselineDay) = (try reader.optional(), try reader.optional())
    }
}
