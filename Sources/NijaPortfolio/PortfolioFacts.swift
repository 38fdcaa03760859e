public import NijaAnalytics
public import NijaModel
public import NijaPositions

/// What an account's portfolio is computed from.
public struct PortfolioFacts: Sendable {
    /// The account's settings.
    public var settings: Account
    /// Where it stands by reports, closed trades and cash flows.
    public var standing: Standing
    /// Net profit of all closed trades.
    public var netProfit: Decimal
    /// Winning trades in percent of all, before fees.
    public var winRate: Metric
    /// The report with the latest time; nil when none was made.
    public var latestReport: BalanceReport?
    /// Deposits less withdrawals.
    public var netDeposits: Decimal
    /// What open positions had come to at that report.
    public var openAtReport: OpenResult
    /// What they had come to beyond the report when the day began; nil when that was not looked at yet.
    public var openAtDayStart: OpenResult?
    /// What is open now.
    public var holdings: HoldingSums
    /// Since when the oldest of the newest prices is known; of something without one, its recording; nil when nothing is open.
    public var oldestPrice: Timestamp?
    /// Strategies that are ACTIVE, and all.
    public var strategies: (active: Int, all: Int)

    /// Facts of an account without reports, deposits and positions; the rest is set by name.
    public init(settings: Account, standing: Standing, netProfit: Decimal, winRate: Metric) {
        self.settings = settings
        self.standing = standing
        self.netProfit = netProfit
        self.winRate = winRate
        netDeposits = .zero
        openAtReport = .zero
        openAtDayStart = .zero
        holdings = HoldingSums()
        strategies = (0, 0)
    }
}
