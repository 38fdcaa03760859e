public import NijaModel

/// What a user has made of what was invested, by first in, first out.
public struct UserMetrics: Hashable, Sendable {
    /// Fills.
    public internal(set) var fillsCount = 0
    /// What the shares that were closed had cost, fees included; for shorts, what they had fetched.
    public internal(set) var invested = Decimal.zero
    /// What was gained or lost on them, fees included, without the deferral of wash sales.
    public internal(set) var realizedPnL = Decimal.zero
    /// What the shares that are still held cost.
    public internal(set) var openCost = Decimal.zero
    /// Losses that wash sales disallow for now.
    public internal(set) var disallowedLosses = Decimal.zero
    /// Fills that closed more than was known to be held; what was beyond is in no figure.
    public internal(set) var unknownCostCount = 0

    /// `realizedPnL` in percent of `invested`; nil while nothing was closed.
    public var returnsPercent: Double? {
        guard invested > .zero else { return nil }
        return 100 * realizedPnL.doubleValue / invested.doubleValue
    }

    mutating func add(_ fill: Fill, _ outcome: Outcome) {
        let closing = outcome.closing
        disallowedLosses += outcome.disallowed
        fillsCount += 1
        invested += closing.cost
        realizedPnL += closing.realized
        openCost -= closing.cost
        if closing.unknown > .zero && !fill.side.isOpening { unknownCostCount += 1 }
        guard fill.side.isOpening, let value = fill.value else { return }
        openCost += fill.side == .buy ? value + fill.fees : value - fill.fees
    }
}

extension UserMetrics: Checkpointable {
    /// Appends the figures.
    public func write(to writer: inout StateWriter) {
        writer.write(fillsCount)
        for amount in [invested, realizedPnL, openCost, disallowedLosses] { writer.write(amount) }
        writer.write(unknownCostCount)
    }

    /// Reads the figures.
    public init(from reader: inout StateReader) throws(StateError) {
        fillsCount = try reader.int()
        invested = try reader.value()
        realizedPnL = try reader.value()
        openCost = try reader.value()
        disallowedLosses = try reader.value()
        unknownCostCount = try reader.int()
    }
}
