import NijaAnalytics
import NijaModel
import Testing

/// A history of the oracle and the figures it must have.
struct OracleHistory: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var kind = ScopeKind.part
    var settings = SeriesSettings.standard
    var events: [PerformanceEvent] = []
    var figures: [(name: String, value: Double)] = []

    static func all() throws -> [OracleHistory] {
        var histories: [OracleHistory] = []
        for line in metricVectors.split(separator: "\n") {
            let fields = line.split(separator: " ").map(String.init)
            if fields[0] == "H" {
                histories.append(try OracleHistory(header: fields))
            } else {
                try histories[histories.count - 1].read(fields)
            }
        }
        return histories
    }

    private init(header fields: [String]) throws {
        testDescription = fields[4...].joined(separator: " ")
        kind = fields[1] == "account" ? .account : .part
        let periods = try #require(Int(fields[2]))
        let rate = try #require(Double(fields[3]))
        settings = try #require(SeriesSettings(periodsPerYear: periods, riskFreeRate: rate))
    }

    private mutating func read(_ fields: [String]) throws {
        if fields[0] == "M" {
            figures.append((fields[1], try #require(Double(fields[2]))))
            return
        }
        let numbers = try fields.dropFirst().map { try #require(Int($0)) }
        let time = try Timestamp(seconds: Int64(numbers[0]))
        switch fields[0] {
        case "T":
            let sample = try TradeSample(
                exitTime: time, tradeID: "t", profit: money(numbers[1]), fees: money(numbers[2]))
            events.append(.add(sample))
        case "R":
            let value = money(numbers[1])
            events.append(.report(try EquitySample(time: time, balance: value, equity: value)))
        default:
            events.append(.flow(try FlowSample(time: time, amount: money(numbers[1]))))
        }
    }
}

@Suite("The oracle in Python")
struct OracleTests {
    @Test("agrees on every figure within a relative 1e-9", arguments: try OracleHistory.all())
    func agrees(history: OracleHistory) throws {
        var scope = Performance(
            kind: history.kind, settings: history.settings, initialCapital: Decimal(10_000))
        var store = ReferenceStore()
        for event in history.events { try store.apply(event, to: &scope) }
        let kpis = scope.kpis(.net)
        #expect(history.figures.count > 40)
        for (name, expected) in history.figures {
            let metric = try #require(MetricName(rawValue: name), "\(name)")
            let value = try #require(kpis.value(of: metric).value, "\(name) is \(kpis.value(of: metric))")
            #expect(isClose(value, expected), "\(name) is \(value), not \(expected)")
        }
    }
}
