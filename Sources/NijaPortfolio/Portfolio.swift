public import NijaAnalytics
public import NijaModel
public import NijaPositions

/// What an account is worth now, and what that is made of.
///
/// Every figure moves with prices and trades as they come in; docs/METRICS.md has the formulas. E is equity by reports,
/// closed trades and cash flows, X what open positions have come to (unrealized profit, and realized less fees of what is
/// still open in part), X₀ the same at the latest balance report, which includes it. Amounts are bounded far below what
/// `Decimal` holds, so that sums of a few of them fit.
public struct Portfolio: Hashable, Sendable {
    /// The account.
    public let account: String
    /// Currency of all amounts.
    public let currency: String
    /// E + X − X₀.
    public let totalValue: Decimal
    /// What is settled: the balance reported last, or initial capital, and what was realized since.
    public let cash: Decimal
    /// What open positions tie up; the reported margin when none is open.
    public let marginUsed: Decimal
    /// What can be bought without leverage: total value less margin used, never below 0.
    public let buyingPower: Decimal
    /// Profit of what is open, before fees; undefined when something is open and nothing of it has a price.
    public let unrealizedPnL: MoneyMetric
    /// Net profit of closed trades, and of the closed parts of open positions; after fees.
    public let realizedPnL: Decimal
    /// Change of the total value since the account's day began, without cash flows.
    public let dailyPnL: Decimal
    /// The same in percent of the total value when the day began.
    public let dailyPnLPercentage: Metric
    /// Total value less initial capital and net deposits.
    public let totalPnL: Decimal
    /// The same in percent of initial capital and net deposits.
    public let totalPnLPercentage: Metric
    /// Winning trades in percent of all, before fees.
    public let winRate: Metric
    /// Value of all open positions in percent of the total value.
    public let exposurePercentage: Metric
    /// Strategies that are ACTIVE.
    public let activeStrategies: Int
    /// All strategies.
    public let strategies: Int
    /// What is open.
    public let holdings: HoldingSums
    /// Capital before the first trade.
    public let initialCapital: Decimal
    /// Deposits less withdrawals.
    public let netDeposits: Decimal
    /// Since when the oldest of the newest prices is known; of something without one, its recording.
    public let oldestPrice: Timestamp?
    /// When the latest balance report was recorded.
    public let reportedAt: Timestamp?

    /// Computes the portfolio of an account.
    public init(_ facts: PortfolioFacts) {
        let (standing, holdings) = (facts.standing, facts.holdings)
        (account, currency) = (facts.settings.name, facts.settings.currency)
        (initialCapital, netDeposits) = (facts.settings.initialCapital, facts.netDeposits)
        (activeStrategies, strategies) = facts.strategies
        (self.holdings, winRate) = (holdings, facts.winRate)
        (oldestPrice, reportedAt) = (facts.oldestPrice, facts.latestReport?.recordedAt)

        let beyond = holdings.result.since(facts.openAtReport)
        let value = standing.equity + beyond.total
        totalValue = value
        // A balance is without what is open: the difference to equity is taken out as it was reported.
        let open = facts.latestReport.map { $0.equity - $0.balance } ?? .zero
        cash = standing.equity - open + beyond.realizedPnL
        marginUsed =
            holdings.count > 0 ? holdings.margin : facts.latestReport?.margin ?? .zero
        buyingPower = max(.zero, value - marginUsed)
        unrealizedPnL =
            holdings.count > 0 && holdings.unpricedCount == holdings.count
            ? .undefined(.noPrice) : .value(holdings.result.unrealizedPnL)
        realizedPnL = facts.netProfit + holdings.result.realizedPnL

        let atStart = standing.equityAtDayStart + (facts.openAtDayStart ?? beyond).total
        dailyPnL = value - atStart - standing.flowsSinceDayStart
        dailyPnLPercentage = Self.percentage(dailyPnL, of: atStart)
        let invested = initialCapital + netDeposits
        totalPnL = value - invested
        totalPnLPercentage = Self.percentage(totalPnL, of: invested)
        exposurePercentage = Self.percentage(holdings.value, of: value)
    }

    /// An amount in percent of the total value; undefined when that is not positive.
    public func percentageOfValue(_ amount: Decimal) -> Metric { Self.percentage(amount, of: totalValue) }

    private static func percentage(_ amount: Decimal, of whole: Decimal) -> Metric {
        guard whole > .zero else { return .undefined(.nonPositiveEquity) }
        return .value(100 * amount.doubleValue / whole.doubleValue)
    }
}

extension Decimal {
    /// Amounts of an account are bounded so that their sums fit.
    fileprivate static func + (left: Decimal, right: Decimal) -> Decimal {
        Decimal(units: left.units + right.units)
    }
    fileprivate static func - (left: Decimal, right: Decimal) -> Decimal {
        Decimal(units: left.units - right.units)
    }
}
