import CSQLite
import Glibc
public import NijaModel

/// The one connection that writes, and checkpoints, the ledger's database.
///
/// Owned by one thread.
///
/// SQLite before 3.51.3 can damage a file when two connections write or checkpoint at once; so there is this one only.
public final class LedgerStore {
    /// Where the database is.
    public let path: String
    /// What an acknowledged write survives.
    public let durability: Durability
    /// Commits since it was opened.
    public private(set) var commitsCount: UInt64 = 0

    private let lock: FileLock
    private let connection: Connection
    private let writer: EventWriter
    private let reader: EventReader
    private let begin: Statement
    private let end: Statement
    private let undo: Statement
    private let tradeByID: Statement
    private let reportByID: Statement
    private let flowByID: Statement

    /// The write-ahead log is copied back once it has so many bytes, however busy the daemon is.
    public static let logBytesMax: UInt64 = 64 << 20
    /// Checkpoints that are kept, so that a damaged one leaves another.
    private static let checkpointsKept = 2

    /// Opens the database at `path`, or makes it.
    ///
    /// - Throws: `StoreError`; a file that is refused is left as it is.
    public init(path: String, durability: Durability) throws(StoreError) {
        self.path = path
        self.durability = durability
        lock = try FileLock(path: path + ".lock")
        connection = try Opening.open(path, durability)
        writer = try EventWriter(connection)
        reader = try EventReader(connection)
        begin = try connection.prepare("BEGIN IMMEDIATE")
        end = try connection.prepare("COMMIT")
        undo = try connection.prepare("ROLLBACK")
        tradeByID = try connection.prepare(
            "SELECT \(TradeColumns.list) FROM \(TradeColumns.source) WHERE t.account = ? AND t.trade_id = ?")
        reportByID = try connection.prepare(
            "SELECT * FROM balance_report WHERE account = ? AND request_id = ?")
        flowByID = try connection.prepare("SELECT * FROM cash_flow WHERE account = ? AND request_id = ?")
    }

    // MARK: Writing

    /// Whether something was written and not committed.
    public var isInTransaction: Bool { !connection.isAutocommit }

    /// Writes an event; it is durable after `commit`.
    ///
    /// - Throws: `StoreError`; the transaction must be rolled back then.
    public func append(_ event: LedgerEvent) throws(StoreError) {
        try beginIfNeeded()
        try writer.write(event)
    }

    /// Makes what was written durable, as far as the durability goes.
    ///
    /// - Throws: `StoreError`; nothing that was written since the last commit is there then, after `rollback`.
    public func commit() throws(StoreError) {
        guard isInTransaction else { return }
        try end.run()
        commitsCount += 1
    }

    /// Takes back what was written since the last commit.
    public func rollback() {
        // SQLite has rolled back by itself after some errors; a second time is then an error that means nothing.
        if isInTransaction { try? undo.run() }
    }

    /// Tries whether writing works again: writes a little and takes it away.
    ///
    /// - Throws: `StoreError` while it does not.
    public func probe() throws(StoreError) {
        do throws(StoreError) {
            try connection.execute(
                "BEGIN IMMEDIATE; INSERT INTO probe (filler) VALUES (zeroblob(65536)); COMMIT; DELETE FROM probe"
            )
        } catch {
            rollback()
            throw error
        }
    }

    private func beginIfNeeded() throws(StoreError) {
        if !isInTransaction { try begin.run() }
    }

    // MARK: Looking up; sees what was written and not committed

    /// A trade by its id; nil when there is none.
    public func trade(account: String, tradeID: String) throws(StoreError) -> RecordedTrade? {
        defer { tradeByID.reset() }
        tradeByID.bind(1, account)
        tradeByID.bind(2, tradeID)
        return try tradeByID.step() ? try TradeColumns.read(tradeByID) : nil
    }

    /// A balance report by its id; nil when there is none.
    public func balanceReport(account: String, requestID: String) throws(StoreError) -> BalanceReport? {
        defer { reportByID.reset() }
        reportByID.bind(1, account)
        reportByID.bind(2, requestID)
        return try reportByID.step() ? try EventRows.report(reportByID) : nil
    }

    /// A cash flow by its id; nil when there is none.
    public func cashFlow(account: String, requestID: String) throws(StoreError) -> CashFlow? {
        defer { flowByID.reset() }
        flowByID.bind(1, account)
        flowByID.bind(2, requestID)
        return try flowByID.step() ? try EventRows.flow(flowByID) : nil
    }

    /// Trades of an account, or one strategy of it, that count and whose exit lies between two instants.
    ///
    /// - Parameters:
    ///   - account: the account.
    ///   - strategy: the strategy; nil for all.
    ///   - from: the earliest exit.
    ///   - through: the latest exit, included.
    ///   - sequence: as the ledger stood before this event; nil for now.
    /// - Returns: the trades by exit time and id.
    /// - Throws: `StoreError`.
    public func trades(
        account: String, strategy: String?, from: Timestamp, through: Timestamp, asOf sequence: UInt64? = nil
    ) throws(StoreError) -> [Trade] {
        let rows = try connection.prepare(
            "SELECT \(TradeColumns.list) FROM \(TradeColumns.source) WHERE t.account = ?1 AND t.exit_time BETWEEN ?2 AND ?3 "
                + "AND t.sequence < ?5 AND (t.void_sequence IS NULL OR t.void_sequence >= ?5) "
                + "AND (?4 IS NULL OR t.strategy = ?4) ORDER BY t.exit_time, t.trade_id")
        rows.bind(1, account)
        rows.bind(2, from)
        rows.bind(3, through)
        rows.bind(4, said: strategy ?? "")
        rows.bind(5, Int64(clamping: sequence ?? .max))
        var trades: [Trade] = []
        while try rows.step() { trades.append(try TradeColumns.read(rows).trade) }
        return trades
    }

    /// Cash flows of an account between two instants, both excluded; `sequence` as for trades.
    public func cashFlows(
        account: String, after: Timestamp, before: Timestamp, asOf sequence: UInt64? = nil
    ) throws(StoreError) -> [CashFlow] {
        let rows = try connection.prepare(
            "SELECT * FROM cash_flow WHERE account = ? AND time > ? AND time < ? AND sequence < ?")
        rows.bind(1, account)
        rows.bind(2, after)
        rows.bind(3, before)
        rows.bind(4, Int64(clamping: sequence ?? .max))
        var flows: [CashFlow] = []
        while try rows.step() { flows.append(try EventRows.flow(rows)) }
        return flows
    }

    /// Events past `after` up to `upTo`, at most `limit`, in their sequence.
    public func events(
        after: UInt64, upTo: UInt64, limit: Int, kinds: EventKinds
    ) throws(StoreError) -> [LedgerEvent] {
        try reader.events(after: after, upTo: upTo, limit: limit, kinds: kinds)
    }

    // MARK: Checkpoints of the state

    /// Keeps the state at a sequence, in the open transaction or one of its own.
    public func saveCheckpoint(sequence: UInt64, version: Int, state: [UInt8]) throws(StoreError) {
        try beginIfNeeded()
        let insert = try connection.prepare("INSERT OR REPLACE INTO checkpoint VALUES (?, ?, ?, ?)")
        insert.bind(1, sequence)
        insert.bind(2, Int64(version))
        insert.bind(3, Int64(Checksum.crc32(state)))
        insert.bind(4, blob: state)
        try insert.run()
        try connection.execute(
            "DELETE FROM checkpoint WHERE sequence NOT IN "
                + "(SELECT sequence FROM checkpoint ORDER BY sequence DESC LIMIT \(Self.checkpointsKept))")
    }

    /// The states that were kept and are sound, newest first.
    public func checkpoints(version: Int) throws(StoreError) -> [(sequence: UInt64, state: [UInt8])] {
        let rows = try connection.prepare(
            "SELECT sequence, checksum, state FROM checkpoint WHERE version = ? ORDER BY sequence DESC")
        rows.bind(1, Int64(version))
        var found: [(sequence: UInt64, state: [UInt8])] = []
        while try rows.step() {
            let state = rows.blob(2)
            if Int64(Checksum.crc32(state)) == rows.int(1) { found.append((rows.uint(0), state)) }
        }
        return found
    }

    // MARK: Snapshots and settings

    /// Keeps a KPI snapshot, in the open transaction or one of its own.
    public func saveSnapshot(account: String, time: Timestamp, sequence: UInt64, _ bytes: [UInt8])
        throws(StoreError)
    {
        try beginIfNeeded()
        let insert = try connection.prepare(
            "INSERT INTO kpi_snapshot (account, time, sequence, snapshot) VALUES (?, ?, ?, ?)")
        insert.bind(1, account)
        insert.bind(2, time)
        insert.bind(3, sequence)
        insert.bind(4, blob: bytes)
        try insert.run()
    }

    /// A setting; nil when it was never made.
    public func setting(_ name: String) throws(StoreError) -> Int64? {
        let row = try connection.prepare("SELECT value FROM setting WHERE name = ?")
        row.bind(1, name)
        return try row.step() ? row.int(0) : nil
    }

    /// Makes a setting, in the open transaction or one of its own.
    public func setSetting(_ name: String, _ value: Int64) throws(StoreError) {
        try beginIfNeeded()
        let insert = try connection.prepare("INSERT OR REPLACE INTO setting VALUES (?, ?)")
        insert.bind(1, name)
        insert.bind(2, value)
        try insert.run()
    }

    // MARK: Keeping house

    /// Bytes of the write-ahead log.
    public var logBytes: UInt64 { Self.size(of: path + "-wal") }
    /// Bytes of the database with its write-ahead log.
    public var totalBytes: UInt64 { Self.size(of: path) + logBytes }

    /// Copies the write-ahead log into the database, as far as readers allow; for when nobody waits.
    public func checkpointLog() throws(StoreError) {
        if isInTransaction { return }
        _ = try connection.checkpoint()
    }

    /// Leaves a database without a write-ahead log; for the end.
    public func checkpointLogFully() throws(StoreError) {
        if isInTransaction { return }
        _ = try connection.checkpoint(truncating: true)
    }

    /// Looks at every page and index.
    ///
    /// - Throws: `.damaged` with the first finding.
    public func checkIntegrity() throws(StoreError) {
        let row = try connection.prepare("PRAGMA quick_check(1)")
        if try row.step(), row.text(0) != "ok" {
            throw StoreError(.damaged, "\(path): \(row.text(0)). Restore a backup.")
        }
    }

    /// The layout of the database that this program writes.
    public static var schemaVersion: Int { Schema.version }
    /// SQLite's version.
    public static var sqliteVersion: String { String(cString: sqlite3_libversion()) }

    private static func size(of path: String) -> UInt64 {
        var status = stat()
        return stat(path, &status) == 0 ? UInt64(status.st_size) : 0
    }
}
