import NijaAnalytics
import NijaModel
import NijaTesting
import Testing

/// A random history and how it is thrown at a scope.
struct History: CustomTestStringConvertible, Sendable {
    let seed: UInt64
    let trades: Int
    let days: Int
    let isAccount: Bool
    let calendar: PeriodCalendar
    let chunkLimit: Int

    var testDescription: String {
        "seed \(seed): \(trades) trades on \(days) days, chunks of \(chunkLimit), \(calendar)"
    }

    static let all: [History] = (0..<40).map(history)

    private static func history(_ index: Int) -> History {
        let tradeCounts = [0, 1, 2, 7, 40, 150, 400]
        let dayCounts = [1, 3, 10, 80, 200]
        let chunkLimits = [2, 5, 16, 512]
        return History(
            seed: 1000 + UInt64(index), trades: tradeCounts[index % 7], days: dayCounts[index % 5],
            isAccount: index % 3 != 0, calendar: index % 2 == 0 ? .everyDay : .businessDays,
            chunkLimit: chunkLimits[index % 4])
    }

    var settings: SeriesSettings? {
        SeriesSettings(
            boundary: DayBoundary(offsetMinutes: Int(seed % 5) * 90 - 180) ?? .utc,
            periodsPerYear: calendar == .everyDay ? 365 : 252, calendar: calendar,
            riskFreeRate: seed % 2 == 0 ? 0.04 : 0)
    }

    func scope(chunkLimit: Int, hotLimit: Int) throws -> Performance {
        Performance(
            kind: isAccount ? .account : .part, settings: try #require(settings),
            initialCapital: Decimal(10_000),
            sequence: OutcomeSequence(chunkLimit: chunkLimit, hotLimit: hotLimit))
    }

    func sample(_ index: Int, _ random: inout SeededGenerator) throws -> TradeSample {
        let planned = Bool.random(using: &random) ? money(.random(in: 50...400, using: &random)) : nil
        return try TradeSample(
            exitTime: time(&random), tradeID: "trade-\(Int.random(in: 0..<1000, using: &random))-\(index)",
            profit: money(
                .random(in: 0..<10, using: &random) == 0 ? 0 : .random(in: -9000...10_000, using: &random)),
            fees: money(.random(in: -10...200, using: &random)),
            exitReason: ExitReason.allCases.randomElement(using: &random) ?? .manual,
            plannedRiskReward: planned,
            actualRiskReward: Bool.random(using: &random)
                ? money(.random(in: -200...500, using: &random)) : nil,
            slippagePercent: Bool.random(using: &random) ? money(.random(in: -20...50, using: &random)) : nil,
            holdingNanoseconds: Bool.random(using: &random)
                ? .random(in: 0...9_000_000_000_000, using: &random) : nil)
    }

    /// Coarse times, so that many trades share one.
    private func time(_ random: inout SeededGenerator) -> Timestamp {
        instant(
            monday.adding(.random(in: 0..<days, using: &random)), hour: .random(in: 0..<24, using: &random),
            nanoseconds: .random(in: 0..<3, using: &random))
    }

    /// Trades, some of which are voided, and for an account reports and cash flows, in random sequence.
    func events(_ random: inout SeededGenerator) throws -> [PerformanceEvent] {
        var events: [PerformanceEvent] = []
        let samples = try (0..<trades).map { try sample($0, &random) }
        for sample in samples { events.append(.add(sample)) }
        if isAccount {
            for index in 0..<days where Int.random(in: 0..<3, using: &random) == 0 {
                let time = time(&random).adding(TimeSpan(nanoseconds: Int64(index * 10)))
                let cents = Int.random(in: 900_000...1_200_000, using: &random)
                events.append(
                    .report(try EquitySample(time: time, balance: money(cents), equity: money(cents + 7))))
            }
            for _ in 0..<(days / 8) {
                let cents = Int.random(in: -50_000...80_000, using: &random)
                events.append(.flow(try FlowSample(time: time(&random), amount: money(cents))))
            }
        }
        events.shuffle(using: &random)
        for sample in samples where Int.random(in: 0..<5, using: &random) == 0 {
            let added = events.firstIndex(of: .add(sample)) ?? 0
            events.insert(.remove(sample), at: .random(in: (added + 1)...events.count, using: &random))
        }
        return events
    }
}

@Suite("Performance, by random histories")
struct PropertyTests {
    @Test(
        "any sequence of facts gives the figures of a pass in sequence, bit for bit", arguments: History.all)
    func anySequence(history: History) throws {
        var random = SeededGenerator(seed: history.seed)
        var scope = try history.scope(chunkLimit: history.chunkLimit, hotLimit: 2)
        var store = ReferenceStore()
        for event in try history.events(&random) {
            try store.apply(event, to: &scope)
            if Int.random(in: 0..<4, using: &random) == 0 { scope.settle() }
        }
        var ordered = try history.scope(chunkLimit: 512, hotLimit: 16)
        var replay = ReferenceStore()
        for event in store.chronological { try replay.apply(event, to: &ordered) }
        #expect(replay.lookups == 0)
        for basis in Basis.allCases {
            let kpis = scope.kpis(basis)
            #expect(kpis == ordered.kpis(basis))
            let streaks = store.streaks(basis)
            #expect(kpis.trades.longestWinStreak == streaks.win)
            #expect(kpis.trades.longestLossStreak == streaks.loss)
            #expect(kpis.trades.currentStreak == streaks.current)
            if history.isAccount || basis == .net {
                #expect(try kpis.equity == store.equity(initialCapital: Decimal(10_000)))
            }
            #expect(scope.trend(lastDays: 9, basis) == ordered.trend(lastDays: 9, basis))
        }
    }

    @Test("equity at the end of any day is the latest report and what came after", arguments: History.all)
    func equityOfDays(history: History) throws {
        var random = SeededGenerator(seed: history.seed)
        var scope = try history.scope(chunkLimit: history.chunkLimit, hotLimit: 2)
        var store = ReferenceStore()
        for event in try history.events(&random) { try store.apply(event, to: &scope) }
        for offset in stride(from: -1, through: history.days, by: 1 + history.days / 20) {
            let day = monday.adding(offset)
            let end = scope.settings.boundary.end(of: day)
            let expected = try store.equity(initialCapital: Decimal(10_000), before: end)
            #expect(scope.equity(atEndOf: day, .net) == expected, "\(day)")
        }
    }

    @Test("voiding everything leaves nothing", arguments: History.all.filter { !$0.isAccount })
    func voidingEverything(history: History) throws {
        var random = SeededGenerator(seed: history.seed)
        var scope = try history.scope(chunkLimit: history.chunkLimit, hotLimit: 2)
        var store = ReferenceStore()
        for event in try history.events(&random) { try store.apply(event, to: &scope) }
        for sample in store.trades.shuffled(using: &random) { try store.apply(.remove(sample), to: &scope) }
        let empty = try history.scope(chunkLimit: 512, hotLimit: 16)
        for basis in Basis.allCases { #expect(scope.kpis(basis) == empty.kpis(basis)) }
    }

    @Test(
        "a restored checkpoint has the same figures, goes on the same and writes the same",
        arguments: History.all)
    func checkpoint(history: History) throws {
        var random = SeededGenerator(seed: history.seed)
        var scope = try history.scope(chunkLimit: history.chunkLimit, hotLimit: 3)
        var store = ReferenceStore()
        let events = try history.events(&random)
        for event in events.prefix(events.count / 2) { try store.apply(event, to: &scope) }
        var writer = StateWriter()
        writer.write(scope)
        var reader = StateReader(writer.bytes)
        var restored = try Performance(from: &reader)
        #expect(reader.isAtEnd)
        var again = StateWriter()
        again.write(restored)
        #expect(again.bytes == writer.bytes)
        var other = store
        for event in events.dropFirst(events.count / 2) {
            try store.apply(event, to: &scope)
            try other.apply(event, to: &restored)
        }
        for basis in Basis.allCases { #expect(scope.kpis(basis) == restored.kpis(basis)) }
    }

    @Test("every cut of a checkpoint is an error")
    func cutCheckpoint() throws {
        var random = SeededGenerator(seed: 7)
        let history = History.all[4]
        var scope = try history.scope(chunkLimit: 8, hotLimit: 2)
        var store = ReferenceStore()
        for event in try history.events(&random) { try store.apply(event, to: &scope) }
        var writer = StateWriter()
        writer.write(scope)
        for size in stride(from: 0, to: writer.bytes.count, by: 11) {
            var reader = StateReader(Array(writer.bytes[..<size]))
            #expect(throws: StateError.self) { try Performance(from: &reader) }
        }
    }
}
