public import NijaModel

/// How trades were ended, and how what was planned compares with what came out.
public struct RiskKpis: Hashable, Sendable {
    /// 100 · trades with this exit reason / trades, for every reason including `unspecified`; they add up to 100.
    public let exitRates: [Metric]
    /// The mean planned risk-reward ratio over the trades that have one.
    public let averagePlannedRiskReward: Metric
    /// The mean actual risk-reward ratio (R multiple) over the trades that have one.
    public let averageActualRiskReward: Metric
    /// 100 · mean actual / mean planned, over the trades that have both.
    public let riskRewardAchievementRate: Metric
    /// 100 · trades that reached the planned ratio / trades that have both.
    public let riskRewardAchievedShare: Metric
    /// The number of trades that have both ratios.
    public let riskRewardTrades: Int
    /// The mean slippage in percent over the trades that have one; positive is against us.
    public let averageSlippage: Metric
    /// The number of trades that have a slippage.
    public let slippageTrades: Int

    /// The rate of `reason`.
    public func exitRate(_ reason: ExitReason) -> Metric { exitRates[Int(reason.rawValue)] }

    init(_ sums: TradeSums) {
        exitRates = ExitReason.allCases.map {
            .ratio(100 * Double(sums.count(of: $0)), Double(sums.count), else: .noTrades)
        }
        let none: UndefinedReason? = sums.count == 0 ? .noTrades : nil
        averagePlannedRiskReward = RiskKpis.mean(sums.planned, else: none ?? .noStop)
        averageActualRiskReward = RiskKpis.mean(sums.actual, else: none ?? .noStop)
        riskRewardAchievementRate = .ratio(
            sums.actualOfBoth.sum, sums.plannedOfBoth.sum, times: 100, else: none ?? .noStop)
        riskRewardTrades = sums.plannedOfBoth.count
        riskRewardAchievedShare = .ratio(
            100 * Double(sums.achieved), Double(riskRewardTrades), else: none ?? .noStop)
        averageSlippage = RiskKpis.mean(sums.slippage, else: none ?? .noData)
        slippageTrades = sums.slippage.count
    }

    private static func mean(_ mean: ExactMean, else reason: UndefinedReason) -> Metric {
        .ratio(mean.sum, Int128(mean.count) * Decimal.unitsPerOne, else: reason)
    }
}
