public import NijaModel

/// What open positions come to together; exact sums.
///
/// Costs are bounded when positions are opened, values by `valueMax`, and there are at most 100,000 positions, so that no sum
/// leaves the range of `Decimal`.
public struct HoldingSums: Hashable, Sendable {
    /// Open positions.
    public var count = 0
    /// Those among them without a price; they count with what they have cost.
    public var unpricedCount = 0
    /// Value of the long ones.
    public var longValue = Decimal.zero
    /// Value of the short ones, as a positive number.
    public var shortValue = Decimal.zero
    /// What they have come to.
    public var result = OpenResult.zero
    /// What is tied up in them: cost over leverage of each.
    public var margin = Decimal.zero

    /// Nothing.
    public init() {}

    /// A holding that comes to more than this counts as one without a price.
    static let valueMax = Decimal(1_000_000_000_000_000)

    /// What a holding comes to.
    init(_ holding: Holding) {
        count = holding.count
        (result.realizedPnL, margin) = (holding.realizedPnL, holding.margin)
        var value = holding.cost
        if let priced = holding.pricedValue, priced <= Self.valueMax {
            value = priced
            let gain = priced.units - holding.cost.units
            result.unrealizedPnL = Decimal(units: holding.key.side == .long ? gain : -gain)
        } else {
            unpricedCount = holding.count
        }
        if holding.key.side == .long { longValue = value } else { shortValue = value }
    }

    /// Value of all of them.
    public var value: Decimal { Decimal(units: longValue.units &+ shortValue.units) }

    static func += (sums: inout HoldingSums, other: HoldingSums) {
        sums.count += other.count
        sums.unpricedCount += other.unpricedCount
        sums.longValue = Decimal(units: sums.longValue.units &+ other.longValue.units)
        sums.shortValue = Decimal(units: sums.shortValue.units &+ other.shortValue.units)
        sums.result = sums.result.adding(other.result)
        sums.margin = Decimal(units: sums.margin.units &+ other.margin.units)
    }

    static func -= (sums: inout HoldingSums, other: HoldingSums) {
        sums.count -= other.count
        sums.unpricedCount -= other.unpricedCount
        sums.longValue = Decimal(units: sums.longValue.units &- other.longValue.units)
        sums.shortValue = Decimal(units: sums.shortValue.units &- other.shortValue.units)
        sums.result = sums.result.since(other.result)
        sums.margin = Decimal(units: sums.margin.units &- other.margin.units)
    }
}
