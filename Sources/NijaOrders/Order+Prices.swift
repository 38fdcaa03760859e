public import NijaModel
import NijaPositions

extension Order {
    /// The stop in force: its own, or where a trailing stop stands; nil when there is none, or no price yet.
    public var stopPrice: Decimal? {
        guard let trailing = terms.trailingStop else { return terms.stopPrice }
        // A sell follows behind as the stop of a long does.
        return trailed.flatMap { trailing.level(behind: $0, side: ticket.side.opposite.position) }
    }

    /// The price that it is expected to be filled at: its limit, its stop, or the market's when it was accepted.
    public var expectedPrice: Decimal? { terms.limitPrice ?? terms.stopPrice ?? arrivalPrice }

    /// What it may spend, and has reserved for that; 0 for one that only reduces, or has no price to go by.
    public var reservation: Decimal {
        guard !isReducing, !status.isFinal, let price = expectedPrice else { return .zero }
        return (try? price.multiplied(by: remaining, rounding: .halfEven)) ?? .zero
    }
}
