import NijaAnalytics
import NijaModel
import NijaPositions
import NijaTesting
import Testing

@testable import NijaLedger

@Suite("Positions of the ledger")
struct PositionTests {
    private func desk() throws -> Desk { try Desk.withBuiltIns() }

    @Test("a price at the stop closes the position and records its trade in one step")
    func closes() throws {
        var desk = try desk()
        try desk.open(desk.opening { $0.levels.stopLoss = Decimal(95) })
        desk.advance(60)
        let told = try desk.tell { desk in try desk.push(Decimal(94)) }
        #expect(told.contains("position p1 closed: STOPPED_OUT"))
        #expect(told.contains { $0.hasPrefix("trade ") })
        #expect(desk.ledger.positions.count == 0)
        let performance = try desk.ledger.performance(account: "main", strategy: "grid")
        #expect(performance.netProfit == Decimal(-6))
        #expect(performance.kpis(.gross).risk.exitRate(.stopLoss).value == 100)
    }

    @Test("many positions that one price closes become as many trades")
    func closesMany() throws {
        var desk = try desk()
        for number in 0..<40 {
            try desk.open(desk.opening("p\(number)") { $0.levels.stopLoss = Decimal(95) })
        }
        desk.advance(60)
        try desk.push(Decimal(90))
        #expect(desk.ledger.positions.count == 0)
        #expect(desk.journal.countingTrades("main").count == 40)
        #expect(try desk.ledger.performance(account: "main", strategy: "").netProfit == Decimal(-400))
    }

    @Test("a bot that is asked to leave is asked once, and its answer carries the reason and the level")
    func signals() throws {
        var desk = try desk()
        try desk.open(desk.opening { $0.levels.stopLoss = Decimal(95) }, mode: .signal)
        desk.advance(1)
        try desk.push(Decimal(94))
        desk.advance(1)
        try desk.push(Decimal(93))
        let requests = desk.journal.events.filter { $0.told.contains("exitRequested") }
        #expect(requests.count == 1)
        let answer = try desk.close(
            Ledger.PositionFill(
                key: Position.Key(account: "main", positionID: "p1"), price: Decimal(92)))
        #expect(answer.value.trade?.trade.exitReason == .stopLoss)
        #expect(answer.value.trade?.trade.intendedExitPrice == Decimal(95))
    }

    @Test("the bot that does not answer and the price that does not come raise alarms, which resolve")
    func ages() throws {
        var desk = try desk()
        try desk.open(desk.opening { $0.levels.stopLoss = Decimal(95) }, mode: .signal)
        desk.advance(1)
        try desk.push(Decimal(94))
        func watch(_ seconds: Int64) throws -> [String] {
            desk.advance(seconds)
            return try desk.tell { desk in
                _ = try desk.run { desk throws(LedgerError) in desk.ledger.watchExposure(desk.context) }
            }.filter { !$0.contains("balance") && !$0.contains("position") && !$0.contains("exposure") }
        }
        #expect(try watch(10) == [])
        #expect(try watch(1) == ["exit_unanswered raised critical"])
        #expect(try watch(50) == ["stale_prices raised warning"])
        let told = try desk.tell { desk in
            let key = Position.Key(account: "main", positionID: "p1")
            try desk.close(Ledger.PositionFill(key: key, price: Decimal(92)))
        }
        #expect(told.contains("exit_unanswered resolved critical"))
        #expect(told.contains("stale_prices resolved warning"))
    }

    @Test("size and exposure of open positions raise the alarms of their names")
    func exposure() throws {
        var desk = try desk()
        let told = try desk.tell { desk in
            try desk.open(desk.opening { $0.quantity = Decimal(9) })
        }
        #expect(told.contains("excessive_position raised warning"))
        #expect(told.contains("total_exposure_high raised warning"))
    }

    @Test("exposure is held against thresholds on the price that moves it, until the last position is gone")
    func exposureOnPrices() throws {
        var desk = try desk()
        try desk.open(desk.opening { $0.quantity = Decimal(7) })
        func told(_ price: Int, after seconds: Int64 = 1) throws -> [String] {
            desk.advance(seconds)
            return try desk.tell { desk in try desk.push(Decimal(price)) }
                .filter { $0.contains("total_exposure") }
        }
        #expect(try told(114) == [])
        #expect(try told(115) == ["total_exposure_high raised warning"])
        #expect(try told(112) == [])
        #expect(try told(111) == ["total_exposure_high resolved warning"])
        #expect(try told(115) == [])
        // The cooldown is over, and the exposure what it was.
        #expect(try told(115, after: 3600) == ["total_exposure_high raised warning"])
        let closed = try desk.tell { desk in
            try desk.close(Ledger.PositionFill(key: Position.Key(account: "main", positionID: "p1")))
        }
        #expect(closed.contains("total_exposure_high resolved warning"))
    }

    @Test("what is quiet changes no alarm: looking at every price gives the same", arguments: 0..<10)
    func quiet(seed: UInt64) throws {
        let watched = ["excessive_position", "total_exposure_high", "stale_prices", "exit_unanswered"]
        func run(disturbed: Bool) throws -> [String] {
            var random = SeededGenerator(seed: seed)
            var desk = try desk()
            var price = 1000
            return try desk.tell { desk in
                for step in 0..<300 {
                    desk.advance(.random(in: 1...30, using: &random))
                    if disturbed { desk.ledger.positions.disturb() }
                    do { try act(&desk, step, &price, &random) } catch is LedgerError {}
                    try desk.run { desk throws(LedgerError) in desk.ledger.watchExposure(desk.context) }
                }
            }.filter { text in watched.contains { text.hasPrefix($0) } }
        }
        #expect(try run(disturbed: false) == run(disturbed: true))
    }

    @Test("what was refused has left no trace")
    func refusals() throws {
        var desk = try desk()
        try desk.open(desk.opening())
        let before = desk.bytes
        #expect(throws: LedgerError.self) { try desk.open(desk.opening { $0.quantity = Decimal(2) }) }
        #expect(throws: LedgerError.self) {
            try desk.close(Ledger.PositionFill(key: Position.Key(account: "main", positionID: "p1")))
        }
        #expect(throws: LedgerError.self) { try desk.push(Decimal(-1)) }
        #expect(desk.bytes == before)
    }

    @Test("the same again from its events: positions, their stops, their trades", arguments: 0..<20)
    func replay(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var live = try desk()
        var price = 1000
        for step in 0..<200 {
            live.advance(.random(in: 1...30, using: &random))
            do { try act(&live, step, &price, &random) } catch is LedgerError {}
        }
        let restored = try live.restarted()
        #expect(restored.ledger.sequence == live.ledger.sequence)
        let (left, right) = (restored.ledger.positions.positions, live.ledger.positions.positions)
        #expect(left.map(\.unmarked) == right.map(\.unmarked), "seed \(seed)")
        #expect(left.map(\.trailingPrice) == right.map(\.trailingPrice), "seed \(seed)")
        #expect(
            try restored.ledger.performance(account: "main", strategy: "").kpis(.net)
                == live.ledger.performance(account: "main", strategy: "").kpis(.net))
        // From then on both do the same; alarms on exposure go by when it was valued last, which is no event.
        var (again, other) = (live, restored)
        for price in stride(from: 100, to: 40, by: -5) {
            again.advance(5)
            other.advance(5)
            let expected = try again.tell { desk in try desk.push(Decimal(price)) }.ofPositions
            let found = try other.tell { desk in try desk.push(Decimal(price)) }.ofPositions
            #expect(found == expected, "seed \(seed)")
        }
    }

    private func act(
        _ desk: inout Desk, _ step: Int, _ price: inout Int, _ random: inout SeededGenerator
    ) throws {
        let id = "p\(Int.random(in: 0..<max(1, step), using: &random))"
        let key = Position.Key(account: "main", positionID: id)
        switch Int.random(in: 0..<10, using: &random) {
        case 0, 1:
            try desk.open(Self.randomOpening(desk, step, &random), mode: random.isOneIn(3) ? .signal : nil)
        case 2:
            try desk.close(
                Ledger.PositionFill(key: key, quantity: random.isOneIn(2) ? Decimal(1) : nil))
        case 3:
            let fill = Ledger.PositionFill(key: key, quantity: Decimal(1), price: Decimal(100))
            try desk.run { desk throws(LedgerError) in
                _ = try desk.ledger.fillPosition(fill, stored: nil, known: nil, desk.context)
            }
        case 4:
            let trailing = random.pick([nil, TrailingStop.amount(Decimal(3)), .percent(Decimal(9))])
            try desk.run { desk throws(LedgerError) in
                _ = try desk.ledger.updatePosition(key, stored: nil, desk.context) { levels in
                    PositionLevels(stopLoss: levels.stopLoss, trailingStop: trailing)
                }
            }
        case 5:
            try desk.run { desk throws(LedgerError) in
                _ = try desk.ledger.cancelPosition(
                    key, hasFailed: true, note: "", stored: nil, desk.context)
            }
        case 6:
            let due = try desk.run { desk throws(LedgerError) in
                desk.ledger.expirePositions(desk.context)
            }
            try desk.carryOut(due.hits)
        default:
            price += Int.random(in: -12...12, using: &random)
            try desk.push(Decimal(units: Int128(price) * Decimal.unitsPerOne / 10))
        }
    }

    private static func randomOpening(
        _ desk: Desk, _ step: Int, _ random: inout SeededGenerator
    ) -> PositionOpening {
        let isLong = random.isOneIn(2)
        let isPending = random.isOneIn(5)
        let distance = Decimal(isLong ? -7 : 7)
        let trailing = random.pick([nil, TrailingStop.amount(Decimal(4)), .percent(Decimal(6))])
        let hasTimeout = random.isOneIn(4)
        let hasStop = random.isOneIn(2)
        return desk.opening("p\(step)") { opening in
            (opening.side, opening.isPending, opening.quantity) = (
                isLong ? .long : .short, isPending, Decimal(3)
            )
            opening.levels = PositionLevels(
                stopLoss: hasStop ? Decimal(units: Decimal(100).units + distance.units) : nil,
                trailingStop: trailing, timeout: hasTimeout ? .seconds(90) : nil)
        }
    }
}

extension [String] {
    fileprivate var ofPositions: [String] { filter { $0.hasPrefix("position") } }
}

extension Position {
    /// The position without what prices alone have left, which is kept now and then only.
    fileprivate var unmarked: Position {
        var position = self
        position.marks = nil
        return position
    }
}
