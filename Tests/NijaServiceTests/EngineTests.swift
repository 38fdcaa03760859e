import NijaAnalytics
import NijaLedger
import NijaModel
import NijaTesting
import TTRPC
import Testing

@testable import NijaService
@testable import NijaStore

@Suite("The engine")
struct EngineTests {
    private let directory: TemporaryDirectory
    private let context = Context(now: today, actor: .daemon)

    init() throws { directory = try TemporaryDirectory(inMemory: true) }

    /// An engine on the test's database, with the account "main".
    private func engine(pagesMax: Int? = nil) throws -> LedgerEngine {
        var opening = Opening(path: directory.file(), durability: .process)
        opening.pagesMax = pagesMax
        let engine = try LedgerEngine(store: LedgerStore(opening), now: today) { _ in }
        if engine.ledger.settings(ofAccount: "main") == nil {
            let account = Account(name: "main", initialCapital: Decimal(1000), createdAt: today)
            _ = try engine.perform { [context] ledger throws(LedgerError) in
                try ledger.createAccount(account, context)
            }
            #expect(engine.barrier(at: today) == nil)
            _ = engine.takeCommitted()
        }
        return engine
    }

    private func record(_ id: String, profit: Int = 10, with engine: LedgerEngine) throws {
        var trade = Trade(strategy: "grid", symbol: "BTC-USD", profit: Decimal(profit), exitTime: today)
        (trade.account, trade.tradeID) = ("main", id)
        // Something that fills pages.
        trade.reason = String(repeating: "x", count: 2000)
        let submission = Ledger.TradeSubmission(trade: trade, isExitTimeGiven: true)
        let known = try engine.store.trade(account: "main", tradeID: id)
        _ = try engine.meet(engine.ledger.needs(for: trade, isVoided: false))
        _ = try engine.perform { [context] ledger throws(LedgerError) in
            try ledger.recordTrade(submission, known: known, context)
        }
    }

    private func bytes(_ ledger: Ledger) -> [UInt8] {
        var writer = StateWriter()
        writer.write(ledger)
        return writer.bytes
    }

    // MARK: Group commit

    @Test("the commands of a turn share one commit, and nobody hears of them before it")
    func groupCommit() throws {
        let engine = try engine()
        let commits = engine.store.commitsCount
        for index in 0..<100 { try record("t\(index)", with: engine) }
        #expect(engine.store.commitsCount == commits)
        #expect(engine.takeCommitted().isEmpty)
        #expect(engine.barrier(at: today) == nil)
        #expect(engine.store.commitsCount == commits + 1)
        let events = engine.takeCommitted()
        // A hundred trades, and the strategy of the first.
        #expect(events.count == 101)
        #expect(events.map(\.sequence) == events.map(\.sequence).sorted())
        #expect(engine.store.lastSequence == engine.ledger.sequence)
        #expect(engine.takeCommitted().isEmpty)
    }

    @Test("a turn without commands commits nothing, nor does one in which all were refused")
    func emptyTurn() throws {
        let engine = try engine()
        let commits = engine.store.commitsCount
        #expect(engine.barrier(at: today) == nil)
        #expect(throws: ServiceError.self) { try record("", profit: 2_000_000_000_000, with: engine) }
        #expect(engine.barrier(at: today) == nil)
        #expect(engine.store.commitsCount == commits)
    }

    @Test("a refused command takes nothing of the turn's other commands along")
    func refusedAmongOthers() throws {
        let engine = try engine()
        try record("t1", with: engine)
        #expect(throws: ServiceError.self) { try record("t1", profit: 11, with: engine) }
        try record("t2", with: engine)
        #expect(engine.barrier(at: today) == nil)
        #expect(engine.ledger.tradesCount == 2)
        #expect(try engine.store.trade(account: "main", tradeID: "t1")?.trade.profit == Decimal(10))
    }

    // MARK: Failure

    @Test("a turn that cannot be written is unsaid: the ledger is what the disk says")
    func unsaid() throws {
        let engine = try engine(pagesMax: 120)
        var acknowledged = 0
        var failure: Status?
        while failure == nil {
            let before = bytes(engine.ledger)
            let commandFailed = (try? record("t\(acknowledged)", with: engine)) == nil
            failure = engine.barrier(at: today)
            #expect(commandFailed == (failure != nil))
            if failure == nil {
                acknowledged += 1
            } else {
                #expect(bytes(engine.ledger) == before)
            }
        }
        #expect(failure?.code == .resourceExhausted)
        #expect(acknowledged > 0)
        #expect(engine.ledger.tradesCount == UInt64(acknowledged))
        #expect(engine.takeCommitted().count == acknowledged + 1)
        guard case .readOnly = engine.mode else {
            Issue.record("an engine that cannot write goes on serving")
            return
        }
        // What cannot be written is refused at once, and nothing of it stays.
        #expect(throws: ServiceError.self) { try record("late", with: engine) }
        #expect(engine.barrier(at: today) == nil)
        #expect(engine.ledger.tradesCount == UInt64(acknowledged))
        #expect(try engine.store.trade(account: "main", tradeID: "late") == nil)
    }

    @Test("a whole turn is refused when its last command cannot be written")
    func wholeTurn() throws {
        let engine = try engine(pagesMax: 120)
        var count = 0
        while (try? record("t\(count)", with: engine)) != nil { count += 1 }
        #expect(count > 1)
        #expect(throws: ServiceError.self) { try record("next", with: engine) }
        #expect(engine.barrier(at: today)?.code == .resourceExhausted)
        #expect(engine.ledger.tradesCount == 0)
        #expect(engine.takeCommitted().isEmpty)
    }

    @Test("it serves again once there is room")
    func recovers() throws {
        let engine = try engine(pagesMax: 120)
        while (try? record("t\(engine.ledger.tradesCount)", with: engine)) != nil {
            if engine.barrier(at: today) != nil { break }
        }
        _ = engine.barrier(at: today)
        #expect(!engine.tryToRecover(at: today))
        let known = engine.ledger.tradesCount
        engine.close()
        let larger = try self.engine()
        #expect(larger.ledger.tradesCount == known)
        #expect(larger.tryToRecover(at: today))
        try record("after", with: larger)
        #expect(larger.barrier(at: today) == nil)
        #expect(larger.ledger.tradesCount == known + 1)
    }

    // MARK: Restoring

    @Test("what was committed is there after a kill, and what was not is not", arguments: [0, 1, 1500])
    func restart(checkpointed: Int) throws {
        do {
            let engine = try engine()
            for index in 0..<checkpointed { try record("a\(index)", profit: index % 7 - 3, with: engine) }
            #expect(engine.barrier(at: today) == nil)
            // Keeps the state when it is worth it.
            engine.maintain(isIdle: true)
            for index in 0..<10 { try record("b\(index)", profit: index - 5, with: engine) }
            #expect(engine.barrier(at: today) == nil)
            try record("lost", with: engine)
        }
        let engine = try engine()
        #expect(engine.ledger.tradesCount == UInt64(checkpointed + 10))
        #expect(try engine.store.trade(account: "main", tradeID: "lost") == nil)
        let replayed = try LedgerEngine(
            store: try copyWithoutCheckpoints(of: engine), now: today
        ) { _ in }
        let (left, right) = (engine.ledger, replayed.ledger)
        #expect(left.sequence == right.sequence)
        #expect(
            try left.performance(account: "main", strategy: "").kpis(.net)
                == right.performance(account: "main", strategy: "").kpis(.net))
    }

    private func copyWithoutCheckpoints(of engine: LedgerEngine) throws -> LedgerStore {
        let store = try LedgerStore(path: directory.file("copy.db"), durability: .process)
        for event in try engine.store.events(after: 0, upTo: UInt64(Int64.max), limit: .max, kinds: .all) {
            try store.append(event)
        }
        try store.commit()
        return store
    }

    @Test("a late trade finds in the store what the ledger no longer has in memory")
    func needs() throws {
        do {
            let engine = try engine()
            for index in 0..<1200 { try record("t\(index)", profit: index % 5 - 2, with: engine) }
            #expect(engine.barrier(at: today) == nil)
            engine.maintain(isIdle: true)
        }
        let engine = try engine()
        var late = Trade(strategy: "grid", symbol: "BTC-USD", profit: Decimal(-50), exitTime: today)
        (late.account, late.tradeID) = ("main", "t100-late")
        let needs = engine.ledger.needs(for: late, isVoided: false)
        #expect(needs.count == 2)
        _ = try engine.meet(needs)
        #expect(engine.ledger.needs(for: late, isVoided: false).isEmpty)
    }
}
