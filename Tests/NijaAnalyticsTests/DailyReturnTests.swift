import NijaAnalytics
import NijaModel
import Testing

@Suite("The daily series itself")
struct DailyReturnTests {
    @Test("has every period from the first to the last activity, idle ones included")
    func periods() throws {
        var scope = account()
        try scope.add(trade("a", day: 0, cents: 1000))
        try scope.add(trade("b", day: 3, cents: -500, fees: 10))
        scope.record(try FlowSample(time: instant(monday.adding(3)), amount: money(20_000)))
        let days = scope.dailyReturns(.net)
        #expect(days.map(\.day) == (0...3).map { monday.adding($0) })
        #expect(days.map(\.equity) == [101_000, 101_000, 101_000, 120_490].map(money))
        #expect(days.map(\.cashFlow) == [0, 0, 0, 20_000].map(money))
        let values = try days.map { try #require($0.value) }
        #expect(zip(values, [0.01, 0, 0, -5.1 / 1010]).allSatisfy(isClose))
    }

    @Test("agrees with the trend, day by day")
    func trend() throws {
        var scope = account(try #require(SeriesSettings(periodsPerYear: 252)))
        for day in 0..<40 where day % 4 != 2 {
            try scope.add(trade("t\(day)", day: day, cents: (day * 37) % 101 - 50))
        }
        let days = scope.dailyReturns(.net)
        let trend = scope.trend(lastDays: .max, .net)
        #expect(days.map(\.day) == trend.map(\.day))
        #expect(days.map(\.equity) == trend.map(\.equity))
        #expect(days.map(\.value) == trend.map(\.ofDay.dailyReturn))
        #expect(!days.contains { $0.day.weekday.isWeekend })
    }

    @Test("ends with the day on which nothing was left")
    func ruined() throws {
        var scope = account()
        try scope.add(trade("a", day: 0, cents: -100_000))
        try scope.add(trade("b", day: 1, cents: 500))
        #expect(scope.dailyReturns(.net).map(\.value) == [nil, nil])
    }

    @Test("is empty without activity")
    func empty() {
        #expect(account().dailyReturns(.net).isEmpty)
    }
}
