import NijaModel

/// Kinds of events, for those who want only some.
public struct EventKinds: OptionSet, Hashable, Sendable {
    /// The bits.
    public let rawValue: UInt16

    /// Makes kinds of their bits.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// Trades recorded and voided.
    public static let trades = EventKinds(rawValue: 1)
    /// Account settings, balances and cash flows.
    public static let accounts = EventKinds(rawValue: 2)
    /// What happens to strategies.
    public static let strategies = EventKinds(rawValue: 4)
    /// What happens to alarms, thresholds and silences.
    public static let alarms = EventKinds(rawValue: 8)
    /// Everything.
    public static let all: EventKinds = [.trades, .accounts, .strategies, .alarms]
}

/// Reads events of all tables back in the sequence of the ledger.
final class EventReader {
    private struct Source {
        let kind: EventKinds
        let statement: Statement
        let payload: (Statement) throws(StoreError) -> LedgerEvent.Payload
    }

    private let sources: [Source]

    init(_ connection: Connection) throws(StoreError) {
        func source(
            _ kind: EventKinds, _ table: String,
            _ payload: @escaping (Statement) throws(StoreError) -> LedgerEvent.Payload
        ) throws(StoreError) -> Source {
            let statement = try connection.prepare(
                "SELECT * FROM \(table) WHERE sequence > ? AND sequence <= ? ORDER BY sequence LIMIT ?")
            return Source(kind: kind, statement: statement, payload: payload)
        }
        let trades = try connection.prepare(
            "SELECT \(TradeColumns.list) FROM \(TradeColumns.source) "
                + "WHERE t.sequence > ? AND t.sequence <= ? ORDER BY t.sequence LIMIT ?")
        let voids = try connection.prepare(
            "SELECT v.sequence, v.time, v.uid, v.gid, v.pid, \(TradeColumns.list) FROM trade_void AS v "
                + "JOIN trade AS t ON t.sequence = v.trade_sequence "
                + "WHERE v.sequence > ? AND v.sequence <= ? ORDER BY v.sequence LIMIT ?")
        sources = [
            Source(kind: .trades, statement: trades) { row throws(StoreError) in
                // As it was when it was recorded: how it was voided since is an event of its own.
                var recorded = try TradeColumns.read(row)
                recorded.voiding = nil
                return .tradeRecorded(recorded)
            },
            Source(kind: .trades, statement: voids) { row throws(StoreError) in
                .tradeVoided(try TradeColumns.read(row, from: 5))
            },
            try source(.accounts, "account_change", EventRows.account),
            try source(.accounts, "balance_report", EventRows.balance),
            try source(.accounts, "cash_flow", EventRows.cashFlow),
            try source(.strategies, "strategy_change", EventRows.strategy),
            try source(.alarms, "alarm_change", EventRows.alarm),
            try source(.alarms, "threshold_change", EventRows.threshold),
            try source(.alarms, "silence", EventRows.silence),
        ]
    }

    /// Events past `after` up to `upTo`, at most `limit`, in their sequence.
    func events(
        after: UInt64, upTo: UInt64, limit: Int, kinds: EventKinds
    ) throws(StoreError) -> [LedgerEvent] {
        var found: [LedgerEvent] = []
        for source in sources where kinds.contains(source.kind) {
            let rows = source.statement
            defer { rows.reset() }
            rows.bind(1, after)
            rows.bind(2, upTo)
            rows.bind(3, Int64(limit))
            while try rows.step() {
                found.append(
                    LedgerEvent(
                        sequence: rows.uint(0), time: rows.time(1), actor: EventRows.actor(rows),
                        payload: try source.payload(rows)))
            }
        }
        found.sort { $0.sequence < $1.sequence }
        return found.count > limit ? Array(found[..<limit]) : found
    }
}
