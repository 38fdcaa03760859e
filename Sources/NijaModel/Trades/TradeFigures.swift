/// What follows from a trade's own prices and times; nil where something needed was not said.
///
/// Ratios are rounded half-even to 18 places, so that sums over trades are exact in any order. A ratio beyond the
/// range of `Decimal` (a stop within 10⁻¹⁸ of the entry) is nil as well.
public struct TradeFigures: Hashable, Sendable {
    /// Profit after fees; nil only when it is out of range, which validation refuses.
    public let netProfit: Decimal?
    /// Price move in the trade's favour in percent of the entry price, without leverage:
    /// side × (exit − entry) / entry × 100.
    public let pnlPercentage: Decimal?
    /// `pnlPercentage` × leverage.
    public let leveragedPnLPercentage: Decimal?
    /// |take profit − entry| / |entry − stop|; nil when the stop is at the entry.
    public let plannedRiskReward: Decimal?
    /// side × (exit − entry) / |entry − stop|: the R multiple against the initial stop.
    public let actualRiskReward: Decimal?
    /// Slippage at entry plus slippage at exit, percent of the intended prices; positive is against the trader.
    public let slippagePercent: Decimal?
    /// Exit time − entry time.
    public let holdingTime: TimeSpan?

    /// Derives the figures of `trade`.
    ///
    /// - Source: `docs/METRICS.md`, per-trade figures.
    public init(of trade: Trade) {
        netProfit = try? trade.profit.subtracting(trade.fees)
        let move = PriceMove(trade)
        pnlPercentage = move?.percentOfEntry
        leveragedPnLPercentage = pnlPercentage.flatMap { percentage in
            try? percentage.multiplied(by: trade.leverage ?? .one, rounding: .halfEven)
        }
        let risk = Self.distance(trade.entryPrice, trade.stopLoss)
        plannedRiskReward = Self.ratio(Self.distance(trade.takeProfit, trade.entryPrice), risk)
        actualRiskReward = Self.ratio(move?.inFavour, risk)
        slippagePercent = Self.slippage(of: trade)
        holdingTime = trade.entryTime.map { trade.exitTime.since($0) }
    }
}

/// How far the price moved in a trade's favour.
struct PriceMove {
    /// side × (exit − entry).
    let inFavour: Decimal
    private let entryPrice: Decimal

    /// Nil when side or a price was not said.
    init?(_ trade: Trade) {
        guard let side = trade.side, let entry = trade.entryPrice, let exit = trade.exitPrice,
            let move = side == .long ? try? exit.subtracting(entry) : try? entry.subtracting(exit)
        else { return nil }
        inFavour = move
        entryPrice = entry
    }

    var percentOfEntry: Decimal? {
        guard !entryPrice.isZero,
            let hundredfold = try? inFavour.multiplied(by: Decimal(100), rounding: .halfEven)
        else { return nil }
        return try? hundredfold.divided(by: entryPrice, rounding: .halfEven)
    }
}

extension TradeFigures {
    private static func distance(_ left: Decimal?, _ right: Decimal?) -> Decimal? {
        guard let left, let right, let difference = try? left.subtracting(right) else { return nil }
        return try? difference.magnitude()
    }

    private static func ratio(_ numerator: Decimal?, _ denominator: Decimal?) -> Decimal? {
        guard let numerator, let denominator, !denominator.isZero else { return nil }
        return try? numerator.divided(by: denominator, rounding: .halfEven)
    }

    /// Paying more at a long's entry, or getting less at its exit, is slippage against the trader; a short mirrors it.
    private static func slippage(of trade: Trade) -> Decimal? {
        guard let side = trade.side else { return nil }
        let isLong = side == .long
        let entry = percentAgainst(trade.intendedEntryPrice, trade.entryPrice, higherIsWorse: isLong)
        let exit = percentAgainst(trade.intendedExitPrice, trade.exitPrice, higherIsWorse: !isLong)
        guard let entry, let exit else { return entry ?? exit }
        return try? entry.adding(exit)
    }

    private static func percentAgainst(_ intended: Decimal?, _ filled: Decimal?, higherIsWorse: Bool)
        -> Decimal?
    {
        guard let intended, let filled,
            let worse = higherIsWorse ? try? filled.subtracting(intended) : try? intended.subtracting(filled),
            let hundredfold = try? worse.multiplied(by: Decimal(100), rounding: .halfEven)
        else { return nil }
        return ratio(hundredfold, intended)
    }
}
