import CSQLite

extension LedgerStore {
    /// Bytes of the write-ahead log, as long as it is not copied whole.
    public var logBytes: UInt64 {
        UInt64((session?.connection.pagesInLog ?? 0) * LogCheckpointing.frameSizeBytes)
    }

    /// Bytes of the database's files; 0 when they cannot be looked at.
    public var totalBytes: UInt64 {
        let sizes = try? (FileSystem.size(of: path), FileSystem.size(of: path + "-wal"))
        return (sizes?.0 ?? 0) + (sizes?.1 ?? 0)
    }

    /// Makes the file of the write-ahead log at least so long, with zeros, so that commits overwrite it.
    ///
    /// A sync after growing a file costs half as much again as one after overwriting it, and now and then milliseconds.
    /// SQLite ends a log at the first frame that does not belong to it, as it does before what an earlier round left.
    /// Where a tenth of the space that is left would be taken, the log stays as it is.
    ///
    /// - Throws: `StoreError`; the log is as it was then.
    /// - Cost: writing and syncing so many bytes.
    public func prepareLog(bytes: UInt64) throws(StoreError) {
        let log = path + "-wal"
        guard session != nil, let size = try FileSystem.size(of: log), size < bytes,
            try FileSystem.freeBytes(beside: log) / 10 > bytes
        else { return }
        try FileSystem.extend(log, from: size, to: bytes)
    }

    /// Copies the write-ahead log into the database when that is due; call it when no reply waits.
    ///
    /// - Parameter isIdle: nobody asks for anything: copy early and little. While the daemon is busy, it is put off
    ///   until the log has 64 MiB.
    /// - Throws: `StoreError`; nothing is lost then.
    /// - Cost: two syncs and a write a changed page, when due: milliseconds for the 1 MiB that makes it due when idle, 22 ms for
    ///   8 MiB, 65 ms for 16 MiB.
    public func maintain(isIdle: Bool) throws(StoreError) {
        guard let session, !session.connection.isInTransaction,
            checkpointing.isDue(pages: session.connection.pagesInLog, isIdle: isIdle)
        else { return }
        try checkpointLog()
    }

    /// Copies the write-ahead log into the database now, as far as readers allow.
    ///
    /// - Throws: `StoreError`; nothing is lost then.
    public func checkpointLog() throws(StoreError) {
        guard let session, !session.connection.isInTransaction else { return }
        let isComplete = try writable().connection.checkpoint()
        checkpointing.noteCheckpoint(pages: session.connection.pagesInLog, isComplete: isComplete)
    }

    /// Looks at every page, row and index.
    ///
    /// - Throws: `.damaged` with the first finding.
    /// - Cost: reads the whole file; 3 s for a million trades.
    public func checkIntegrity() throws(StoreError) {
        try Integrity.fullCheck(readable().connection)
    }

    /// The version of the SQLite library.
    public static var sqliteVersion: String { String(cString: sqlite3_libversion()) }

    /// The version of the schema.
    public static var schemaVersion: Int { Migration.all.last?.version ?? 0 }
}
