import NijaAlarms
import NijaModel
import Testing

@Suite("Reading alarms")
struct ReadingTests {
    @Test("ids are unique within a second, also against alarms that have ended")
    func ids() throws {
        var desk = Desk()
        var ids: [String] = []
        for _ in 0..<3 {
            let id = try desk.report("down").alarm.alarmID
            _ = try desk.clear(id)
            ids.append(id)
        }
        #expect(ids == ["down_20260130_120000", "down_20260130_120000_2", "down_20260130_120000_3"])
        desk.advance(1)
        #expect(try desk.report("down").alarm.alarmID == "down_20260130_120001")
        // The clock goes back: what is active or remembered is not named twice.
        desk.advance(-1)
        #expect(try desk.report("down", in: grid).alarm.alarmID == "down_20260130_120000_4")
    }

    @Test("ids are unique in a second in which more ended than are remembered")
    func manyIDs() throws {
        var desk = Desk()
        var ids: Set<String> = []
        for _ in 0..<600 {
            let id = try desk.report("down").alarm.alarmID
            _ = try desk.clear(id)
            ids.insert(id)
        }
        #expect(ids.count == 600)
        #expect(ids.contains("down_20260130_120000_600"))
    }

    @Test("active alarms come worst first, then newest first")
    func sorting() throws {
        var desk = Desk()
        for (name, severity) in [
            ("a", Severity.warning), ("b", .emergency), ("c", .info), ("d", .warning), ("e", .critical),
        ] {
            _ = try desk.report(name, severity)
            desk.advance(1)
        }
        #expect(desk.book.activeAlarms.map(\.name) == ["b", "e", "d", "a", "c"])
    }

    @Test("the summary counts an account's alarms, every severity and category listed")
    func summary() throws {
        var desk = Desk()
        #expect(desk.book.summary(account: "").lastRaised == nil)
        let changes = desk.evaluate(["balance": 45, "win_rate": 35])
        _ = try desk.acknowledge(changes[0].alarm.alarmID)
        let last = try desk.report("down", .emergency, in: AlarmScope(account: "other", strategy: "")).alarm
        let ended = try #require(try desk.clear(changes[2].alarm.alarmID))
        let main = desk.book.summary(account: "main")
        #expect((main.active, main.acknowledged, main.raised) == (2, 1, 3))
        #expect(main.bySeverity == [.info: 0, .warning: 1, .critical: 1, .emergency: 0])
        #expect(main.byCategory.count == AlarmCategory.allCases.count)
        #expect(main.byCategory[.balance] == 2)
        #expect(main.lastRaised == ended.alarm)
        let all = desk.book.summary(account: "")
        #expect((all.active, all.raised) == (3, 4))
        #expect(all.lastRaised == last)
        #expect(desk.book.summary(account: "nobody") == AlarmBook().summary(account: ""))
    }

    @Test("what the daemon did is filled in afterwards, without another change")
    func actionTaken() throws {
        var desk = try Desk(heat { $0.action = .stopAll })
        var change = try #require(desk.evaluate(["heat": 11]).first)
        change.alarm.actionTaken = "stopped all strategies"
        desk.book.adopt(change)
        #expect(desk.book.activeAlarms == [change.alarm])
        #expect(desk.book.summary(account: "").raised == 1)
        #expect(desk.book.summary(account: "").lastRaised == change.alarm)
        #expect(desk.evaluate(["heat": 11]) == [])
    }
}
