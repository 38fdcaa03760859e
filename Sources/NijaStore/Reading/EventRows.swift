import NijaModel

/// How the rows of each table become events; the columns are those of the schema.
enum EventRows {
    static func actor(_ row: Statement) -> Actor {
        if row.int(4) < 0 { return .daemon }
        return Actor(
            uid: UInt32(truncatingIfNeeded: row.int(2)), gid: UInt32(truncatingIfNeeded: row.int(3)),
            pid: Int32(truncatingIfNeeded: row.int(4)))
    }

    static func account(_ row: Statement) throws(StoreError) -> LedgerEvent.Payload {
        .accountChanged(
            Account(
                name: row.text(5), initialCapital: try row.requiredDecimal(6), currency: row.text(7),
                periodsPerYear: Int(row.int(8)), riskFreeRate: row.double(9) ?? 0,
                dayBoundaryMinutes: Int(row.int(10)), isStrict: row.bool(11), createdAt: row.time(12),
                sequence: row.uint(0)))
    }

    static func balance(_ row: Statement) throws(StoreError) -> LedgerEvent.Payload {
        .balanceReported(try report(row))
    }

    static func report(_ row: Statement) throws(StoreError) -> BalanceReport {
        BalanceReport(
            account: row.text(5), requestID: row.text(6), balance: try row.requiredDecimal(8),
            equity: try row.requiredDecimal(9), exposure: try row.decimal(10), margin: try row.decimal(11),
            time: row.time(7), sequence: row.uint(0), recordedAt: row.time(1))
    }

    static func cashFlow(_ row: Statement) throws(StoreError) -> LedgerEvent.Payload {
        .cashFlowRecorded(try flow(row))
    }

    static func flow(_ row: Statement) throws(StoreError) -> CashFlow {
        CashFlow(
            account: row.text(5), requestID: row.text(6), amount: try row.requiredDecimal(8),
            time: row.time(7),
            note: row.text(9), sequence: row.uint(0), recordedAt: row.time(1))
    }

    static func strategy(_ row: Statement) throws(StoreError) -> LedgerEvent.Payload {
        let strategy: Strategy = try value(row, 10)
        let previous: StrategyStatus? = row.isNull(7) ? nil : try row.choice(7)
        return .strategyChanged(
            StrategyChange(strategy: strategy, previousStatus: previous, reason: row.text(9)))
    }

    static func alarm(_ row: Statement) throws(StoreError) -> LedgerEvent.Payload {
        .alarmChanged(
            AlarmChange(
                alarm: try value(row, 16), transition: try row.choice(11), note: row.text(14),
                isSilenced: row.bool(12), action: try row.choice(13)))
    }

    static func threshold(_ row: Statement) throws(StoreError) -> LedgerEvent.Payload {
        .thresholdChanged(ThresholdChange(threshold: try value(row, 7), isDeleted: row.bool(6)))
    }

    static func silence(_ row: Statement) throws(StoreError) -> LedgerEvent.Payload {
        .silenced(try value(row, 7))
    }

    private static func value<Value: Checkpointable>(_ row: Statement, _ column: Int32) throws(StoreError)
        -> Value
    {
        do {
            var reader = StateReader(row.blob(column))
            return try Value(from: &reader)
        } catch {
            throw StoreError(.damaged, "event \(row.uint(0)) cannot be read: \(error)")
        }
    }
}
