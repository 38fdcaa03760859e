import NijaModel
import NijaPositions
import Testing

@Suite("The states of a position")
struct MoveTests {
    private static let moves: [(name: String, make: @Sendable (inout Position) throws -> Void)] = [
        ("fill", { try $0.fill(quantity: 1, price: 100, fees: .zero, at: noon) }),
        ("close", { try $0.close(quantity: nil, price: 90, fees: .zero, exit: exit()) }),
        ("close part", { try $0.close(quantity: 0.5, price: 90, fees: .zero, exit: exit()) }),
        ("stop", { try $0.close(quantity: nil, price: 90, fees: .zero, exit: exit(.stopLoss)) }),
        ("cancel", { try $0.cancel(hasFailed: false) }),
        ("fail", { try $0.cancel(hasFailed: true) }),
        ("update", { try $0.setLevels(PositionLevels(stopLoss: 95)) }),
    ]

    /// Every move from every state; nil: refused, and nothing changes.
    private static let table: [PositionStatus: [PositionStatus?]] = [
        .pending: [.open, nil, nil, nil, .cancelled, .failed, .pending],
        .open: [.open, .closed, .open, .stoppedOut, nil, nil, .open],
        .closed: [nil, nil, nil, nil, nil, nil, nil],
        .stoppedOut: [nil, nil, nil, nil, nil, nil, nil],
        .failed: [nil, nil, nil, nil, nil, nil, nil],
        .cancelled: [nil, nil, nil, nil, nil, nil, nil],
    ]

    private func inState(_ status: PositionStatus) throws -> Position {
        var opening = opening()
        opening.isPending = [.pending, .failed, .cancelled].contains(status)
        var position = try position(opening)
        switch status {
        case .pending, .open: break
        case .closed: try position.close(quantity: nil, price: 110, fees: .zero, exit: exit())
        case .stoppedOut: try position.close(quantity: nil, price: 90, fees: .zero, exit: exit(.stopLoss))
        case .failed: try position.cancel(hasFailed: true)
        case .cancelled: try position.cancel(hasFailed: false)
        }
        #expect(position.status == status)
        return position
    }

    @Test("every move from every state leads where the machine says, or is refused whole")
    func moves() throws {
        for status in PositionStatus.allCases {
            let expected = try #require(Self.table[status])
            for (move, target) in zip(Self.moves, expected) {
                let before = try inState(status)
                var position = before
                do {
                    try move.make(&position)
                    #expect(position.status == target, "\(move.name) from \(status)")
                } catch PositionError.wrongStatus(let named, _) {
                    #expect(target == nil, "\(move.name) from \(status)")
                    #expect(named == status)
                    #expect(position == before)
                }
            }
        }
    }

    struct Ending: Sendable, CustomTestStringConvertible {
        let reason: ExitReason
        let price: Decimal
        let status: PositionStatus
        var testDescription: String { "\(reason) at \(price)" }
    }

    @Test(
        "stopped out is what a stop or a liquidation has closed at a loss",
        arguments: [
            Ending(reason: .stopLoss, price: 95, status: .stoppedOut),
            Ending(reason: .trailingStop, price: 99, status: .stoppedOut),
            Ending(reason: .liquidation, price: 50, status: .stoppedOut),
            Ending(reason: .stopLoss, price: 100, status: .closed),
            Ending(reason: .trailingStop, price: 120, status: .closed),
            Ending(reason: .manual, price: 95, status: .closed),
            Ending(reason: .timeout, price: 95, status: .closed),
            Ending(reason: .takeProfit, price: 110, status: .closed),
        ])
    func stoppedOut(_ ending: Ending) throws {
        var position = try position(opening())
        try position.close(quantity: nil, price: ending.price, fees: .zero, exit: exit(ending.reason))
        #expect(position.status == ending.status)
    }

    @Test("more than is open cannot be closed")
    func tooMuch() throws {
        var position = try position(opening(quantity: 2))
        try position.close(quantity: 0.5, price: 100, fees: .zero, exit: exit())
        #expect(throws: PositionError.tooMuch(open: 1.5)) {
            try position.close(quantity: 1.6, price: 100, fees: .zero, exit: exit())
        }
        #expect(position.amounts.openQuantity == 1.5)
    }

    @Test("amounts beyond the range are refused, and nothing changes")
    func huge() throws {
        var position = try position(opening())
        let before = position
        #expect(throws: PositionError.outOfRange) {
            try position.fill(
                quantity: Decimal(1_000_000_000_000), price: Decimal(1_000_000_000_000), fees: .zero, at: noon
            )
        }
        #expect(position == before)
    }

    @Test("a scale-in answers the request to leave: no")
    func scaleInWithdraws() throws {
        var position = try position(opening())
        position.exitRequest = ExitRequest(reason: .stopLoss, level: 95, price: 95, requestedAt: noon)
        try position.fill(quantity: 1, price: 94, fees: .zero, at: noon)
        #expect(position.exitRequest == nil)
    }
}
