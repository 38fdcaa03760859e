import NijaAnalytics
import NijaModel
import Testing

@Suite("The sample of the KPI document")
struct SampleKpiTests {
    /// 50 trades on 20 days: 33 wins that sum to 1500, 17 losses that sum to 600, fees of 50, capital 1000.
    private func sample() throws -> Performance {
        var scope = account()
        var winsLeft = (count: 33, cents: 150_000)
        var lossesLeft = (count: 17, cents: 60_000)
        for index in 0..<50 {
            let isWin = index % 3 != 2
            let cents: Int
            if isWin, winsLeft.count > 0 || lossesLeft.count == 0 {
                cents = winsLeft.cents / winsLeft.count
                winsLeft = (winsLeft.count - 1, winsLeft.cents - cents)
            } else {
                cents = -lossesLeft.cents / lossesLeft.count
                lossesLeft = (lossesLeft.count - 1, lossesLeft.cents + cents)
            }
            try scope.add(
                try trade("t\(index)", day: index * 20 / 50, hour: 1 + index % 3, cents: cents, fees: 100))
        }
        return scope
    }

    static let accountingBlock: [(MetricName, Double)] = [
        (.totalTrades, 50), (.winningTrades, 33), (.losingTrades, 17), (.winRate, 66), (.profitFactor, 2.5),
        (.totalProfit, 1500), (.totalLoss, 600), (.netProfit, 850), (.totalFees, 50),
        (.averageWin, 45.4545454545454545),
        (.averageLoss, 35.2941176470588235), (.riskRewardRatio, 1.2878787878787879), (.expectancy, 17),
        (.profitPerTrade, 17), (.roiPercentage, 85), (.accountGrowth, 85), (.accountEquity, 1850),
        (.tradesPerDay, 2.5), (.activeDays, 20), (.expectancyR, 0.51),
    ]

    @Test("its accounting block comes out literally on the gross basis", arguments: accountingBlock)
    func isLiteral(name: MetricName, expected: Double) throws {
        let kpis = try sample().kpis(.gross)
        let value = try #require(kpis.value(of: name).value)
        #expect(isClose(value, expected), "\(name.rawValue) is \(value)")
    }

    @Test("its averages are exact decimals, rounded half to even at 18 places")
    func averagesAreDecimals() throws {
        let trades = try sample().kpis(.gross).trades
        #expect(trades.averageWin.value?.description == "45.454545454545454545")
        #expect(trades.averageLoss.value?.description == "35.294117647058823529")
        #expect(trades.expectancy.value?.description == "17")
    }

    @Test("figures say what they rest on")
    func provenance() throws {
        let provenance = try sample().kpis(.gross).provenance
        #expect(provenance.basis == .gross)
        #expect(provenance.seriesBasis == .net)
        #expect(provenance.seriesSource == .realisedProfit)
        #expect(provenance.trades == 50)
        #expect(provenance.days == 20)
        #expect(!provenance.hasFewTrades)
        #expect(provenance.hasFewDays)
        #expect(provenance.firstTrade == instant(monday, hour: 1))
    }
}
