import NijaAnalytics
import NijaModel

/// Adds the facts between two events to the aggregates that are kept.
///
/// Facts that come in sequence are added to what is there; an hour or a day with a late or voided one is added up anew
/// from the ledger. Either way the result is what a full pass up to the later event would give.
struct AggregateFolding {
    /// Aggregates of one account by their start.
    typealias Changed = [AggregateInterval: [Timestamp: Aggregate]]

    private let connection: Connection
    /// The last event that is in the aggregates that are kept.
    private let kept: UInt64
    /// The last event that is to be in the result.
    private let bound: UInt64

    init(_ connection: Connection, after kept: UInt64, upTo bound: UInt64) {
        (self.connection, self.kept, self.bound) = (connection, kept, bound)
    }

    /// The event up to which aggregates are kept.
    static func keptSequence(_ connection: Connection) throws(StoreError) -> UInt64 {
        UInt64(
            clamping: try connection.integer("SELECT value FROM setting WHERE name = 'aggregate.sequence'")
                ?? 0)
    }

    /// The accounts that anything happened to.
    func accounts() throws(StoreError) -> [String] {
        let rows = try connection.prepare(
            """
            SELECT account FROM trade WHERE sequence > ?1 AND sequence <= ?2
            UNION SELECT account FROM balance_report WHERE sequence > ?1 AND sequence <= ?2
            UNION SELECT account FROM cash_flow WHERE sequence > ?1 AND sequence <= ?2
            UNION SELECT account FROM trade_void CROSS JOIN trade ON trade.sequence = trade_sequence
              WHERE trade_void.sequence > ?1 AND trade_void.sequence <= ?2
            """)
        rows.bind(1, Int64(clamping: kept))
        rows.bind(2, Int64(clamping: bound))
        var accounts: [String] = []
        while try rows.step() { accounts.append(try rows.text(0)) }
        return accounts
    }

    /// The aggregates of an account that differ from those that are kept.
    func changed(_ account: String, _ boundary: DayBoundary) throws(StoreError) -> Changed {
        let facts = try newFacts(account).sorted(by: AccountFact.comesBefore)
        let voided = try newlyVoided(account)
        var changed: Changed = [:]
        for interval in AggregateInterval.allCases {
            let groups = Dictionary(grouping: facts) { interval.start(of: $0.time, boundary) }
            let torn = Set(voided.map { interval.start(of: $0, boundary) })
            for start in Set(groups.keys).union(torn) {
                let group = groups[start] ?? []
                let row = try keptRow(account, interval, start)
                let isInSequence = row.map { $0.lastTime < group.first?.time ?? .max } ?? true
                if torn.contains(start) || !isInSequence {
                    var whole = Aggregate()
                    whole.add(try allFacts(account, from: start, to: interval.end(of: start)))
                    changed[interval, default: [:]][start] = whole
                } else {
                    var next = row ?? Aggregate()
                    next.add(group)
                    changed[interval, default: [:]][start] = next
                }
            }
        }
        return changed
    }

    private func keptRow(
        _ account: String, _ interval: AggregateInterval, _ start: Timestamp
    ) throws(StoreError) -> Aggregate? {
        let rows = try connection.prepare(
            "SELECT \(AggregateTable.columns) FROM aggregate WHERE account = ? AND span = ? AND start = ?")
        rows.bind(1, account)
        rows.bind(2, Int64(interval.rawValue))
        rows.bind(3, start.nanoseconds)
        guard try rows.step() else { return nil }
        var row = RowReader(rows)
        return try AggregateTable.read(&row).aggregate
    }

    // MARK: Facts

    private func newFacts(_ account: String) throws(StoreError) -> [AccountFact] {
        try facts { table, _ throws(StoreError) in
            // The plus keeps SQLite from walking all of the account's rows by an index.
            let rows = try connection.prepare(
                "\(table) WHERE sequence > ? AND sequence <= ? AND +account = ?")
            rows.bind(1, Int64(clamping: kept))
            rows.bind(2, Int64(clamping: bound))
            rows.bind(3, account)
            return rows
        }
    }

    private func allFacts(_ account: String, from: Timestamp, to: Timestamp) throws(StoreError)
        -> [AccountFact]
    {
        try facts { table, time throws(StoreError) in
            let rows = try connection.prepare(
                "\(table) WHERE account = ? AND \(time) >= ? AND \(time) < ? AND sequence <= ?")
            rows.bind(1, account)
            rows.bind(2, from.nanoseconds)
            rows.bind(3, to.nanoseconds)
            rows.bind(4, Int64(clamping: bound))
            return rows
        }.sorted(by: AccountFact.comesBefore)
    }

    /// The facts among the rows that `select` chooses, given what is read of a table and its column of times.
    private func facts(
        _ select: (_ table: String, _ time: String) throws(StoreError) -> Statement
    ) throws(StoreError) -> [AccountFact] {
        var facts: [AccountFact] = []
        let trades = try select(
            "SELECT sequence, exit_time, profit, fees, void_sequence FROM trade", "exit_time")
        while try trades.step() {
            var row = RowReader(trades)
            let (sequence, time) = (try row.sequence(), try row.time())
            let change = AccountFact.Change.trade(profit: try row.decimal(), fees: try row.decimal())
            let isVoided = row.skipsNull() ? false : try row.sequence() <= bound
            if !isVoided { facts.append(AccountFact(time: time, sequence: sequence, change)) }
        }
        let flows = try select("SELECT sequence, time, amount FROM cash_flow", "time")
        while try flows.step() {
            var row = RowReader(flows)
            facts.append(
                AccountFact(sequence: try row.sequence(), time: try row.time(), .flow(try row.decimal())))
        }
        let reports = try select("SELECT sequence, time, equity FROM balance_report", "time")
        while try reports.step() {
            var row = RowReader(reports)
            facts.append(
                AccountFact(
                    sequence: try row.sequence(), time: try row.time(), .report(equity: try row.decimal())))
        }
        return facts
    }

    private func newlyVoided(_ account: String) throws(StoreError) -> [Timestamp] {
        let rows = try connection.prepare(
            """
            SELECT exit_time FROM trade_void CROSS JOIN trade ON trade.sequence = trade_sequence
            WHERE trade_void.sequence > ? AND trade_void.sequence <= ? AND +account = ?
            """)
        rows.bind(1, Int64(clamping: kept))
        rows.bind(2, Int64(clamping: bound))
        rows.bind(3, account)
        var times: [Timestamp] = []
        while try rows.step() { times.append(Timestamp(nanoseconds: try rows.integer(0))) }
        return times
    }
}

extension AccountFact {
    /// A fact, with its columns in their sequence.
    fileprivate init(sequence: UInt64, time: Timestamp, _ change: Change) {
        self.init(time: time, sequence: sequence, change)
    }
}
