/// Copies of a database, made while it is in use.
enum Backup {
    /// Copies the database of `connection` into one file at `path`, which appears when it is whole and synced.
    ///
    /// - Throws: `.alreadyExists` when there is such a file and it must not be replaced.
    static func write(_ connection: Connection, to path: String, replacing: Bool = false) throws(StoreError) {
        if !replacing, try FileSystem.size(of: path) != nil {
            throw StoreError(.alreadyExists, "\(path) exists already. Use another path.")
        }
        let partial = path + ".partial"
        FileSystem.remove(partial, partial + "-journal", partial + "-wal", partial + "-shm")
        do throws(StoreError) {
            try copy(connection, to: partial)
            try FileSystem.publish(partial, as: path)
        } catch {
            FileSystem.remove(partial, partial + "-journal", partial + "-wal", partial + "-shm")
            throw error
        }
    }

    private static func copy(_ connection: Connection, to path: String) throws(StoreError) {
        let target = try Connection(path: path, access: .readWrite)
        try connection.copy(to: target)
        // The copy says in its header that it has a write-ahead log; a backup is one file.
        try target.execute("PRAGMA journal_mode=DELETE")
    }
}

/// Whether a database is sound.
enum Integrity {
    /// Looks at the structure of every page, but not whether indexes and tables agree.
    static func quickCheck(_ connection: Connection) throws(StoreError) {
        try check(connection, "PRAGMA quick_check(1)")
    }

    /// Looks at everything.
    static func fullCheck(_ connection: Connection) throws(StoreError) {
        try check(connection, "PRAGMA integrity_check(1)")
    }

    private static func check(_ connection: Connection, _ pragma: String) throws(StoreError) {
        let finding = try connection.text(pragma) ?? "no answer"
        if finding != "ok" {
            throw StoreError(
                .damaged,
                "\(connection.path): \(finding). It was left as it is; restore a backup to another path.")
        }
    }
}
