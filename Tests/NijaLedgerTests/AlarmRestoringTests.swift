import NijaAlarms
import NijaLedger
import NijaModel
import Testing

@Suite("Alarms of a restored ledger")
struct AlarmRestoringTests {
    /// A ledger and everything it has written.
    private struct Desk {
        var ledger = Ledger()
        var log: [LedgerEvent] = []
        var now = Timestamp(nanoseconds: 1_769_774_400_000_000_000)

        private var context: Context {
            Context(now: now, actor: Actor(uid: 1000, gid: 1000, pid: 7))
        }

        init() throws {
            let account = Account(name: "main", initialCapital: Decimal(1000), createdAt: now)
            _ = try ledger.createAccount(account, context)
            log = ledger.takePending()
        }

        /// - Returns: what happened to alarms about the balance itself.
        mutating func report(_ balance: Int) throws -> [String] {
            now = now.adding(.minutes(10))
            let report = BalanceReport(
                account: "main", requestID: "", balance: Decimal(balance), equity: Decimal(balance),
                time: now, recordedAt: now)
            _ = try ledger.reportBalance(report, isTimeGiven: false, known: nil, tail: nil, context)
            return take()
        }

        mutating func clear(_ name: String) throws {
            for alarm in ledger.alarms.activeAlarms where alarm.name == name {
                _ = try ledger.clearAlarm(alarm.alarmID, note: "", context)
            }
            _ = take()
        }

        private mutating func take() -> [String] {
            let events = ledger.takePending()
            log += events
            return events.compactMap { event in
                guard case .alarmChanged(let change) = event.payload, change.alarm.metric == "balance" else {
                    return nil
                }
                return "\(change.alarm.name) \(change.transition)"
            }
        }

        /// The same desk after a restart.
        func restarted() throws -> Desk {
            var other = self
            other.ledger = Ledger()
            for event in log { try other.ledger.restore(event) }
            other.ledger.finishRestoring(at: now)
            return other
        }
    }

    @Test("a breach that was cleared and came back before the restart is raised anew after it")
    func hiddenRecovery() throws {
        var live = try Desk()
        #expect(try live.report(90) == ["low_balance raised"])
        try live.clear("low_balance")
        #expect(try live.report(99) == [])
        #expect(try live.report(1000) == [])
        // Above the limit, but within the hysteresis: a look at this value alone cannot tell that it was over.
        #expect(try live.report(102) == [])
        var restarted = try live.restarted()
        #expect(restarted.ledger.alarms.scopesToSettle == [])
        #expect(try live.report(99) == restarted.report(99))
        #expect(restarted.ledger.alarms.activeAlarms == live.ledger.alarms.activeAlarms)
        #expect(restarted.ledger.alarms.activeAlarms.contains { $0.name == "low_balance" })
    }

    @Test("a breach that was cleared and goes on stays silent after the restart")
    func goesOn() throws {
        var live = try Desk()
        _ = try live.report(90)
        try live.clear("low_balance")
        _ = try live.report(102)
        var restarted = try live.restarted()
        #expect(try restarted.report(99) == [])
        #expect(try live.report(99) == [])
        #expect(try restarted.report(49) == ["critical_balance raised"])
    }
}
