import NijaModel
import NijaTesting
import Testing

@testable import NijaStore

@Suite("Migrations")
struct MigrationTests {
    private let directory: TemporaryDirectory
    private var path: String { directory.file() }

    init() throws { directory = try TemporaryDirectory() }

    /// The newest version of the schema.
    private static let newest = Migration.all.count

    /// A made-up next one.
    private let next = Migration(
        version: newest + 1,
        statements: ["CREATE TABLE extra (a INTEGER) STRICT", "ALTER TABLE trade ADD COLUMN extra TEXT"])

    private func opening(_ migrations: [Migration]) -> Opening {
        var opening = Opening(path: path, durability: .process)
        opening.migrations = migrations
        return opening
    }

    /// A file as that version has left it; a store of today would look for tables that it does not have.
    private func makeReleased(_ version: Int) throws -> [LedgerEvent] {
        let connection = try opening(Array(Migration.all.prefix(version))).open()
        let insertion = try connection.prepare(TradeTable.insertion)
        var source = TradeSource()
        let events = (1...50).map { source.event($0) }
        for event in events {
            var row = RowBinder(insertion)
            row.add(sequence: event.sequence)
            row.add(event.time)
            row.add(event.actor)
            try TradeTable.write(event, to: &row)
            try insertion.run()
        }
        return events
    }

    private func makeOld() throws -> [LedgerEvent] {
        let store = try LedgerStore(path: path, durability: .process)
        var source = TradeSource()
        let events = try store.record(50, from: &source)
        try store.close()
        return events
    }

    @Test("an older file is copied, brought up to date, and keeps its events")
    func migrates() throws {
        let events = try makeOld()
        let store = try LedgerStore(opening(Migration.all + [next]))
        #expect(try store.everything() == events)
        #expect(
            try Connection(path: path, access: .readOnly).integer("PRAGMA user_version")
                == Int64(next.version))
        let backup = try LedgerStore(path: path + ".v\(Self.newest).backup", durability: .process)
        #expect(try backup.everything() == events)
        #expect(!Files.exists(path + ".v\(Self.newest).backup.partial"))
    }

    @Test("every released version is brought up to date, and keeps its events", arguments: 1..<newest)
    func released(version: Int) throws {
        let events = try makeReleased(version)
        let migrated = try LedgerStore(path: path, durability: .process)
        #expect(try migrated.everything() == events)
        #expect(Files.exists(path + ".v\(version).backup"))
    }

    @Test("the migrated file is newer than the version before can read")
    func newer() throws {
        _ = try makeOld()
        try LedgerStore(opening(Migration.all + [next])).close()
        #expect(
            codeThrown { () throws(StoreError) in try LedgerStore(path: path, durability: .process) }
                == .newerSchema(found: next.version, supported: Self.newest))
    }

    @Test("a step that fails leaves the old file, and works when it is tried again")
    func failing() throws {
        let events = try makeOld()
        let broken = Migration(version: next.version, statements: next.statements + ["this is no SQL"])
        #expect(
            codeThrown { () throws(StoreError) in try LedgerStore(opening(Migration.all + [broken])) }
                == .internal)
        let old = try LedgerStore(path: path, durability: .process)
        #expect(try old.everything() == events)
        try old.close()
        withExtendedLifetime(old) {}
    }

    @Test("a kill at any statement of a migration leaves the old version or the new one")
    func killed() throws {
        let events = try makeOld()
        // As the migration does it, but stopping before each statement to look at what a kill would leave.
        let connection = try opening(Migration.all).open()
        try connection.execute("BEGIN IMMEDIATE")
        for (index, statement) in (next.statements + ["PRAGMA user_version=\(next.version)"]).enumerated() {
            try connection.execute(statement)
            let copy = directory.file("killed\(index).db")
            try Files.copyDatabase(path, to: copy)
            let store = try LedgerStore(path: copy, durability: .process)
            #expect(try store.everything() == events)
        }
        try connection.execute("COMMIT")
        try Files.copyDatabase(path, to: directory.file("done.db"))
        #expect(
            codeThrown { () throws(StoreError) in
                try LedgerStore(path: directory.file("done.db"), durability: .process)
            }
                == .newerSchema(found: next.version, supported: Self.newest))
    }

    @Test("versions grow by one")
    func versions() {
        #expect(Migration.all.map(\.version) == Array(1...Migration.all.count))
    }

    @Test("every view can be read")
    func views() throws {
        let store = try LedgerStore(path: path, durability: .process)
        var source = RandomEvents(seed: 5)
        for event in source.events(200) { try store.append(event) }
        try store.commit()
        let reader = try Connection(path: path, access: .readOnly)
        for view in [
            "trades", "accounts", "balances", "cash_flows", "strategies", "alarms", "alarm_history",
            "thresholds", "fills", "compliance_rules",
        ] {
            let rows = try reader.prepare("SELECT * FROM \(view)")
            var count = 0
            while try rows.step() { count += 1 }
            #expect(count > 0, "\(view)")
        }
    }

    @Test("the views show names, RFC 3339 times and numbers")
    func viewsInWords() throws {
        let store = try LedgerStore(path: path, durability: .process)
        var trade = Trade(
            strategy: "s", symbol: "BTC", profit: try Decimal("-12.5"),
            exitTime: Timestamp(nanoseconds: -1_500_000_000))
        (trade.tradeID, trade.side, trade.exitReason) = ("t", .short, .trailingStop)
        trade.entryTime = try Timestamp(rfc3339: "1969-12-31T00:00:00.000000001Z")
        try store.append(TradeSource.event(1, trade))
        try store.commit()
        let reader = try Connection(path: path, access: .readOnly)
        let text = try reader.text(
            "SELECT side || ' ' || exit_reason || ' ' || exit_time || ' ' || entry_time || ' ' || net_profit || ' ' || voided FROM trades"
        )
        #expect(
            text
                == "SHORT TRAILING_STOP 1969-12-31T23:59:58.500000000Z 1969-12-31T00:00:00.000000001Z -12.5 0"
        )
    }
}
