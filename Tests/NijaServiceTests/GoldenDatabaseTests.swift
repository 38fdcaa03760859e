import Glibc
import NijaAlarms
import NijaAnalytics
import NijaLedger
import NijaModel
import NijaStore
import NijaTesting
import Testing

@testable import NijaService

/// Databases that releases have written, by `Tests/Fixtures/make-database`: whatever comes later must read them.
@Suite("The database of an earlier release")
struct GoldenDatabaseTests {
    private let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory(inMemory: true) }

    /// A copy of the database with this schema.
    private func copy(ofSchema version: Int) throws -> String {
        let source = open("\(Files.root)/Tests/Fixtures/schema-\(version).db", O_RDONLY)
        let target = open(directory.file(), O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        defer {
            close(source)
            close(target)
        }
        var status = stat()
        guard source >= 0, target >= 0, fstat(source, &status) == 0,
            sendfile(target, source, nil, Int(status.st_size)) == Int(status.st_size)
        else { throw POSIXFailure(errno) }
        return directory.file()
    }

    private func engine(ofSchema version: Int) throws -> LedgerEngine {
        let store = try LedgerStore(path: try copy(ofSchema: version), durability: .process)
        return try LedgerEngine(store: store, now: today) { _ in }
    }

    @Test("is read with everything in it", arguments: [1])
    func everything(version: Int) throws {
        let engine = try engine(ofSchema: version)
        #expect(engine.ledger.tradesCount == 40)
        #expect(try engine.store.setting("tracking") == 0)
        let view = try engine.ledger.view(ofAccount: "golden")
        #expect(view.settings.currency == "EUR")
        #expect(view.settings.riskFreeRate == 0.02)
        #expect(view.netDeposits == Decimal(250))
        #expect(view.latestReport?.requestID == "report-2")
        #expect(view.strategies.mapValues(\.status) == ["GRID": .active, "TREND": .paused])
        #expect(view.strategies["GRID"]?.allocation == Decimal(500))
        // As sqlite3 adds it up in the file.
        let kpis = view.performance.kpis(.net)
        #expect(kpis.trades.totalTrades == 39)
        #expect(kpis.trades.netProfit.description == "27.25")
        #expect(kpis.equity == Decimal(45))
        let alarms = engine.ledger.alarms
        #expect(alarms.activeAlarms.contains { $0.name == "api_down" })
        #expect(alarms.activeAlarms.count { $0.acknowledgement != nil } == 1)
        #expect(alarms.silences(at: today).map(\.reason) == ["the market rests"])
        let streak = Threshold.Key(name: "streak", account: "golden", strategy: "")
        #expect(alarms.threshold(streak)?.escalations.map(\.action) == [.stopAll])
        let voided = try engine.store.trade(account: "golden", tradeID: "t-7")
        #expect(voided?.voiding?.reason == "typed twice")
        #expect(voided?.trade.tags == ["golden", "round"])
    }

    @Test("has the figures of its events, goes on, and keeps what it was beside it", arguments: [1])
    func goesOn(version: Int) throws {
        let engine = try engine(ofSchema: version)
        let replay = try LedgerStore(path: directory.file("replay.db"), durability: .process)
        for event in try engine.store.events(after: 0, upTo: UInt64(Int64.max), limit: .max, kinds: .all) {
            try replay.append(event)
        }
        try replay.commit()
        let replayed = try LedgerEngine(store: replay, now: today) { _ in }
        for strategy in ["", "GRID", "TREND"] {
            let left = try engine.ledger.performance(account: "golden", strategy: strategy)
            let right = try replayed.ledger.performance(account: "golden", strategy: strategy)
            #expect(left.kpis(.gross) == right.kpis(.gross))
        }
        let known = try #require(try engine.store.trade(account: "golden", tradeID: "t-1"))
        let context = Context(now: today, actor: .daemon)
        let again = Ledger.TradeSubmission(trade: known.trade, isExitTimeGiven: true)
        #expect(
            try engine.perform { ledger throws(LedgerError) in
                try ledger.recordTrade(again, known: known, context)
            }.isDuplicate)
        var other = known.trade
        other.tradeID = "after"
        let new = Ledger.TradeSubmission(trade: other, isExitTimeGiven: true)
        _ = try engine.perform { ledger throws(LedgerError) in
            try ledger.recordTrade(new, known: nil, context)
        }
        #expect(engine.barrier(at: today) == nil)
        #expect(engine.ledger.tradesCount == 41)
        let backup = directory.file("nija.db.v\(version).backup")
        #expect((access(backup, F_OK) == 0) == (version < LedgerStore.schemaVersion))
    }
}
