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
    /// The sequences of the states that `checkpoints` found damaged; they are to be reported.
    public internal(set) var damagedCheckpoints: [UInt64] = []
    /// The last event that is committed; 0 when there is none.
    public private(set) var lastSequence: UInt64 = 0

    private let opening: Opening
    private var lock: WriterLock?
    private(set) var session: Session?
    /// The last event that was appended since the last commit.
    private var appendedSequence: UInt64?
    /// The open transaction has changed anything.
    private var hasChanges = false
    /// A write failed half way: the transaction may not be committed any more.
    private var mustRollBack = false
    var checkpointing = LogCheckpointing()

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
        session.connection.keepLogOnClose(false)
        self.session = session
    }

    // MARK: Writing

    /// Whether anything was written since the last commit.
    public var isInTransaction: Bool { session?.connection.isInTransaction ?? false }

    /// Opens a transaction when there is none.
    ///
    /// Lookups before a write belong into its transaction: they see the same, and locks are taken once.
    ///
    /// - Throws: `StoreError`; the transaction must be rolled back then.
    public func begin() throws(StoreError) {
        try write(isChange: false) { _ throws(StoreError) in }
    }

    /// Writes an event, in a transaction that is opened when there is none.
    ///
    /// - Throws: `StoreError`; the transaction must be rolled back then.
    /// - Cost: for a trade 3 µs when its id is greater than those before, 7 µs when ids are random; the commit comes on top,
    ///   which makes 14 µs for one trade a commit with `.process`, and 105 µs with `.full`.
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
        // Nothing but lookups: this only gives the locks back.
        guard hasChanges else { return rollback() }
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

    func write(
        isChange: Bool = true, _ body: (Session) throws(StoreError) -> Void
    ) throws(StoreError) {
        let session = try writable()
        guard !mustRollBack else {
            throw StoreError(
                .internal, "\(path): a write after one that failed, without a rollback. This is a defect.")
        }
        do throws(StoreError) {
            if !session.connection.isInTransaction {
                try session.begin.run()
                hasChanges = false
            }
            hasChanges = hasChanges || isChange
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
        if lock == nil { lock = try WriterLock(path: path) }
        let opened = try Session(opening)
        lastSequence = try LastSequence.read(opened.connection)
        opened.connection.keepLogOnClose(false)
        checkpointing = LogCheckpointing()
        mustRollBack = false
        session = opened
    }

    /// Copies the write-ahead log into the database and closes it; what is not committed is lost.
    ///
    /// - Throws: `StoreError` when the log could not be copied; it is then used at the next start. It is closed anyway.
    public func close() throws(StoreError) {
        rollback()
        defer {
            session = nil
            lock = nil
        }
        guard let session else { return }
        guard !session.connection.isDeviceUnknown else {
            session.connection.keepLogOnClose()
            return
        }
        try session.connection.checkpoint(truncating: true)
    }

    /// The session, whatever the device did: for reading.
    func readable() throws(StoreError) -> Session {
        guard let session else { throw StoreError(.closed, "\(path) is closed. Reopen it.") }
        return session
    }

    func writable() throws(StoreError) -> Session {
        let session = try readable()
        guard !session.connection.isDeviceUnknown else {
            throw StoreError(.ioError, "\(path): its device failed in a write. Reopen it.")
        }
        return session
    }
}
