// What follows from a trade's own prices and times; nil where something needed was not said.
//
// Ratios are rounded half-even to 18 places, so that sums over trades are exact in any order. A ratio beyond the range of
// `Decimal` (a stop within 10⁻¹⁸ of the entry) is nil as well. The formulas are those of docs/METRICS.md, per-trade figures.

extension Trade {
    /// Profit after fees; nil only when it is out of range, which validation refuses.
    public var netProfit: Decimal? { try? profit.subtracting(fees) }

    /// Price move in the trade's favour in percent of the entry price, without leverage:
    /// side × (exit − entry) / entry × 100.
    public var pnlPercentage: Decimal? { PriceMove(self)?.percentOfEntry }

    /// `pnlPercentage` × leverage.
    public var leveragedPnLPercentage: Decimal? {
        pnlPercentage.flatMap { try? $0.multiplied(by: leverage ?? .one, rounding: .halfEven) }
    }

    /// |take profit − entry| / |entry − stop|; nil when the stop is at the entry.
    public var plannedRiskReward: Decimal? {
        Self.ratio(Self.distance(takeProfit, entryPrice), risk)
    }

    /// side × (exit − entry) / |entry − stop|: the R multiple against the initial stop.
    public var actualRiskReward: Decimal? {
        guard let risk else { return nil }
        return Self.ratio(PriceMove(self)?.inFavour, risk)
    }

    /// Slippage at entry plus slippage at exit, percent of the intended prices; positive is against the trader.
    ///
    /// Paying more at a long's entry, or getting less at its exit, is against the trader; a short mirrors it.
    public var slippagePercent: Decimal? {
        guard let side else { return nil }
        let isLong = side == .long
        let entry = Self.percentAgainst(intendedEntryPrice, entryPrice, higherIsWorse: isLong)
        let exit = Self.percentAgainst(intendedExitPrice, exitPrice, higherIsWorse: !isLong)
        guard let entry, let exit else { return entry ?? exit }
        return try? entry.adding(exit)
    }

    /// Exit time − entry time.
    public var holdingTime: TimeSpan? { entryTime.map { exitTime.since($0) } }

    private var risk: Decimal? { Self.distance(entryPrice, stopLoss) }
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

extension Trade {
    private static func distance(_ left: Decimal?, _ right: Decimal?) -> Decimal? {
        guard let left, let right, let difference = try? left.subtracting(right) else { return nil }
        return try? difference.magnitude()
    }

    private static func ratio(_ numerator: Decimal?, _ denominator: Decimal?) -> Decimal? {
        guard let numerator, let denominator, !denominator.isZero else { return nil }
        return try? numerator.divided(by: denominator, rounding: .halfEven)
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
