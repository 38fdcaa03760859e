import NijaAnalytics
import NijaLedger
import NijaModel
import NijaPositions

// Positions and prices, as the daemon deals with them.

extension Desk {
    /// A long of one BTC-USD at 100.
    func opening(_ id: String = "p1", _ change: (inout PositionOpening) -> Void = { _ in }) -> PositionOpening
    {
        var opening = PositionOpening(
            strategy: "grid", symbol: "BTC-USD", side: .long, quantity: Decimal(1), entryPrice: Decimal(100),
            entryTime: now)
        (opening.positionID, opening.account) = (id, "main")
        change(&opening)
        return opening
    }

    @discardableResult
    mutating func open(_ opening: PositionOpening, mode: ExitMode? = nil) throws -> Answer<Position> {
        var submission = Ledger.PositionSubmission(opening: opening, isEntryTimeGiven: true)
        submission.rules.mode = mode
        return try run { desk throws(LedgerError) in
            try desk.ledger.openPosition(submission, known: nil, desk.context)
        }
    }

    @discardableResult
    mutating func close(_ fill: Ledger.PositionFill) throws -> Answer<Ledger.PositionClosing> {
        try runHydrated { desk throws(LedgerError) in
            try desk.ledger.closePosition(fill, stored: nil, known: nil, desk.context)
        }
    }

    /// Takes a price in and carries out what it hits.
    mutating func push(_ last: Decimal, symbol: String = "BTC-USD") throws {
        let price = Price(
            symbol: symbol, time: now, receivedAt: now, kind: .quote(Price.Quote(last: last)))
        let observation = try run { desk throws(LedgerError) in
            try desk.ledger.observe(price, desk.context)
        }
        if observation.hits.isEmpty { return }
        try carryOut(observation.hits)
        try run { desk throws(LedgerError) in
            desk.ledger.watchExposure(of: observation.restless, desk.context)
        }
    }

    mutating func carryOut(_ hits: [Hit]) throws {
        for hit in hits {
            switch ledger.mode(of: hit) {
            case .close: try close(ledger.exit(of: hit, at: now))
            case .signal:
                _ = try run { desk throws(LedgerError) in desk.ledger.requestExit(hit, desk.context) }
            case nil, .orders: break
            }
        }
    }

    func position(_ id: String = "p1") -> Position? {
        ledger.positions.position(Position.Key(account: "main", positionID: id))
    }
}
