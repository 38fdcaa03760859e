import NijaAlarms
import NijaAnalytics
import NijaModel
import NijaTesting
import Testing

@testable import NijaLedger

@Suite("The ledger, by random commands")
struct PropertyTests {
    private static let steps = 250

    @Test("refuses without a trace, and numbers what it does without a gap backwards", arguments: 0..<30)
    func commands(seed: UInt64) throws {
        var day = try RandomDesk(seed: seed)
        for step in 0..<Self.steps {
            let before = day.desk.ledger
            let told = try day.step()
            if told.first?.hasPrefix("refused") == true {
                #expect(day.desk.ledger.sequence == before.sequence, "seed \(seed), step \(step): \(told)")
                #expect(day.desk.bytes == before.bytes, "seed \(seed), step \(step): \(told)")
            }
            #expect(day.desk.ledger.pending.isEmpty)
        }
        let sequences = day.desk.journal.events.map(\.sequence)
        let isIncreasing = zip(sequences, sequences.dropFirst()).allSatisfy { $0 < $1 }
        #expect(isIncreasing, "seed \(seed)")
        #expect(sequences.last == day.desk.ledger.sequence)
    }

    @Test("has the figures of a computation from scratch", arguments: 0..<30)
    func figures(seed: UInt64) throws {
        var day = try RandomDesk(seed: seed)
        for _ in 0..<Self.steps { _ = try day.step() }
        for name in day.desk.ledger.accountNames {
            let settings = try #require(day.desk.ledger.settings(ofAccount: name))
            let strategies = try day.desk.ledger.strategies(ofAccount: name).map(\.name)
            for strategy in [nil] + strategies.map(Optional.some) {
                let live = try day.desk.ledger.performance(account: name, strategy: strategy ?? "")
                let again = try day.desk.journal.recomputed(settings, strategy: strategy)
                for basis in [.gross, .net] as [Basis] {
                    #expect(live.kpis(basis) == again.kpis(basis), "seed \(seed): \(name) \(strategy ?? "")")
                }
            }
        }
    }

    @Test("is the same again from its events, and goes on the same", arguments: 0..<30)
    func replay(seed: UInt64) throws {
        var live = try RandomDesk(seed: seed)
        for _ in 0..<Self.steps { _ = try live.step() }
        let restored = try live.desk.restarted()
        #expect(restored.settled.bytes == live.desk.settled.bytes, "seed \(seed)")
        try expectGoesOn(live, restored, "seed \(seed)")
    }

    @Test("is the same again from a checkpoint and the events after it", arguments: 0..<30)
    func checkpoint(seed: UInt64) throws {
        var live = try RandomDesk(seed: seed)
        let kept = Int.random(in: 0..<Self.steps, using: &live.random)
        for _ in 0..<kept { _ = try live.step() }
        let bytes = live.desk.bytes
        var reader = StateReader(bytes)
        let start = try Ledger(from: &reader)
        #expect(reader.isAtEnd)
        #expect(start.bytes == bytes, "seed \(seed)")
        for _ in kept..<Self.steps { _ = try live.step() }
        let restored = try live.desk.restarted(from: start)
        let comment: Comment = "seed \(seed), kept at \(kept)"
        // The bytes of the figures may differ: how outcomes are cut into chunks is a matter of memory.
        #expect(restored.settled.alarms.bytes == live.desk.settled.alarms.bytes, comment)
        #expect(try restored.figures == live.desk.figures, comment)
        try expectGoesOn(live, restored, comment)
    }

    @Test("every cut of a checkpoint is an error, and no damage traps")
    func damage() throws {
        var day = try RandomDesk(seed: 3)
        for _ in 0..<60 { _ = try day.step() }
        let bytes = day.desk.bytes
        for size in stride(from: 0, to: bytes.count, by: 13) {
            var reader = StateReader(Array(bytes[..<size]))
            #expect(throws: StateError.self) { try Ledger(from: &reader) }
        }
        for index in stride(from: 0, to: bytes.count, by: 5) {
            var damaged = bytes
            damaged[index] ^= 1 << UInt8(index % 8)
            var reader = StateReader(damaged)
            _ = try? Ledger(from: &reader)
        }
    }

    /// Whether a restored desk does from then on what the live one does.
    private func expectGoesOn(_ live: RandomDesk, _ restored: Desk, _ comment: Comment) throws {
        var (left, right) = (live, live)
        right.desk = restored
        for step in 0..<60 {
            let (expected, found) = (try left.step(), try right.step())
            #expect(found == expected, "\(comment), \(step) after the restart")
            if found != expected { return }
        }
    }
}

extension Desk {
    /// All figures by account and strategy.
    fileprivate var figures: [String: Kpis] {
        get throws {
            var figures: [String: Kpis] = [:]
            for account in ledger.accountNames {
                for strategy in [""] + (try ledger.strategies(ofAccount: account).map(\.name)) {
                    let scope = try ledger.performance(account: account, strategy: strategy)
                    figures["\(account) \(strategy)"] = scope.kpis(.net)
                }
            }
            return figures
        }
    }

    /// The ledger without cooldowns that time alone has ended, which nobody has looked at since.
    fileprivate var settled: Ledger {
        var copy = ledger
        for account in copy.accountNames {
            let strategies = (try? copy.strategies(ofAccount: account).map(\.name)) ?? []
            for strategy in [""] + strategies {
                let scope = AlarmScope(account: account, strategy: strategy)
                copy.alarms.settle(scope, at: now) { _ in nil }
            }
        }
        return copy
    }
}
