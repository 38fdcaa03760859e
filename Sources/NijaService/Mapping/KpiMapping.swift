import NijaAnalytics
import NijaLedger
import NijaMessages
import NijaModel

/// Collects the figures that have no value while a message is filled.
struct Undefineds {
    private(set) var found: [UndefinedMetric] = []

    /// The value of a figure; notes why when it has none.
    mutating func take<Value>(_ name: String, _ measured: Measured<Value>) -> Value? {
        switch measured {
        case .value(let value): return value
        case .undefined(let reason):
            note(name, reason.message)
            return nil
        }
    }

    /// An amount as text.
    mutating func text(_ name: String, _ measured: MoneyMetric) -> String? {
        take(name, measured)?.description
    }

    /// Notes a figure that has no value.
    mutating func note(_ name: String, _ reason: NijaMessages.UndefinedReason) {
        var metric = UndefinedMetric()
        (metric.metric, metric.reason) = (name, reason)
        found.append(metric)
    }
}

extension NijaAnalytics.UndefinedReason {
    /// The reason as the .proto has it.
    var message: NijaMessages.UndefinedReason {
        switch self {
        case .noTrades: .noTrades
        case .tooFewObservations: .tooFewObservations
        case .zeroVariance: .zeroVariance
        case .noLosses: .noLosses
        case .noWins: .noWins
        case .noDownside: .noDownside
        case .noDrawdown: .noDrawdown
        case .nonPositiveEquity: .nonPositiveEquity
        case .noStop: .noStop
        case .noBenchmark: .noBenchmark
        case .noData: .notReported
        case .noPrice: .noPrice
        }
    }
}

extension KpiSnapshot {
    /// The figures of a scope as a message.
    init(_ kpis: Kpis) {
        self.init()
        var undefineds = Undefineds()
        setProvenance(kpis.provenance)
        setCounts(kpis.trades)
        setTrades(kpis.trades, &undefineds)
        setDaily(kpis.daily, &undefineds)
        setExtremes(kpis.daily, &undefineds)
        initialCapital = kpis.initialCapital.description
        undefined = undefineds.found
    }

    private mutating func setProvenance(_ provenance: Provenance) {
        basis = provenance.basis == .gross ? .gross : .net
        seriesBasis = provenance.seriesBasis == .gross ? .gross : .net
        series = provenance.seriesSource == .reportedEquity ? .reportedEquity : .realizedPnl
        periodsPerYear = Int32(provenance.settings.periodsPerYear)
        riskFreeRate = provenance.settings.riskFreeRate
        dayCount = Int64(provenance.days)
        firstTradeTime = provenance.firstTrade.map(TimestampMessage.init)
        lastTradeTime = provenance.lastTrade.map(TimestampMessage.init)
        if provenance.trades > 0 && provenance.hasFewTrades {
            notes.append("\(provenance.trades) trades are few; figures will move a lot with the next ones")
        }
        if provenance.days > 0 && provenance.hasFewDays {
            notes.append("\(provenance.days) days are few to annualise from")
        }
    }

    private mutating func setCounts(_ trades: TradeKpis) {
        totalTrades = Int64(trades.totalTrades)
        winningTrades = Int64(trades.winningTrades)
        losingTrades = Int64(trades.losingTrades)
        breakEvenTrades = Int64(trades.breakEvenTrades)
        activeDays = Int64(trades.activeDays)
        longestWinningStreak = Int64(trades.longestWinStreak)
        longestLosingStreak = Int64(trades.longestLossStreak)
        currentStreak = Int64(trades.currentStreak)
        totalProfit = trades.totalProfit.description
        totalLoss = trades.totalLoss.description
        netProfit = trades.netProfit.description
        totalFees = trades.totalFees.description
        grossPnl = trades.grossProfit.description
    }

    private mutating func setTrades(_ trades: TradeKpis, _ undefineds: inout Undefineds) {
        winRate = undefineds.take("win_rate", trades.winRate)
        profitFactor = undefineds.take("profit_factor", trades.profitFactor)
        averageWin = undefineds.text("average_win", trades.averageWin)
        averageLoss = undefineds.text("average_loss", trades.averageLoss)
        expectancy = undefineds.text("expectancy", trades.expectancy)
        expectancyR = undefineds.take("expectancy_r", trades.expectancyR)
        riskRewardRatio = undefineds.take("risk_reward_ratio", trades.riskRewardRatio)
        profitPerTrade = undefineds.text("profit_per_trade", trades.expectancy)
        roiPercentage = undefineds.take("roi_percentage", trades.roiPercentage)
        tradesPerDay = undefineds.take("trades_per_day", trades.tradesPerDay)
        tradesPerCalendarDay = undefineds.take("trades_per_calendar_day", trades.tradesPerCalendarDay)
        sqn = undefineds.take("sqn", trades.systemQualityNumber)
        profitDeviation = undefineds.take("profit_deviation", trades.profitDeviation)
        averageHoldingSeconds = undefineds.take("average_holding_seconds", trades.averageHoldingSeconds)
    }

    private mutating func setDaily(_ daily: DailyStatistics, _ undefineds: inout Undefineds) {
        volatility = undefineds.take("volatility", daily.volatility)
        sharpeRatio = undefineds.take("sharpe_ratio", daily.sharpeRatio)
        sortinoRatio = undefineds.take("sortino_ratio", daily.sortinoRatio)
        cagr = undefineds.take("cagr", daily.cagr)
        cagrCalendar = undefineds.take("cagr_calendar", daily.cagrCalendar)
        maxDrawdown = undefineds.take("max_drawdown", daily.maxDrawdown)
        currentDrawdown = undefineds.take("current_drawdown", daily.currentDrawdown)
        calmarRatio = undefineds.take("calmar_ratio", daily.calmarRatio)
        valueAtRisk95 = undefineds.take("value_at_risk_95", daily.valueAtRisk95)
        valueAtRisk99 = undefineds.take("value_at_risk_99", daily.valueAtRisk99)
        conditionalValueAtRisk95 = undefineds.take(
            "conditional_value_at_risk_95", daily.conditionalValueAtRisk95)
        omegaRatio = undefineds.take("omega_ratio", daily.omegaRatio)
    }

    private mutating func setExtremes(_ daily: DailyStatistics, _ undefineds: inout Undefineds) {
        ulcerIndex = undefineds.take("ulcer_index", daily.ulcerIndex)
        tailRatio = undefineds.take("tail_ratio", daily.tailRatio)
        skewness = undefineds.take("skewness", daily.skewness)
        excessKurtosis = undefineds.take("excess_kurtosis", daily.excessKurtosis)
        bestDay = undefineds.take("best_day", daily.bestDay)
        worstDay = undefineds.take("worst_day", daily.worstDay)
        dailyReturn = undefineds.take("daily_return", daily.dailyReturn)
        weeklyReturn = undefineds.take("weekly_return", daily.weeklyReturn)
        monthlyReturn = undefineds.take("monthly_return", daily.monthlyReturn)
        timeWeightedReturn = undefineds.take("time_weighted_return", daily.timeWeightedReturn)
    }

    /// Adds what belongs to an account as a whole.
    mutating func add(_ account: Ledger.AccountView, _ kpis: Kpis) {
        var undefineds = Undefineds()
        accountBalance = account.balance(kpis).description
        accountEquity = kpis.equity.description
        accountGrowth = undefineds.take("account_growth", kpis.accountGrowth)
        if let exposure = account.latestReport?.exposure, kpis.equity > .zero {
            exposurePercentage = 100 * exposure.doubleValue / kpis.equity.doubleValue
        } else {
            undefineds.note("exposure_percentage", .notReported)
        }
        undefined += undefineds.found
    }

    /// Notes that a part of an account has no balance of its own.
    mutating func addNoAccount() {
        var undefineds = Undefineds()
        for name in ["account_balance", "account_equity", "account_growth", "exposure_percentage"] {
            undefineds.note(name, .notApplicable)
        }
        undefined += undefineds.found
    }
}

extension Ledger.AccountView {
    /// The balance reported last; without one, initial capital with net profits and cash flows.
    func balance(_ kpis: Kpis) -> Decimal {
        latestReport?.balance ?? kpis.equity
    }
}

extension RiskManagementPerformance {
    /// How a scope's trades kept to their plan.
    init(_ kpis: Kpis) {
        self.init()
        var undefineds = Undefineds()
        let risk = kpis.risk
        totalTrades = Int64(kpis.trades.totalTrades)
        tpHitRate = undefineds.take("tp_hit_rate", risk.exitRate(.takeProfit))
        slHitRate = undefineds.take("sl_hit_rate", risk.exitRate(.stopLoss))
        manualExitRate = undefineds.take("manual_exit_rate", risk.exitRate(.manual))
        timeoutRate = undefineds.take("timeout_rate", risk.exitRate(.timeout))
        liquidationRate = undefineds.take("liquidation_rate", risk.exitRate(.liquidation))
        trailingStopRate = undefineds.take("trailing_stop_rate", risk.exitRate(.trailingStop))
        avgPlannedRr = undefineds.take("avg_planned_rr", risk.averagePlannedRiskReward)
        avgActualRr = undefineds.take("avg_actual_rr", risk.averageActualRiskReward)
        rrAchievementRate = undefineds.take("rr_achievement_rate", risk.riskRewardAchievementRate)
        reachedPlanRate = undefineds.take("reached_plan_rate", risk.riskRewardAchievedShare)
        avgSlippage = undefineds.take("avg_slippage", risk.averageSlippage)
        riskRewardCount = Int64(risk.riskRewardTrades)
        slippageCount = Int64(risk.slippageTrades)
        undefined = undefineds.found
    }
}
