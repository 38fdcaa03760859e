import NijaAnalytics
import NijaModel
import Testing

@Suite("Comparison")
struct ComparisonTests {
    private func part(_ cents: [Int?]) throws -> Performance {
        var scope = Performance(kind: .part, settings: .standard, initialCapital: Decimal(1000))
        for (day, cents) in cents.enumerated() {
            if let cents { try scope.add(try trade("t\(day)", day: day, cents: cents)) }
        }
        return scope
    }

    @Test("correlation counts idle days as zero on the account's calendar, or only days on which both traded")
    func correlation() throws {
        let left = try part([100, -200, nil, 400, 300])
        let right = try part([50, -100, 700, 200, 150])
        let calendar = CorrelationDays.calendar(first: monday, last: monday.adding(4))
        let active = try #require(left.correlation(with: right, over: .bothActive).value)
        let idle = try #require(left.correlation(with: right, over: calendar).value)
        #expect(isClose(active, 1))
        // numpy.corrcoef([100, -200, 0, 400, 300], [50, -100, 700, 200, 150])
        #expect(isClose(idle, 0.10399378828989703), "\(idle)")
    }

    @Test("correlation of too few or constant days is undefined")
    func undefinedCorrelation() throws {
        let varied = try part([100, -200, 300])
        let constant = try part([100, 100, 100])
        let short = try part([nil, 5, 6])
        #expect(varied.correlation(with: constant, over: .bothActive) == .undefined(.zeroVariance))
        #expect(varied.correlation(with: short, over: .bothActive) == .undefined(.tooFewObservations))
    }

    @Test("the best and the worst are by net profit, ties by name")
    func ranking() throws {
        let ranking = try #require(
            Ranking(netProfits: ["d": money(5), "a": money(-1), "c": money(5), "b": money(-1)]))
        #expect(ranking.best == "c")
        #expect(ranking.worst == "a")
        #expect(Ranking(netProfits: ["x": money(1)])?.worst == "x")
        #expect(Ranking(netProfits: [:]) == nil)
    }

    @Test("the last point of a trend has the present figures")
    func trendEndsAtPresent() throws {
        let scope = try part([100, -200, nil, 400, -300, 250])
        let trend = scope.trend(lastDays: 3, .net)
        let kpis = scope.kpis(.net)
        #expect(trend.map(\.day) == [monday.adding(3), monday.adding(4), monday.adding(5)])
        let last = try #require(trend.last)
        #expect(last.sharpeRatio == kpis.daily.sharpeRatio)
        #expect(last.equity == kpis.equity)
        #expect(last.drawdown == kpis.daily.currentDrawdown)
        #expect(last.winRate == kpis.trades.winRate)
        #expect(last.profitFactor == kpis.trades.profitFactor)
        #expect(last.roiPercentage == kpis.trades.roiPercentage)
    }
}
