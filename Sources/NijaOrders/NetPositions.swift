public import NijaModel

/// A position that orders have opened and still hold.
public struct NetPosition: Hashable, Sendable {
    /// Whose fills go to one position.
    public struct Key: Hashable, Comparable, Sendable {
        /// The account.
        public var account: String
        /// The strategy.
        public var strategy: String
        /// The instrument.
        public var symbol: String
        /// Where it trades.
        public var venue: String

        /// The key of an order's fills.
        public init(_ ticket: OrderTicket) {
            (account, strategy) = (ticket.account, ticket.strategy)
            (symbol, venue) = (ticket.symbol, ticket.venue)
        }

        /// The key of a position.
        public init(_ opening: PositionOpening) {
            (account, strategy) = (opening.account, opening.strategy)
            (symbol, venue) = (opening.symbol, opening.venue)
        }

        /// By account, strategy, symbol and venue.
        public static func < (left: Key, right: Key) -> Bool {
            (left.account, left.strategy, left.symbol, left.venue)
                < (right.account, right.strategy, right.symbol, right.venue)
        }
    }

    /// Its id.
    public var positionID: String
    /// Long or short.
    public var side: Side
    /// How much is open; positive.
    public var quantity: Decimal
    /// What that cost.
    public var openCost: Decimal

    /// How much an order of a side can reduce of it.
    public func reducible(by side: OrderSide) -> Decimal {
        side.position == self.side ? .zero : quantity
    }
}

/// The positions that orders have opened: at most one of each strategy, symbol and venue of an account.
public struct NetPositions: Sendable {
    private var byAccount: [String: [NetPosition.Key: NetPosition]] = [:]

    /// None.
    public init() {}

    /// The position that fills of a key go to; nil when there is none.
    public subscript(key: NetPosition.Key) -> NetPosition? { byAccount[key.account]?[key] }

    /// Those of an account, by key.
    public func positions(ofAccount account: String) -> [(key: NetPosition.Key, value: NetPosition)] {
        (byAccount[account] ?? [:]).sorted { $0.key < $1.key }
    }

    /// Those of an account, in no particular sequence.
    public func all(ofAccount account: String) -> [NetPosition.Key: NetPosition] { byAccount[account] ?? [:] }

    /// How many an account has.
    public func count(ofAccount account: String) -> Int { byAccount[account]?.count ?? 0 }

    /// Takes over a position as it is after a change; those that no orders have opened are left out.
    mutating func adopt(_ position: Position) {
        guard position.opening.rules.mode == .orders else { return }
        let key = NetPosition.Key(position.opening)
        guard position.status == .open else {
            guard self[key]?.positionID == position.opening.positionID else { return }
            byAccount[key.account]?[key] = nil
            if byAccount[key.account]?.isEmpty ?? false { byAccount[key.account] = nil }
            return
        }
        byAccount[key.account, default: [:]][key] = NetPosition(
            positionID: position.opening.positionID, side: position.opening.side,
            quantity: position.amounts.openQuantity, openCost: position.amounts.openCost)
    }

    // MARK: Where a fill goes

    /// A part of a fill, and what it does.
    public struct Part: Hashable, Sendable {
        /// What it does.
        public enum Effect: Hashable, Sendable {
            /// Opens a position.
            case open
            /// Enlarges the position.
            case enlarge(positionID: String)
            /// Reduces the position, or closes it.
            case reduce(positionID: String)
        }

        /// What it does.
        public var effect: Effect
        /// How much.
        public var quantity: Decimal
        /// What it costs; the parts of a fill come to its fees.
        public var fees: Decimal
    }

    /// The parts of a fill: it enlarges what lies on its side, reduces what lies on the other, and what goes beyond that
    /// closes it and opens anew.
    ///
    /// - Throws: `.outOfRange` when fees × quantity does not fit.
    public func parts(
        of fill: OrderFill, _ side: OrderSide, _ key: NetPosition.Key
    ) throws(OrderError) -> [Part] {
        guard let held = self[key] else {
            return [Part(effect: .open, quantity: fill.quantity, fees: fill.fees)]
        }
        if held.side == side.position {
            return [
                Part(
                    effect: .enlarge(positionID: held.positionID), quantity: fill.quantity, fees: fill.fees)
            ]
        }
        let effect = Part.Effect.reduce(positionID: held.positionID)
        guard fill.quantity > held.quantity else {
            return [Part(effect: effect, quantity: fill.quantity, fees: fill.fees)]
        }
        let share = try OrderError.wrap { () throws(DecimalError) in
            try fill.fees.multiplied(by: held.quantity, dividedBy: fill.quantity, rounding: .halfEven)
        }
        return [
            Part(effect: effect, quantity: held.quantity, fees: share),
            Part(
                effect: .open, quantity: Decimal(units: fill.quantity.units - held.quantity.units),
                fees: Decimal(units: fill.fees.units - share.units)),
        ]
    }
}
