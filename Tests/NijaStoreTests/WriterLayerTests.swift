import CSQLite
import NijaModel
import NijaTesting
import Testing

@testable import NijaStore

/// The writer's layer of system calls, held against SQLite without it.
@Suite("The writer's layer")
struct WriterLayerTests {
    private let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory(inMemory: true) }

    /// A statement or a few, of all kinds that treat the log differently.
    ///
    /// But for ROLLBACK TO, which nija does not use: after it SQLite 3.40 itself can write a commit that is lost when the log
    /// is recovered, if the transaction is longer than the cache.
    private static func step(_ random: inout SeededGenerator) -> String {
        let rows = Int.random(in: 1...150, using: &random)
        let (key, size) = (Int.random(in: 0...500, using: &random), Int.random(in: 0...3000, using: &random))
        let series = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < \(rows))"
        let row = "\(key) + i, i || '-\(key)', zeroblob(\(size) % (i + 1))"
        let fill = "\(series) INSERT OR REPLACE INTO t SELECT \(row) FROM n"
        let change = "UPDATE t SET name = name || '\(size)' WHERE id % 3 = \(key) % 3"
        return random.pick([
            "INSERT OR REPLACE INTO t VALUES (\(key), 'one \(size)', zeroblob(\(size)))",
            // Longer than the cache: pages are written before the commit, and again in it.
            "BEGIN; \(fill); \(change); \(change); DELETE FROM t WHERE id % 7 = 1; \(change); COMMIT",
            fill, "DELETE FROM t WHERE id > \(key)",
            "BEGIN; \(fill); \(change); ROLLBACK",
            "INSERT OR REPLACE INTO t VALUES (-1, 'long', zeroblob(\(size * 60)))",
            "PRAGMA wal_checkpoint(PASSIVE)", "PRAGMA wal_checkpoint(RESTART)",
            "PRAGMA wal_checkpoint(TRUNCATE)", "VACUUM",
            // Fails half way.
            "INSERT INTO t SELECT id + 100000, name, data FROM t UNION ALL SELECT 100000, 'twice', NULL",
        ])
    }

    @Test(
        "after every step the log holds what it would hold without",
        arguments: ["NORMAL", "FULL"], [1, 2] as [UInt64])
    func sameLog(synchronous: String, seed: UInt64) throws {
        let layered = try RawDatabase(
            directory.file("layered"), throughLayer: true, synchronous: synchronous)
        let plain = try RawDatabase(directory.file("plain"), throughLayer: false, synchronous: synchronous)
        let databases = [layered, plain]
        for database in databases {
            let table = "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT UNIQUE, data)"
            #expect(database.run(table) == SQLITE_OK)
        }
        var random = SeededGenerator(seed: seed)
        var longest = 0
        for number in 0..<80 {
            let sql = Self.step(&random)
            let results = databases.map { $0.run(sql) }
            // What failed half way inside BEGIN leaves its transaction open.
            for database in databases { _ = database.run("ROLLBACK") }
            let step: Comment = "seed \(seed), step \(number): \(sql)"
            #expect(results[0] == results[1], step)
            let files = try databases.map { (try Files.read($0.path), try Files.read($0.path + "-wal")) }
            let logs = files.map { LogFrames($0.1) }
            // As truth values: what differs would be printed, and is thousands of bytes.
            let (isSameLog, isSameFile) = (logs[0] == logs[1], files[0].0 == files[1].0)
            try #require(isSameLog && isSameFile, step)
            longest = max(longest, logs[1].count)
            // As after a kill at this instant.
            try Files.copyDatabase(layered.path, to: directory.file("killed"))
            let survivor = try RawDatabase(directory.file("killed"), throughLayer: true)
            let query = "SELECT count(*) + total(length(name)) + total(length(data)) FROM t"
            #expect(survivor.integer(query) == plain.integer(query))
        }
        // More than is written at once.
        #expect(longest > 300)
        for database in databases {
            #expect(database.integer("SELECT integrity_check = 'ok' FROM pragma_integrity_check") == 1)
        }
    }

    @Test("another program reads every commit at once, and cannot write")
    func others() throws {
        let store = try LedgerStore(path: directory.file(), durability: .process)
        let other = try RawDatabase(store.path, throughLayer: false)
        var source = TradeSource()
        for count in 1...50 as ClosedRange<Int64> {
            _ = try store.record(1, from: &source)
            #expect(other.integer("SELECT count(*) FROM trade") == count)
            if count % 10 == 0 {
                try store.checkpointLog()
                #expect(store.logBytes == 0)
            }
            #expect(other.run("DELETE FROM trade") == SQLITE_BUSY)
        }
        try store.close()
        #expect(other.run("DELETE FROM trade") == SQLITE_OK)
    }

    @Test("readers keep what they see while the writer goes on, copies the log and starts it anew")
    func snapshots() throws {
        let store = try LedgerStore(path: directory.file(), durability: .process)
        var source = TradeSource()
        var readers: [(database: RawDatabase, count: Int64)] = []
        var (count, random) = (Int64(0), SeededGenerator(seed: 5))
        for _ in 0..<300 {
            _ = try store.record(3, from: &source)
            count += 3
            if random.isOneIn(4), readers.count < 6 {
                let reader = try RawDatabase(store.path, throughLayer: false)
                #expect(reader.run("BEGIN") == SQLITE_OK)
                #expect(reader.integer("SELECT count(*) FROM trade") == count)
                readers.append((reader, count))
            }
            if random.isOneIn(5) { try store.checkpointLog() }
            for reader in readers {
                #expect(reader.database.integer("SELECT count(*) FROM trade") == reader.count)
            }
            if random.isOneIn(3), !readers.isEmpty {
                readers.remove(at: Int.random(in: readers.indices, using: &random))
            }
        }
        readers.removeAll()
        try store.checkpointLog()
        #expect(store.logBytes == 0)
        _ = try store.record(1, from: &source)
        #expect(store.logBytes < 100_000)
        try store.checkIntegrity()
    }

    @Test("a mark that the writer keeps holds nothing of the log back")
    func keptMark() throws {
        let writer = try RawDatabase(directory.file(), throughLayer: true)
        let reader = try RawDatabase(directory.file(), throughLayer: false)
        #expect(writer.run("CREATE TABLE t (id INTEGER PRIMARY KEY)") == SQLITE_OK)
        for number in 1...20 {
            #expect(writer.run("INSERT INTO t VALUES (\(number))") == SQLITE_OK)
            #expect(reader.integer("SELECT count(*) FROM t") == Int64(number))
            if number % 5 == 0 {
                let mode = number % 10 == 0 ? SQLITE_CHECKPOINT_PASSIVE : SQLITE_CHECKPOINT_TRUNCATE
                let (logged, copied) = try #require(writer.checkpoint(mode))
                #expect(logged == copied)
            }
        }
    }

    @Test("a writer that is gone leaves no lock to the others of its process")
    func locksEnd() throws {
        let store = try LedgerStore(path: directory.file(), durability: .process)
        // Keeps the shared memory of the log alive.
        let reader = try LedgerReader(path: store.path)
        var source = TradeSource()
        for count in 1...5 {
            _ = try store.record(1, from: &source)
            try store.reopen()
            #expect(try reader.events(after: 0, upTo: .max, limit: .max, kinds: .all).count == count)
        }
        _ = try store.record(1, from: &source)
    }
}
