import NijaModel

/// A level that a price has reached.
struct LevelHit: Equatable {
    /// Why the position ends.
    var reason: ExitReason
    /// The level.
    var level: Decimal
    /// The price at which it is filled.
    var fill: Decimal
}

/// The levels and marks of one open position, in the form in which prices are held against them.
///
/// A short is a long in a mirror: with every price negated, its stop lies below, its target above, and its best price is
/// the highest. All numbers here are in units of `Decimal`, mirrored for a short, so that there is one rule for both.
struct Watch {
    /// Where the book keeps the position.
    let slot: Int
    let side: Side
    let rules: ExitRules
    private let stop: Int128
    private let target: Int128
    private let liquidation: Int128
    private let trailing: TrailingStop?
    /// The bot is asked to close it, or orders are to: it is marked, and its levels rest.
    private let isAsked: Bool
    /// Where the trailing stop stands.
    private var trail: Int128
    /// The best price since the trailing stop was set.
    private var best: Int128
    private(set) var high: Decimal
    private(set) var low: Decimal

    private static let (none, never) = (Int128.min, Int128.max)

    init(_ position: Position, marks: PositionMarks, slot: Int) {
        self.slot = slot
        (side, rules) = (position.opening.side, position.opening.rules)
        let sign: Int128 = side == .long ? 1 : -1
        stop = position.levels.stopLoss.map { sign * $0.units } ?? Self.none
        target = position.levels.takeProfit.map { sign * $0.units } ?? Self.never
        liquidation = position.liquidationPrice.map { sign * $0.units } ?? Self.none
        trailing = position.levels.trailingStop
        isAsked = position.exitRequest != nil || rules.mode == .orders
        (high, low, best) = (marks.high, marks.low, sign * marks.trailed.units)
        trail = Self.none
        trail = trailStop
    }

    /// The best price since the trailing stop was set.
    var trailed: Decimal { price(best) }

    /// A price strictly between these changes nothing but marks.
    var bounds: (floor: Int128, ceiling: Int128) {
        guard !isAsked else { return (Self.none, Self.never) }
        let below = max(stop, trail, liquidation)
        // The best price itself moves nothing yet.
        let above = min(target, trailing == nil || best == Self.never ? Self.never : best + 1)
        guard side == .short else { return (below, above) }
        return (above == Self.never ? Self.none : -above, below == Self.none ? Self.never : -below)
    }

    /// Remembers a price that moves no trailing stop and reaches no level.
    @inline(__always)
    mutating func mark(_ price: Decimal) {
        if price > high { high = price }
        if price < low { low = price }
    }

    /// Remembers a price and holds the levels against it.
    ///
    /// - Parameters:
    ///   - price: the price.
    ///   - isJump: the price was not reached step by step, so that a level behind it may not have been had.
    ///   - isTrailMoved: set when the trailing stop has moved.
    /// - Returns: the level that was reached first on the way; nil when none was.
    mutating func observe(_ price: Decimal, isJump: Bool, isTrailMoved: inout Bool) -> LevelHit? {
        mark(price)
        guard !isAsked else { return nil }
        let value = mirrored(price)
        if trailing != nil && value > best {
            best = value
            trail = trailStop
            isTrailMoved = true
        }
        // Levels below are met from above, so the highest is met first; the stop loss goes before others in one place.
        let below = max(stop, trail, liquidation)
        if value <= below {
            let reason: ExitReason =
                below == stop ? .stopLoss : below == trail ? .trailingStop : .liquidation
            return LevelHit(
                reason: reason, level: self.price(below),
                fill: self.price(fill(below, value, isJump: isJump)))
        }
        guard value >= target else { return nil }
        return LevelHit(
            reason: .takeProfit, level: self.price(target),
            fill: self.price(fill(target, value, isJump: isJump)))
    }

    private func fill(_ level: Int128, _ value: Int128, isJump: Bool) -> Int128 {
        guard isJump else { return level }
        return switch rules.gap {
        case .worse: min(level, value)
        case .level: level
        case .price: value
        }
    }

    private var trailStop: Int128 {
        guard let trailing, let level = trailing.level(behind: price(best), side: side) else {
            return Self.none
        }
        return mirrored(level)
    }

    private func mirrored(_ price: Decimal) -> Int128 { side == .long ? price.units : -price.units }
    private func price(_ value: Int128) -> Decimal { Decimal(units: side == .long ? value : -value) }
}
