import NijaAnalytics
import NijaBenchmarks
import NijaModel
import Testing

@Suite("Figures without a value")
struct DegenerateTests {
    private func rising(_ days: Int) throws -> PriceHistory {
        try prices((-1..<days).map { ($0, "\(100 + $0 * $0 + $0)") })
    }

    @Test("too few pairs leave a regression undefined, and one pair every deviation")
    func few() throws {
        let two = try compare(account([0.01, 0.02]), try rising(2)).figures
        for metric in [two.beta, two.alpha, two.alphaCompounded, two.correlation, two.rSquared] {
            #expect(metric == .undefined(.tooFewObservations))
        }
        #expect(two.trackingError.value != nil)
        let one = try compare(account([0.01]), try rising(1)).figures
        for metric in [one.trackingError, one.informationRatio, one.volatility, one.sharpeRatio] {
            #expect(metric == .undefined(.tooFewObservations))
        }
        #expect(one.maxDrawdown == .value(0))
    }

    @Test("a benchmark that does not move explains nothing")
    func flatBenchmark() throws {
        let flat = try prices((-1..<5).map { ($0, "100") })
        let figures = try compare(account([0.01, -0.02, 0.01, 0, 0.01]), flat).figures
        for metric in [figures.beta, figures.alpha, figures.correlation, figures.benchmarkSharpeRatio] {
            #expect(metric == .undefined(.zeroVariance))
        }
        #expect(figures.upCapture == .undefined(.tooFewObservations))
        #expect(figures.downCapture == .undefined(.tooFewObservations))
        #expect(figures.benchmarkVolatility == .value(0))
    }

    @Test("an account that does not move has a beta of 0 and no correlation")
    func flatAccount() throws {
        let figures = try compare(account([0, 0, 0, 0, 0]), try rising(5)).figures
        #expect(figures.beta == .value(0))
        #expect(figures.correlation == .undefined(.zeroVariance))
        #expect(figures.sharpeRatio == .undefined(.zeroVariance))
    }

    @Test("an account that is the benchmark has beta 1, alpha 0 and no tracking error to divide by")
    func same() throws {
        let benchmark = try prices([(-1, "64"), (0, "80"), (1, "60"), (2, "90"), (3, "45")])
        let comparison = try compare(account([0.25, -0.25, 0.5, -0.5]), benchmark)
        #expect(comparison.figures.beta == .value(1))
        #expect(comparison.figures.alpha == .value(0))
        #expect(comparison.figures.trackingError == .value(0))
        #expect(comparison.figures.informationRatio == .undefined(.zeroVariance))
        #expect(comparison.figures.relativeDrawdown == .value(0))
        #expect(comparison.outcome == .matched)
    }

    @Test("an account that lost everything has no return from then on, and the benchmark still has")
    func ruined() throws {
        for days in [[0.1, nil, nil], [0.1, nil]] as [[Double?]] {
            let comparison = try compare(account(days), try rising(3), to: 2)
            #expect(comparison.timeWeightedReturn == .undefined(.nonPositiveEquity))
            #expect(comparison.difference == .undefined(.nonPositiveEquity))
            #expect(comparison.figures.beta == .undefined(.nonPositiveEquity))
            #expect(comparison.outcome == nil)
            #expect(comparison.benchmarkReturn.value != nil)
            #expect(comparison.curve.isEmpty)
        }
        let before = try compare(account([0.1, nil, nil]), try rising(3), to: 0)
        #expect(isClose(before.timeWeightedReturn.value, 10))
    }
}

@Suite("Bought and sold")
struct TradedValueTests {
    private func trade(_ side: Side?, _ entry: String?, _ exit: String?, _ profit: String) throws -> Trade {
        var trade = Trade(
            strategy: "s", symbol: "A", profit: try Decimal(profit), exitTime: Timestamp(nanoseconds: 0))
        (trade.side, trade.quantity, trade.fees) = (side, Decimal(10), Decimal(5))
        (trade.entryPrice, trade.exitPrice) = (try entry.map(Decimal.init), try exit.map(Decimal.init))
        return trade
    }

    @Test("S4's example: bought for 10000, sold for 11500, 15 %")
    func sample() throws {
        var value = TradedValue(.gross)
        try value.add(try trade(.long, "1000", "1150", "1500"))
        #expect(value.buyValue == Decimal(10_000))
        #expect(value.sellValue == Decimal(11_500))
        #expect(value.profit == Decimal(1500))
        #expect(isClose(value.profitPercent.value, 15))
    }

    @Test("a short sells first, and what was put in is its entry")
    func short() throws {
        var value = TradedValue(.net)
        try value.add(try trade(.short, "100", "50", "500"))
        #expect(value.sellValue == Decimal(1000))
        #expect(value.buyValue == Decimal(500))
        #expect(value.profit == Decimal(495))
        #expect(isClose(value.profitPercent.value, 49.5))
    }

    @Test("a trade without prices is in the profit, and counted as such")
    func unpriced() throws {
        var value = TradedValue(.gross)
        #expect(value.profitPercent == .undefined(.noTrades))
        try value.add(try trade(.long, "100", nil, "7"))
        try value.add(try trade(nil, "100", "101", "7"))
        #expect(value.profitPercent == .undefined(.noData))
        try value.add(try trade(.long, "100", "101", "10"))
        #expect((value.trades, value.unpricedTrades) == (3, 2))
        #expect(value.profit == Decimal(24))
        #expect(isClose(value.profitPercent.value, 1))
    }
}
