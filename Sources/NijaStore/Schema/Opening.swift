import NijaModel

/// Opens a database for writing: makes it, migrates it, or refuses it and leaves it as it is.
struct Opening {
    let path: String
    let durability: Durability
    /// Every known step of the schema; tests pass others.
    var migrations = Migration.all
    /// SQLite's layer of system calls; tests pass one that fails.
    var vfs: String?
    /// Largest number of pages; tests pass a small one to fill the disk.
    var pagesMax: Int?

    /// A trade dirties three pages: a leaf of the table and one of each index.
    ///
    /// Measured with a million trades of random ids (a trade dirties a leaf of its own in the index of ids): 14.3 µs a
    /// commit of one trade, where 4096 takes 16.7 µs, 8192 17.6 µs and 1024 17.1 µs; checkpoints, which write whole
    /// pages back, included, 29, 35, 42 and 34 µs. In commits of 1000 trades 2048 takes 7.2 µs a trade, 4096 8.0 µs;
    /// with ids that grow 3.5 and 3.4 µs.
    static let pageSizeBytes = 2048
    /// Pages kept in memory, in KiB.
    ///
    /// It holds the inner pages of the indexes over a million trades; the operating
    /// system's cache serves the leaves.
    static let cacheSizeKibibytes = 8192
    /// What the write-ahead log is cut to when it starts anew: rewriting a file that is there is cheaper to sync than
    /// growing it, so it is not cut to nothing.
    static let logKeptBytes = 64 << 20
    /// A database up to this size is checked page by page at every start.
    ///
    /// That takes 25 ms at most. A larger one is
    /// trusted where it is not read: SQLite checks each page's structure when it reads it, every value is checked when
    /// it is decoded, checkpoints have a checksum, and `checkIntegrity` looks at everything on demand. A start therefore
    /// takes the same time whatever the history.
    static let checkedBytesMax: UInt64 = 16 << 20

    /// A page of the smallest size that SQLite has.
    private static let smallestBytes: UInt64 = 512

    private var supportedVersion: Int { migrations.last?.version ?? 0 }

    /// Opens the file.
    ///
    /// - Returns: a connection that keeps the log when it closes, until it is told otherwise.
    /// - Throws: `.foreign`, `.newerSchema`, `.damaged` and what the file system says; the file is untouched then.
    func open() throws(StoreError) -> Connection {
        let known = try FileSystem.size(of: path) ?? 0
        // SQLite takes so short a file for an empty one, and would write over it.
        if known > 0 && known < Self.smallestBytes {
            throw StoreError(.foreign, "\(path) is no database and was left as it is. Use another path.")
        }
        // The reader stays open until the writer is: the write-ahead log is then recovered once, not twice.
        let inspection = known > 0 ? try inspect(sizeBytes: known) : nil
        let connection = try Connection(path: path, access: .readWrite, vfs: vfs)
        // What turns out to be damaged yet is left as it is.
        connection.keepLogOnClose()
        try configure(connection)
        guard !connection.isReadOnly else {
            throw StoreError(
                .permission, "\(path): it cannot be written. Make the file writable for the daemon.")
        }
        // That the log beside it can be written shows only when something begins to be.
        try connection.execute("BEGIN IMMEDIATE; ROLLBACK")
        let version = Int(try connection.integer("PRAGMA user_version") ?? 0)
        if version < supportedVersion { try migrate(connection, from: version) }
        withExtendedLifetime(inspection) {}
        return connection
    }

    /// Looks at a file through a connection that cannot write.
    private func inspect(sizeBytes: UInt64) throws(StoreError) -> Connection {
        let connection = try Connection(path: path, access: .readOnly, vfs: vfs)
        let application = try connection.integer("PRAGMA application_id") ?? 0
        let version = Int(try connection.integer("PRAGMA user_version") ?? 0)
        let hasTables = try connection.integer("SELECT count(*) FROM sqlite_schema") ?? 0 > 0
        // An empty database without an owner is what is left of a creation that was cut off.
        if application != Schema.applicationID && (hasTables || application != 0) {
            throw StoreError(
                .foreign, "\(path) is another program's database and was left as it is. Use another path.")
        }
        if version > supportedVersion {
            throw StoreError(
                .newerSchema(found: version, supported: supportedVersion),
                "\(path) has schema version \(version); this nijad supports up to \(supportedVersion). Use a newer nijad."
            )
        }
        try checkSize(connection, sizeBytes: sizeBytes)
        if sizeBytes <= Self.checkedBytesMax { try Integrity.quickCheck(connection) }
        return connection
    }

    /// Finds a file that was cut off; while there is a log, the file may rightly be shorter than the database.
    private func checkSize(_ connection: Connection, sizeBytes: UInt64) throws(StoreError) {
        guard try FileSystem.size(of: path + "-wal") ?? 0 == 0 else { return }
        let pages = UInt64(try connection.integer("PRAGMA page_count") ?? 0)
        let pageSize = UInt64(try connection.integer("PRAGMA page_size") ?? 0)
        if sizeBytes < pages * pageSize {
            throw StoreError(
                .damaged,
                "\(path) is cut off: \(sizeBytes) of \(pages * pageSize) bytes. Restore a backup to another path."
            )
        }
    }

    private func configure(_ connection: Connection) throws(StoreError) {
        try connection.execute("PRAGMA page_size=\(Self.pageSizeBytes)")
        guard try connection.text("PRAGMA journal_mode=WAL") == "wal" else {
            throw StoreError(
                .cannotOpen,
                "\(path): its file system cannot do write-ahead logging. Use a local file system.")
        }
        try connection.execute(
            """
            PRAGMA synchronous=\(durability.synchronous);
            PRAGMA wal_autocheckpoint=0;
            PRAGMA journal_size_limit=\(Self.logKeptBytes);
            PRAGMA cache_size=-\(Self.cacheSizeKibibytes);
            PRAGMA temp_store=MEMORY;
            PRAGMA secure_delete=OFF;
            PRAGMA trusted_schema=OFF;
            PRAGMA cell_size_check=ON;
            """)
        // After wal_autocheckpoint, which takes the same hook away.
        connection.watchLog()
        if let pagesMax { try connection.execute("PRAGMA max_page_count=\(pagesMax)") }
    }

    /// Runs what is missing in one transaction; a database that has rows is copied first.
    private func migrate(_ connection: Connection, from version: Int) throws(StoreError) {
        if version > 0 { try backUp(connection, version) }
        try connection.execute("BEGIN IMMEDIATE")
        do throws(StoreError) {
            for migration in migrations where migration.version > version {
                for statement in migration.statements { try connection.execute(statement) }
            }
            try connection.execute("PRAGMA application_id=\(Schema.applicationID)")
            try connection.execute("PRAGMA user_version=\(supportedVersion)")
            try connection.execute("COMMIT")
        } catch {
            // SQLite has rolled back by itself after some errors.
            if connection.isInTransaction { try? connection.execute("ROLLBACK") }
            throw error
        }
    }

    /// Copies the database to `<path>.v<version>.backup`.
    private func backUp(_ connection: Connection, _ version: Int) throws(StoreError) {
        let pages = try connection.integer("PRAGMA page_count") ?? 0
        let pageSize = try connection.integer("PRAGMA page_size") ?? 0
        // The copy, and a log in which every page has changed.
        let needed = 2 * UInt64(pages * pageSize)
        let free = try FileSystem.freeBytes(beside: path)
        if free < needed {
            throw StoreError(
                .diskFull,
                "\(path): the step to schema \(supportedVersion) needs \(needed) bytes, and \(free) are free. "
                    + "Free space on its device.")
        }
        try Backup.write(connection, to: "\(path).v\(version).backup", replacing: true)
    }
}
