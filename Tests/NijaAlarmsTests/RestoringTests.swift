import NijaAlarms
import NijaModel
import NijaTesting
import Testing

/// What a store would hold: figures change by facts, and everything that the book hands out.
enum LogEntry {
    case figures(AlarmScope, [String: Double], Timestamp)
    case alarm(AlarmChange)
    case threshold(ThresholdChange)
    case silence(Silence)
}

/// A random day at a desk with two accounts and two strategies each.
struct RandomDay {
    private static let scopes = ["main", "other"].flatMap { account in
        ["", "grid", "trend"].map { AlarmScope(account: account, strategy: $0) }
    }

    var desk = Desk()
    private(set) var log: [LogEntry] = []
    private var figures: [AlarmScope: [String: Double]] = [:]

    /// Does one thing at random; the same generator does the same thing to an equal book.
    ///
    /// - Returns: what changed.
    mutating func step(_ random: inout SeededGenerator) throws -> [AlarmChange] {
        desk.advance(Int64.random(in: 0...90, using: &random))
        let scope = Self.scopes.randomElement(using: &random) ?? main
        let id = desk.book.activeAlarms.randomElement(using: &random)?.alarmID ?? "none"
        switch Int.random(in: 0..<20, using: &random) {
        case 0: return note([try? desk.acknowledge(id)])
        case 1, 2: return note([try? desk.clear(id)])
        case 3:
            let seen = desk.book.clearAcknowledged(
                account: scope.account, at: desk.now, sequence: &desk.sequence)
            return note(seen)
        case 4:
            let severity = Severity.allCases.randomElement(using: &random) ?? .info
            return note([
                try desk.report(["down", "heat"].randomElement(using: &random) ?? "", severity, in: scope)
            ])
        case 5: return try changeThreshold(&random)
        case 6: return try silence(scope, &random)
        default: return evaluate(scope, &random)
        }
    }

    private mutating func evaluate(_ scope: AlarmScope, _ random: inout SeededGenerator) -> [AlarmChange] {
        for metric in ["heat", "balance", "win_rate", "current_drawdown"] {
            guard Int.random(in: 0..<8, using: &random) > 0 else {
                figures[scope, default: [:]][metric] = nil
                continue
            }
            let middle: Double =
                switch metric {
                case "balance": 80
                case "win_rate": 38
                default: 15
                }
            figures[scope, default: [:]][metric] =
                middle + Double(Int.random(in: -20...20, using: &random)) / 2
        }
        let values = figures[scope] ?? [:]
        log.append(.figures(scope, values, desk.now))
        return note(desk.evaluate(values, trades: Int.random(in: 5...15, using: &random), in: scope))
    }

    private mutating func changeThreshold(_ random: inout SeededGenerator) throws -> [AlarmChange] {
        var threshold = desk.book.thresholds(account: "").randomElement(using: &random) ?? heat()
        if Bool.random(using: &random) {
            threshold = heat(
                account: ["", "main"].randomElement(using: &random) ?? "",
                strategy: ["", "*", "grid"].randomElement(using: &random) ?? "")
        }
        if Int.random(in: 0..<3, using: &random) == 0,
            let (change, resolved) = try? desk.book.delete(
                threshold.key, at: desk.now, sequence: &desk.sequence)
        {
            log.append(.threshold(change))
            return note(resolved)
        }
        threshold.isEnabled = Int.random(in: 0..<4, using: &random) > 0
        threshold.hysteresis = Double(Int.random(in: 0...3, using: &random))
        threshold.cooldown = .seconds([0, 60, 600].randomElement(using: &random) ?? 0)
        threshold.severity = [.info, .warning].randomElement(using: &random) ?? .info
        threshold.minTrades = [0, 10].randomElement(using: &random) ?? 0
        threshold.action = AlarmAction.allCases.randomElement(using: &random) ?? .none
        if threshold.comparison == .greaterThan {
            threshold.escalations = [
                .init(thresholdValue: threshold.thresholdValue + 5, severity: .critical, action: .stopAll)
            ]
        }
        let (change, resolved) = try desk.book.put(threshold, at: desk.now, sequence: &desk.sequence)
        log.append(.threshold(change))
        return note(resolved)
    }

    private mutating func silence(_ scope: AlarmScope, _ random: inout SeededGenerator) throws
        -> [AlarmChange]
    {
        let silence = try desk.book.silence(
            Silence(
                silenceID: "\(Int.random(in: 0..<3, using: &random))", account: scope.account,
                strategy: scope.strategy, until: desk.now.adding(.minutes(5)), reason: "quiet", actor: person,
                since: desk.now), sequence: &desk.sequence)
        log.append(.silence(silence))
        return []
    }

    /// Completes and logs changes as the ledger does.
    private mutating func note(_ changes: [AlarmChange?]) -> [AlarmChange] {
        changes.compactMap { change in
            guard var change else { return nil }
            if change.action != .none {
                change.alarm.actionTaken = "did \(change.action)"
                desk.book.adopt(change)
            }
            log.append(.alarm(change))
            return change
        }
    }
}

extension AlarmBook {
    /// Follows the log as a ledger does that is restored.
    mutating func restore(_ log: some Sequence<LogEntry>) {
        for entry in log {
            switch entry {
            case .figures(let scope, let values, let time):
                if scopesToSettle.contains(scope) { settle(scope, at: time) { values[$0] } }
            case .alarm(let change): adopt(change)
            case .threshold(let change): adopt(change)
            case .silence(let silence): adopt(silence)
            }
        }
    }

    /// Without cooldowns that time alone has ended, which nobody has looked at since.
    func settled(at now: Timestamp) -> [UInt8] {
        var book = self
        for account in ["main", "other"] {
            for strategy in ["", "grid", "trend"] {
                book.settle(AlarmScope(account: account, strategy: strategy), at: now) { _ in nil }
            }
        }
        return book.bytes
    }
}

@Suite("A restored book")
struct RestoringTests {
    private static let steps = 300

    @Test(
        "equals the live one and goes on like it, from the log alone or from a checkpoint", arguments: 0..<60)
    func restoring(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var live = RandomDay()
        try live.desk.put(heat())
        try live.desk.put(heat(strategy: "*") { $0.hysteresis = 1 })
        let start = live.desk.book
        let checkpointAt = Int.random(in: 0..<Self.steps, using: &random)
        var (checkpoint, logged) = (start.bytes, 0)
        for step in 0..<Self.steps {
            if step == checkpointAt { (checkpoint, logged) = (live.desk.book.bytes, live.log.count) }
            _ = try live.step(&random)
        }
        #expect(Set(live.log.compactMap(\.raisedID)).count == live.log.compactMap(\.raisedID).count)

        var replayed = start
        replayed.restore(live.log)
        #expect(
            replayed.settled(at: live.desk.now) == live.desk.book.settled(at: live.desk.now), "seed \(seed)")

        var reader = StateReader(checkpoint)
        var resumed = try AlarmBook(from: &reader)
        #expect(reader.isAtEnd)
        #expect(resumed.bytes == checkpoint)
        resumed.restore(live.log.dropFirst(logged))
        #expect(
            resumed.settled(at: live.desk.now) == live.desk.book.settled(at: live.desk.now), "seed \(seed)")

        for book in [replayed, resumed] {
            var (first, second) = (live, live)
            second.desk.book = book
            var (left, right) = (random, random)
            for step in 0..<Self.steps {
                let (expected, found) = (try first.step(&left), try second.step(&right))
                #expect(found == expected, "seed \(seed), step \(step) after the restart")
                if found != expected { return }
            }
        }
    }

    @Test("knows that a cleared breach was over before the restart")
    func hiddenRecovery() throws {
        var desk = try Desk(heat { $0.hysteresis = 2 })
        var book = desk.book
        let raised = try #require(desk.evaluate(["heat": 11]).first)
        let cleared = try #require(try desk.clear(raised.alarm.alarmID))
        _ = desk.evaluate(["heat": 8])
        _ = desk.evaluate(["heat": 9])
        book.adopt(raised)
        book.adopt(cleared)
        #expect(book.scopesToSettle == [main])
        book.settle(main, at: desk.now) { _ in nil }
        book.settle(main, at: desk.now) { _ in 9 }
        #expect(book.scopesToSettle == [main])
        book.settle(main, at: desk.now) { _ in 8 }
        book.settle(main, at: desk.now) { _ in 9 }
        #expect(book.scopesToSettle == [])
        #expect(book.bytes == desk.book.bytes)
    }

    @Test("is refused when its bytes are damaged, and never traps")
    func damage() throws {
        var desk = try Desk(heat())
        _ = desk.evaluate(["heat": 11])
        _ = try desk.report("down")
        let bytes = desk.book.bytes
        for size in 0..<bytes.count {
            var reader = StateReader(Array(bytes.prefix(size)))
            #expect(throws: StateError.self) { try AlarmBook(from: &reader) }
        }
        for index in bytes.indices {
            for bit in 0..<8 {
                var damaged = bytes
                damaged[index] ^= 1 << bit
                var reader = StateReader(damaged)
                _ = try? AlarmBook(from: &reader)
            }
        }
    }
}

extension LogEntry {
    fileprivate var raisedID: String? {
        guard case .alarm(let change) = self, change.transition == .raised else { return nil }
        return change.alarm.alarmID
    }
}
