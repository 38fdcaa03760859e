import NijaAlarms
import NijaLedger
import NijaModel
import Testing

@Suite("Thresholds of the ledger")
struct ThresholdTests {
    @Test("a new threshold is held against what is known at once")
    func put() throws {
        var desk = try Desk()
        try desk.report(report("r1", balance: 50))
        let told = try desk.tell { try $0.put(lowBalance()) }
        #expect(told == ["threshold low put", "low raised warning"])
    }

    @Test("one that is replaced or deleted takes its alarm along")
    func replaced() throws {
        var desk = try Desk(lowBalance())
        try desk.report(report("r1", balance: 50))
        let disabled = try desk.tell { try $0.put(lowBalance { $0.isEnabled = false }) }
        #expect(disabled == ["threshold low put", "low resolved warning"])
        try desk.put(lowBalance())
        let key = lowBalance().key
        let deleted = try desk.tell { desk in
            try desk.run { desk throws(LedgerError) in
                _ = try desk.ledger.deleteThreshold(key, desk.context)
            }
        }
        #expect(deleted == ["threshold low deleted", "low resolved warning"])
        #expect(
            try refusal { try desk.ledger.deleteThreshold(key, desk.context) }
                == .notFound(.threshold, name: "low"))
    }

    @Test("one that cannot be is refused with the field")
    func impossible() throws {
        var desk = try Desk()
        let bytes = desk.bytes
        let rows: [(String, (inout Threshold) -> Void)] = [
            ("threshold.name", { $0.key.name = "" }), ("threshold.account", { $0.key.account = "a b" }),
            ("threshold.metric", { $0.metric = "win_rat" }),
            ("threshold.threshold_value", { $0.thresholdValue = .nan }),
            ("threshold.min_trades", { $0.minTrades = -1 }),
            ("threshold.hysteresis", { $0.hysteresis = -1 }),
            ("threshold.cooldown", { $0.cooldown = .seconds(-1) }),
        ]
        for (field, adjust) in rows {
            #expect(try refusal { try desk.put(lowBalance("low", 100, adjust)) }?.fields == [field])
        }
        #expect(
            try refusal { try desk.put(lowBalance { $0.key.account = "nobody" }) }
                == .notFound(.account, name: "nobody"))
        #expect(desk.bytes == bytes)
    }

    @Test("every metric that a threshold can watch has a value or none, and never traps")
    func everyMetric() throws {
        var desk = try Desk()
        for metric in Ledger.metricNames.sorted() {
            try desk.put(lowBalance(metric, -1e300) { $0.metric = metric })
        }
        try desk.report(report("r1", balance: 50))
        for index in 0..<40 {
            try desk.record(trade("t\(index)", profit: 20 - index, at: Int64(index) * 9000))
        }
        #expect(desk.ledger.alarms.activeCount == 0)
    }

    @Test("a silence marks what it covers, and replaces the one with its id")
    func silence() throws {
        var desk = try Desk(lowBalance("a"), lowBalance("b"))
        let silence = Silence(
            silenceID: "s1", name: "a", until: noon(60), reason: "maintenance", actor: .daemon, since: .epoch)
        let kept = try desk.run { desk throws(LedgerError) in try desk.ledger.silence(silence, desk.context) }
        #expect(kept.actor == person)
        #expect(kept.since == desk.now)
        try desk.report(report("r1", balance: 1))
        let silenced = desk.journal.events.compactMap { event -> String? in
            guard case .alarmChanged(let change) = event.payload, change.isSilenced else { return nil }
            return change.alarm.name
        }
        #expect(silenced == ["a"])
        var longer = silence
        longer.until = noon(90)
        let replaced = longer
        _ = try desk.run { desk throws(LedgerError) in try desk.ledger.silence(replaced, desk.context) }
        #expect(desk.ledger.alarms.silences(at: desk.now).map(\.until) == [noon(90)])
    }

    @Test("a silence without a reason or without a future is refused")
    func badSilence() throws {
        var desk = try Desk()
        let bytes = desk.bytes
        let silence = Silence(
            silenceID: "", name: "\u{1}", until: desk.now, reason: "", actor: person, since: desk.now)
        #expect(
            try refusal { try desk.ledger.silence(silence, desk.context) }?.fields
                == ["silence.name", "silence.until", "silence.reason"])
        #expect(desk.bytes == bytes)
    }
}
