import CSQLite
public import NijaModel

/// The ledger's database: the one connection that writes to it and checkpoints it.
///
/// It is owned by one thread.
///
/// Events are appended to a transaction that `commit` makes durable; lookups see what is not committed yet. After a
/// failure to write, `rollback` leaves the store as it was at the last commit, and it can be used again once the cause is
/// gone; after an error of the device it must be reopened.
public final class LedgerStore {
    /// Where the database is.
    public let path: String
    /// What an acknowledged write survives.
    public let durability: Durability
    /// Commits since it was made.
    public private(set) var commitsCount: UInt64 = 0
    /// The last event that is committed; 0 when there is none.
    public private(set) var lastSequence: UInt64 = 0

    private let opening: Opening
    private let lock: WriterLock
    private var session: Session?
    /// The last event that was appended since the last commit.
    private var appendedSequence: UInt64?
    /// A write failed half way: the transaction may not be committed any more.
    private var mustRollBack = false
    private var checkpointing = LogCheckpointing()

    /// Opens the database at `path`, or makes it; migrates an older one after copying it to `<path>.v<version>.backup`.
    ///
    /// - Throws: `.busy` when another store has it; `.foreign`, `.newerSchema`, `.damaged` and what the file system
    ///   says. A file that is refused is left as it is.
    /// - Cost: independent of the length of the history, but for the write-ahead log of a process that was killed, and
    ///   a check of files up to 16 MiB.
    public convenience init(path: String, durability: Durability) throws(StoreError) {
        try self.init(Opening(path: path, durability: durability))
    }

    init(_ opening: Opening) throws(StoreError) {
        self.opening = opening
        path = opening.path
        durability = opening.durability
        lock = try WriterLock(path: opening.path)
        let session = try Session(opening)
        lastSequence = try LastSequence.read(session.connection)
        self.session = session
    }

    // MARK: Writing

    /// Whether anything was written since the last commit.
    public var isInTransaction: Bool { session?.connection.isInTransaction ?? false }

    /// Writes an event, in a transaction that is opened when there is none.
    ///
    /// - Throws: `StoreError`; the transaction must be rolled back then.
    /// - Cost: about 2 µs for a trade; no allocation but what amounts of more than 15 characters take.
    public func append(_ event: LedgerEvent) throws(StoreError) {
        guard event.sequence > appendedSequence ?? lastSequence, event.sequence <= UInt64(Int64.max) else {
            throw StoreError(
                .internal,
                "event \(event.sequence) comes after \(appendedSequence ?? lastSequence). This is a defect.")
        }
        try write { session throws(StoreError) in try session.writer.write(event) }
        appendedSequence = event.sequence
    }

    /// Makes what was written durable, as far as `durability` goes; does nothing when nothing was.
    ///
    /// - Throws: `StoreError`; nothing that was written since the last commit is there then, and no transaction is open.
    public func commit() throws(StoreError) {
        guard isInTransaction else { return }
        guard !mustRollBack else {
            rollback()
            throw StoreError(.internal, "\(path): a commit after a write that failed. This is a defect.")
        }
        do throws(StoreError) {
            try writable().commit.run()
        } catch {
            rollback()
            throw error
        }
        commitsCount += 1
        lastSequence = appendedSequence ?? lastSequence
        appendedSequence = nil
        checkpointing.noteCommit()
    }

    /// Takes back what was written since the last commit.
    public func rollback() {
        // SQLite has rolled back by itself after some failures. Should ROLLBACK fail, the transaction stays open, and
        // the next write fails; it cannot be committed by mistake.
        if isInTransaction { try? session?.rollback.run() }
        mustRollBack = isInTransaction
        appendedSequence = nil
    }

    /// Tries whether writing works again, with a commit of 64 KiB that leaves nothing behind.
    ///
    /// - Throws: `StoreError` while it does not.
    public func probe() throws(StoreError) {
        do throws(StoreError) {
            try write { session throws(StoreError) in
                try session.connection.execute(
                    "INSERT OR REPLACE INTO setting VALUES ('probe', zeroblob(65536)); COMMIT; "
                        + "DELETE FROM setting WHERE name = 'probe'")
            }
        } catch {
            rollback()
            throw error
        }
    }

    // MARK: What is no event

    /// Keeps the ledger's state as of `sequence`, in the open transaction or in one that `commit` ends.
    ///
    /// The newest two are kept. `version` tells formats of the state apart.
    ///
    /// - Throws: `StoreError`; the transaction must be rolled back then.
    public func saveCheckpoint(sequence: UInt64, version: Int, state: [UInt8]) throws(StoreError) {
        try write { session throws(StoreError) in
            try session.checkpoints.save(sequence: sequence, version: version, state: state)
        }
    }

    /// Keeps a KPI snapshot, in the open transaction or in one that `commit` ends.
    ///
    /// - Throws: `StoreError`; the transaction must be rolled back then.
    public func saveSnapshot(
        account: String, time: Timestamp, sequence: UInt64, _ payload: [UInt8]
    ) throws(StoreError) {
        try write { session throws(StoreError) in
            session.insertSnapshot.bind(1, account)
            session.insertSnapshot.bind(2, time.nanoseconds)
            session.insertSnapshot.bind(3, Int64(clamping: sequence))
            try session.insertSnapshot.run(withBlob: payload, at: 4)
        }
    }

    /// Makes a setting, in the open transaction or in one that `commit` ends.
    ///
    /// - Throws: `StoreError`; the transaction must be rolled back then.
    public func setSetting(_ name: String, _ value: Int64) throws(StoreError) {
        try write { session throws(StoreError) in
            session.setSetting.bind(1, name)
            session.setSetting.bind(2, value)
            try session.setSetting.run()
        }
    }

    private func write(_ body: (Session) throws(StoreError) -> Void) throws(StoreError) {
        let session = try writable()
        guard !mustRollBack else {
            throw StoreError(
                .internal, "\(path): a write after one that failed, without a rollback. This is a defect.")
        }
        do throws(StoreError) {
            if !session.connection.isInTransaction { try session.begin.run() }
            try body(session)
        } catch {
            mustRollBack = true
            throw error
        }
    }

    // MARK: Opening and closing

    /// Whether the device failed in a write, so that nothing can be written before `reopen`.
    public var mustReopen: Bool { session?.connection.isDeviceUnknown ?? true }

    /// Opens the database again, after an error of the device.
    ///
    /// The commit that failed may turn out to be there: what is to be known of the ledger must be read again.
    ///
    /// - Throws: as `init`; the store is closed then, and can be reopened again.
    public func reopen() throws(StoreError) {
        rollback()
        // Closing must not copy a log that the device may not hold.
        session?.connection.keepLogOnClose()
        session = nil
        let opened = try Session(opening)
        lastSequence = try LastSequence.read(opened.connection)
        checkpointing = LogCheckpointing()
        mustRollBack = false
        session = opened
    }

    /// Copies the write-ahead log into the database and closes it; what is not committed is lost.
    ///
    /// - Throws: `StoreError` when the log could not be copied; it is then used at the next start. It is closed anyway.
    public func close() throws(StoreError) {
        rollback()
        defer { session = nil }
        guard let session else { return }
        guard !session.connection.isDeviceUnknown else {
            session.connection.keepLogOnClose()
            return
        }
        try session.connection.checkpoint(truncating: true)
    }

    /// The session, whatever the device did: for reading.
    private func readable() throws(StoreError) -> Session {
        guard let session else { throw StoreError(.closed, "\(path) is closed. Reopen it.") }
        return session
    }

    private func writable() throws(StoreError) -> Session {
        let session = try readable()
        guard !session.connection.isDeviceUnknown else {
            throw StoreError(.ioError, "\(path): its device failed in a write. Reopen it.")
        }
        return session
    }
}

extension LedgerStore {
    // MARK: Looking up; sees what is not committed yet

    /// A trade by its id, voided or not; nil when there is none.
    public func trade(account: String, tradeID: String) throws(StoreError) -> RecordedTrade? {
        try readable().lookup.trade(account: account, tradeID: tradeID)
    }

    /// A balance report by its id; nil when there is none.
    public func balanceReport(account: String, requestID: String) throws(StoreError) -> BalanceReport? {
        try readable().lookup.report(account: account, requestID: requestID)
    }

    /// A cash flow by its id; nil when there is none.
    public func cashFlow(account: String, requestID: String) throws(StoreError) -> CashFlow? {
        try readable().lookup.flow(account: account, requestID: requestID)
    }

    /// Trades of an account that count and were closed in a stretch of time.
    ///
    /// - Parameters:
    ///   - account: the account.
    ///   - strategy: one strategy; nil for all.
    ///   - from: the earliest exit.
    ///   - through: the latest exit, included.
    ///   - sequence: as the ledger stood before this event; nil for now.
    /// - Returns: the trades by exit time and the bytes of their ids, with what figures are computed from, strategy and
    ///   symbol; everything else is left out.
    /// - Throws: `StoreError`.
    /// - Cost: O(trades of the account in the stretch), of which those of other strategies cost a tenth.
    public func trades(
        account: String, strategy: String?, from: Timestamp, through: Timestamp, asOf sequence: UInt64? = nil
    ) throws(StoreError) -> [Trade] {
        try readable().lookup.trades(
            account: account, strategy: strategy, from: from, through: through, asOf: sequence)
    }

    /// Cash flows of an account between two instants, both excluded, by time; `sequence` as for trades.
    public func cashFlows(
        account: String, after: Timestamp, before: Timestamp, asOf sequence: UInt64? = nil
    ) throws(StoreError) -> [CashFlow] {
        try readable().lookup.flows(account: account, after: after, before: before, asOf: sequence)
    }

    /// Events past `after` up to `upTo`, at most `limit`, in their sequence.
    ///
    /// - Cost: O(log n) and O(events); what lies before `after` costs nothing.
    public func events(
        after: UInt64, upTo: UInt64, limit: Int, kinds: EventKinds
    ) throws(StoreError) -> [LedgerEvent] {
        try readable().events.events(after: after, upTo: upTo, limit: limit, kinds: kinds)
    }

    /// Hands every event past `after` to `body`, in their sequence and one at a time; `body` must not use the store's
    /// events.
    public func replay(
        after: UInt64, _ body: (LedgerEvent) throws(StoreError) -> Void
    ) throws(StoreError) {
        try readable().events.forEach(after: after, upTo: .max, kinds: .all) { event throws(StoreError) in
            try body(event)
            return true
        }
    }

    /// Hands the sound states that were kept to `body`, newest first, until it returns false.
    ///
    /// - Returns: the sequences of those whose checksum does not match; they are to be reported.
    /// - Throws: `StoreError`.
    @discardableResult
    public func forEachCheckpoint(
        version: Int, _ body: (Checkpoint) throws(StoreError) -> Bool
    ) throws(StoreError) -> [UInt64] {
        try readable().checkpoints.forEach(version: version, body)
    }

    /// A setting; nil when it was never made.
    public func setting(_ name: String) throws(StoreError) -> Int64? {
        let statement = try readable().setting
        defer { statement.reset() }
        statement.bind(1, name)
        return try statement.step() ? try statement.integer(0) : nil
    }
}

extension LedgerStore {
    // MARK: Keeping house

    /// Bytes that the write-ahead log holds.
    public var logBytes: UInt64 {
        UInt64((session?.connection.pagesInLog ?? 0) * LogCheckpointing.frameSizeBytes)
    }

    /// Bytes of the database's files.
    public func totalBytes() throws(StoreError) -> UInt64 {
        let log = try FileSystem.size(of: path + "-wal") ?? 0
        return log + (try FileSystem.size(of: path) ?? 0)
    }

    /// Copies the write-ahead log into the database when that is due; call it when no reply waits.
    ///
    /// - Parameter isIdle: nobody asks for anything: copy early and little. While the daemon is busy, it is put off
    ///   until the log has 64 MiB.
    /// - Throws: `StoreError`; nothing is lost then.
    /// - Cost: two syncs and 4 KiB a changed page, when due: about 10 ms for the 1 MiB that makes it due when idle.
    public func maintain(isIdle: Bool) throws(StoreError) {
        guard let session, !session.connection.isInTransaction,
            checkpointing.isDue(pages: session.connection.pagesInLog, isIdle: isIdle)
        else { return }
        let isComplete = try writable().connection.checkpoint()
        checkpointing.noteCheckpoint(pages: session.connection.pagesInLog, isComplete: isComplete)
    }

    /// Looks at every page, row and index.
    ///
    /// - Throws: `.damaged` with the first finding.
    /// - Cost: reads the whole file; about a second for a million trades.
    public func checkIntegrity() throws(StoreError) {
        try Integrity.fullCheck(readable().connection)
    }

    /// The version of the SQLite library.
    public static var sqliteVersion: String { String(cString: sqlite3_libversion()) }

    /// The version of the schema.
    public static var schemaVersion: Int { Migration.all.last?.version ?? 0 }
}
