import NijaModel
import NijaTesting
import Testing

@testable import NijaStore

@Suite("Writing")
struct WritingTests {
    private let directory: TemporaryDirectory
    private let store: LedgerStore
    private var source = TradeSource()

    init() throws {
        directory = try TemporaryDirectory(inMemory: true)
        store = try LedgerStore(path: directory.file(), durability: .process)
    }

    @Test("what is rolled back is gone, and its sequences can be given again")
    mutating func rollback() throws {
        let kept = try store.record(3, from: &source)
        try store.append(source.event(4))
        try store.append(TradeSource.voiding(5, of: kept[0]))
        #expect(store.isInTransaction)
        #expect(try store.trade(account: "default", tradeID: "t4") != nil)
        #expect(try store.trade(account: "default", tradeID: "t1")?.voiding?.reason == "wrong")
        store.rollback()
        #expect(!store.isInTransaction)
        #expect(store.lastSequence == 3)
        #expect(try store.everything() == kept)
        #expect(try store.trade(account: "default", tradeID: "t1")?.voiding == nil)
        _ = try store.record(1, from: &source)
        #expect(store.lastSequence == 4)
    }

    @Test("a log that was made long keeps its length, and holds what was committed and nothing else")
    mutating func preparedLog() throws {
        let before = try store.record(3, from: &source)
        let log = directory.file() + "-wal"
        let bytes: UInt64 = 1 << 20
        try store.prepareLog(bytes: bytes)
        let after = try store.record(20, from: &source)
        #expect(try FileSystem.size(of: log) == bytes)
        try store.prepareLog(bytes: bytes / 2)
        #expect(try FileSystem.size(of: log) == bytes)
        // As after a kill: what is on the disk, opened by another.
        let copy = try TemporaryDirectory(inMemory: true)
        try Files.copyDatabase(directory.file(), to: copy.file())
        let survivor = try LedgerStore(path: copy.file(), durability: .process)
        #expect(try survivor.everything() == before + after)
    }

    @Test("a log is not made longer than a tenth of the space that is left")
    func noRoom() throws {
        try store.prepareLog(bytes: 1 << 60)
        #expect(try FileSystem.size(of: directory.file() + "-wal") ?? 0 < 1 << 20)
    }

    @Test("sequences never go back and never repeat")
    mutating func sequences() throws {
        _ = try store.record(3, from: &source)
        for sequence in [0, 1, 3, UInt64.max] as [UInt64] {
            #expect(
                codeThrown { () throws(StoreError) in try store.append(source.event(sequence)) } == .internal)
        }
        try store.append(source.event(10))
        #expect(codeThrown { () throws(StoreError) in try store.append(source.event(10)) } == .internal)
        try store.commit()
        #expect(store.lastSequence == 10)
    }

    @Test("after a write that failed, nothing of the transaction can be committed")
    mutating func mustRollBack() throws {
        let kept = try store.record(1, from: &source)
        try store.append(source.event(2))
        // The same trade id again: the ledger should have known.
        #expect(
            codeThrown { () throws(StoreError) in try store.append(TradeSource.event(3, kept[0].trade)) }
                == .internal)
        #expect(codeThrown { () throws(StoreError) in try store.append(source.event(4)) } == .internal)
        #expect(codeThrown { () throws(StoreError) in try store.commit() } == .internal)
        #expect(try store.everything() == kept)
        #expect(try store.record(1, from: &source).count == 1)
    }

    @Test("an event that contradicts itself is refused")
    func inconsistent() throws {
        var event = TradeSource.event(1, TradeTable.blank)
        event.time = Timestamp(nanoseconds: 1)
        #expect(codeThrown { () throws(StoreError) in try store.append(event) } == .internal)
        store.rollback()
        event = TradeSource.event(2, TradeTable.blank)
        event.sequence = 1
        #expect(codeThrown { () throws(StoreError) in try store.append(event) } == .internal)
        store.rollback()
        #expect(try store.everything().isEmpty)
    }

    @Test("a database that may not grow is a full disk, and nothing half written stays")
    mutating func pagesMax() throws {
        var opening = Opening(path: directory.file("small.db"), durability: .full)
        opening.pagesMax = 80
        let small = try LedgerStore(opening)
        var acknowledged: [LedgerEvent] = []
        var code: StoreError.Code?
        while code == nil {
            code = codeThrown { () throws(StoreError) in acknowledged += try small.record(8, from: &source) }
            small.rollback()
        }
        #expect(code == .diskFull)
        #expect(try small.everything() == acknowledged)
        #expect(codeThrown { () throws(StoreError) in try small.probe() } == .diskFull)
        try small.checkIntegrity()
    }

    @Test("the newest two checkpoints are kept, by format, and a damaged one is passed over")
    func checkpoints() throws {
        for sequence in 1...4 as ClosedRange<UInt64> {
            try store.append(
                TradeSource.event(
                    sequence,
                    { () -> Trade in
                        var t = TradeTable.blank; t.tradeID = "\(sequence)"; return t
                    }()))
            try store.saveCheckpoint(
                sequence: sequence, version: 7,
                state: [UInt8(sequence)] + [UInt8](repeating: 5, count: 100_000))
            try store.commit()
        }
        #expect(try store.checkpoints(version: 7).map(\.sequence) == [4, 3])
        #expect(try store.checkpoints(version: 7).first?.state.count == 100_001)
        #expect(try store.checkpoints(version: 8).isEmpty)
        try store.saveCheckpoint(sequence: 4, version: 7, state: [])
        try store.commit()
        #expect(try store.checkpoints(version: 7).first?.state == [])
        try store.close()
        try Connection(path: store.path, access: .readWrite).execute(
            "UPDATE checkpoint SET checksum = checksum + 1 WHERE sequence = 4")
        try store.reopen()
        #expect(try store.checkpoints(version: 7).map(\.sequence) == [3])
        #expect(store.damagedCheckpoints == [4])
    }

    @Test(
        "the checksum is CRC-32C",
        arguments: [
            ("123456789", 0xE306_9283), ("", 0), ("a", 0xC1D0_4330),
            (String(repeating: "\0", count: 32), 0x8A91_36AA),
        ] as [(String, UInt32)])
    func checksum(text: String, expected: UInt32) {
        #expect(Checksum.crc32c(Array(text.utf8).span) == expected)
    }

    @Test("settings and snapshots are kept with the transaction they are in")
    func settings() throws {
        try store.setSetting("tracking", 1)
        try store.saveSnapshot(account: "a", time: .epoch, sequence: 1, [1, 2])
        store.rollback()
        #expect(try store.setting("tracking") == nil)
        try store.setSetting("tracking", 1)
        try store.setSetting("tracking", -5)
        for number in 1...5 as ClosedRange<UInt8> {
            try store.saveSnapshot(
                account: "a", time: Timestamp(nanoseconds: Int64(number)), sequence: 1, [number])
            try store.saveSnapshot(account: "b", time: .epoch, sequence: 1, [])
        }
        try store.commit()
        #expect(try store.setting("tracking") == -5)
        let reader = try LedgerReader(path: store.path)
        let page = try reader.snapshots(
            account: "a", from: Timestamp(nanoseconds: 2), to: Timestamp(nanoseconds: 5), before: .max,
            limit: 2)
        #expect(page.map(\.bytes) == [[4], [3]])
        let rest = try reader.snapshots(account: "a", from: .min, to: .max, before: page[1].id, limit: 9)
        #expect(rest.map(\.bytes) == [[2], [1]])
    }

    @Test("lookups of the past see the ledger as it stood before an event")
    func asOf() throws {
        func trade(_ id: String, _ exit: Int64, _ strategy: String = "s") -> Trade {
            var trade = Trade(
                strategy: strategy, symbol: "x", profit: Decimal(3), exitTime: Timestamp(nanoseconds: exit))
            (trade.tradeID, trade.fees) = (id, .one)
            return trade
        }
        let first = TradeSource.event(1, trade("b", 10))
        try store.append(first)
        try store.append(TradeSource.event(2, trade("é", 10)))
        try store.append(TradeSource.event(3, trade("a", 10, "other")))
        try store.append(TradeSource.voiding(4, of: first))
        try store.append(TradeSource.event(5, trade("c", 11)))
        func ids(_ strategy: String?, _ from: Int64, _ through: Int64, _ sequence: UInt64? = nil) throws
            -> [String]
        {
            try store.trades(
                account: "default", strategy: strategy, from: Timestamp(nanoseconds: from),
                through: Timestamp(nanoseconds: through), asOf: sequence
            ).map(\.tradeID)
        }
        // By exit time and the bytes of the id.
        #expect(try ids(nil, 10, 11) == ["a", "é", "c"])
        #expect(try ids("s", 10, 11) == ["é", "c"])
        #expect(try ids(nil, 11, 11) == ["c"])
        #expect(try ids(nil, 10, 11, 5) == ["a", "é"])
        #expect(try ids(nil, 10, 11, 4) == ["a", "b", "é"])
        #expect(try ids(nil, 10, 11, 2) == ["b"])
        #expect(
            try store.trades(account: "default", strategy: nil, from: .min, through: .max).allSatisfy {
                $0.fees == .one && $0.symbol == "x"
            })
    }

    @Test("the log is copied early when idle, late when busy, and starts anew after that")
    mutating func maintenance() throws {
        while store.logBytes < UInt64(LogCheckpointing.idleBytes) { _ = try store.record(50, from: &source) }
        try store.maintain(isIdle: false)
        #expect(store.logBytes >= UInt64(LogCheckpointing.idleBytes))
        try store.maintain(isIdle: true)
        #expect(store.logBytes == 0)
        _ = try store.record(1, from: &source)
        #expect(store.logBytes < 100_000)
        var checkpointing = LogCheckpointing()
        let busyPages = LogCheckpointing.busyBytes / LogCheckpointing.frameSizeBytes + 1
        #expect(checkpointing.isDue(pages: busyPages, isIdle: false))
        // A reader is in the way: not again before the log has grown by a good deal.
        checkpointing.noteCheckpoint(pages: busyPages, isComplete: false)
        #expect(!checkpointing.isDue(pages: busyPages + 10, isIdle: false))
        #expect(checkpointing.isDue(pages: busyPages * 2, isIdle: false))
    }

    @Test("a closed store says so")
    func closed() throws {
        try store.close()
        try store.close()
        #expect(codeThrown { () throws(StoreError) in try store.everything() } == .closed)
        #expect(
            codeThrown { () throws(StoreError) in try store.append(TradeSource.event(1, TradeTable.blank)) }
                == .closed)
        #expect(store.mustReopen)
        try store.reopen()
        #expect(try store.everything().isEmpty)
    }
}
