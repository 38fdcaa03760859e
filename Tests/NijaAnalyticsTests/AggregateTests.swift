import NijaAnalytics
import NijaModel
import NijaTesting
import Testing

@Suite("Aggregates of hours and days")
struct AggregateTests {
    private func fact(_ second: Int64, _ sequence: UInt64, _ change: AccountFact.Change) -> AccountFact {
        AccountFact(time: Timestamp(nanoseconds: second * 1_000_000_000), sequence: sequence, change)
    }

    private func trade(_ cents: Int, fees: Int = 0) -> AccountFact.Change {
        .trade(profit: money(cents), fees: money(fees))
    }

    @Test("trades, fees and flows add up, and equity has the lows and highs between")
    func sums() {
        var hour = Aggregate()
        hour.add([
            fact(1, 1, trade(500, fees: 50)), fact(2, 2, trade(-900)), fact(3, 3, .flow(money(1000))),
            fact(4, 4, trade(0)),
        ])
        #expect((hour.trades, hour.wins, hour.losses) == (3, 1, 1))
        #expect((hour.grossProfit, hour.fees) == (money(-400), money(50)))
        #expect((hour.netProfit, hour.cashFlow) == (money(-450), money(1000)))
        let extent = hour.path.extent(from: money(10_000))
        #expect((extent.low, extent.high, extent.close) == (money(9550), money(10_550), money(10_550)))
    }

    @Test("a report sets equity, whatever it was before")
    func reports() {
        var hour = Aggregate()
        hour.add([fact(1, 1, trade(-300)), fact(2, 2, .report(equity: money(5000))), fact(3, 3, trade(200))])
        for opening in [money(10_000), money(1000)] {
            let extent = hour.path.extent(from: opening)
            #expect(extent.close == money(5200))
            #expect(extent.low == min(Decimal(units: opening.units - money(300).units), money(5000)))
            #expect(extent.high == max(opening, money(5200)))
        }
    }

    @Test("at one instant, what a report includes comes before it")
    func sameTime() {
        let facts = [
            fact(5, 1, .report(equity: money(1))), fact(5, 3, trade(1)), fact(5, 2, .flow(money(1))),
        ]
        #expect(facts.sorted(by: AccountFact.comesBefore).map(\.sequence) == [2, 3, 1])
    }

    @Test("any split of a history gives the same path when its parts are joined", arguments: 0..<20)
    func joining(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var facts: [AccountFact] = []
        for index in 0..<200 {
            let amount = money(Int.random(in: -5000...5000, using: &random))
            let change: AccountFact.Change =
                switch Int.random(in: 0..<20, using: &random) {
                case 0: .report(equity: amount)
                case 1: .flow(amount)
                default: .trade(profit: amount, fees: money(3))
                }
            facts.append(fact(Int64(index), UInt64(index), change))
        }
        var whole = Aggregate()
        whole.add(facts)
        var joined = EquityPath()
        var rest = facts[...]
        while !rest.isEmpty {
            let count = Int.random(in: 1...30, using: &random)
            var part = Aggregate()
            part.add(rest.prefix(count))
            joined.append(part.path)
            rest = rest.dropFirst(count)
        }
        #expect(joined == whole.path)
    }

    @Test("intervals begin where the account's hours and days do", arguments: [0, 330, -300])
    func intervals(minutes: Int) throws {
        let boundary = try #require(DayBoundary(offsetMinutes: minutes))
        for second in [-86_401, -1, 0, 1, 3599, 1_767_600_123] as [Int64] {
            let time = Timestamp(nanoseconds: second * 1_000_000_000)
            for interval in AggregateInterval.allCases {
                let start = interval.start(of: time, boundary)
                #expect(start <= time && time < interval.end(of: start))
                #expect(interval.start(of: start, boundary) == start)
            }
            let day = AggregateInterval.day.start(of: time, boundary)
            #expect(day == boundary.start(of: boundary.day(of: time)))
        }
        #expect(AggregateInterval.day.start(of: .min, boundary) >= .min)
        #expect(AggregateInterval.hour.end(of: .max) == .max)
    }
}
