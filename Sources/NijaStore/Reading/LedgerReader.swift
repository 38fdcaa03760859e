public import NijaModel

/// A read-only connection, for reads that take long, on a worker's thread while the ledger goes on.
///
/// It is owned by one thread. The writer neither waits for it nor makes it wait. Each call reads in transactions of
/// milliseconds (`backup` and `checkIntegrity` excepted), because the write-ahead log cannot start anew while one is open;
/// what a call returns is nevertheless one state of the ledger, since rows are only added, and voidings carry their
/// sequence.
public final class LedgerReader {
    /// Where the database is.
    public let path: String
    let connection: Connection
    private let eventReader: EventReader

    private static let cacheSizeKibibytes = 2048

    /// Opens a database that a `LedgerStore` has open, or has made.
    ///
    /// - Throws: `StoreError`.
    public init(path: String) throws(StoreError) {
        self.path = path
        connection = try Connection(path: path, access: .readOnly)
        try connection.execute(
            """
            PRAGMA query_only=ON;
            PRAGMA cache_size=-\(Self.cacheSizeKibibytes);
            PRAGMA temp_store=MEMORY;
            PRAGMA trusted_schema=OFF;
            PRAGMA cell_size_check=ON;
            """)
        eventReader = try EventReader(connection)
    }

    /// The last event that is committed; 0 when there is none.
    public func lastSequence() throws(StoreError) -> UInt64 {
        try LastSequence.read(connection)
    }

    /// Events past `after` up to `upTo`, at most `limit`, in their sequence.
    ///
    /// - Cost: O(log n) and O(events); what lies before `after` costs nothing.
    public func events(
        after: UInt64, upTo: UInt64, limit: Int, kinds: EventKinds
    ) throws(StoreError) -> [LedgerEvent] {
        // One transaction, so that no table is read as it is later than another.
        try inTransaction { () throws(StoreError) in
            try eventReader.events(after: after, upTo: upTo, limit: limit, kinds: kinds)
        }
    }

    /// Copies the database, while it is being written, into one file at `path`, which appears when it is whole and synced.
    ///
    /// - Returns: the last event that the copy includes.
    /// - Throws: `.alreadyExists`; `.diskFull` and what else the file system says. There is no such file then.
    /// - Cost: reads and writes the whole database; the write-ahead log grows meanwhile.
    @discardableResult
    public func backup(to path: String) throws(StoreError) -> UInt64 {
        try inTransaction { () throws(StoreError) in
            let sequence = try lastSequence()
            try Backup.write(connection, to: path)
            return sequence
        }
    }

    /// Looks at every page, row and index.
    ///
    /// - Throws: `.damaged` with the first finding.
    /// - Cost: reads the whole file.
    public func checkIntegrity() throws(StoreError) {
        try Integrity.fullCheck(connection)
    }

    func inTransaction<Value>(_ body: () throws(StoreError) -> Value) throws(StoreError) -> Value {
        try connection.execute("BEGIN")
        let value: Value
        do throws(StoreError) {
            value = try body()
        } catch {
            try? connection.execute("ROLLBACK")
            throw error
        }
        try connection.execute("COMMIT")
        return value
    }
}
