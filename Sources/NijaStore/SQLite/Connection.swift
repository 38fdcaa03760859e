import CSQLite

/// One connection to a database.
///
/// Owned by one thread; closed when it goes.
final class Connection {
    /// What a connection may do.
    enum Access {
        /// Read, write and create.
        case readWrite
        /// Read only.
        case readOnly
    }

    let path: String
    private let handle: OpaquePointer

    /// Opens the database at `path`.
    init(path: String, access: Access) throws(StoreError) {
        var opened: OpaquePointer?
        let flags =
            access == .readWrite
            ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY
        let result = sqlite3_open_v2(path, &opened, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
        guard let opened else {
            throw StoreError(.internal, extendedCode: result, "SQLite has no memory to open \(path)")
        }
        guard result == SQLITE_OK else {
            let error = Self.error(opened, result, path: path, doing: "opening")
            sqlite3_close_v2(opened)
            throw error
        }
        handle = opened
        self.path = path
        sqlite3_busy_timeout(handle, 2000)
    }

    deinit {
        sqlite3_close_v2(handle)
    }

    /// Runs statements that return nothing.
    func execute(_ sql: String) throws(StoreError) {
        let result = sqlite3_exec(handle, sql, nil, nil, nil)
        if result != SQLITE_OK { throw error(result, doing: sql) }
    }

    /// Compiles a statement that will be used often.
    func prepare(_ sql: String) throws(StoreError) -> Statement {
        var compiled: OpaquePointer?
        let result = sqlite3_prepare_v3(handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &compiled, nil)
        guard result == SQLITE_OK, let compiled else { throw error(result, doing: sql) }
        return Statement(compiled, connection: self)
    }

    /// The first column of the first row of a query; nil when there is no row.
    func integer(_ sql: String) throws(StoreError) -> Int64? {
        let statement = try prepare(sql)
        return try statement.step() ? statement.int(0) : nil
    }

    /// Whether no transaction is open.
    var isAutocommit: Bool { sqlite3_get_autocommit(handle) != 0 }

    /// Copies as much of the write-ahead log into the database as is possible without waiting.
    ///
    /// - Returns: pages that are in the log, and how many of them are in the database as well.
    @discardableResult
    func checkpoint(truncating: Bool = false) throws(StoreError) -> (logged: Int32, copied: Int32) {
        var (logged, copied) = (Int32(0), Int32(0))
        let mode = truncating ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE
        let result = sqlite3_wal_checkpoint_v2(handle, nil, mode, &logged, &copied)
        // A reader in the way is no error: what it still needs is copied another time.
        if result != SQLITE_OK && result & 0xFF != SQLITE_BUSY { throw error(result, doing: "a checkpoint") }
        return (logged, copied)
    }

    /// Copies the database, as it is when the copy begins, to a new file.
    func copy(to target: String) throws(StoreError) {
        let copy = try Connection(path: target, access: .readWrite)
        guard let backup = sqlite3_backup_init(copy.handle, "main", handle, "main") else {
            throw copy.error(sqlite3_extended_errcode(copy.handle), doing: "the backup")
        }
        let result = sqlite3_backup_step(backup, -1)
        sqlite3_backup_finish(backup)
        if result != SQLITE_DONE { throw copy.error(result, doing: "the backup") }
        try copy.execute("PRAGMA journal_mode=DELETE")
    }

    func error(_ result: Int32, doing what: String) -> StoreError {
        Self.error(handle, result, path: path, doing: what)
    }

    private static func error(_ handle: OpaquePointer, _ result: Int32, path: String, doing what: String)
        -> StoreError
    {
        let text = String(cString: sqlite3_errmsg(handle))
        let (code, cure) = classify(result)
        return StoreError(code, extendedCode: result, "\(path): \(text) (\(what)). \(cure)")
    }

    private static func classify(_ result: Int32) -> (StoreError.Code, String) {
        switch result & 0xFF {
        case SQLITE_FULL: (.diskFull, "Free some space on its device.")
        case SQLITE_IOERR: (.ioError, "Look for errors of its device in the system's log.")
        case SQLITE_READONLY, SQLITE_PERM: (.readOnly, "Make it and its directory writable for the daemon.")
        case SQLITE_CANTOPEN: (.cannotOpen, "Check that its directory exists and may be written.")
        case SQLITE_CORRUPT: (.damaged, "Restore a backup; the file was left as it is.")
        case SQLITE_NOTADB: (.foreign, "It is not a database of nija; the file was left as it is.")
        case SQLITE_BUSY, SQLITE_LOCKED: (.busy, "End the process that holds it.")
        default: (.internal, "This is a defect of nija.")
        }
    }
}
