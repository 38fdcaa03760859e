public import NijaModel

/// How trades were ended, and how what was planned compares with what came out; each figure is computed when it is read.
public struct RiskKpis: Hashable, Sendable {
    private let sums: TradeSums

    init(_ sums: TradeSums) {
        self.sums = sums
    }

    /// 100 · trades with this exit reason / trades, for every reason including `unspecified`; they add up to 100.
    public var exitRates: [Metric] { ExitReason.allCases.map(exitRate) }

    /// The rate of `reason`.
    public func exitRate(_ reason: ExitReason) -> Metric {
        .ratio(100 * Double(sums.count(of: reason)), Double(sums.count), else: .noTrades)
    }

    /// The mean planned risk-reward ratio over the trades that have one.
    public var averagePlannedRiskReward: Metric { mean(sums.planned, else: .noStop) }
    /// The mean actual risk-reward ratio (R multiple) over the trades that have one.
    public var averageActualRiskReward: Metric { mean(sums.actual, else: .noStop) }
    /// 100 · mean actual / mean planned, over the trades that have both.
    public var riskRewardAchievementRate: Metric {
        .ratio(sums.actualOfBoth.sum, sums.plannedOfBoth.sum, times: 100, else: none ?? .noStop)
    }
    /// 100 · trades that reached the planned ratio / trades that have both.
    public var riskRewardAchievedShare: Metric {
        .ratio(100 * Double(sums.achieved), Double(riskRewardTrades), else: none ?? .noStop)
    }
    /// The number of trades that have both ratios.
    public var riskRewardTrades: Int { sums.plannedOfBoth.count }
    /// The mean slippage in percent over the trades that have one; positive is against us.
    public var averageSlippage: Metric { mean(sums.slippage, else: .noData) }
    /// The number of trades that have a slippage.
    public var slippageTrades: Int { sums.slippage.count }

    private var none: UndefinedReason? { sums.count == 0 ? .noTrades : nil }

    private func mean(_ mean: ExactMean, else reason: UndefinedReason) -> Metric {
        .ratio(mean.sum, Int128(mean.count) * Decimal.unitsPerOne, else: none ?? reason)
    }
}
