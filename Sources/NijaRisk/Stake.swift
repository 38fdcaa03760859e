public import NijaModel

/// What is held of a symbol and what its orders may make of it.
///
/// Orders fill in any sequence, or not at all, so a limit is held against the worst that they may lead to. A limit that holds
/// for the worst holds for everything in between, which is why no sequence of accepted orders can break it.
public struct Stake: Hashable, Sendable {
    /// What is held: positive for a long, negative for a short.
    public var held: Decimal
    /// What orders may still buy, apart from those that only reduce.
    public var buys: Decimal
    /// What orders may still sell, apart from those that only reduce.
    public var sells: Decimal
    /// What orders that only reduce a short may still buy.
    public var reducingBuys: Decimal
    /// What orders that only reduce a long may still sell.
    public var reducingSells: Decimal

    /// A stake; nothing is held, and no order works, where nothing is said.
    public init(
        held: Decimal = .zero, buys: Decimal = .zero, sells: Decimal = .zero, reducingBuys: Decimal = .zero,
        reducingSells: Decimal = .zero
    ) {
        self.held = held
        self.buys = buys
        self.sells = sells
        self.reducingBuys = reducingBuys
        self.reducingSells = reducingSells
    }

    /// The largest long that may come of it; 0 when none may.
    ///
    /// Orders that reduce a short come first at the worst: the other buys then have less of it to take up.
    public var longest: Decimal {
        let reduced = min(held.plus(reducingBuys), .zero)
        return max(.zero, max(held, reduced).plus(buys))
    }

    /// The largest short that may come of it, as a positive number; 0 when none may.
    public var shortest: Decimal {
        let reduced = max(held.minus(reducingSells), .zero)
        return max(.zero, sells.minus(min(held, reduced)))
    }

    /// The largest position that may come of it, whatever its side.
    public var largest: Decimal { max(longest, shortest) }

    /// The stake with an order of `quantity` more.
    public func adding(_ quantity: Decimal, isBuy: Bool, isReduceOnly: Bool) -> Stake {
        var stake = self
        switch (isBuy, isReduceOnly) {
        case (true, false): stake.buys = buys.plus(quantity)
        case (false, false): stake.sells = sells.plus(quantity)
        case (true, true): stake.reducingBuys = reducingBuys.plus(quantity)
        case (false, true): stake.reducingSells = reducingSells.plus(quantity)
        }
        return stake
    }
}
