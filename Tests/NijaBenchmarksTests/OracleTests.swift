import NijaAnalytics
import NijaBenchmarks
import NijaModel
import Testing

/// An account beside a benchmark, and the figures it must have.
struct OracleCase: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var matching: CalendarMatching
    var periods: Int
    var series: SeriesSettings
    var pairs: Int
    var account: [DailyReturn] = []
    var closes: [Close] = []
    var figures: [(name: String, value: Double)] = []

    static func all() throws -> [OracleCase] {
        var cases: [OracleCase] = []
        for line in comparisonVectors.split(separator: "\n") {
            let fields = line.split(separator: " ").map(String.init)
            if fields[0] == "H" {
                cases.append(try OracleCase(header: fields))
            } else {
                try cases[cases.count - 1].read(fields)
            }
        }
        return cases
    }

    private init(header fields: [String]) throws {
        testDescription = fields[5...].joined(separator: " ")
        matching = fields[1] == "common" ? .commonDays : .carriedCloses
        periods = try #require(Int(fields[2]))
        let rate = try #require(Double(fields[3]))
        series = try #require(SeriesSettings(periodsPerYear: 365, riskFreeRate: rate))
        pairs = try #require(Int(fields[4]))
    }

    private mutating func read(_ fields: [String]) throws {
        switch fields[0] {
        case "A":
            let value = try #require(Double(fields[2]))
            account.append(DailyReturn(day: try Day(fields[1]), equity: .one, value: value))
        case "C":
            closes.append(try #require(Close(day: try Day(fields[1]), price: try Decimal(fields[2]))))
        default: figures.append((fields[1], try #require(Double(fields[2]))))
        }
    }
}

extension BenchmarkComparison {
    /// The figure with this name.
    func value(of name: String) -> Metric? {
        let named: [String: Metric] = [
            "time_weighted_return": timeWeightedReturn, "benchmark_return": benchmarkReturn,
            "difference": difference, "beta": figures.beta, "alpha": figures.alpha,
            "alpha_compounded": figures.alphaCompounded, "correlation": figures.correlation,
            "r_squared": figures.rSquared, "tracking_error": figures.trackingError,
            "information_ratio": figures.informationRatio, "up_capture": figures.upCapture,
            "down_capture": figures.downCapture, "max_drawdown": figures.maxDrawdown,
            "benchmark_max_drawdown": figures.benchmarkMaxDrawdown,
            "excess_drawdown": figures.excessDrawdown, "relative_drawdown": figures.relativeDrawdown,
            "volatility": figures.volatility, "benchmark_volatility": figures.benchmarkVolatility,
            "sharpe_ratio": figures.sharpeRatio, "benchmark_sharpe_ratio": figures.benchmarkSharpeRatio,
        ]
        return named[name]
    }
}

@Suite("The oracle in Python")
struct OracleTests {
    @Test("agrees on every figure within a relative 1e-9", arguments: try OracleCase.all())
    func agrees(history: OracleCase) throws {
        let prices = try #require(PriceHistory(symbol: "SPY", closes: history.closes))
        let comparison = try BenchmarkComparison(
            history.account, prices, history.series, ComparisonSettings(matching: history.matching))
        #expect(comparison.observations == history.pairs)
        #expect(comparison.periodsPerYear == history.periods)
        #expect(history.figures.count == 20)
        for (name, expected) in history.figures {
            let metric = try #require(comparison.value(of: name), "\(name)")
            #expect(isClose(metric.value, expected), "\(name) is \(metric), not \(expected)")
        }
    }
}
