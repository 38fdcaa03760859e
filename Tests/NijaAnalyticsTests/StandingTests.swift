import NijaAnalytics
import NijaModel
import NijaTesting
import Testing

@Suite("Where an account stands")
struct StandingTests {
    private let monday = Timestamp(nanoseconds: 1_769_990_400_000_000_000)  // 2026-02-02T00:00:00Z

    private func scope(periodsPerYear: Int = 365) throws -> Performance {
        let settings = try #require(
            SeriesSettings(boundary: .utc, periodsPerYear: periodsPerYear, riskFreeRate: 0))
        return Performance(kind: .account, settings: settings, initialCapital: Decimal(1000))
    }

    private func trade(_ profit: Int, _ id: String, at time: Timestamp) throws -> TradeSample {
        try TradeSample(exitTime: time, tradeID: id, profit: Decimal(profit), fees: .zero)
    }

    private func day(_ time: Timestamp) -> Day { DayBoundary.utc.day(of: time) }

    private func expect(_ standing: Standing, _ equity: Int, _ atStart: Int, _ flows: Int) {
        #expect(standing.equity == Decimal(equity))
        #expect(standing.equityAtDayStart == Decimal(atStart))
        #expect(standing.flowsSinceDayStart == Decimal(flows))
    }

    @Test("is its capital before anything has happened")
    func nothing() throws {
        expect(try scope().standing(on: day(monday)), 1000, 1000, 0)
    }

    @Test("what happened today is told from what happened before", arguments: [365, 252])
    func days(periodsPerYear: Int) throws {
        var scope = try scope(periodsPerYear: periodsPerYear)
        try scope.add(trade(10, "a", at: monday))
        expect(scope.standing(on: day(monday)), 1010, 1000, 0)
        let tuesday = monday.adding(.days(1))
        expect(scope.standing(on: day(tuesday)), 1010, 1010, 0)
        scope.record(try FlowSample(time: tuesday, amount: Decimal(200)))
        try scope.add(trade(-5, "b", at: tuesday.adding(.hours(1))))
        expect(scope.standing(on: day(tuesday)), 1205, 1010, 200)
    }

    @Test("a weekend is no part of the Monday that its return counts in")
    func weekend() throws {
        var scope = try scope(periodsPerYear: 252)
        let saturday = monday.adding(.days(-2))
        try scope.add(trade(10, "a", at: monday.adding(.days(-3))))
        try scope.add(trade(20, "b", at: saturday))
        expect(scope.standing(on: day(saturday)), 1030, 1010, 0)
        expect(scope.standing(on: day(saturday).adding(1)), 1030, 1030, 0)
        try scope.add(trade(40, "c", at: monday))
        expect(scope.standing(on: day(monday)), 1070, 1030, 0)
    }

    @Test("a report replaces what was added up, and what comes after it is added to it")
    func reports() throws {
        var scope = try scope()
        try scope.add(trade(10, "a", at: monday))
        let tuesday = monday.adding(.days(1))
        try scope.record(
            EquitySample(time: tuesday.adding(.hours(1)), balance: Decimal(900), equity: Decimal(900)))
        try scope.add(trade(7, "b", at: tuesday.adding(.hours(2))))
        expect(scope.standing(on: day(tuesday)), 907, 1010, 0)
        // A late trade of the day before changes where the day began.
        try scope.add(trade(3, "late", at: monday.adding(.hours(1))))
        expect(scope.standing(on: day(tuesday)), 907, 1013, 0)
    }

    @Test("settled or not, it is the same", arguments: 1...4)
    func settled(seed: UInt64) throws {
        var (random, scope) = (SeededGenerator(seed: seed), try scope())
        for number in 0..<200 {
            let time = monday.adding(.hours(Int64.random(in: 0..<2000, using: &random)))
            try scope.add(trade(Int.random(in: -9...9, using: &random), "t\(number)", at: time))
            if number % 3 == 0 { scope.settle() }
            let wanted = day(monday.adding(.hours(Int64.random(in: 0..<2000, using: &random))))
            var settled = scope
            settled.settle()
            #expect(scope.standing(on: wanted).equity == settled.standing(on: wanted).equity)
            #expect(
                settled.standing(on: wanted).equityAtDayStart
                    == settled.equity(atEndOf: wanted.adding(-1), .net), "seed \(seed)")
        }
    }
}
