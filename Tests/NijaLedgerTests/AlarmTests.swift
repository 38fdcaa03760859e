import NijaAlarms
import NijaLedger
import NijaModel
import Testing

@Suite("Alarms of the ledger")
struct AlarmTests {
    @Test("an event and the alarm that it raises share a turn, the alarm after its cause")
    func raised() throws {
        var desk = try Desk(lowBalance())
        #expect(
            try desk.tell { try $0.report(report("r1", balance: 99)) } == [
                "balance 99", "low raised warning",
            ])
        let alarm = try #require(desk.ledger.alarms.activeAlarms.first)
        #expect(alarm.sequence == desk.ledger.sequence)
        #expect(alarm.currentValue == 99)
        #expect(try desk.tell { try $0.report(report("r2", balance: 98, at: 1)) } == ["balance 98"])
        #expect(
            try desk.tell { try $0.report(report("r3", balance: 100, at: 2)) }
                == ["balance 100", "low resolved warning"])
    }

    @Test("the built-in thresholds raise what the documents say, and nothing without data")
    func builtIns() throws {
        var desk = try Desk.withBuiltIns(capital: 100)
        desk.ledger.tick(desk.context)
        #expect(desk.ledger.takePending().isEmpty)
        try desk.report(report("r0", balance: 100))
        let told = try desk.tell { try $0.report(report("r1", balance: 45, at: 1)) }
        #expect(
            told.sorted() == [
                "balance 45", "balance_drop raised warning", "critical_balance raised critical",
                "high_drawdown raised warning", "low_balance raised warning",
                "max_drawdown raised critical",
            ])
    }

    @Test("time alone raises on the timer")
    func timer() throws {
        var desk = try Desk(
            lowBalance("stale", 3600) { ($0.metric, $0.comparison) = ("balance_age_seconds", .greaterThan) })
        try desk.report(report("r1", balance: 500))
        for (seconds, told) in [(3600, [] as [String]), (1, ["stale raised warning"]), (600, [])] {
            desk.advance(Int64(seconds))
            #expect(
                desk.tell { desk in
                    try? desk.run { desk throws(LedgerError) in desk.ledger.tick(desk.context) }
                } == told)
        }
        #expect(
            try desk.tell { try $0.report(report("r2", balance: 500, at: 4201)) }
                == ["balance 500", "stale resolved warning"])
    }

    // MARK: Actions

    @Test("an alarm of a strategy pauses it and nothing else, and says so")
    func pausesStrategy() throws {
        var desk = try Desk(losingStreak(2, action: .pauseStrategy))
        try desk.record(trade("t0", strategy: "trend"))
        try desk.record(trade("t1", profit: -1, at: 1))
        let told = try desk.tell { try $0.record(trade("t2", profit: -1, at: 2)) }
        let alarm = try #require(desk.ledger.alarms.activeAlarms.first)
        #expect(
            told == ["trade t2", "streak raised critical", "grid is PAUSED: alarm \(alarm.alarmID)"])
        #expect(alarm.actionTaken == "paused strategy \"grid\"")
        let strategies = try desk.ledger.strategies(ofAccount: "main")
        #expect(strategies.map(\.status) == [.paused, .active])
        #expect(strategies[0].statusActor == .daemon)
        // Who trades on is flagged, and does not have the alarm once more.
        #expect(try desk.tell { try $0.record(trade("t3", profit: -1, at: 3)) } == ["trade t3"])
    }

    @Test("an alarm of the account pauses every active strategy, or stops all")
    func actsOnAccount() throws {
        for (action, expected) in [
            (AlarmAction.pauseStrategy, [StrategyStatus.paused, .paused, .stopped]),
            (.stopAll, [.stopped, .stopped, .stopped]),
        ] {
            var desk = try Desk(lowBalance(action: action))
            for name in ["a", "b", "c"] { try desk.record(trade("t-\(name)", strategy: name)) }
            try desk.move(.pause, "b")
            try desk.move(.stop, "c")
            try desk.report(report("r1", balance: 1))
            #expect(try desk.ledger.strategies(ofAccount: "main").map(\.status) == expected)
        }
    }

    @Test("several alarms of one event with actions stand in the ledger in sequence")
    func severalActions() throws {
        var desk = try Desk(
            lowBalance("a", 100, action: .pauseStrategy), lowBalance("b", 90, action: .stopAll),
            lowBalance("c", 80))
        try desk.record(trade("t1"))
        let told = try desk.tell { try $0.report(report("r1", balance: 1)) }
        let sequences = desk.journal.events.map(\.sequence)
        #expect(sequences == sequences.sorted())
        #expect(
            told.map { $0.prefix { $0 != ":" } }
                == [
                    "balance 1", "a raised warning", "b raised warning", "c raised warning", "grid is PAUSED",
                    "grid is STOPPED",
                ])
    }

    @Test("the size of a position is that of the scope's own last trade")
    func position() throws {
        var desk = try Desk(
            lowBalance("big", 50) { threshold in
                (threshold.metric, threshold.comparison) = ("position_percentage", .greaterThan)
                (threshold.key.strategy, threshold.action) = (Threshold.eachStrategy, .pauseStrategy)
            })
        func sized(_ id: String, _ strategy: String, _ price: Int, at seconds: Int64) -> Trade {
            trade(id, strategy: strategy, at: seconds) {
                ($0.quantity, $0.entryPrice) = (Decimal(1), Decimal(price))
            }
        }
        try desk.record(sized("t1", "trend", 100, at: 1))
        try desk.record(sized("t2", "grid", 900, at: 2))
        _ = try desk.run { desk throws(LedgerError) in desk.ledger.tick(desk.context) }
        #expect(desk.ledger.alarms.activeAlarms.map(\.strategy) == ["grid"])
        #expect(try desk.ledger.strategies(ofAccount: "main").map(\.status) == [.paused, .active])
    }

    // MARK: People

    @Test("acknowledging and clearing is done once, and an alarm that nobody knows is refused")
    func people() throws {
        var desk = try Desk(lowBalance())
        try desk.report(report("r1", balance: 1))
        let id = try #require(desk.ledger.alarms.activeAlarms.first).alarmID
        let seen = try desk.run { desk throws(LedgerError) in
            try desk.ledger.acknowledgeAlarm(id, note: "on it", desk.context)
        }
        #expect(!seen.isDuplicate)
        #expect(seen.value.acknowledgement == Alarm.Acknowledgement(time: desk.now, actor: person))
        #expect(try desk.ledger.acknowledgeAlarm(id, note: "me too", desk.context).isDuplicate)
        let cleared = try desk.run { desk throws(LedgerError) in
            try desk.ledger.clearAlarm(id, note: "known", desk.context)
        }
        #expect(cleared.value.state == .cleared)
        #expect(try desk.ledger.clearAlarm(id, note: "", desk.context).isDuplicate)
        #expect(desk.ledger.alarms.activeCount == 0)
        #expect(
            try refusal { try desk.ledger.clearAlarm("none", note: "", desk.context) }
                == .notFound(.alarm, name: "none"))
        let note = String(repeating: "x", count: 4097)
        #expect(
            try refusal { try desk.ledger.acknowledgeAlarm(id, note: note, desk.context) }?.fields == ["note"]
        )
    }

    @Test("all that were seen are cleared at once")
    func clearAcknowledged() throws {
        var desk = try Desk(lowBalance("a"), lowBalance("b"))
        try desk.report(report("r1", balance: 1))
        let id = try #require(desk.ledger.alarms.activeAlarms.first { $0.name == "b" }).alarmID
        _ = try desk.ledger.acknowledgeAlarm(id, note: "", desk.context)
        #expect(desk.ledger.clearAcknowledged(account: "other", desk.context).isEmpty)
        #expect(desk.ledger.clearAcknowledged(account: "main", desk.context).map(\.name) == ["b"])
        #expect(desk.ledger.alarms.activeAlarms.map(\.name) == ["a"])
    }

    @Test("what a bot reports is raised, repeated and acted on")
    func reported() throws {
        var desk = try Desk()
        try desk.record(trade("t1"))
        let trouble = AlarmBook.Report(
            name: "api_down", scope: AlarmScope(account: "main", strategy: ""), severity: .emergency,
            category: .api, message: "no answer", value: 503, action: .stopAll)
        let told = try desk.tell { desk in
            for _ in 0..<2 {
                try desk.run { desk throws(LedgerError) in
                    _ = try desk.ledger.raiseAlarm(trouble, desk.context)
                }
            }
        }
        let alarm = try #require(desk.ledger.alarms.activeAlarms.first)
        #expect(
            told == [
                "api_down raised emergency", "grid is STOPPED: alarm \(alarm.alarmID)",
                "api_down repeated emergency",
            ])
        #expect(alarm.occurrences == 2)
        #expect(alarm.actionTaken == "stopped all strategies of account \"main\"")
    }

    @Test("a report that cannot be is refused with every bad field")
    func badReport() throws {
        var desk = try Desk()
        let bytes = desk.bytes
        var trouble = AlarmBook.Report(
            name: "", scope: AlarmScope(account: "main", strategy: "\u{1}"), severity: .info, category: .api,
            message: "", value: .infinity, metadata: ["a": "\u{1}"])
        #expect(
            try refusal { try desk.ledger.raiseAlarm(trouble, desk.context) }?.fields
                == ["name", "strategy", "message", "current_value", "metadata[\"a\"]"])
        trouble = AlarmBook.Report(
            name: "x", scope: AlarmScope(account: "nobody", strategy: ""), severity: .info, category: .api,
            message: "m")
        #expect(
            try refusal { try desk.ledger.raiseAlarm(trouble, desk.context) }
                == .notFound(.account, name: "nobody"))
        #expect(desk.bytes == bytes)
    }
}
