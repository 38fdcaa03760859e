import NijaLedger
import NijaMessages
import NijaModel
import NijaStore
import NijaTesting
import Protobuf
import Synchronization
import TTRPC
import Testing

@testable import NijaService

@Suite("Keeping house")
struct UpkeepTests {
    /// What a daemon's log held at its quiet moments.
    private final class Quiet: Sendable {
        let logBytes = Mutex<[UInt64]>([])
        let hasWork = Gate()
    }

    @Test("in a quiet moment a log of some size is copied back, once; a small one stays")
    func idle() throws {
        let quiet = Quiet()
        // A worker that reads meanwhile would keep a part of the log from being copied.
        var settings = TestDaemon.settings
        settings.aggregateInterval = .seconds(86_400)
        let daemon = try TestDaemon(settings: settings) { daemon in
            let keepHouse = daemon.loop.onIdle
            daemon.loop.onIdle = {
                let before = daemon.engine.store.logBytes
                keepHouse?()
                let after = daemon.engine.store.logBytes
                quiet.logBytes.withLock { $0 += [before, after] }
                if before > 1 << 20 { quiet.hasWork.open() }
            }
        }
        let client = try daemon.client()
        var request = BatchRecordTradesRequest()
        for number in 0..<2000 {
            var trade = InputTable.goodTrade
            (trade.tradeID, trade.reason) = ("t\(number)", String(repeating: "r", count: 1000))
            request.trades.append(trade)
        }
        #expect(try client.ask(TradeService.batchRecordTrades, request).recorded == 2000)
        quiet.hasWork.pass()
        let seen = quiet.logBytes.withLock { $0 }
        let work = try #require(seen.lastIndex { $0 > 1 << 20 })
        #expect(seen[work + 1] == 0)
        #expect(seen.prefix(work).allSatisfy { $0 <= 1 << 20 })
    }

    @Test("however busy the daemon is, the log is copied back once it is long")
    func busy() throws {
        let directory = try TemporaryDirectory(inMemory: true)
        let store = try LedgerStore(path: directory.file(), durability: .process)
        let engine = try LedgerEngine(store: store, now: TestDaemon.now) { _ in }
        let payload = [UInt8](repeating: 7, count: 1 << 20)
        var longest: UInt64 = 0
        for number in 0..<80 {
            try engine.keep { store throws(StoreError) in
                try store.saveSnapshot(
                    account: "default", time: TestDaemon.now, sequence: UInt64(number), payload)
            }
            #expect(engine.barrier(at: TestDaemon.now) == nil)
            longest = max(longest, store.logBytes)
            engine.maintain(isIdle: false)
        }
        #expect(longest > 60 << 20)
        #expect(longest < 70 << 20)
        #expect(store.logBytes < 20 << 20)
        engine.close()
    }

    @Test("a snapshot that cannot be written fails the turn as a whole, and what it recorded is not there")
    func failedSnapshot() throws {
        let directory = try TemporaryDirectory(inMemory: true)
        let store = try LedgerStore(path: directory.file(), durability: .process)
        let engine = try LedgerEngine(store: store, now: TestDaemon.now) { _ in }
        let context = Context(now: TestDaemon.now, actor: .daemon)
        let account = NijaModel.Account(name: "a", initialCapital: .one, createdAt: TestDaemon.now)
        _ = try engine.perform { ledger throws(LedgerError) in try ledger.createAccount(account, context) }
        #expect(throws: ServiceError.self) {
            try engine.keep { _ throws(StoreError) in throw StoreError(.diskFull, "no space") }
        }
        #expect(engine.barrier(at: TestDaemon.now)?.code == .resourceExhausted)
        #expect(engine.ledger.settings(ofAccount: "a") == nil)
        #expect(engine.takeCommitted().isEmpty)
        #expect(engine.tryToRecover(at: TestDaemon.now))
        _ = try engine.perform { ledger throws(LedgerError) in try ledger.createAccount(account, context) }
        #expect(engine.barrier(at: TestDaemon.now) == nil)
        #expect(engine.takeCommitted().count == 1)
        engine.close()
    }
}
