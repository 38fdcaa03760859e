/// How far behind the best price a stop follows.
public enum TrailingStop: Hashable, Sendable {
    /// A distance in price; positive.
    case amount(Decimal)
    /// A distance in percent of the best price; above 0, below 100.
    case percent(Decimal)
}

/// The levels at which a position ends.
public struct PositionLevels: Hashable, Sendable {
    /// Closes at a loss.
    public var stopLoss: Decimal?
    /// Closes in profit.
    public var takeProfit: Decimal?
    /// Follows the price.
    public var trailingStop: TrailingStop?
    /// Closes so long after the entry.
    public var timeout: TimeSpan?

    /// Levels; none where nothing is said.
    public init(
        stopLoss: Decimal? = nil, takeProfit: Decimal? = nil, trailingStop: TrailingStop? = nil,
        timeout: TimeSpan? = nil
    ) {
        self.stopLoss = stopLoss
        self.takeProfit = takeProfit
        self.trailingStop = trailingStop
        self.timeout = timeout
    }

    /// Notes every level that a position of `side` cannot have at `price`; without a price sides are not compared.
    ///
    /// - Parameters:
    ///   - side: the position's direction.
    ///   - price: what levels must lie on the right side of, and what that price is called ("entry_price").
    ///   - violations: receives what is found.
    public func validate(
        side: Side, against price: (name: String, value: Decimal)?,
        into violations: inout Violations
    ) {
        for (field, level) in [("stop_loss", stopLoss), ("take_profit", takeProfit)] {
            if let level, level <= .zero { violations.add(field, "is \(level); it must be above 0") }
        }
        if let price {
            let kind = side == .long ? "long" : "short"
            if let stopLoss, side == .long ? stopLoss >= price.value : stopLoss <= price.value {
                violations.add(
                    "stop_loss",
                    "is \(stopLoss); the stop of a \(kind) lies \(side == .long ? "below" : "above") "
                        + "\(price.name) \(price.value)")
            }
            if let takeProfit, side == .long ? takeProfit <= price.value : takeProfit >= price.value {
                violations.add(
                    "take_profit",
                    "is \(takeProfit); the target of a \(kind) lies \(side == .long ? "above" : "below") "
                        + "\(price.name) \(price.value)")
            }
        }
        switch trailingStop {
        case .amount(let amount) where amount <= .zero:
            violations.add("trailing_stop.amount", "is \(amount); it must be above 0")
        case .percent(let percent) where percent <= .zero || percent >= Decimal(100):
            violations.add(
                "trailing_stop.percent", "is \(percent); it must be above 0 and below 100")
        case .amount, .percent, nil: break
        }
        if let timeout, timeout <= .zero {
            violations.add("timeout", "is \(timeout.seconds) s; it must be above 0")
        }
    }
}
