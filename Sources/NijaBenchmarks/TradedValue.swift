public import NijaAnalytics
public import NijaModel

/// What closed trades have bought, sold and earned: the matched part of the books only, so that what is still held is no
/// loss.
public struct TradedValue: Hashable, Sendable {
    /// The trades.
    public private(set) var trades = 0
    /// Those among them that do not say side, quantity and both prices, or whose value is out of range: they are in the
    /// profit but in no value.
    public private(set) var unpricedTrades = 0
    /// Quantity × price over all purchases: entries of long trades and exits of short ones.
    public private(set) var buyValue = Decimal.zero
    /// Quantity × price over all sales.
    public private(set) var sellValue = Decimal.zero
    /// The sum of the profits on the basis, of all trades.
    public private(set) var profit = Decimal.zero
    /// Quantity × entry price over all priced trades: what was put in.
    public private(set) var cost = Decimal.zero
    private var pricedProfit = Decimal.zero
    private let basis: Basis

    /// No trade yet; profits will count on `basis`.
    public init(_ basis: Basis) {
        self.basis = basis
    }

    /// 100 · profit / cost over the priced trades; NO_DATA when none is priced.
    public var profitPercent: Metric {
        .ratio(100 * pricedProfit.doubleValue, cost.doubleValue, else: trades == 0 ? .noTrades : .noData)
    }

    /// Counts a trade.
    ///
    /// - Throws: `.outOfRange` when the sum of the profits leaves the range of decimals.
    public mutating func add(_ trade: Trade) throws(DecimalError) {
        let profit = basis == .gross ? trade.profit : try trade.profit.subtracting(trade.fees)
        self.profit = try self.profit.adding(profit)
        trades += 1
        guard let side = trade.side, let priced = try? Priced(trade),
            let bought = try? buyValue.adding(side == .long ? priced.entry : priced.exit),
            let sold = try? sellValue.adding(side == .long ? priced.exit : priced.entry),
            let cost = try? cost.adding(priced.entry), let earned = try? pricedProfit.adding(profit)
        else {
            unpricedTrades += 1
            return
        }
        (buyValue, sellValue, self.cost, pricedProfit) = (bought, sold, cost, earned)
    }
}

/// The value of a trade at both ends.
private struct Priced {
    let entry: Decimal
    let exit: Decimal

    /// Nil when quantity or a price was not said.
    init?(_ trade: Trade) throws(DecimalError) {
        guard let quantity = trade.quantity, let entry = trade.entryPrice, let exit = trade.exitPrice else {
            return nil
        }
        self.entry = try quantity.multiplied(by: entry, rounding: .halfEven)
        self.exit = try quantity.multiplied(by: exit, rounding: .halfEven)
    }
}
