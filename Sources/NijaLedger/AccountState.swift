public import NijaAnalytics
public import NijaModel
import NijaPositions

/// A strategy and how it performs.
struct StrategyState: Sendable {
    var strategy: Strategy
    var performance: Performance
    /// Entry value of its trade recorded last, for the rule on position size; nil when it did not say.
    var lastNotional: Decimal?
}

/// Everything the ledger knows of one account.
struct AccountState: Sendable {
    private(set) var settings: Account
    private(set) var performance: Performance
    private(set) var strategies = Directory<StrategyState>()
    /// The report with the latest time; of several at that time the one recorded last.
    private(set) var latestReport: BalanceReport?
    /// Highest balance that was reported, moved along by cash flows since; nil before the first report.
    private(set) var peakBalance: Decimal?
    /// Deposits less withdrawals.
    private(set) var netDeposits = Decimal.zero
    /// Entry value of the trade recorded last, for the rule on position size; nil when it did not say.
    private(set) var lastNotional: Decimal?
    /// What open positions had come to when the latest balance was reported, which includes it.
    private(set) var openAtReport = OpenResult.zero
    /// What they had come to beyond the latest report when the account's day began; nil when nothing was noted yet.
    private(set) var openAtDayStart: (day: Day, result: OpenResult)?
    /// The last day whose beginning was looked at.
    var lastBegunDay: Day?

    init(settings: Account) {
        self.settings = settings
        performance = Performance(
            kind: .account, settings: Self.series(settings), initialCapital: settings.initialCapital)
    }

    /// How the account's daily series is made.
    ///
    /// The ledger has validated the settings.
    private static func series(_ settings: Account) -> SeriesSettings {
        guard let boundary = settings.dayBoundary,
            let series = SeriesSettings(
                boundary: boundary, periodsPerYear: settings.periodsPerYear,
                riskFreeRate: settings.riskFreeRate)
        else { preconditionFailure("the settings of an account were not validated") }
        return series
    }

    // MARK: Facts

    mutating func adopt(_ settings: Account) {
        self.settings = settings
        let series = Self.series(settings)
        performance = performance.rebased(on: series, initialCapital: settings.initialCapital)
        strategies.changeAll { state in
            state.performance = state.performance.rebased(on: series, initialCapital: settings.initialCapital)
        }
    }

    mutating func adopt(_ strategy: Strategy) {
        if let slot = strategies.slot(of: strategy.name) {
            strategies[slot].strategy = strategy
        } else {
            let part = Performance(
                kind: .part, settings: Self.series(settings), initialCapital: settings.initialCapital)
            strategies.insert(StrategyState(strategy: strategy, performance: part), named: strategy.name)
        }
    }

    mutating func add(_ trade: Trade) throws(AnalyticsError) {
        let sample = try TradeSample(trade)
        try performance.add(sample)
        if let slot = strategies.slot(of: trade.strategy) {
            try strategies[slot].performance.add(sample)
            strategies[slot].lastNotional = trade.notional
        }
        lastNotional = trade.notional
    }

    mutating func remove(_ trade: Trade) throws(AnalyticsError) {
        let sample = try TradeSample(trade)
        try performance.remove(sample)
        if let slot = strategies.slot(of: trade.strategy) { try strategies[slot].performance.remove(sample) }
    }

    mutating func add(_ report: BalanceReport, tail: DayTail?) throws(AnalyticsError) {
        let sample = try EquitySample(time: report.time, balance: report.balance, equity: report.equity)
        try performance.record(sample, tail: tail)
        if let latestReport, latestReport.time > report.time { return }
        (latestReport, openAtReport) = (report, .zero)
        peakBalance = max(peakBalance ?? report.balance, report.balance)
    }

    mutating func add(_ flow: CashFlow) throws(AnalyticsError) {
        performance.record(try FlowSample(time: flow.time, amount: flow.amount))
        netDeposits = Decimal(units: netDeposits.units + flow.amount.units)
        peakBalance = peakBalance.map { Decimal(units: $0.units + flow.amount.units) }
    }

    mutating func adopt(_ mark: OpenResultMark, at time: Timestamp) {
        switch mark.occasion {
        case .balanceReport: openAtReport = mark.result
        case .day:
            openAtDayStart = (performance.settings.boundary.day(of: time), mark.result.since(openAtReport))
        }
    }

    /// Brings the figures of the account and of one strategy up to date, so that reading them is cheap.
    mutating func settle(strategy: String) {
        performance.settle()
        strategies.change(strategy) { $0.performance.settle() }
    }

    /// What thresholds watch of the account, or of one strategy of it; nil when there is no such strategy.
    ///
    /// - Parameters:
    ///   - strategy: the strategy; empty for the account itself.
    ///   - open: what the account's open positions are worth.
    ///   - now: the time.
    /// - Returns: its figures.
    mutating func alarmFigures(strategy: String, open: Exposure, at now: Timestamp) -> AlarmFigures? {
        performance.settle()
        var reports = AlarmFigures.Reports(
            latest: latestReport, peakBalance: peakBalance, lastNotional: lastNotional, open: open)
        let whole = performance.kpis(.gross)
        if strategy.isEmpty {
            return AlarmFigures(whole, accountEquity: whole.equity, isAccount: true, reports, now: now)
        }
        return strategies.change(strategy) { state in
            state.performance.settle()
            reports.lastNotional = state.lastNotional
            return AlarmFigures(
                state.performance.kpis(.gross), accountEquity: whole.equity, isAccount: false, reports,
                now: now)
        }
    }

    /// Brings all figures up to date.
    mutating func settleAll() {
        performance.settle()
        strategies.changeAll { $0.performance.settle() }
    }

    mutating func hydrate(_ need: Need, _ outcomes: [TradeOutcome]) throws(AnalyticsError) {
        guard case .trades(_, let strategy, let range) = need else { return }
        if let strategy {
            try strategies.change(strategy) { state throws(AnalyticsError) in
                try state.performance.hydrate(range, with: outcomes)
            }
        } else {
            try performance.hydrate(range, with: outcomes)
        }
    }

    // MARK: Needs

    /// Whether the trade can be recorded or voided without reading anything from the store.
    ///
    /// It changes nothing; in place, the account is not copied for asking.
    mutating func isReady(for trade: Trade, isVoided: Bool) -> Bool {
        let key = TradeKey(exitTime: trade.exitTime, tradeID: trade.tradeID)
        guard performance.isReady(for: key, isRemoved: isVoided) else { return false }
        guard let slot = strategies.slot(of: trade.strategy) else { return true }
        return strategies[slot].performance.isReady(for: key, isRemoved: isVoided)
    }

    /// What must be read from the store before the trade can be recorded or voided.
    func missing(for trade: Trade, isVoided: Bool) -> [Need] {
        let key = TradeKey(exitTime: trade.exitTime, tradeID: trade.tradeID)
        func needs(_ scope: Performance?, strategy: String?) -> [Need] {
            let missing = scope?.missingRange(for: key, isRemoved: isVoided)
            return missing.map { [.trades(account: settings.name, strategy: strategy, range: $0)] } ?? []
        }
        return needs(performance, strategy: nil)
            + needs(strategies[trade.strategy]?.performance, strategy: trade.strategy)
    }

    /// What must be read from the store before the report can be recorded.
    func missing(for report: BalanceReport) -> [Need] {
        guard
            let sample = try? EquitySample(time: report.time, balance: report.balance, equity: report.equity)
        else { return [] }
        return performance.requirements(for: .report(sample))
            .map { Need($0, settings.name, strategy: nil) }
    }
}

extension Trade {
    /// Entry value of the position: |quantity × entry price|.
    fileprivate var notional: Decimal? {
        guard let quantity, let entryPrice else { return nil }
        return try? quantity.multiplied(by: entryPrice, rounding: .halfEven)
    }
}

extension TradeSample {
    /// What the analytics need of a trade.
    ///
    /// A ratio beyond their limit counts as not given.
    public init(_ trade: Trade) throws(AnalyticsError) {
        func bounded(_ ratio: Decimal?) -> Decimal? {
            ratio.flatMap { $0.units.magnitude <= AnalyticsLimits.amount.units.magnitude ? $0 : nil }
        }
        try self.init(
            exitTime: trade.exitTime, tradeID: trade.tradeID, profit: trade.profit, fees: trade.fees,
            exitReason: trade.exitReason, plannedRiskReward: bounded(trade.plannedRiskReward),
            actualRiskReward: bounded(trade.actualRiskReward),
            slippagePercent: bounded(trade.slippagePercent),
            holdingNanoseconds: trade.holdingTime?.nanoseconds)
    }
}

extension AccountState: Checkpointable {
    func write(to writer: inout StateWriter) {
        writer.write(settings)
        writer.write(performance)
        writer.write(strategies)
        writer.write(latestReport)
        writer.write(peakBalance)
        writer.write(netDeposits)
        writer.write(lastNotional)
        writer.write(openAtReport)
        writer.write(openAtDayStart?.day)
        writer.write(openAtDayStart?.result)
    }

    init(from reader: inout StateReader) throws(StateError) {
        settings = try reader.value()
        performance = try reader.value()
        strategies = try reader.value()
        latestReport = try reader.optional()
        peakBalance = try reader.optional()
        netDeposits = try reader.value()
        lastNotional = try reader.optional()
        openAtReport = try reader.value()
        let (day, result): (Day?, OpenResult?) = (try reader.optional(), try reader.optional())
        if let day, let result { openAtDayStart = (day, result) }
    }
}
