public import NijaModel

/// The figures over the trades of a scope, one basis.
public struct TradeKpis: Hashable, Sendable {
    /// Closed trades, break-even ones included.
    public let totalTrades: Int
    /// Trades with a profit above 0 on the basis.
    public let winningTrades: Int
    /// Trades with a profit below 0 on the basis.
    public let losingTrades: Int
    /// Trades with a profit of 0 on the basis.
    public let breakEvenTrades: Int
    /// 100 · wins / trades.
    public let winRate: Metric
    /// The sum of the winning trades, on the basis.
    public let totalProfit: Decimal
    /// The sum of the losing trades as a positive number, on the basis.
    public let totalLoss: Decimal
    /// Gross profit − gross loss.
    public let grossProfit: Decimal
    /// All fees; negative when rebates prevail.
    public let totalFees: Decimal
    /// Gross − fees, on either basis.
    public let netProfit: Decimal
    /// Total profit / wins.
    public let averageWin: MoneyMetric
    /// Total loss / losses, a positive number.
    public let averageLoss: MoneyMetric
    /// Total profit / total loss.
    public let profitFactor: Metric
    /// Average win / average loss (the payoff ratio).
    public let riskRewardRatio: Metric
    /// Net profit / trades, on either basis.
    public let expectancy: MoneyMetric
    /// Mean profit on the basis / average loss: the expectancy in multiples of a loss.
    public let expectancyR: Metric
    /// The sample standard deviation of the profits on the basis.
    public let profitDeviation: Metric
    /// mean / standard deviation · √N of the profits on the basis (Tharp's system quality number).
    public let systemQualityNumber: Metric
    /// 100 · net profit / initial capital.
    public let roiPercentage: Metric
    /// Days with a closed trade.
    public let activeDays: Int
    /// Trades / active days.
    public let tradesPerDay: Metric
    /// Trades / calendar days from the first to the last exit.
    public let tradesPerCalendarDay: Metric
    /// The longest run of wins.
    public let longestWinStreak: Int
    /// The longest run of losses.
    public let longestLossStreak: Int
    /// The present run: 3 is three wins, −2 two losses, 0 none.
    public let currentStreak: Int
    /// The mean of exit − entry in seconds, over the trades that have both.
    public let averageHoldingSeconds: Metric

    init(_ scope: Performance, _ basis: Basis) {
        let sums = scope.sums.outcomes[basis]
        let net = scope.sums.outcomes.net.total
        totalTrades = sums.count
        winningTrades = sums.wins
        losingTrades = sums.losses
        breakEvenTrades = sums.breakEvens
        winRate = .ratio(100 * Double(sums.wins), Double(sums.count), else: .noTrades)
        totalProfit = Decimal(units: sums.profit)
        totalLoss = Decimal(units: sums.loss)
        grossProfit = Decimal(units: scope.sums.outcomes.gross.total)
        totalFees = Decimal(units: scope.sums.fees)
        netProfit = Decimal(units: net)

        let none: UndefinedReason? = sums.count == 0 ? .noTrades : nil
        averageWin = .average(sums.profit, sums.wins, else: none ?? .noWins)
        averageLoss = .average(sums.loss, sums.losses, else: none ?? .noLosses)
        profitFactor = .ratio(sums.profit, sums.loss, else: none ?? .noLosses)
        riskRewardRatio = TradeKpis.payoff(sums)
        expectancy = .average(net, sums.count, else: .noTrades)
        expectancyR = TradeKpis.expectancyR(sums)
        profitDeviation = TradeKpis.deviation(sums)
        systemQualityNumber = TradeKpis.quality(sums)
        roiPercentage =
            scope.initialCapital.units > 0
            ? .ratio(net, scope.initialCapital.units, times: 100, else: .nonPositiveEquity)
            : .undefined(.nonPositiveEquity)

        activeDays = scope.outcomes.days.count
        let span = scope.outcomes.days.last.flatMap { last in
            scope.outcomes.days.first.map { last.day.days(since: $0.day) + 1 }
        }
        tradesPerDay = .ratio(Double(sums.count), Double(activeDays), else: .noTrades)
        tradesPerCalendarDay = .ratio(Double(sums.count), Double(span ?? 0), else: .noTrades)

        let streaks = scope.sequence.streaks(basis)
        longestWinStreak = Int(streaks.longestWin)
        longestLossStreak = Int(streaks.longestLoss)
        currentStreak = Int(streaks.suffix)

        let holding = scope.sums.holding
        averageHoldingSeconds = .ratio(
            holding.sum, Int128(holding.count) * 1_000_000_000, else: none ?? .noData)
    }

    private static func payoff(_ sums: OutcomeSums) -> Metric {
        guard sums.count > 0 else { return .undefined(.noTrades) }
        guard sums.losses > 0 else { return .undefined(.noLosses) }
        guard sums.wins > 0 else { return .undefined(.noWins) }
        let scale = Double(sums.losses) / Double(sums.wins)
        return .ratio(sums.profit, sums.loss, times: scale, else: .noLosses)
    }

    private static func expectancyR(_ sums: OutcomeSums) -> Metric {
        guard sums.count > 0 else { return .undefined(.noTrades) }
        let scale = Double(sums.losses) / Double(sums.count)
        return .ratio(sums.total, sums.loss, times: scale, else: .noLosses)
    }

    private static func deviation(_ sums: OutcomeSums) -> Metric {
        guard sums.count > 0 else { return .undefined(.noTrades) }
        guard let variance = sums.variance else { return .undefined(.tooFewObservations) }
        return Metric(variance.squareRoot())
    }

    private static func quality(_ sums: OutcomeSums) -> Metric {
        guard let deviation = deviation(sums).value else { return deviation(sums) }
        let mean = Decimal(units: sums.total).doubleValue / Double(sums.count)
        return .ratio(mean * Double(sums.count).squareRoot(), deviation, else: .zeroVariance)
    }
}
