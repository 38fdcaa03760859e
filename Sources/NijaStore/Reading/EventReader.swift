import NijaModel

/// Reads events of all tables back, merged in the sequence of the ledger.
final class EventReader {
    /// A table's rows past a sequence, one ahead of what was taken.
    private struct Source {
        let kind: EventKinds
        let statement: Statement
        let event: (Statement) throws(StoreError) -> LedgerEvent
        /// The sequence of the row that the statement is on; nil past the last.
        var head: UInt64?

        init<Table: EventTable>(_: Table.Type, _ connection: Connection) throws(StoreError) {
            kind = Table.kind
            let sequence = "\(Table.name).sequence"
            statement = try connection.prepare(
                "\(Table.query) WHERE \(sequence) > ? AND \(sequence) <= ? ORDER BY \(sequence)")
            event = Table.event
        }

        mutating func advance() throws(StoreError) {
            head = try statement.step() ? UInt64(clamping: try statement.integer(0)) : nil
        }
    }

    private var sources: [Source]

    init(_ connection: Connection) throws(StoreError) {
        sources = [
            try Source(TradeTable.self, connection), try Source(TradeVoidTable.self, connection),
            try Source(AccountTable.self, connection), try Source(BalanceReportTable.self, connection),
            try Source(CashFlowTable.self, connection), try Source(StrategyTable.self, connection),
            try Source(AlarmTable.self, connection), try Source(ThresholdTable.self, connection),
            try Source(SilenceTable.self, connection), try Source(PositionTable.self, connection),
            try Source(PositionChangeTable.self, connection), try Source(PriceMarkTable.self, connection),
            try Source(ExitRulesTable.self, connection),
            try Source(FillTable.self, connection), try Source(ComplianceRuleTable.self, connection),
            try Source(OpenResultMarkTable.self, connection),
        ]
    }

    /// Hands the events past `after` up to `upTo` to `body` in their sequence, until it returns false.
    ///
    /// - Cost: O(log n) a table to begin with, whatever lies before `after`; then O(tables) an event.
    func forEach(
        after: UInt64, upTo: UInt64, kinds: EventKinds, _ body: (LedgerEvent) throws(StoreError) -> Bool
    ) throws(StoreError) {
        defer { for source in sources { source.statement.reset() } }
        for index in sources.indices {
            sources[index].head = nil
            guard kinds.contains(sources[index].kind) else { continue }
            sources[index].statement.bind(1, Int64(clamping: after))
            sources[index].statement.bind(2, Int64(clamping: upTo))
            try sources[index].advance()
        }
        while let next = nextSource() {
            guard try body(try sources[next].event(sources[next].statement)) else { return }
            try sources[next].advance()
        }
    }

    /// Events past `after` up to `upTo`, at most `limit`, in their sequence.
    func events(after: UInt64, upTo: UInt64, limit: Int, kinds: EventKinds) throws(StoreError)
        -> [LedgerEvent]
    {
        var events: [LedgerEvent] = []
        guard limit > 0 else { return events }
        try forEach(after: after, upTo: upTo, kinds: kinds) { event throws(StoreError) in
            events.append(event)
            return events.count < limit
        }
        return events
    }

    /// The source with the lowest head.
    private func nextSource() -> Int? {
        var best: (index: Int, head: UInt64)?
        for (index, source) in sources.enumerated() {
            guard let head = source.head else { continue }
            if let known = best, known.head < head { continue }
            best = (index, head)
        }
        return best?.index
    }
}

/// The last event of a ledger.
enum LastSequence {
    /// Reads the last row of each table.
    static func read(_ connection: Connection) throws(StoreError) -> UInt64 {
        let tables = [
            TradeTable.name, TradeVoidTable.name, AccountTable.name, BalanceReportTable.name,
            CashFlowTable.name,
            StrategyTable.name, AlarmTable.name, ThresholdTable.name, SilenceTable.name,
            PositionTable.name, PositionChangeTable.name, PriceMarkTable.name, ExitRulesTable.name,
            FillTable.name, ComplianceRuleTable.name, OpenResultMarkTable.name,
        ]
        let lasts = tables.map { "SELECT max(sequence) AS last FROM \($0)" }.joined(separator: " UNION ALL ")
        return UInt64(clamping: try connection.integer("SELECT max(last) FROM (\(lasts))") ?? 0)
    }
}
