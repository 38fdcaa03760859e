import NijaAlarms
import NijaModel
import Testing

@Suite("Thresholds")
struct ThresholdTests {
    struct Wrong: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let threshold: Threshold
        let fields: [String]

        init(_ description: String, _ fields: [String], _ adjust: (inout Threshold) -> Void) {
            (testDescription, threshold, self.fields) = (description, heat(adjust), fields)
        }

        static let all = [
            Wrong("nothing is wrong", []) { _ in },
            Wrong("all that may be set is", []) {
                ($0.minTrades, $0.hysteresis, $0.cooldown) = (5, 1, .seconds(1))
                $0.escalations = [.init(thresholdValue: 20, severity: .critical)]
            },
            Wrong("no name", ["threshold.name"]) { $0.key.name = "" },
            Wrong("an account that cannot be", ["threshold.account"]) { $0.key.account = "a b" },
            Wrong("a strategy with a control character", ["threshold.strategy"]) {
                $0.key.strategy = "\u{7}"
            },
            Wrong("no metric", ["threshold.metric"]) { $0.metric = "" },
            Wrong("an unknown metric", ["threshold.metric"]) { $0.metric = "heta" },
            Wrong("no number", ["threshold.threshold_value"]) { $0.thresholdValue = .nan },
            Wrong("no end", ["threshold.threshold_value"]) { $0.thresholdValue = .infinity },
            Wrong("a negative number of trades", ["threshold.min_trades"]) { $0.minTrades = -1 },
            Wrong("a negative hysteresis", ["threshold.hysteresis"]) { $0.hysteresis = -1 },
            Wrong("a hysteresis of no number", ["threshold.hysteresis"]) { $0.hysteresis = .nan },
            Wrong("a hysteresis with EQ", ["threshold.hysteresis"]) {
                ($0.comparison, $0.hysteresis) = (.equal, 1)
            },
            Wrong("a negative cooldown", ["threshold.cooldown"]) { $0.cooldown = .seconds(-1) },
            Wrong("escalations with EQ", ["threshold.escalations"]) {
                $0.comparison = .equal
                $0.escalations = [.init(thresholdValue: 20, severity: .critical)]
            },
            Wrong(
                "levels that do not get worse",
                [
                    "threshold.escalations[0].threshold_value", "threshold.escalations[1].severity",
                    "threshold.escalations[2].threshold_value", "threshold.escalations[2].severity",
                ]
            ) {
                $0.escalations = [
                    .init(thresholdValue: 10, severity: .critical),
                    .init(thresholdValue: 20, severity: .critical),
                    .init(thresholdValue: .nan, severity: .info),
                ]
            },
            Wrong("low values are worse when breached below", ["threshold.escalations[0].threshold_value"]) {
                $0.comparison = .lessThan
                $0.escalations = [.init(thresholdValue: 11, severity: .critical)]
            },
            Wrong("too many levels", ["threshold.escalations"]) {
                $0.severity = .info
                $0.escalations = Array(repeating: .init(thresholdValue: 20, severity: .critical), count: 9)
            },
            Wrong("everything at once", ["threshold.name", "threshold.metric", "threshold.hysteresis"]) {
                ($0.key.name, $0.metric, $0.hysteresis) = ("", "", -1)
            },
        ]
    }

    @Test("are refused for each wrong field", arguments: Wrong.all)
    func validation(_ wrong: Wrong) {
        var violations = Violations()
        wrong.threshold.validate(metrics: ["heat", "win_rate"], into: &violations)
        var fields = violations.found.map(\.field)
        // Nine equal levels are wrong in themselves too.
        if fields.first == "threshold.escalations" { fields = ["threshold.escalations"] }
        #expect(fields == wrong.fields)
    }

    @Test(
        "of an unknown metric are told which may be meant",
        arguments: [
            ("winrate", "\"win_rate\""), ("Win_Rate", "\"win_rate\""),
            ("drawdown", "\"max_drawdown\" or \"current_drawdown\""),
            ("xyz", nil),
        ])
    func nearMatches(_ metric: String, _ near: String?) {
        let metrics: Set = ["win_rate", "max_drawdown", "current_drawdown", "balance"]
        var violations = Violations()
        heat { $0.metric = metric }.validate(metrics: metrics, into: &violations)
        let advice =
            near.map { "did you mean \($0)?" }
            ?? "it must be one of \(metrics.sorted().joined(separator: ", "))"
        #expect(violations.found.map(\.description) == ["is \"\(metric)\"; \(advice)"])
    }

    @Test("that fit a scope more closely override those of the same name")
    func overriding() throws {
        func limit(_ value: Double) -> (inout Threshold) -> Void { { $0.thresholdValue = value } }
        var desk = try Desk(
            heat(strategy: "*", limit(10)), heat(strategy: "grid", limit(20)),
            heat(account: "main", strategy: "*", limit(30)),
            heat(account: "main", strategy: "grid", limit(40)), heat(limit(50)))
        func limit(_ account: String, _ strategy: String) -> Double? {
            desk.evaluate(["heat": 1000], in: AlarmScope(account: account, strategy: strategy)).first?.alarm
                .thresholdValue
        }
        #expect(limit("other", "other") == 10)
        #expect(limit("other", "grid") == 20)
        #expect(limit("main", "other") == 30)
        #expect(limit("main", "grid") == 40)
        #expect(limit("main", "") == 50)
    }

    @Test("that are disabled for one account switch the general one off there")
    func disabledOverride() throws {
        var desk = try Desk(heat())
        #expect(desk.evaluate(["heat": 11]).told == Story.raised)
        let resolved = try desk.put(heat(account: "main") { $0.isEnabled = false })
        #expect(resolved.told == Story.resolved)
        #expect(resolved.first?.note == "its threshold is not watched any longer")
        #expect(desk.evaluate(["heat": 11]) == [])
        let other = AlarmScope(account: "other", strategy: "")
        #expect(desk.evaluate(["heat": 11], in: other).told == Story.raised)
    }

    @Test("resolve their alarms when they are deleted, unless another goes on watching")
    func deleting() throws {
        var desk = try Desk(heat(), heat(account: "main"))
        _ = desk.evaluate(["heat": 11])
        #expect(try desk.delete(heat(account: "main").key) == [])
        #expect(desk.evaluate(["heat": 11]) == [])
        #expect(try desk.delete(heat().key).told == Story.resolved)
        #expect(desk.evaluate(["heat": 11]) == [])
        #expect(desk.book.activeCount == 0)
        #expect(throws: AlarmError.unknownThreshold(heat().key)) { try desk.delete(heat().key) }
    }

    @Test("that change are held against what is active at the next evaluation")
    func replacing() throws {
        var desk = try Desk(heat())
        _ = desk.evaluate(["heat": 11])
        #expect(try desk.put(heat { $0.severity = .critical }) == [])
        #expect(desk.evaluate(["heat": 11]).told == ["heat escalated critical"])
        #expect(try desk.put(heat { $0.severity = .info }) == [])
        #expect(desk.evaluate(["heat": 11]).told == ["heat deescalated info"])
        #expect(try desk.put(heat { $0.thresholdValue = 12 }) == [])
        #expect(desk.evaluate(["heat": 11]).told == ["heat resolved info"])
    }

    @Test("that compare something else resolve the alarms of before")
    func otherMetric() throws {
        var desk = try Desk(heat())
        _ = desk.evaluate(["heat": 11, "cold": 11])
        #expect(try desk.put(heat { $0.metric = "cold" }).told == Story.resolved)
        #expect(desk.evaluate(["heat": 11, "cold": 11]).told == Story.raised)
        #expect(
            try desk.put(heat { ($0.metric, $0.comparison) = ("cold", .lessThan) }).told == Story.resolved)
    }

    @Test("that are built in can be replaced and deleted, for good")
    func builtIn() throws {
        var desk = Desk()
        let key = Threshold.Key(name: "low_balance", account: "", strategy: "")
        var low = try #require(desk.book.threshold(key))
        (low.thresholdValue, low.isBuiltIn) = (500, false)
        try desk.put(low)
        #expect(desk.book.threshold(key)?.isBuiltIn == true)
        #expect(desk.book.threshold(key)?.sequence == 1)
        #expect(desk.evaluate(["balance": 499]).told == ["low_balance raised warning"])
        #expect(try desk.delete(key).told == ["low_balance resolved warning"])
        var reader = StateReader(desk.book.bytes)
        let restored = try AlarmBook(from: &reader)
        #expect(restored.threshold(key) == nil)
        #expect(restored.thresholds(account: "").count == 15)
    }

    @Test("are listed for an account, sorted, and limited in number")
    func listing() throws {
        var desk = try Desk(
            heat(account: "other"), heat(), heat(account: "main", strategy: "*"), heat(account: "main"))
        #expect(
            desk.book.thresholds(account: "main").map(\.key) == [
                heat().key, heat(account: "main").key, heat(account: "main", strategy: "*").key,
            ])
        #expect(desk.book.thresholds(account: "").count == 4)
        for index in 4..<AlarmLimits.thresholds { try desk.put(heat { $0.key.name = "\(index)" }) }
        #expect(throws: AlarmError.tooManyThresholds) { try desk.put(heat { $0.key.name = "more" }) }
        try desk.put(heat { $0.thresholdValue = 1 })
    }
}
