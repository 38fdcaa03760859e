import CSQLite
import NijaModel
import NijaTesting
import Testing

@testable import NijaStore

@Suite("Opening")
struct OpeningTests {
    private let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    /// Runs SQL on a file as another program would.
    private func sqlite(_ path: String, _ sql: String) throws {
        try Connection(path: path, access: .readWrite).execute(sql)
    }

    @Test("a new file and an empty one become a ledger")
    func new() throws {
        try Files.write([], to: directory.file("empty.db"))
        for name in ["new.db", "empty.db"] {
            let store = try LedgerStore(path: directory.file(name), durability: .full)
            #expect(store.lastSequence == 0)
            var source = TradeSource()
            _ = try store.record(1, from: &source)
            #expect(store.lastSequence == 1)
        }
    }

    @Test(
        "the header says whose file it is, and WAL and durability are as asked",
        arguments: Durability.allCases)
    func pragmas(durability: Durability) throws {
        let connection = try Opening(path: directory.file(), durability: durability).open()
        #expect(try connection.integer("PRAGMA application_id") == 0x4E49_4A41)
        #expect(try connection.integer("PRAGMA user_version") == Int64(LedgerStore.schemaVersion))
        #expect(try connection.text("PRAGMA journal_mode") == "wal")
        #expect(try connection.integer("PRAGMA synchronous") == (durability == .full ? 2 : 1))
        #expect(try connection.integer("PRAGMA wal_autocheckpoint") == 0)
        #expect(try connection.integer("PRAGMA journal_size_limit") == 64 << 20)
    }

    @Test("a second store on the same file is refused, and not after the first is gone")
    func lock() throws {
        var first: LedgerStore? = try LedgerStore(path: directory.file(), durability: .process)
        #expect(first != nil)
        #expect(
            codeThrown { () throws(StoreError) in
                try LedgerStore(path: directory.file(), durability: .process)
            } == .busy)
        first = nil
        #expect(
            codeThrown { () throws(StoreError) in
                try LedgerStore(path: directory.file(), durability: .process)
            } == nil)
    }

    @Test("what is not ours is refused and stays byte for byte as it is")
    func refused() throws {
        try sqlite(directory.file("foreign.db"), "CREATE TABLE t (a); INSERT INTO t VALUES (1)")
        try sqlite(directory.file("owned.db"), "PRAGMA application_id=7; CREATE TABLE t (a)")
        try sqlite(directory.file("wal.db"), "PRAGMA journal_mode=WAL; CREATE TABLE t (a)")
        try Files.write(
            Array("hello, this is no database at all, only text. ".utf8)
                + [UInt8](repeating: 65, count: 4096), to: directory.file("text.db"))
        try sqlite(
            directory.file("newer.db"),
            "PRAGMA application_id=\(Schema.applicationID); PRAGMA user_version=99; CREATE TABLE t (a)")
        for (name, code) in [
            ("foreign.db", StoreError.Code.foreign), ("owned.db", .foreign), ("wal.db", .foreign),
            ("text.db", .foreign),
            ("newer.db", .newerSchema(found: 99, supported: LedgerStore.schemaVersion)),
        ] {
            let path = directory.file(name)
            let before = try Files.read(path)
            #expect(
                codeThrown { () throws(StoreError) in try LedgerStore(path: path, durability: .full) }
                    == code, "\(name)")
            #expect(try Files.read(path) == before, "\(name)")
        }
        #expect(
            codeThrown { () throws(StoreError) in try LedgerStore(path: "/dev/null", durability: .full) }
                != nil)
        #expect(
            codeThrown { () throws(StoreError) in
                try LedgerStore(path: directory.file("no/such/dir.db"), durability: .full)
            }
                == .cannotOpen)
    }

    /// A closed ledger with some of everything, as bytes.
    private func sample() throws -> (bytes: [UInt8], events: [LedgerEvent]) {
        let store = try LedgerStore(path: directory.file("sample.db"), durability: .process)
        var source = RandomEvents(seed: 99)
        let events = source.events(60)
        for event in events { try store.append(event) }
        try store.commit()
        try store.close()
        return (try Files.read(directory.file("sample.db")), events)
    }

    @Test("a file that was cut off is refused as damaged and left as it is")
    func truncated() throws {
        let (bytes, _) = try sample()
        for count in [1, 50, 100, 2047, 2048, 4096, bytes.count / 2, bytes.count - 2048, bytes.count - 1] {
            let path = directory.file("cut\(count).db")
            let cut = Array(bytes[..<count])
            try Files.write(cut, to: path)
            let code = codeThrown { () throws(StoreError) in try LedgerStore(path: path, durability: .full) }
            #expect(code == .damaged || code == .foreign, "\(count) bytes: \(String(describing: code))")
            #expect(try Files.read(path) == cut)
        }
    }

    @Test(
        "a flipped bit gives an error with a code or readable events, never a crash",
        arguments: [1, 2, 3] as [UInt64])
    func flipped(seed: UInt64) throws {
        let (bytes, _) = try sample()
        var random = SeededGenerator(seed: seed)
        for round in 0..<60 {
            var damaged = bytes
            for _ in 0..<Int.random(in: 1...8, using: &random) {
                damaged[Int.random(in: damaged.indices, using: &random)] ^=
                    1 << UInt8.random(in: 0..<8, using: &random)
            }
            let path = directory.file("flip\(round).db")
            try Files.write(damaged, to: path)
            do throws(StoreError) {
                let store = try LedgerStore(path: path, durability: .process)
                _ = try store.everything()
                try store.checkIntegrity()
            } catch {
                switch error.code {
                case .damaged, .foreign, .newerSchema, .internal: break
                default: Issue.record("seed \(seed), round \(round): \(error)")
                }
            }
        }
    }

    @Test("a kill in the middle of a transaction leaves what was committed", arguments: [10, 5000])
    func kill(uncommitted: Int) throws {
        let store = try LedgerStore(path: directory.file(), durability: .process)
        var source = TradeSource()
        let committed = try store.record(100, from: &source)
        // Many rows spill out of the cache into the log before they are committed.
        for offset in 1...uncommitted { try store.append(source.event(100 + UInt64(offset))) }
        try Files.copyDatabase(directory.file(), to: directory.file("killed.db"))
        let restarted = try LedgerStore(path: directory.file("killed.db"), durability: .process)
        #expect(restarted.lastSequence == 100)
        #expect(try restarted.everything() == committed)
        try restarted.checkIntegrity()
        #expect(try restarted.record(5, from: &source).count == 5)
    }

    @Test("a log that ends in rubbish loses nothing before the rubbish")
    func tornLog() throws {
        let store = try LedgerStore(path: directory.file(), durability: .process)
        var source = TradeSource()
        for _ in 0..<20 { _ = try store.record(1, from: &source) }
        try Files.copyDatabase(directory.file(), to: directory.file("torn.db"))
        var log = try Files.read(directory.file("torn.db-wal"))
        log += [UInt8](repeating: 0xAB, count: 5000)
        try Files.write(log, to: directory.file("torn.db-wal"))
        #expect(try LedgerStore(path: directory.file("torn.db"), durability: .process).lastSequence == 20)
    }

    @Test("a ledger that is let go before it was found sound is left as it is, and so is its log")
    func letGo() throws {
        let (live, copy) = (directory.file("live.db"), directory.file("copy.db"))
        let store = try LedgerStore(path: live, durability: .full)
        var source = TradeSource()
        _ = try store.record(5, from: &source)
        try Files.copyDatabase(live, to: copy)
        let before = [try Files.read(copy), try Files.read(copy + "-wal")]
        _ = try Opening(path: copy, durability: .full).open()
        #expect([try Files.read(copy), try Files.read(copy + "-wal")] == before)
    }
}
