import CSQLite
import NijaModel
import NijaTesting
import Testing

@testable import NijaStore

private let ioErrorWrite = SQLITE_IOERR | 3 << 8
private let ioErrorSync = SQLITE_IOERR | 4 << 8

@Suite("Faults of the device", .serialized)
struct FaultTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory(inMemory: true)
        #expect(FaultyDisk.isRegistered)
        FaultyDisk.script = FaultyDisk.Script()
    }

    private func open(_ name: String) throws(StoreError) -> LedgerStore {
        var opening = Opening(path: directory.file(name), durability: .full)
        opening.vfs = FaultyDisk.name
        return try LedgerStore(opening)
    }

    /// A kind of failure, and whether the store must be reopened after it.
    struct Fault: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var result: Int32
        var isLasting: Bool
        var code: StoreError.Code
    }

    static let faults = [
        Fault(testDescription: "one write fails", result: ioErrorWrite, isLasting: false, code: .ioError),
        Fault(testDescription: "all writes fail", result: ioErrorWrite, isLasting: true, code: .ioError),
        Fault(testDescription: "one sync fails", result: ioErrorSync, isLasting: false, code: .ioError),
        Fault(
            testDescription: "the disk is full once", result: SQLITE_FULL, isLasting: false, code: .diskFull),
        Fault(testDescription: "the disk is full", result: SQLITE_FULL, isLasting: true, code: .diskFull),
    ]

    /// Records trades one a commit, with checkpoints; heals the disk after a failure and goes on as a daemon would.
    ///
    /// - Returns: trades that were acknowledged, and the codes of the failures.
    private func run(_ store: LedgerStore, _ count: Int) throws -> (
        acknowledged: [Trade], codes: [StoreError.Code]
    ) {
        var source = TradeSource()
        var acknowledged: [Trade] = []
        var codes: [StoreError.Code] = []
        for number in 0..<count {
            let event = source.event(store.lastSequence + 1)
            var trade = event.trade
            trade.tradeID = "n\(number)"
            do throws(StoreError) {
                try store.append(TradeSource.event(event.sequence, trade))
                try store.commit()
                acknowledged.append(trade)
                if number % 7 == 6 { try store.checkpointLog() }
            } catch {
                codes.append(error.code)
                store.rollback()
                #expect(!store.isInTransaction)
                // The disk is healed before anything is tried again.
                FaultyDisk.script.failingCall = 0
                if store.mustReopen {
                    #expect(codeThrown { () throws(StoreError) in try store.probe() } == .ioError)
                    try store.reopen()
                } else {
                    try store.probe()
                }
            }
        }
        return (acknowledged, codes)
    }

    @Test(
        "whichever call fails, what was acknowledged is there once and the rest at most once",
        arguments: faults)
    func everyCall(fault: Fault) throws {
        FaultyDisk.script = FaultyDisk.Script()
        let healthy = try open("healthy.db")
        FaultyDisk.script.callsCount = 0
        #expect(try run(healthy, 30).codes.isEmpty)
        let callsCount = FaultyDisk.script.callsCount
        #expect(callsCount > 60)
        var failuresCount = 0
        for call in 1...callsCount {
            let name = "faulty\(call).db"
            FaultyDisk.script = FaultyDisk.Script()
            let running = try open(name)
            FaultyDisk.script = FaultyDisk.Script(
                failingCall: call, isLasting: fault.isLasting, result: fault.result)
            let outcome = try run(running, 30)
            #expect(outcome.codes.allSatisfy { $0 == fault.code } && outcome.codes.count <= 1, "call \(call)")
            failuresCount += outcome.codes.count
            try running.close()
            let kept = try LedgerStore(path: directory.file(name), durability: .full)
            try check(kept, has: outcome.acknowledged, "call \(call) of \(callsCount)")
        }
        // A failed checkpoint is no failed commit, and a healthy run makes calls that a failure skips.
        #expect(failuresCount > callsCount / 2)
    }

    private func check(_ store: LedgerStore, has acknowledged: [Trade], _ context: String) throws {
        try store.checkIntegrity()
        let trades = try store.everything().map(\.trade)
        #expect(Set(trades.map(\.tradeID)).count == trades.count, "\(context)")
        #expect(trades.count <= 30, "\(context)")
        let known = Dictionary(uniqueKeysWithValues: trades.map { ($0.tradeID, $0) })
        for trade in acknowledged { #expect(known[trade.tradeID] == trade, "\(context): \(trade.tradeID)") }
    }

    @Test(
        "a kill between any two calls leaves what was committed, and the commit under way whole or not at all"
    )
    func kills() throws {
        let path = directory.file("running.db")
        let store = try open("running.db")
        var source = TradeSource()
        var (acknowledged, underWay): ([LedgerEvent], [LedgerEvent]) = ([], [])
        var survivors: [(found: [LedgerEvent]?, before: [LedgerEvent], after: [LedgerEvent])] = []
        FaultyDisk.script = FaultyDisk.Script(beforeCall: { [directory] in
            let copy = directory.file("killed\(survivors.count).db")
            let found: [LedgerEvent]? = try? {
                try Files.copyDatabase(path, to: copy)
                let survivor = try LedgerStore(path: copy, durability: .full)
                try survivor.checkIntegrity()
                return try survivor.everything()
            }()
            survivors.append((found, acknowledged, acknowledged + underWay))
        })
        for number in 0..<40 {
            // One is larger than what is written at once.
            let events = (0..<(number == 36 ? 3000 : 1 + number % 4)).map {
                source.event(store.lastSequence + 1 + UInt64($0))
            }
            underWay = events
            for event in events { try store.append(event) }
            try store.commit()
            (acknowledged, underWay) = (acknowledged + events, [])
            if number % 7 == 6 { try store.checkpointLog() }
        }
        FaultyDisk.script = FaultyDisk.Script()
        #expect(survivors.count > 90)
        for (index, survivor) in survivors.enumerated() {
            #expect(survivor.found == survivor.before || survivor.found == survivor.after, "call \(index)")
        }
        #expect(try store.everything() == acknowledged)
    }

    @Test("a commit writes to its log once, however many pages it has changed")
    func writesOnce() throws {
        let store = try open("once.db")
        var source = TradeSource()
        _ = try store.record(1, from: &source)
        for count in [1, 10, 100] {
            FaultyDisk.script = FaultyDisk.Script(counts: [.write])
            _ = try store.record(count, from: &source)
            #expect(FaultyDisk.script.callsCount == 1, "\(count) trades")
        }
        FaultyDisk.script = FaultyDisk.Script()
    }

    @Test("every acknowledged commit has been synced, unless durability is of the process only")
    func syncs() throws {
        FaultyDisk.script.counts = [.sync]
        for (durability, syncsPerCommit) in [(Durability.full, 1), (.process, 0)] {
            var opening = Opening(path: directory.file("\(durability).db"), durability: durability)
            opening.vfs = FaultyDisk.name
            let store = try LedgerStore(opening)
            var source = TradeSource()
            _ = try store.record(1, from: &source)
            FaultyDisk.script.callsCount = 0
            for _ in 0..<10 { _ = try store.record(1, from: &source) }
            #expect(FaultyDisk.script.callsCount == 10 * syncsPerCommit)
        }
    }

    @Test("a full disk refuses writes, serves reads, and works again without a restart")
    func full() throws {
        let store = try open("full.db")
        var source = TradeSource()
        let before = try store.record(10, from: &source)
        FaultyDisk.script = FaultyDisk.Script(failingCall: 1, isLasting: true, result: SQLITE_FULL)
        let reader = try LedgerReader(path: store.path)
        for _ in 0..<3 {
            #expect(codeThrown { () throws(StoreError) in try store.record(1, from: &source) } == .diskFull)
            #expect(codeThrown { () throws(StoreError) in try store.probe() } == .diskFull)
            #expect(!store.mustReopen)
            #expect(try store.everything() == before)
            #expect(try reader.events(after: 0, upTo: .max, limit: .max, kinds: .all) == before)
        }
        FaultyDisk.script = FaultyDisk.Script()
        try store.probe()
        #expect(try store.setting("probe") == nil)
        let after = try store.record(10, from: &source)
        #expect(try store.everything() == before + after)
    }
}
