import NijaAnalytics
import NijaModel
import Testing

/// Daily profits, and what the main ratios must be.
struct DegenerateCase: CustomTestStringConvertible, Sendable {
    let name: String
    /// Cents of net profit a day, on capital 1000.
    let cents: [Int]
    let sharpe: Metric?
    let sortino: Metric?
    let calmar: Metric?
    let maxDrawdown: Double
    let profitFactor: Metric

    var testDescription: String { name }
}

@Suite("Degenerate input")
struct DegenerateTests {
    static let cases = [
        DegenerateCase(
            name: "no trade at all", cents: [], sharpe: .undefined(.tooFewObservations),
            sortino: .undefined(.tooFewObservations), calmar: .undefined(.tooFewObservations), maxDrawdown: 0,
            profitFactor: .undefined(.noTrades)),
        DegenerateCase(
            name: "one gain", cents: [1000], sharpe: .undefined(.tooFewObservations),
            sortino: .undefined(.tooFewObservations), calmar: .undefined(.noDrawdown), maxDrawdown: 0,
            profitFactor: .undefined(.noLosses)),
        DegenerateCase(
            name: "all zero", cents: [0, 0, 0], sharpe: .undefined(.zeroVariance),
            sortino: .undefined(.noDownside),
            calmar: .undefined(.noDrawdown), maxDrawdown: 0, profitFactor: .undefined(.noLosses)),
        DegenerateCase(
            name: "a constant gain of 10 %", cents: [10_000, 11_000, 12_100, 13_310],
            sharpe: .undefined(.zeroVariance), sortino: .undefined(.noDownside),
            calmar: .undefined(.noDrawdown),
            maxDrawdown: 0, profitFactor: .undefined(.noLosses)),
        DegenerateCase(
            name: "a constant loss of 10 %", cents: [-10_000, -9_000, -8_100, -7_290],
            sharpe: .undefined(.zeroVariance), sortino: .value(-365.0.squareRoot()), calmar: nil,
            maxDrawdown: 34.39, profitFactor: .value(0)),
        DegenerateCase(
            name: "only gains", cents: [100, 300, 200], sharpe: nil, sortino: .undefined(.noDownside),
            calmar: .undefined(.noDrawdown), maxDrawdown: 0, profitFactor: .undefined(.noLosses)),
        DegenerateCase(
            name: "a loss on the first day", cents: [-10_000, 5_000, 3_000], sharpe: nil, sortino: nil,
            calmar: nil,
            maxDrawdown: 10, profitFactor: .value(0.8)),
        DegenerateCase(
            name: "below zero", cents: [-50_000, -60_000, 90_000], sharpe: .undefined(.nonPositiveEquity),
            sortino: .undefined(.nonPositiveEquity), calmar: .undefined(.nonPositiveEquity), maxDrawdown: 100,
            profitFactor: .value(9.0 / 11)),
    ]

    @Test("has a value or the reason why not, never a made-up number", arguments: cases)
    func hasValueOrReason(row: DegenerateCase) throws {
        var scope = account()
        for (day, cents) in row.cents.enumerated() {
            try scope.add(try trade("t\(day)", day: day, cents: cents))
        }
        let kpis = scope.kpis(.net)
        expect(kpis.daily.sharpeRatio, row.sharpe)
        expect(kpis.daily.sortinoRatio, row.sortino)
        expect(kpis.daily.calmarRatio, row.calmar)
        expect(kpis.trades.profitFactor, row.profitFactor)
        expect(kpis.daily.maxDrawdown, .value(row.maxDrawdown))
        for name in MetricName.allCases {
            if let value = kpis.value(of: name).value { #expect(value.isFinite, "\(name.rawValue)") }
        }
    }

    /// Expects the figure; nil is any value.
    private func expect(_ actual: Metric, _ expected: Metric?) {
        guard let expected else {
            #expect(actual.value != nil, "\(actual)")
            return
        }
        if let value = actual.value, let target = expected.value {
            #expect(isClose(value, target), "\(actual) is not \(expected)")
        } else {
            #expect(actual == expected)
        }
    }

    @Test("without capital, money is counted and returns are undefined")
    func withoutCapital() throws {
        var scope = account(capital: 0)
        try scope.add(try trade("a", day: 0, cents: 500))
        let kpis = scope.kpis(.net)
        #expect(kpis.trades.netProfit == money(500))
        #expect(kpis.trades.roiPercentage == .undefined(.nonPositiveEquity))
        #expect(kpis.accountGrowth == .undefined(.nonPositiveEquity))
        #expect(kpis.daily.sharpeRatio == .undefined(.nonPositiveEquity))
    }

    @Test("an extrapolation beyond the range of doubles is undefined")
    func extrapolationBeyondRange() throws {
        var scope = account()
        try scope.add(try trade("a", day: 0, cents: 100_000_000))
        #expect(scope.kpis(.net).daily.cagr == .undefined(.tooFewObservations))
    }

    @Test("amounts beyond the limit and negative holding times are refused")
    func limits() {
        let beyond = Decimal(units: AnalyticsLimits.amount.units + 1)
        let error = AnalyticsError.outOfRange(field: "profit")
        #expect(throws: error) {
            try TradeSample(exitTime: .epoch, tradeID: "a", profit: beyond, fees: .zero)
        }
        #expect(throws: AnalyticsError.outOfRange(field: "holding_time")) {
            try TradeSample(
                exitTime: .epoch, tradeID: "a", profit: .zero, fees: .zero, holdingNanoseconds: -1)
        }
        #expect(throws: AnalyticsError.outOfRange(field: "equity")) {
            try EquitySample(time: .epoch, balance: .zero, equity: beyond)
        }
        #expect(throws: AnalyticsError.outOfRange(field: "amount")) {
            try FlowSample(time: .epoch, amount: beyond)
        }
    }
}
