import CSQLite
import Glibc

/// Opens a database for writing: makes it, migrates it, or refuses it and leaves it as it is.
enum Opening {
    /// Opens the file at `path`.
    ///
    /// - Throws: `.foreign`, `.newerSchema`, `.damaged` and what the file system says; the file is untouched then.
    static func open(_ path: String, _ durability: Durability) throws(StoreError) -> Connection {
        try checkHeader(path)
        let connection = try Connection(path: path, access: .readWrite)
        let version = Int(try connection.integer("PRAGMA user_version") ?? 0)
        let application = try connection.integer("PRAGMA application_id") ?? 0
        let tables = try connection.integer("SELECT count(*) FROM sqlite_schema") ?? 0
        if application != Schema.applicationID && tables > 0 {
            throw StoreError(
                .foreign, "\(path) is a database of another program; it was left as it is. Use another path.")
        }
        if version > Schema.version {
            throw StoreError(
                .newerSchema(found: version, supported: Schema.version),
                "\(path) has schema \(version); this nijad reads up to \(Schema.version). Use a later nijad.")
        }
        try connection.execute("PRAGMA page_size=4096; PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=0;")
        try connection.execute("PRAGMA synchronous=\(durability == .full ? "FULL" : "NORMAL")")
        try connection.execute("PRAGMA cache_size=-8192; PRAGMA foreign_keys=OFF; PRAGMA temp_store=MEMORY;")
        if version < Schema.version { try migrate(connection, from: version) }
        return connection
    }

    /// A file that is there must look like SQLite's before SQLite may touch it.
    private static func checkHeader(_ path: String) throws(StoreError) {
        guard let file = fopen(path, "rb") else {
            if errno == ENOENT { return }
            throw StoreError(.cannotOpen, "\(path): \(String(cString: strerror(errno)))")
        }
        defer { fclose(file) }
        var header = [UInt8](repeating: 0, count: 16)
        let count = fread(&header, 1, header.count, file)
        if count == 0 { return }
        guard header == Array("SQLite format 3".utf8) + [0] else {
            throw StoreError(.foreign, "\(path) is not a database; it was left as it is. Use another path.")
        }
    }

    private static func migrate(_ connection: Connection, from version: Int) throws(StoreError) {
        if version > 0 { try connection.copy(to: "\(connection.path).before-schema-\(Schema.version)") }
        try connection.execute("BEGIN IMMEDIATE")
        do throws(StoreError) {
            for step in Schema.migrations[version...] {
                for statements in step { try connection.execute(statements) }
            }
            try connection.execute(
                "PRAGMA application_id=\(Schema.applicationID); PRAGMA user_version=\(Schema.version);")
            try connection.execute("COMMIT")
        } catch {
            try? connection.execute("ROLLBACK")
            throw error
        }
    }
}

/// What an acknowledged write survives.
public enum Durability: String, CaseIterable, Sendable {
    /// Power loss, if the disk keeps what it has synced.
    case full
    /// The end of the process, however sudden, but not of the machine.
    case process
}
