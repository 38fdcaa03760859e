import CSQLite
import CSQLiteVFS
import Testing

/// A database opened as another program would, or through the writer's layer of system calls; no schema of nija's.
final class RawDatabase {
    let path: String
    private let handle: OpaquePointer

    /// Opens or makes a database in WAL mode, with small pages and a small cache, so that long transactions spill.
    init(_ path: String, throughLayer isLayered: Bool, synchronous: String = "NORMAL") throws {
        self.path = path
        var opened: OpaquePointer?
        let layer = isLayered ? nija_writer_vfs(nil) : nil
        #expect(isLayered == (layer != nil))
        let result = sqlite3_open_v2(path, &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, layer)
        handle = try #require(opened)
        #expect(result == SQLITE_OK)
        #expect(
            run(
                """
                PRAGMA page_size=512; PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=0;
                PRAGMA synchronous=\(synchronous); PRAGMA cache_size=20
                """) == SQLITE_OK)
    }

    deinit { sqlite3_close(handle) }

    /// Runs SQL to its end; the result code.
    func run(_ sql: String) -> Int32 { sqlite3_exec(handle, sql, nil, nil, nil) }

    /// The whole number that a query gives; nil when it fails.
    func integer(_ sql: String) -> Int64? {
        var statement: OpaquePointer?
        guard sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK else { return nil }
        defer { sqlite3_finalize(statement) }
        return sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : nil
    }

    /// How many frames the log has and how many of them were copied; nil when it could not be tried.
    func checkpoint(_ mode: Int32 = SQLITE_CHECKPOINT_PASSIVE) -> (logged: Int32, copied: Int32)? {
        var (logged, copied): (Int32, Int32) = (0, 0)
        let result = sqlite3_wal_checkpoint_v2(handle, nil, mode, &logged, &copied)
        return result == SQLITE_OK ? (logged, copied) : nil
    }
}
