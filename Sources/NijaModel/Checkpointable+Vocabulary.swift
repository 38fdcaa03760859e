// How the vocabulary is kept in checkpoints: field by field, in the sequence of the declarations.

extension StateWriter {
    /// Appends a value of an enumeration by its number.
    public mutating func write(choice value: some RawRepresentable<UInt8>) {
        write(unsigned: UInt64(value.rawValue))
    }

    /// Appends a double that may be missing.
    public mutating func write(optional value: Double?) {
        write(value != nil)
        if let value { write(value) }
    }
}

extension StateReader {
    /// Reads a value of an enumeration.
    ///
    /// - Throws: `.truncated`, `.malformed` when there is no such value.
    public mutating func choice<Value: RawRepresentable<UInt8>>(_: Value.Type = Value.self) throws(StateError)
        -> Value
    {
        guard let value = Value(rawValue: UInt8(truncatingIfNeeded: try unsigned())) else { throw .malformed }
        return value
    }

    /// Reads a whole number.
    ///
    /// - Throws: `.truncated`, `.malformed`.
    public mutating func int() throws(StateError) -> Int { Int(try signed()) }
}

extension Actor: Checkpointable {
    /// Appends the credentials.
    public func write(to writer: inout StateWriter) {
        writer.write(isDaemon)
        writer.write(unsigned: UInt64(uid))
        writer.write(unsigned: UInt64(gid))
        writer.write(signed: Int64(pid))
    }

    /// Reads the credentials.
    public init(from reader: inout StateReader) throws(StateError) {
        let isDaemon = try reader.bool()
        self.init(
            uid: UInt32(truncatingIfNeeded: try reader.unsigned()),
            gid: UInt32(truncatingIfNeeded: try reader.unsigned()),
            pid: Int32(truncatingIfNeeded: try reader.signed()))
        self.isDaemon = isDaemon
    }
}

extension Account: Checkpointable {
    /// Appends the settings.
    public func write(to writer: inout StateWriter) {
        writer.write(name)
        writer.write(initialCapital)
        writer.write(currency)
        writer.write(periodsPerYear)
        writer.write(riskFreeRate)
        writer.write(dayBoundaryMinutes)
        writer.write(isStrict)
        writer.write(createdAt)
        writer.write(unsigned: sequence)
    }

    /// Reads the settings.
    public init(from reader: inout StateReader) throws(StateError) {
        self.init(
            name: try reader.string(), initialCapital: try reader.value(), currency: try reader.string(),
            periodsPerYear: try reader.int(), riskFreeRate: try reader.double(),
            dayBoundaryMinutes: try reader.int(), isStrict: try reader.bool(), createdAt: try reader.value(),
            sequence: try reader.unsigned())
    }
}

extension BalanceReport: Checkpointable {
    /// Appends the report.
    public func write(to writer: inout StateWriter) {
        writer.write(account)
        writer.write(requestID)
        writer.write(balance)
        writer.write(equity)
        writer.write(exposure)
        writer.write(margin)
        writer.write(time)
        writer.write(unsigned: sequence)
        writer.write(recordedAt)
    }

    /// Reads the report.
    public init(from reader: inout StateReader) throws(StateError) {
        self.init(
            account: try reader.string(), requestID: try reader.string(), balance: try reader.value(),
            equity: try reader.value(), exposure: try reader.optional(), margin: try reader.optional(),
            time: try reader.value(), sequence: try reader.unsigned(), recordedAt: try reader.value())
    }
}

extension Strategy: Checkpointable {
    /// Appends the strategy.
    public func write(to writer: inout StateWriter) {
        writer.write(name)
        writer.write(account)
        writer.write(registeredAt)
        writer.write(statusActor)
        writer.write(description)
        writer.write(parameters)
        writer.write(allocation)
        writer.write(choice: status)
        writer.write(statusReason)
        writer.write(statusSince)
        writer.write(unsigned: sequence)
    }

    /// Reads the strategy.
    public init(from reader: inout StateReader) throws(StateError) {
        self.init(
            name: try reader.string(), account: try reader.string(), registeredAt: try reader.value(),
            by: try reader.value())
        description = try reader.string()
        parameters = try reader.dictionary()
        allocation = try reader.optional()
        status = try reader.choice()
        statusReason = try reader.string()
        statusSince = try reader.value()
        sequence = try reader.unsigned()
    }
}

extension Alarm: Checkpointable {
    /// Appends the alarm.
    public func write(to writer: inout StateWriter) {
        for text in [alarmID, name, account, strategy, message, metric, actionTaken] { writer.write(text) }
        writer.write(choice: severity)
        writer.write(choice: category)
        writer.write(raisedAt)
        writer.write(choice: state)
        writer.write(optional: currentValue)
        writer.write(optional: thresholdValue)
        writer.write(acknowledgement?.time)
        writer.write(acknowledgement?.actor)
        writer.write(endedAt)
        writer.write(occurrences)
        writer.write(metadata)
        writer.write(unsigned: sequence)
    }

    /// Reads the alarm.
    public init(from reader: inout StateReader) throws(StateError) {
        var texts: [String] = []
        for _ in 0..<7 { texts.append(try reader.string()) }
        self.init(
            alarmID: texts[0], name: texts[1], account: texts[2], strategy: texts[3],
            severity: try reader.choice(),
            category: try reader.choice(), message: texts[4], raisedAt: try reader.value())
        (metric, actionTaken) = (texts[5], texts[6])
        state = try reader.choice()
        currentValue = try reader.optional()
        thresholdValue = try reader.optional()
        let time: Timestamp? = try reader.optional()
        let actor: Actor? = try reader.optional()
        if let time, let actor { acknowledgement = Acknowledgement(time: time, actor: actor) }
        endedAt = try reader.optional()
        occurrences = try reader.int()
        metadata = try reader.dictionary()
        sequence = try reader.unsigned()
    }
}

extension Threshold: Checkpointable {
    /// Appends the threshold.
    public func write(to writer: inout StateWriter) {
        for text in [key.name, key.account, key.strategy, metric, description] { writer.write(text) }
        writer.write(choice: category)
        writer.write(choice: severity)
        writer.write(choice: comparison)
        writer.write(thresholdValue)
        writer.write(isEnabled)
        writer.write(minTrades)
        writer.write(hysteresis)
        writer.write(cooldown)
        writer.write(choice: action)
        writer.write(escalations)
        writer.write(isBuiltIn)
        writer.write(unsigned: sequence)
    }

    /// Reads the threshold.
    public init(from reader: inout StateReader) throws(StateError) {
        var texts: [String] = []
        for _ in 0..<5 { texts.append(try reader.string()) }
        let category: AlarmCategory = try reader.choice()
        let severity: Severity = try reader.choice()
        let comparison: Comparison = try reader.choice()
        self.init(
            key: Key(name: texts[0], account: texts[1], strategy: texts[2]), category: category,
            severity: severity,
            metric: texts[3], comparison: comparison, thresholdValue: try reader.double())
        description = texts[4]
        isEnabled = try reader.bool()
        minTrades = try reader.int()
        hysteresis = try reader.double()
        cooldown = try reader.value()
        action = try reader.choice()
        escalations = try reader.array()
        isBuiltIn = try reader.bool()
        sequence = try reader.unsigned()
    }
}

extension Threshold.Escalation: Checkpointable {
    /// Appends the level.
    public func write(to writer: inout StateWriter) {
        writer.write(thresholdValue)
        writer.write(choice: severity)
        writer.write(choice: action)
    }

    /// Reads the level.
    public init(from reader: inout StateReader) throws(StateError) {
        self.init(
            thresholdValue: try reader.double(), severity: try reader.choice(), action: try reader.choice())
    }
}

extension Silence: Checkpointable {
    /// Appends the silence.
    public func write(to writer: inout StateWriter) {
        for text in [silenceID, account, name, strategy, reason] { writer.write(text) }
        writer.write(until)
        writer.write(actor)
        writer.write(since)
        writer.write(unsigned: sequence)
    }

    /// Reads the silence.
    public init(from reader: inout StateReader) throws(StateError) {
        var texts: [String] = []
        for _ in 0..<5 { texts.append(try reader.string()) }
        self.init(
            silenceID: texts[0], account: texts[1], name: texts[2], strategy: texts[3],
            until: try reader.value(),
            reason: texts[4], actor: try reader.value(), since: try reader.value(),
            sequence: try reader.unsigned())
    }
}
