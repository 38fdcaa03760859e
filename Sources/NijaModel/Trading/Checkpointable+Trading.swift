// How trading is kept in checkpoints and in its table: field by field, in the sequence of the declarations.

extension PaperModel: Checkpointable {
    /// Appends the model.
    public func write(to writer: inout StateWriter) {
        writer.write(startingCash)
        writer.write(spreadBasisPoints)
        writer.write(slippageBasisPoints)
        writer.write(isSlippageRandom)
        writer.write(unsigned: seed)
        writer.write(latency)
        writer.write(takerFeeBasisPoints)
        writer.write(makerFeeBasisPoints)
        writer.write(feePerUnit)
        writer.write(feeMinimum)
        writer.write(leverage)
        writer.write(isShortForbidden)
    }

    /// Reads the model.
    public init(from reader: inout StateReader) throws(StateError) {
        self.init()
        startingCash = try reader.optional()
        spreadBasisPoints = try reader.value()
        slippageBasisPoints = try reader.value()
        isSlippageRandom = try reader.bool()
        seed = try reader.unsigned()
        latency = try reader.value()
        takerFeeBasisPoints = try reader.value()
        makerFeeBasisPoints = try reader.value()
        feePerUnit = try reader.value()
        feeMinimum = try reader.optional()
        leverage = try reader.value()
        isShortForbidden = try reader.bool()
        var violations = Violations()
        validate(into: &violations)
        guard violations.isEmpty else { throw .malformed }
    }
}

extension TradingSettings: Checkpointable {
    /// Appends the settings.
    public func write(to writer: inout StateWriter) {
        writer.write(broker != nil)
        if let broker { writer.write(choice: broker) }
        writer.write(paper)
        writer.write(choice: absence)
        writer.write(symbols)
        writer.write(timeframe)
    }

    /// Reads the settings.
    public init(from reader: inout StateReader) throws(StateError) {
        self.init(broker: try reader.bool() ? try reader.choice() : nil)
        paper = try reader.value()
        absence = try reader.choice()
        symbols = try reader.array()
        timeframe = try reader.string()
    }
}

extension EmergencyStop: Checkpointable {
    /// Appends the stop.
    public func write(to writer: inout StateWriter) {
        writer.write(choice: step)
        for count in [strategiesStopped, ordersCancelled, positionsClosed] { writer.write(count) }
        writer.write(obstacles)
    }

    /// Reads the stop.
    public init(from reader: inout StateReader) throws(StateError) {
        self.init()
        step = try reader.choice()
        strategiesStopped = try reader.value()
        ordersCancelled = try reader.value()
        positionsClosed = try reader.value()
        obstacles = try reader.array()
    }
}

extension TradingState: Checkpointable {
    /// Appends the state.
    public func write(to writer: inout StateWriter) {
        writer.write(account)
        writer.write(settings)
        writer.write(isRunning)
        writer.write(reason)
        writer.write(actor)
        writer.write(changedAt)
        writer.write(emergency)
        writer.write(unsigned: sequence)
    }

    /// Reads the state.
    public init(from reader: inout StateReader) throws(StateError) {
        self.init(account: try reader.string())
        settings = try reader.value()
        isRunning = try reader.bool()
        reason = try reader.string()
        actor = try reader.value()
        changedAt = try reader.value()
        emergency = try reader.optional()
        sequence = try reader.unsigned()
    }
}
