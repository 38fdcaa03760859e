import NijaAlarms
import NijaModel
import Testing

/// A breach as a story: values and what they lead to.
struct Story: CustomTestStringConvertible, Sendable {
    enum Step: Sendable {
        /// A value, and what happened to alarms; nil is an undefined value.
        case value(Double?, [String] = [])
        /// Time passes.
        case seconds(Int64)
        /// A person clears the alarm.
        case clear
    }

    let testDescription: String
    let threshold: Threshold
    let steps: [Step]

    init(_ description: String, _ threshold: Threshold, _ steps: [Step]) {
        (testDescription, self.threshold, self.steps) = (description, threshold, steps)
    }

    static let raised = ["heat raised warning"]
    static let resolved = ["heat resolved warning"]

    static let calm = heat { ($0.hysteresis, $0.cooldown) = (2, .seconds(60)) }
    static let tall = heat {
        $0.hysteresis = 2
        $0.escalations = [
            .init(thresholdValue: 20, severity: .critical),
            .init(thresholdValue: 30, severity: .emergency, action: .stopAll),
        ]
    }

    static let all = [
        Story(
            "one alarm a breach", heat(), [.value(11, raised), .value(12), .value(11), .value(10, resolved)]),
        Story(
            "a new breach is a new alarm", heat(),
            [.value(11, raised), .value(10, resolved), .value(11, raised)]),
        Story(
            "resolved only past the hysteresis", calm,
            [.value(11, raised), .value(10), .value(8.1), .value(8, resolved)]),
        Story(
            "silent in the cooldown, raised after it", calm,
            [
                .value(11, raised), .value(8, resolved), .seconds(59), .value(11), .seconds(1),
                .value(11, raised),
            ]),
        Story(
            "a value that was fine when the cooldown ended is raised at once", calm,
            [.value(11, raised), .value(8, resolved), .seconds(61), .value(9), .value(11, raised)]),
        Story(
            "an undefined value neither raises nor resolves", calm,
            [.value(nil), .value(11, raised), .value(nil), .value(.nan), .value(.infinity), .value(11)]),
        Story(
            "levels are climbed and left one by one", tall,
            [
                .value(11, raised), .value(21, ["heat escalated critical"]),
                .value(31, ["heat escalated emergency"]), .value(29),
                .value(28, ["heat deescalated critical"]), .value(19),
                .value(18, ["heat deescalated warning"]), .value(21, ["heat escalated critical"]),
                .value(8, ["heat resolved critical"]),
            ]),
        Story(
            "levels are jumped over", tall,
            [
                .value(31, ["heat raised emergency"]), .value(9, ["heat deescalated warning"]),
                .value(31, ["heat escalated emergency"]), .value(0, ["heat resolved emergency"]),
            ]),
        Story(
            "a worse level breaks the cooldown",
            heat {
                $0.cooldown = .seconds(60)
                $0.escalations = [.init(thresholdValue: 20, severity: .critical)]
            },
            [
                .value(11, raised), .value(1, resolved), .value(11), .value(21, ["heat raised critical"]),
                .value(1, ["heat resolved critical"]), .value(21),
            ]),
        Story(
            "what was cleared is not raised again before it is over", calm,
            [
                .value(11, raised), .clear, .value(11), .value(9), .value(11), .value(8), .value(11, raised),
            ]),
        Story(
            "what was cleared is raised again when it gets worse", tall,
            [
                .value(21, ["heat raised critical"]), .clear, .value(11), .value(21),
                .value(31, ["heat raised emergency"]),
            ]),
        Story(
            "an exact match is raised and resolves on any other value",
            heat { $0.comparison = .equal },
            [.value(9.999), .value(10, raised), .value(10), .value(10.001, resolved)]),
        Story(
            "at or below, the limit belongs to the breach",
            heat { ($0.comparison, $0.hysteresis) = (.lessThanOrEqual, 1) },
            [.value(10.5), .value(10, raised), .value(11), .value(11.1, resolved)]),
        Story(
            "below, the hysteresis is above",
            heat { ($0.comparison, $0.hysteresis) = (.lessThan, 1) },
            [.value(10), .value(9.9, raised), .value(10.9), .value(11, resolved)]),
        Story(
            "at or above, the limit belongs to the breach",
            heat { $0.comparison = .greaterThanOrEqual },
            [.value(9.9), .value(10, raised), .value(9.9, resolved)]),
    ]
}

@Suite("A breach")
struct BreachTests {
    @Test("goes as told", arguments: Story.all)
    func stories(_ story: Story) throws {
        var desk = try Desk(story.threshold)
        for (index, step) in story.steps.enumerated() {
            switch step {
            case .value(let value, let expected):
                let values = value.map { ["heat": $0] } ?? [:]
                #expect(desk.evaluate(values).told == expected, "step \(index)")
            case .seconds(let seconds):
                desk.advance(seconds)
            case .clear:
                let alarm = try #require(desk.book.activeAlarms.first)
                #expect(try desk.clear(alarm.alarmID)?.transition == .cleared)
            }
            #expect(desk.book.activeCount <= 1)
        }
    }

    @Test("that is checked 1,000 times has one alarm")
    func oneAlarm() {
        var desk = Desk()
        var changes: [AlarmChange] = []
        for _ in 0..<1000 {
            changes += desk.evaluate(["win_rate": 35])
            desk.advance(60)
        }
        #expect(changes.told == ["low_win_rate raised warning"])
        #expect(desk.book.summary(account: "main").raised == 1)
    }

    @Test("counts only from the least number of trades on, and goes on when trades are voided")
    func minTrades() throws {
        var desk = try Desk(heat { $0.minTrades = 10 })
        #expect(desk.evaluate(["heat": 11], trades: 9) == [])
        #expect(desk.evaluate(["heat": 11], trades: 10).told == Story.raised)
        #expect(desk.evaluate(["heat": 11], trades: 9) == [])
        #expect(desk.evaluate(["heat": 9], trades: 9).told == Story.resolved)
    }

    @Test("asks for the action of the level it reaches, and of those it jumps over, once")
    func actions() throws {
        func desk() throws -> Desk {
            try Desk(
                heat {
                    $0.action = .pauseStrategy
                    $0.escalations = [
                        .init(thresholdValue: 20, severity: .critical, action: .stopAll),
                        .init(thresholdValue: 30, severity: .emergency),
                    ]
                })
        }
        var slow = try desk()
        let values = [11.0, 15, 21, 31, 21, 11, 31, 1]
        #expect(
            values.flatMap { slow.evaluate(["heat": $0]) }.map(\.action)
                == [.pauseStrategy, .stopAll, .none, .none, .none, .stopAll, .none])
        var fast = try desk()
        #expect(fast.evaluate(["heat": 31]).map(\.action) == [.stopAll])
    }

    @Test("that gets worse has to be seen again")
    func acknowledgementOfLess() throws {
        var desk = try Desk(Story.tall)
        let id = try #require(desk.evaluate(["heat": 11]).first).alarm.alarmID
        _ = try desk.acknowledge(id)
        #expect(desk.evaluate(["heat": 21]).first?.alarm.acknowledgement == nil)
        _ = try desk.acknowledge(id)
        #expect(desk.evaluate(["heat": 11]).first?.alarm.acknowledgement != nil)
    }

    @Test(
        "is told with value and limit, never blurred into each other",
        arguments: [
            (11.0, "heat: 11 (threshold 10)"), (10.126, "heat: 10.13 (threshold 10)"),
            (10.0001, "heat: 10.0001 (threshold 10)"), (1e300, "heat: 1e+300 (threshold 10)"),
        ])
    func messages(_ value: Double, _ message: String) throws {
        var desk = try Desk(heat())
        #expect(desk.evaluate(["heat": value]).first?.alarm.message == message)
    }

    @Test("of small numbers keeps their digits")
    func smallNumbers() throws {
        var desk = try Desk(
            heat {
                ($0.comparison, $0.thresholdValue, $0.description) = (.lessThan, 0, "Expectancy is negative")
            })
        #expect(
            desk.evaluate(["heat": -0.0012344]).first?.alarm.message
                == "Expectancy is negative: -0.001234 (threshold 0)")
        #expect(
            desk.evaluate(["heat": 0.5]).first?.alarm.message
                == "Expectancy is negative: no longer, 0.5 (threshold 0)")
    }
}
