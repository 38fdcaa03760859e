// How fills and rules are kept in checkpoints: field by field, in the sequence of the declarations.

extension AssetClass: Checkpointable {
    /// Appends the number.
    public func write(to writer: inout StateWriter) { writer.write(choice: self) }
    /// Reads the number.
    public init(from reader: inout StateReader) throws(StateError) { self = try reader.choice() }
}

extension Fill: Checkpointable {
    /// Appends the fill.
    public func write(to writer: inout StateWriter) {
        for text in [fillID, account, userID, strategy, symbol, venue, orderID] { writer.write(text) }
        writer.write(assetClass)
        writer.write(choice: side)
        writer.write(quantity)
        writer.write(price)
        writer.write(fees)
        writer.write(executedAt)
        writer.write(equity)
    }

    /// Reads the fill.
    public init(from reader: inout StateReader) throws(StateError) {
        var texts: [String] = []
        for _ in 0..<7 { texts.append(try reader.string()) }
        let assetClass: AssetClass? = try reader.optional()
        self.init(
            symbol: texts[4], side: try reader.choice(), quantity: try reader.value(),
            price: try reader.value(),
            executedAt: .epoch)
        (fillID, account, userID, strategy) = (texts[0], texts[1], texts[2], texts[3])
        (venue, orderID, self.assetClass) = (texts[5], texts[6], assetClass)
        fees = try reader.value()
        executedAt = try reader.value()
        equity = try reader.optional()
        guard quantity > .zero, price > .zero else { throw .malformed }
    }
}

extension RecordedFill: Checkpointable {
    /// Appends the fill and its place.
    public func write(to writer: inout StateWriter) {
        writer.write(fill)
        writer.write(unsigned: sequence)
        writer.write(recordedAt)
    }

    /// Reads the fill and its place.
    public init(from reader: inout StateReader) throws(StateError) {
        self.init(
            fill: try reader.value(), sequence: try reader.unsigned(), recordedAt: try reader.value())
    }
}

extension ComplianceRule: Checkpointable {
    /// Appends the settings.
    public func write(to writer: inout StateWriter) {
        writer.write(key.ruleID)
        writer.write(key.account)
        writer.write(isEnabled)
        writer.write(thresholds)
        writer.write(assetClasses)
        writer.write(effectiveFrom)
        writer.write(effectiveUntil)
        writer.write(unsigned: sequence)
    }

    /// Reads the settings.
    public init(from reader: inout StateReader) throws(StateError) {
        self.init(
            key: Key(ruleID: try reader.string(), account: try reader.string()), isEnabled: try reader.bool(),
            thresholds: try reader.dictionary(), assetClasses: try reader.array(),
            effectiveFrom: try reader.optional(), effectiveUntil: try reader.optional(),
            sequence: try reader.unsigned())
    }
}
