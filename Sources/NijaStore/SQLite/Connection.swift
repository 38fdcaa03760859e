import CSQLite
import CSQLiteVFS

/// One connection to a database; owned by one thread, and closed when nothing uses it any more.
final class Connection {
    /// What a connection may do.
    enum Access {
        /// Read, write and create. There is one such connection to a file, ever: SQLite before 3.51.3 can damage the
        /// database when two connections write or checkpoint at once (the WAL-reset bug).
        case readWrite
        /// Read only.
        case readOnly
    }

    /// Where the database is.
    let path: String
    private let handle: OpaquePointer
    /// What the write-ahead log holds; SQLite's hook writes it after each commit.
    private let loggedPages: UnsafeMutablePointer<Int32>
    /// The last failure was one after which the device must not be trusted.
    private(set) var isDeviceUnknown = false

    /// How long a statement waits for a lock of another process: readers do not block the writer, so only a program
    /// that writes to the file behind nija's back makes it wait.
    private static let busyTimeoutMilliseconds: Int32 = 250

    /// Set before SQLite's first call; where somebody else was first it costs a little time and nothing else.
    private static let countsNoMemory = nija_sqlite3_count_no_memory() == SQLITE_OK

    /// Opens the database at `path`.
    ///
    /// - Parameters:
    ///   - path: where it is.
    ///   - access: what the connection may do.
    ///   - vfs: SQLite's layer of system calls; nil for the usual one. Tests pass one that fails. A connection that
    ///     writes has the writer's layer over it.
    /// - Throws: `StoreError`.
    init(path: String, access: Access, vfs: String? = nil) throws(StoreError) {
        let flags =
            SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
            | (access == .readWrite ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY)
        _ = Self.countsNoMemory
        var opened: OpaquePointer?
        let result =
            access == .readWrite
            ? sqlite3_open_v2(path, &opened, flags, try Self.writerLayer(over: vfs))
            : sqlite3_open_v2(path, &opened, flags, vfs)
        guard let opened else {
            throw StoreError(.outOfMemory, extendedCode: result, "\(path): no memory to open it")
        }
        self.path = path
        handle = opened
        loggedPages = .allocate(capacity: 1)
        loggedPages.initialize(to: 0)
        if result != SQLITE_OK { throw failure(result, "opening") }
        sqlite3_busy_timeout(handle, Self.busyTimeoutMilliseconds)
        // Defensive: no SQL can write to the database's own structures.
        try check(nija_sqlite3_set_option(handle, SQLITE_DBCONFIG_DEFENSIVE, 1), "opening")
    }

    deinit {
        // v2: statements that are still alive keep SQLite's side alive; they hold this object as well, so there are none.
        sqlite3_close_v2(handle)
        loggedPages.deinitialize(count: 1)
        loggedPages.deallocate()
    }

    private static func writerLayer(over vfs: String?) throws(StoreError) -> UnsafePointer<CChar> {
        guard let name = nija_writer_vfs(vfs) else {
            throw StoreError(.outOfMemory, "there is no memory for the writer's layer of system calls")
        }
        return name
    }

    /// Runs statements that return nothing.
    func execute(_ sql: String) throws(StoreError) {
        try check(sqlite3_exec(handle, sql, nil, nil, nil), sql)
    }

    /// Compiles a statement.
    func prepare(_ sql: String) throws(StoreError) -> Statement {
        var compiled: OpaquePointer?
        let result = sqlite3_prepare_v3(handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &compiled, nil)
        guard result == SQLITE_OK, let compiled else { throw failure(result, sql) }
        return Statement(compiled, of: self)
    }

    /// The whole number in the first column of the first row; nil when there is no row or it is NULL.
    func integer(_ sql: String) throws(StoreError) -> Int64? {
        let statement = try prepare(sql)
        return try statement.step() && !statement.isNull(0) ? try statement.integer(0) : nil
    }

    /// The text in the first column of the first row; nil when there is no row.
    func text(_ sql: String) throws(StoreError) -> String? {
        let statement = try prepare(sql)
        return try statement.step() ? try statement.text(0) : nil
    }

    /// Keeps count of the pages in the write-ahead log from now on.
    func watchLog() {
        _ = sqlite3_wal_hook(
            handle,
            { context, _, _, pages in
                context?.assumingMemoryBound(to: Int32.self).pointee = pages
                return SQLITE_OK
            }, loggedPages)
    }

    /// Whether SQLite has fallen back to reading, as it does when it may not write the file.
    var isReadOnly: Bool { sqlite3_db_readonly(handle, "main") == 1 }

    /// Whether a transaction is open.
    var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

    /// Whether the write-ahead log is kept, not copied back and removed, when this, the last connection, closes: for a
    /// file that must stay as it is.
    func keepLogOnClose(_ isKept: Bool = true) {
        _ = nija_sqlite3_set_option(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, isKept ? 1 : 0)
    }

    /// Makes the statement that runs on this connection fail with `.interrupted`; callable from any thread.
    func interrupt() {
        sqlite3_interrupt(handle)
    }

    /// How many pages the write-ahead log held after the last commit of this connection; 0 once all are copied.
    var pagesInLog: Int { Int(loggedPages.pointee) }

    /// Copies pages from the write-ahead log into the database, as far as no reader needs the old ones; never waits.
    ///
    /// - Returns: whether everything was copied, so that the next commit starts the log anew.
    @discardableResult
    func checkpoint(truncating: Bool = false) throws(StoreError) -> Bool {
        var logged: Int32 = 0
        var copied: Int32 = 0
        let mode = truncating ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE
        let result = sqlite3_wal_checkpoint_v2(handle, nil, mode, &logged, &copied)
        // A reader in the way is no failure: what it still needs is copied another time.
        if result & 0xFF != SQLITE_BUSY { try check(result, "a checkpoint") }
        let isComplete = result == SQLITE_OK && logged == copied
        loggedPages.pointee = isComplete ? 0 : max(0, logged)
        return isComplete
    }

    /// Copies the database page by page into `target`, which is overwritten, as it is when the copy begins.
    ///
    /// The copy holds one snapshot, so that a writer on another connection neither waits nor makes it start again.
    func copy(to target: Connection) throws(StoreError) {
        guard let backup = sqlite3_backup_init(target.handle, "main", handle, "main") else {
            throw target.failure(sqlite3_extended_errcode(target.handle), "a backup")
        }
        let result = sqlite3_backup_step(backup, -1)
        let finished = sqlite3_backup_finish(backup)
        if result != SQLITE_DONE { throw target.failure(result, "a backup") }
        try target.check(finished, "a backup")
    }

    /// Throws unless `result` is a success.
    func check(_ result: Int32, _ activity: @autoclosure () -> String) throws(StoreError) {
        if result != SQLITE_OK { throw failure(result, activity()) }
    }

    /// The error for `result`, which this connection just returned.
    func failure(_ result: Int32, _ activity: String) -> StoreError {
        let code = ResultCode(extended: result, systemError: sqlite3_system_errno(handle))
        if code.leavesDeviceUnknown { isDeviceUnknown = true }
        let (kind, cure) = code.classified
        let reason = String(cString: sqlite3_errmsg(handle))
        let shortened = activity.count > 60 ? activity.prefix(60) + "…" : activity[...]
        return StoreError(kind, extendedCode: result, "\(path): \(reason), in \(shortened). \(cure)")
    }
}
