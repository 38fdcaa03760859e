public import NijaModel

/// What the market of one account offers at one step of a price: a quote is one step, a bar goes through four.
public struct MarketStep: Hashable, Sendable {
    /// At what price can be bought; nil when nothing says so.
    public var buy: Decimal?
    /// At what price can be sold.
    public var sell: Decimal?
    /// The price has jumped here: levels behind it may not have been had.
    public var isJump: Bool

    /// Creates a step.
    public init(buy: Decimal?, sell: Decimal?, isJump: Bool) {
        self.buy = buy
        self.sell = sell
        self.isJump = isJump
    }

    /// The price on a side.
    @inlinable public func price(_ side: OrderSide) -> Decimal? { side == .buy ? buy : sell }
}

extension Price {
    /// Steps that it goes through.
    var stepsCount: Int {
        switch kind {
        case .quote: 1
        case .bar: 4
        }
    }

    /// What it offers in its last step: the price that is standing now.
    func standing(spread: Decimal) -> MarketStep { step(stepsCount - 1, spread: spread) }

    /// One step of it.
    ///
    /// A bar begins with a jump to its first price. From there each side is taken to have seen first what sets its stops
    /// off, then what fills its limits, and then the close: sells the low and the high, buys the high and the low.
    ///
    /// - Parameters:
    ///   - index: which step, below `stepsCount`.
    ///   - spread: the spread around a price without bid and ask, in basis points.
    /// - Returns: what can be bought and sold at.
    func step(_ index: Int, spread: Decimal) -> MarketStep {
        switch kind {
        case .quote(let quote):
            let middle = quote.last ?? quote.mark
            return MarketStep(
                buy: quote.ask ?? middle.flatMap { $0.shifted(by: spread, half: true, up: true) },
                sell: quote.bid ?? middle.flatMap { $0.shifted(by: spread, half: true, up: false) },
                isJump: true)
        case .bar(let bar):
            let (bought, sold) =
                switch index {
                case 0: (bar.open, bar.open)
                case 1: (bar.high, bar.low)
                case 2: (bar.low, bar.high)
                default: (bar.close, bar.close)
                }
            return MarketStep(
                buy: bought.shifted(by: spread, half: true, up: true),
                sell: sold.shifted(by: spread, half: true, up: false), isJump: index == 0)
        }
    }

    /// How much is offered to those who buy and to those who sell; nil when that was not said.
    var sizes: (buy: Decimal?, sell: Decimal?) {
        guard case .quote(let quote) = kind else { return (nil, nil) }
        return (quote.askSize, quote.bidSize)
    }
}

extension Decimal {
    /// The price so many basis points away, rounded half-even to 18 places; nil when it does not fit.
    func shifted(by basisPoints: Decimal, half: Bool = false, up: Bool) -> Decimal? {
        if basisPoints.isZero { return self }
        let whole = PaperModel.basisPointsPerWhole.units * (half ? 2 : 1)
        return try? multiplied(
            by: Decimal(units: whole + (up ? basisPoints.units : -basisPoints.units)),
            dividedBy: Decimal(units: whole), rounding: .halfEven)
    }
}
