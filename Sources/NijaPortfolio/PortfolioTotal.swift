public import NijaModel
import NijaPositions

/// Sums over the portfolios of accounts of one currency.
public struct PortfolioTotal: Hashable, Sendable {
    /// How many accounts.
    public private(set) var accounts = 0
    /// What they are worth.
    public private(set) var totalValue = Decimal.zero
    /// What is settled.
    public private(set) var cash = Decimal.zero
    /// Change since their days began.
    public private(set) var dailyPnL = Decimal.zero
    /// Change since the beginning.
    public private(set) var totalPnL = Decimal.zero
    /// Open positions.
    public private(set) var openPositions = 0
    /// Value of what is open.
    public private(set) var exposure = Decimal.zero

    /// Sums over nothing.
    public init() {}

    /// Adds the portfolio of an account.
    ///
    /// - Throws: `.outOfRange` when a sum does not fit; the total is of no use then.
    public mutating func add(_ portfolio: Portfolio) throws(DecimalError) {
        accounts += 1
        openPositions += portfolio.holdings.count
        totalValue = try totalValue.adding(portfolio.totalValue)
        cash = try cash.adding(portfolio.cash)
        dailyPnL = try dailyPnL.adding(portfolio.dailyPnL)
        totalPnL = try totalPnL.adding(portfolio.totalPnL)
        exposure = try exposure.adding(portfolio.holdings.value)
    }
}
