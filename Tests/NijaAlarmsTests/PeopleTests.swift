import NijaAlarms
import NijaModel
import Testing

@Suite("What people and bots do to alarms")
struct PeopleTests {
    @Test("an alarm is acknowledged once and stays active")
    func acknowledge() throws {
        var desk = try Desk(heat())
        let id = try #require(desk.evaluate(["heat": 11]).first).alarm.alarmID
        let change = try #require(try desk.acknowledge(id))
        #expect(change.transition == .acknowledged)
        #expect(change.note == "on it")
        #expect(change.alarm.acknowledgement == .init(time: desk.now, actor: person))
        let sequence = desk.sequence
        #expect(try desk.acknowledge(id) == nil)
        #expect(desk.sequence == sequence)
        #expect(desk.book.activeAlarms == [change.alarm])
    }

    @Test("an alarm is cleared once, and an ended one is not acknowledged")
    func clear() throws {
        var desk = try Desk(heat())
        let id = try #require(desk.evaluate(["heat": 11]).first).alarm.alarmID
        let change = try #require(try desk.clear(id))
        #expect(change.alarm.state == .cleared)
        #expect(change.alarm.endedAt == desk.now)
        #expect(try desk.clear(id) == nil)
        #expect(try desk.acknowledge(id) == nil)
        #expect(try desk.book.alarm(id) == change.alarm)
    }

    @Test("an unknown alarm is an error, and an ended one is forgotten after 256 others")
    func forgotten() throws {
        var desk = Desk()
        #expect(throws: AlarmError.unknownAlarm("x")) { try desk.clear("x") }
        for index in 0...256 {
            _ = try desk.clear(try desk.report("trouble \(index)").alarm.alarmID)
        }
        #expect(throws: AlarmError.unknownAlarm("trouble 0_20260130_120000")) {
            try desk.acknowledge("trouble 0_20260130_120000")
        }
        #expect(try desk.clear("trouble 1_20260130_120000") == nil)
    }

    @Test("only acknowledged alarms of the account are cleared together")
    func clearAcknowledged() throws {
        var desk = try Desk(heat())
        let other = AlarmScope(account: "other", strategy: "")
        let ids = try [main, other].map {
            try #require(desk.evaluate(["heat": 11], in: $0).first).alarm.alarmID
        }
        let unseen = try desk.report("unseen").alarm.alarmID
        for id in ids { _ = try desk.acknowledge(id) }
        #expect(desk.clearAcknowledged("main").map(\.alarm.alarmID) == [ids[0]])
        #expect(desk.clearAcknowledged("").map(\.alarm.alarmID) == [ids[1]])
        #expect(desk.clearAcknowledged("").map(\.alarm.alarmID) == [])
        #expect(desk.book.activeAlarms.map(\.alarmID) == [unseen])
    }

    @Test("a report is raised, repeated and escalated as one alarm")
    func reports() throws {
        var desk = Desk()
        let first = try desk.report("exchange_unreachable", .warning, value: 1, action: .pauseStrategy)
        let again = try desk.report("exchange_unreachable", .info, value: 2, action: .pauseStrategy)
        let worse = try desk.report("exchange_unreachable", .critical, value: 3, action: .stopAll)
        #expect([first, again, worse].map(\.transition) == [.raised, .repeated, .escalated])
        #expect([first, again, worse].map(\.action) == [.pauseStrategy, .none, .stopAll])
        #expect([first, again, worse].map(\.alarm.severity) == [.warning, .warning, .critical])
        #expect([first, again, worse].map(\.alarm.occurrences) == [1, 2, 3])
        #expect([first, again, worse].map(\.alarm.currentValue) == [1, 2, 3])
        #expect(Set([first, again, worse].map(\.alarm.alarmID)).count == 1)
        #expect(worse.alarm.metadata == ["venue": "paper"])
        #expect(try desk.report("exchange_unreachable", in: grid).transition == .raised)
        #expect(try desk.clear(first.alarm.alarmID)?.transition == .cleared)
        #expect(try desk.report("exchange_unreachable").transition == .raised)
    }

    @Test("a report and a threshold of one name are two alarms")
    func sameName() throws {
        var desk = try Desk(heat())
        let ids = try [
            #require(desk.evaluate(["heat": 11]).first).alarm.alarmID, desk.report("heat").alarm.alarmID,
        ]
        #expect(ids == ["heat_20260130_120000", "heat_20260130_120000_2"])
        #expect(desk.evaluate(["heat": 1]).map(\.alarm.alarmID) == [ids[0]])
        #expect(desk.book.activeAlarms.map(\.alarmID) == [ids[1]])
    }

    @Test("bots cannot fill the memory with alarms")
    func reportLimit() throws {
        var desk = Desk()
        for index in 0..<AlarmLimits.reportedAlarms { _ = try desk.report("\(index)") }
        let before = desk.book.bytes
        #expect(throws: AlarmError.tooManyReportedAlarms) { try desk.report("one more") }
        #expect(desk.book.bytes == before)
        #expect(try desk.report("0").transition == .repeated)
        #expect(desk.evaluate(["balance": 1]).count == 2)
        let id = try #require(desk.book.activeAlarms.first { $0.name == "0" }).alarmID
        _ = try desk.clear(id)
        #expect(try desk.report("one more").transition == .raised)
    }

    // MARK: Silences

    private func silence(
        _ id: String = "s", account: String = "", name: String = "", strategy: String = "",
        seconds: Int64 = 60
    ) -> Silence {
        Silence(
            silenceID: id, account: account, name: name, strategy: strategy, until: noon(seconds),
            reason: "maintenance", actor: person, since: noon())
    }

    @Test(
        "a silence marks what it covers, while it lasts",
        arguments: [
            (("", "", ""), true), (("main", "", ""), true), (("other", "", ""), false),
            (("", "heat", ""), true),
            (("", "cold", ""), false), (("", "", "grid"), false), (("main", "heat", ""), true),
        ])
    func silences(_ which: (account: String, name: String, strategy: String), _ isCovered: Bool) throws {
        var desk = try Desk(Story.tall)
        let kept = try desk.silence(
            silence(account: which.account, name: which.name, strategy: which.strategy))
        #expect(kept.sequence == desk.sequence)
        #expect(desk.book.silences(at: desk.now) == [kept])
        let change = try #require(desk.evaluate(["heat": 11]).first)
        #expect(change.isSilenced == isCovered)
        // What counts is the time of the change, not of the alarm.
        desk.advance(60)
        #expect(desk.evaluate(["heat": 21]).map(\.isSilenced) == [false])
        #expect(try desk.acknowledge(change.alarm.alarmID)?.isSilenced == false)
        #expect(desk.book.silences(at: desk.now) == [])
    }

    @Test("a silenced alarm still asks for its action")
    func silencedAction() throws {
        var desk = try Desk(heat { $0.action = .stopAll })
        try desk.silence(silence())
        #expect(desk.evaluate(["heat": 11]).map(\.action) == [.stopAll])
    }

    @Test("a silence with the same id replaces the first, and those past are forgotten")
    func replacedSilence() throws {
        var desk = Desk()
        for seconds in [60, 10] as [Int64] {
            try desk.silence(silence(seconds: seconds))
        }
        #expect(desk.book.silences(at: noon()).map(\.until) == [noon(10)])
        #expect(desk.book.silences(at: noon(10)) == [])
        for index in 1..<AlarmLimits.silences {
            try desk.silence(silence("\(index)"))
        }
        #expect(throws: AlarmError.tooManySilences) {
            try desk.silence(silence("more"))
        }
    }
}
