import NijaModel

/// A table that keeps events of one kind, a row each, keyed by the ledger's sequence.
///
/// The tables together are the journal. Each begins with the same five columns: sequence, when it was recorded, and
/// the user, group and process that caused it (NULL: the daemon itself).
protocol EventTable {
    /// The table's name.
    static var name: String { get }
    /// Which kind of event it keeps.
    static var kind: EventKinds { get }
    /// Its columns after the first five, in the sequence in which `write` and `read` go through them.
    static var columns: [String] { get }
    /// Binds the event to an `INSERT` of all columns.
    static func write(_ event: LedgerEvent, to row: inout RowBinder) throws(StoreError)
    /// Reads what happened; `row` is past the first five columns.
    static func read(_ row: inout RowReader, _ start: EventStart) throws(StoreError) -> LedgerEvent.Payload
    /// What a query of all columns reads from, when that is more than the table.
    static var source: String { get }
    /// The columns of a query, in the sequence in which `read` goes through them.
    static var selection: String { get }
}

extension EventTable {
    static var source: String { name }
    static var selection: String { columns.map { "\(name).\($0)" }.joined(separator: ", ") }

    /// Writes a whole row.
    static var insertion: String {
        let all = EventStart.columns + columns
        let parameters = repeatElement("?", count: all.count).joined(separator: ",")
        return "INSERT INTO \(name) (\(all.joined(separator: ","))) VALUES (\(parameters))"
    }

    /// Reads whole events; a condition may follow.
    static var query: String {
        let start = EventStart.columns.map { "\(name).\($0)" }.joined(separator: ", ")
        return "SELECT \(start), \(selection) FROM \(source)"
    }

    /// Reads the event of the statement's row.
    static func event(_ statement: Statement) throws(StoreError) -> LedgerEvent {
        var row = RowReader(statement)
        let start = try EventStart(&row)
        let payload = try read(&row, start)
        return LedgerEvent(sequence: start.sequence, time: start.time, actor: start.actor, payload: payload)
    }
}

/// What every event begins with.
struct EventStart {
    /// The columns that every table begins with.
    static let columns = ["sequence", "recorded_at", "uid", "gid", "pid"]

    let sequence: UInt64
    let time: Timestamp
    let actor: Actor

    init(_ row: inout RowReader) throws(StoreError) {
        sequence = try row.sequence()
        time = try row.time()
        actor = try row.actor()
    }
}

extension StoreError {
    /// An event that says its sequence or its time twice and differently, or of another kind than its table's.
    static func inconsistent(_ event: LedgerEvent) -> StoreError {
        StoreError(
            .internal, "event \(event.sequence) contradicts its own payload. This is a defect of nija.")
    }
}
