public import NijaModel

/// The figures over the trades of a scope, one basis; each is computed when it is read.
public struct TradeKpis: Hashable, Sendable {
    private let sums: OutcomeSums
    private let gross: Int128
    private let net: Int128
    private let fees: Int128
    private let initialCapital: Int128
    private let holding: ExactMean
    private let calendarDays: Int
    private let streaks: StreakSummary
    /// Days with a closed trade.
    public let activeDays: Int

    init(_ scope: Performance, _ basis: Basis) {
        sums = scope.sums.outcomes[basis]
        gross = scope.sums.outcomes.gross.total
        net = scope.sums.outcomes.net.total
        fees = scope.sums.fees
        initialCapital = scope.initialCapital.units
        holding = scope.sums.holding
        activeDays = scope.outcomes.days.count
        let (first, last) = (scope.outcomes.days.first?.day, scope.outcomes.days.last?.day)
        calendarDays = first.flatMap { first in last.map { $0.days(since: first) + 1 } } ?? 0
        streaks = scope.sequence.streaks(basis)
    }

    /// Closed trades, break-even ones included.
    public var totalTrades: Int { sums.count }
    /// Trades with a profit above 0 on the basis.
    public var winningTrades: Int { sums.wins }
    /// Trades with a profit below 0 on the basis.
    public var losingTrades: Int { sums.losses }
    /// Trades with a profit of 0 on the basis.
    public var breakEvenTrades: Int { sums.breakEvens }
    /// 100 · wins / trades.
    public var winRate: Metric { .ratio(100 * Double(sums.wins), Double(sums.count), else: .noTrades) }
    /// The sum of the winning trades, on the basis.
    public var totalProfit: Decimal { Decimal(units: sums.profit) }
    /// The sum of the losing trades as a positive number, on the basis.
    public var totalLoss: Decimal { Decimal(units: sums.loss) }
    /// Gross profit − gross loss.
    public var grossProfit: Decimal { Decimal(units: gross) }
    /// All fees; negative when rebates prevail.
    public var totalFees: Decimal { Decimal(units: fees) }
    /// Gross − fees, on either basis.
    public var netProfit: Decimal { Decimal(units: net) }
    /// Total profit / wins.
    public var averageWin: MoneyMetric { .average(sums.profit, sums.wins, else: none ?? .noWins) }
    /// Total loss / losses, a positive number.
    public var averageLoss: MoneyMetric { .average(sums.loss, sums.losses, else: none ?? .noLosses) }
    /// Total profit / total loss.
    public var profitFactor: Metric { .ratio(sums.profit, sums.loss, else: none ?? .noLosses) }

    /// Average win / average loss (the payoff ratio).
    public var riskRewardRatio: Metric {
        guard sums.count > 0 else { return .undefined(.noTrades) }
        guard sums.losses > 0 else { return .undefined(.noLosses) }
        guard sums.wins > 0 else { return .undefined(.noWins) }
        let scale = Double(sums.losses) / Double(sums.wins)
        return .ratio(sums.profit, sums.loss, times: scale, else: .noLosses)
    }

    /// Net profit / trades, on either basis.
    public var expectancy: MoneyMetric { .average(net, sums.count, else: .noTrades) }

    /// Mean profit on the basis / average loss: the expectancy in multiples of a loss.
    public var expectancyR: Metric {
        guard sums.count > 0 else { return .undefined(.noTrades) }
        let scale = Double(sums.losses) / Double(sums.count)
        return .ratio(sums.total, sums.loss, times: scale, else: .noLosses)
    }

    /// The sample standard deviation of the profits on the basis.
    public var profitDeviation: Metric {
        guard sums.count > 0 else { return .undefined(.noTrades) }
        guard let variance = sums.variance else { return .undefined(.tooFewObservations) }
        return Metric(variance.squareRoot())
    }

    /// mean / standard deviation · √N of the profits on the basis (Tharp's system quality number).
    public var systemQualityNumber: Metric {
        let deviation = profitDeviation
        guard let divisor = deviation.value else { return deviation }
        let mean = Decimal(units: sums.total).doubleValue / Double(sums.count)
        return .ratio(mean * Double(sums.count).squareRoot(), divisor, else: .zeroVariance)
    }

    /// 100 · net profit / initial capital.
    public var roiPercentage: Metric {
        initialCapital > 0
            ? .ratio(net, initialCapital, times: 100, else: .nonPositiveEquity)
            : .undefined(.nonPositiveEquity)
    }

    /// Trades / active days.
    public var tradesPerDay: Metric { .ratio(Double(sums.count), Double(activeDays), else: .noTrades) }
    /// Trades / calendar days from the first to the last exit.
    public var tradesPerCalendarDay: Metric {
        .ratio(Double(sums.count), Double(calendarDays), else: .noTrades)
    }
    /// The longest run of wins.
    public var longestWinStreak: Int { Int(streaks.longestWin) }
    /// The longest run of losses.
    public var longestLossStreak: Int { Int(streaks.longestLoss) }
    /// The present run: 3 is three wins, −2 two losses, 0 none.
    public var currentStreak: Int { Int(streaks.suffix) }

    /// The mean of exit − entry in seconds, over the trades that have both.
    public var averageHoldingSeconds: Metric {
        .ratio(holding.sum, Int128(holding.count) * 1_000_000_000, else: none ?? .noData)
    }

    private var none: UndefinedReason? { sums.count == 0 ? .noTrades : nil }
}
