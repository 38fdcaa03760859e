import NijaModel

extension Kpis {
    /// The figure with this name, as a double; money is rounded to the nearest.
    public func value(of name: MetricName) -> Metric {
        tradeValue(name) ?? riskValue(name) ?? dailyValue(name) ?? .undefined(.noData)
    }

    private func tradeValue(_ name: MetricName) -> Metric? {
        switch name {
        case .totalTrades: .value(Double(trades.totalTrades))
        case .winningTrades: .value(Double(trades.winningTrades))
        case .losingTrades: .value(Double(trades.losingTrades))
        case .breakEvenTrades: .value(Double(trades.breakEvenTrades))
        case .winRate: trades.winRate
        case .profitFactor: trades.profitFactor
        case .totalProfit: .value(trades.totalProfit.doubleValue)
        case .totalLoss: .value(trades.totalLoss.doubleValue)
        case .netProfit: .value(trades.netProfit.doubleValue)
        case .grossProfit: .value(trades.grossProfit.doubleValue)
        case .totalFees: .value(trades.totalFees.doubleValue)
        case .averageWin: trades.averageWin.map(\.doubleValue)
        case .averageLoss: trades.averageLoss.map(\.doubleValue)
        case .expectancy, .profitPerTrade: trades.expectancy.map(\.doubleValue)
        case .expectancyR: trades.expectancyR
        case .riskRewardRatio: trades.riskRewardRatio
        case .profitDeviation: trades.profitDeviation
        case .systemQualityNumber: trades.systemQualityNumber
        case .roiPercentage: trades.roiPercentage
        case .activeDays: .value(Double(trades.activeDays))
        case .tradesPerDay: trades.tradesPerDay
        case .tradesPerCalendarDay: trades.tradesPerCalendarDay
        case .longestWinStreak: .value(Double(trades.longestWinStreak))
        case .longestLossStreak: .value(Double(trades.longestLossStreak))
        case .currentStreak: .value(Double(trades.currentStreak))
        case .averageHoldingSeconds: trades.averageHoldingSeconds
        case .accountBalance: balance.map(\.doubleValue)
        case .accountEquity: .value(equity.doubleValue)
        case .accountGrowth: accountGrowth
        default: nil
        }
    }

    private func riskValue(_ name: MetricName) -> Metric? {
        switch name {
        case .takeProfitRate: risk.exitRate(.takeProfit)
        case .stopLossRate: risk.exitRate(.stopLoss)
        case .manualExitRate: risk.exitRate(.manual)
        case .timeoutRate: risk.exitRate(.timeout)
        case .liquidationRate: risk.exitRate(.liquidation)
        case .trailingStopRate: risk.exitRate(.trailingStop)
        case .averagePlannedRiskReward: risk.averagePlannedRiskReward
        case .averageActualRiskReward: risk.averageActualRiskReward
        case .riskRewardAchievementRate: risk.riskRewardAchievementRate
        case .riskRewardAchievedShare: risk.riskRewardAchievedShare
        case .averageSlippage: risk.averageSlippage
        default: nil
        }
    }

    private func dailyValue(_ name: MetricName) -> Metric? {
        switch name {
        case .volatility: daily.volatility
        case .sharpeRatio: daily.sharpeRatio
        case .sortinoRatio: daily.sortinoRatio
        case .cagr: daily.cagr
        case .cagrCalendar: daily.cagrCalendar
        case .maxDrawdown: daily.maxDrawdown
        case .currentDrawdown: daily.currentDrawdown
        case .calmarRatio: daily.calmarRatio
        case .valueAtRisk95: daily.valueAtRisk95
        case .valueAtRisk99: daily.valueAtRisk99
        case .conditionalValueAtRisk95: daily.conditionalValueAtRisk95
        case .skewness: daily.skewness
        case .excessKurtosis: daily.excessKurtosis
        case .omegaRatio: daily.omegaRatio
        case .ulcerIndex: daily.ulcerIndex
        case .tailRatio: daily.tailRatio
        case .bestDay: daily.bestDay
        case .worstDay: daily.worstDay
        case .dailyReturn: daily.dailyReturn
        case .weeklyReturn: daily.weeklyReturn
        case .monthlyReturn: daily.monthlyReturn
        case .timeWeightedReturn: daily.timeWeightedReturn
        default: nil
        }
    }
}
