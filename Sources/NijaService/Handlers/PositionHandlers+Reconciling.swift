import NijaLedger
import NijaMessages
import NijaModel
import NijaPositions
import TTRPC

// What a venue says is held, against what is kept.

extension PositionHandlers {
    /// A symbol and a side, by which both are compared: venues know no more.
    private struct Holding: Hashable {
        let symbol: String
        let side: Side
    }

    /// What a venue says of a holding.
    private struct Claim {
        var quantity: Decimal
        var entryPrice: Decimal?
    }

    func reconcile(
        _ request: ReconcilePositionsRequest, _ caller: Caller
    ) throws(ServiceError) -> ReconcilePositionsResponse {
        var fields = FieldReader()
        let account = fields.account(request.account)
        let venue = fields.text(request.venue, "venue")
        let claims = Self.read(request.positions, &fields)
        try fields.finish()
        try engine.checkExists(account: account)
        let kept = engine.ledger.positions.positions { opening in
            opening.account == account && (venue.isEmpty || opening.venue == venue)
        }.filter { $0.status == .open }
        let held = Dictionary(grouping: kept.reversed()) {
            Holding(symbol: $0.opening.symbol, side: $0.opening.side)
        }
        var response = ReconcilePositionsResponse()
        response.checked = Int32(clamping: kept.count)
        let holdings = Set(claims.keys).union(held.keys)
            .sorted { ($0.symbol, $0.side.rawValue) < ($1.symbol, $1.side.rawValue) }
        for holding in holdings {
            let (positions, claim) = (held[holding] ?? [], claims[holding])
            let sum = positions.reduce(Decimal.zero) { sum, position in
                Decimal(units: sum.units + position.amounts.openQuantity.units)
            }
            guard sum != claim?.quantity ?? .zero else { continue }
            var difference = PositionDifference()
            difference.kind = positions.isEmpty ? .extra : claim == nil ? .missing : .different
            (difference.symbol, difference.side) = (
                holding.symbol, .init(rawValue: Int32(holding.side.rawValue))
            )
            difference.keptQuantity = sum.description
            difference.venueQuantity = (claim?.quantity ?? .zero).description
            difference.positionIds = positions.map(\.opening.positionID)
            if request.apply {
                do throws(ServiceError) {
                    try settle(holding, positions, sum, claim, account, venue, caller)
                    difference.applied = true
                } catch {
                    if case .store = error { throw error }
                    difference.problem = error.status.message
                }
            }
            response.differences.append(difference)
        }
        return response
    }

    private static func read(_ positions: [VenuePosition], _ fields: inout FieldReader) -> [Holding: Claim] {
        var claims: [Holding: Claim] = [:]
        for (index, position) in positions.enumerated() {
            let prefix = "positions[\(index)]."
            let symbol = fields.requiredText(position.symbol, prefix + "symbol")
            let side: Side = fields.requiredChoice(position.side, prefix + "side", standIn: .long)
            let quantity = fields.requiredDecimal(position.quantity, prefix + "quantity")
            let price = fields.decimal(position.entryPrice, prefix + "entry_price")
            for (field, value) in [("quantity", quantity), ("entry_price", price ?? .one)]
            where value <= .zero && !fields.hasRefused(prefix + field) {
                fields.refuse(prefix + field, "is \(value); it must be above 0")
            }
            let claim = Claim(quantity: quantity, entryPrice: price)
            if claims.updateValue(claim, forKey: Holding(symbol: symbol, side: side)) != nil {
                fields.refuse(prefix + "symbol", "is \(Names.quoted(symbol)), which comes twice on this side")
            }
        }
        return claims
    }

    /// Makes what is kept agree with the venue.
    private func settle(
        _ holding: Holding, _ positions: [Position], _ sum: Decimal, _ claim: Claim?, _ account: String,
        _ venue: String, _ caller: Caller
    ) throws(ServiceError) {
        let wanted = claim?.quantity ?? .zero
        guard wanted > sum else {
            try reduce(positions, by: Decimal(units: sum.units - wanted.units), caller)
            return
        }
        guard let price = claim?.entryPrice else {
            throw .invalid([
                FieldViolation(
                    field: "entry_price",
                    description: "is needed to open what the venue holds of \(holding.symbol)")
            ])
        }
        var opening = PositionOpening(
            strategy: "reconciled", symbol: holding.symbol, side: holding.side,
            quantity: Decimal(units: wanted.units - sum.units), entryPrice: price, entryTime: caller.now)
        (opening.account, opening.venue) = (account, venue)
        opening.reason = "held at the venue and not kept"
        _ = try open(Ledger.PositionSubmission(opening: opening, isEntryTimeGiven: false), caller)
    }

    /// Closes so much, the oldest first, at the newest price.
    private func reduce(_ positions: [Position], by quantity: Decimal, _ caller: Caller) throws(ServiceError)
    {
        var rest = quantity
        for position in positions where rest > .zero {
            let part = min(rest, position.amounts.openQuantity)
            let fill = Ledger.PositionFill(
                key: position.key, quantity: part, reason: .manual, note: "closed at the venue")
            _ = try desk.close(fill, stored: nil, known: nil, caller.context)
            rest = Decimal(units: rest.units - part.units)
        }
    }
}
