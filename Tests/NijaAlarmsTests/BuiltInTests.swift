import NijaAlarms
import NijaModel
import Testing

@Suite("The built-in thresholds")
struct BuiltInTests {
    @Test("a balance of 45 after a peak of 100 is critical, low and a drop")
    func balances() {
        var desk = Desk()
        let changes = desk.evaluate(["balance": 45, "balance_drop_percentage": 55])
        #expect(
            changes.told == [
                "critical_balance raised critical", "low_balance raised warning",
                "balance_drop raised warning",
            ])
        #expect(changes.map(\.alarm.sequence) == [1, 2, 3])
    }

    @Test("a win rate of 35 with a profit factor of 0.8 is low in both")
    func performance() {
        var desk = Desk()
        let changes = desk.evaluate(["win_rate": 35, "profit_factor": 0.8])
        #expect(changes.told == ["low_profit_factor raised warning", "low_win_rate raised warning"])
        #expect(changes.map(\.alarm.category) == [.tradePerformance, .tradePerformance])
        #expect(changes.last?.alarm.message == "Win rate is low: 35 (threshold 40)")
        #expect(changes.last?.alarm.alarmID == "low_win_rate_20260130_120000")
    }

    struct Row: CustomTestStringConvertible, Sendable {
        let name: String
        let metric: String
        let severity: Severity
        let fine: Double
        let breach: Double
        var minTrades = 0
        var testDescription: String { name }

        static let all = [
            Row(name: "critical_balance", metric: "balance", severity: .critical, fine: 50, breach: 49.99),
            Row(name: "low_balance", metric: "balance", severity: .warning, fine: 100, breach: 99.99),
            Row(
                name: "balance_drop", metric: "balance_drop_percentage", severity: .warning, fine: 19.99,
                breach: 20),
            Row(
                name: "high_drawdown", metric: "current_drawdown", severity: .warning, fine: 10, breach: 10.01
            ),
            Row(
                name: "max_drawdown", metric: "current_drawdown", severity: .critical, fine: 20, breach: 20.01
            ),
            Row(
                name: "low_win_rate", metric: "win_rate", severity: .warning, fine: 40, breach: 39.99,
                minTrades: 10),
            Row(
                name: "critical_win_rate", metric: "win_rate", severity: .critical, fine: 30, breach: 29.99,
                minTrades: 10),
            Row(
                name: "low_profit_factor", metric: "profit_factor", severity: .warning, fine: 1, breach: 0.99,
                minTrades: 10),
            Row(
                name: "negative_expectancy", metric: "expectancy", severity: .warning, fine: 0, breach: -0.01,
                minTrades: 10),
            Row(
                name: "excessive_position", metric: "position_percentage", severity: .warning, fine: 10,
                breach: 10.01),
            Row(
                name: "total_exposure_high", metric: "exposure_percentage", severity: .warning, fine: 80,
                breach: 80.01),
            Row(
                name: "volatility_spike", metric: "volatility", severity: .warning, fine: 50, breach: 50.01,
                minTrades: 20),
            Row(
                name: "consecutive_losses", metric: "consecutive_losses", severity: .warning, fine: 4,
                breach: 5),
            Row(
                name: "stale_balance", metric: "balance_age_seconds", severity: .warning, fine: 3600,
                breach: 3601),
            Row(name: "stale_prices", metric: "price_age_seconds", severity: .warning, fine: 60, breach: 61),
            Row(
                name: "exit_unanswered", metric: "exit_request_age_seconds", severity: .critical, fine: 10,
                breach: 10.5),
        ]
    }

    @Test(
        "are breached exactly past their limit and from their least number of trades on", arguments: Row.all)
    func limits(_ row: Row) throws {
        var desk = Desk()
        func raised(_ value: Double, _ trades: Int) -> Severity? {
            desk.evaluate([row.metric: value], trades: trades).first { $0.alarm.name == row.name }?.alarm
                .severity
        }
        #expect(raised(row.fine, 1000) == nil)
        if row.minTrades > 0 { #expect(raised(row.breach, row.minTrades - 1) == nil) }
        #expect(raised(row.breach, row.minTrades) == row.severity)
        let threshold = try #require(
            desk.book.threshold(Threshold.Key(name: row.name, account: "", strategy: "")))
        #expect(threshold.isBuiltIn)
        var violations = Violations()
        threshold.validate(metrics: [row.metric], into: &violations)
        #expect(violations.found == [])
    }

    @Test("are sixteen, and the table above knows each")
    func count() {
        #expect(AlarmBook().thresholds(account: "").map(\.key.name) == Row.all.map(\.name).sorted())
    }

    @Test("raise nothing without trades")
    func noTrades() {
        var desk = Desk()
        // What a scope without trades says: no rate has a value; a sum is 0.
        #expect(desk.evaluate(["current_drawdown": 0, "consecutive_losses": 0], trades: 0) == [])
        #expect(desk.evaluate(["win_rate": 0, "profit_factor": 0, "expectancy": -1], trades: 0) == [])
        #expect(desk.evaluate([:], trades: 0) == [])
        #expect(desk.book.activeCount == 0)
    }

    @Test("hold for accounts as a whole, not for strategies")
    func scopes() {
        var desk = Desk()
        #expect(desk.evaluate(["balance": 1, "win_rate": 1], in: grid) == [])
        #expect(desk.book.metricsWatched(in: grid) == [])
        #expect(desk.book.metricsWatched(in: main).count == 13)
    }

    @Test("ask for each metric once")
    func metricsOnce() {
        var desk = Desk()
        let metrics = desk.book.metricsWatched(in: main)
        let watch = desk.book.watch(main) { metrics.firstIndex(of: $0) }
        var asked: [Int] = []
        _ = desk.book.evaluate(watch, trades: 100, at: noon(), sequence: &desk.sequence) { place in
            asked.append(place)
            return nil
        }
        #expect(asked == Array(metrics.indices))
        #expect(Set(metrics).count == metrics.count)
    }

    @Test("a metric without a place has no value")
    func unknownMetric() {
        var desk = Desk()
        let watch = desk.book.watch(main) { $0 == "balance" ? 7 : nil }
        var asked: [Int] = []
        let changes = desk.book.evaluate(watch, trades: 100, at: noon(), sequence: &desk.sequence) { place in
            asked.append(place)
            return 70
        }
        #expect(asked == [7])
        #expect(changes.map(\.alarm.name) == ["low_balance"])
    }
}
