import NijaLedger
import NijaModel
import Testing

@Suite("Strategies")
struct StrategyTests {
    private func register(_ profile: Ledger.StrategyProfile, at desk: inout Desk) throws -> (
        strategy: Strategy, isNew: Bool
    ) {
        try desk.run { desk throws(LedgerError) in
            try desk.ledger.registerStrategy(profile, desk.context)
        }
    }

    private func profile(
        _ adjust: (inout Ledger.StrategyProfile) -> Void = { _ in }
    ) -> Ledger.StrategyProfile {
        var profile = Ledger.StrategyProfile(
            name: "grid", account: "main", description: "buys low", parameters: ["step": "5"],
            allocation: Decimal(100))
        adjust(&profile)
        return profile
    }

    /// A desk whose strategy "grid" has a status.
    private func made(_ status: StrategyStatus) throws -> Desk {
        var desk = try Desk()
        _ = try register(profile(), at: &desk)
        switch status {
        case .active: break
        case .paused: try desk.move(.pause, "grid")
        case .stopped: try desk.move(.stop, "grid")
        }
        return desk
    }

    // MARK: Registering

    @Test("a new strategy is ACTIVE, by whoever registered it")
    func registering() throws {
        var desk = try Desk()
        let (strategy, isNew) = try register(profile(), at: &desk)
        #expect(isNew)
        #expect(strategy.status == .active)
        #expect(strategy.statusActor == person)
        #expect(strategy.registeredAt == desk.now)
        #expect(strategy.sequence == desk.ledger.sequence)
        #expect(try desk.ledger.strategies(ofAccount: "main") == [strategy])
    }

    @Test("registering it again changes nothing, or what it says of itself, but not its status")
    func again() throws {
        var desk = try made(.paused)
        let bytes = desk.bytes
        #expect(try !register(profile(), at: &desk).isNew)
        #expect(desk.bytes == bytes)
        let (changed, isNew) = try register(profile { $0.parameters = [:] }, at: &desk)
        #expect(!isNew)
        #expect(changed.parameters == [:])
        #expect(changed.status == .paused)
    }

    @Test("a profile that cannot be is refused with every bad field")
    func impossible() throws {
        var desk = try Desk()
        let bytes = desk.bytes
        let rows: [([String], (inout Ledger.StrategyProfile) -> Void)] = [
            (["strategy.name"], { $0.name = "" }), (["strategy.name"], { $0.name = "*" }),
            (["strategy.description"], { $0.description = "\u{1}" }),
            (["strategy.allocation"], { $0.allocation = Decimal(-1) }),
            (["strategy.parameters"], { $0.parameters = ["": "1"] }),
            (["strategy.parameters[\"a\"]"], { $0.parameters = ["a": "\u{1}"] }),
            (
                ["strategy.parameters"],
                { profile in
                    for index in 0...Ledger.strategyParametersCountMax {
                        profile.parameters["p\(index)"] = "1"
                    }
                }
            ),
            (["strategy.name", "strategy.allocation"], { ($0.name, $0.allocation) = ("", Decimal(-1)) }),
        ]
        for (fields, adjust) in rows {
            #expect(try refusal { try register(profile(adjust), at: &desk) }?.fields == fields)
        }
        #expect(
            try refusal { try register(profile { $0.account = "nobody" }, at: &desk) }
                == .notFound(.account, name: "nobody"))
        #expect(desk.bytes == bytes)
    }

    // MARK: Moves

    /// One move from one status; the whole state machine is twelve of them.
    struct Move: CustomTestStringConvertible, Sendable {
        enum Outcome: Sendable { case moves, repeats, isRefused }

        let from: StrategyStatus
        let move: StrategyMove
        let outcome: Outcome
        var testDescription: String { "\(move) from \(from)" }

        init(_ from: StrategyStatus, _ move: StrategyMove, _ outcome: Outcome) {
            (self.from, self.move, self.outcome) = (from, move, outcome)
        }
    }

    @Test(
        "a strategy moves as the state machine says",
        arguments: [
            Move(.active, .pause, .moves), Move(.active, .resume, .repeats), Move(.active, .stop, .moves),
            Move(.active, .start, .repeats),
            Move(.paused, .pause, .repeats), Move(.paused, .resume, .moves), Move(.paused, .stop, .moves),
            Move(.paused, .start, .isRefused),
            Move(.stopped, .pause, .isRefused), Move(.stopped, .resume, .isRefused),
            Move(.stopped, .stop, .repeats), Move(.stopped, .start, .moves),
        ])
    func moves(row: Move) throws {
        var desk = try made(row.from)
        desk.advance(60)
        desk.actor = Actor(uid: 2000, gid: 2000, pid: 9)
        let bytes = desk.bytes
        switch row.outcome {
        case .moves:
            let strategy = try desk.move(row.move, "grid", reason: "lunch").value
            #expect(strategy.status == row.move.target)
            #expect(strategy.statusReason == "lunch")
            #expect(strategy.statusSince == desk.now)
            #expect(strategy.statusActor == desk.actor)
            let last = try #require(desk.journal.events.last)
            #expect(
                last.payload
                    == .strategyChanged(
                        StrategyChange(strategy: strategy, previousStatus: row.from, reason: "lunch")))
        case .repeats:
            #expect(try desk.move(row.move, "grid").isDuplicate)
            #expect(desk.bytes == bytes)
        case .isRefused:
            let error = try refusal { try desk.move(row.move, "grid") }
            let message = "strategy \"grid\" is \(row.from.label); it cannot \(row.move) from there"
            #expect(error == .failedPrecondition(message))
            #expect(desk.bytes == bytes)
        }
    }

    @Test("a strategy that nobody knows cannot move")
    func unknown() throws {
        var desk = try made(.active)
        #expect(try refusal { try desk.move(.pause, "trend") } == .notFound(.strategy, name: "trend"))
        let reason = String(repeating: "x", count: 4097)
        #expect(try refusal { try desk.move(.pause, "grid", reason: reason) }?.fields == ["reason"])
    }

    // MARK: All at once

    @Test("an emergency stops what is not stopped, of one account or of all, by name")
    func stopAll() throws {
        var desk = try made(.paused)
        for name in ["trend", "arb"] { try desk.record(trade("t-\(name)", strategy: name)) }
        try desk.move(.stop, "trend")
        let stopped = try desk.run { desk throws(LedgerError) in
            try desk.ledger.stopAll(account: "", reason: "fire", desk.context)
        }
        #expect(stopped.map(\.name) == ["arb", "grid"])
        #expect(try desk.ledger.strategies(ofAccount: "").allSatisfy { $0.status == .stopped })
        let bytes = desk.bytes
        #expect(try desk.ledger.stopAll(account: "main", reason: "fire", desk.context).isEmpty)
        #expect(desk.bytes == bytes)
    }

    @Test("an emergency needs a reason, and an account that exists")
    func badStopAll() throws {
        var desk = try made(.active)
        #expect(
            try refusal { try desk.ledger.stopAll(account: "", reason: "", desk.context) }?.fields
                == ["reason"])
        #expect(
            try refusal { try desk.ledger.stopAll(account: "nobody", reason: "fire", desk.context) }
                == .notFound(.account, name: "nobody"))
    }
}
