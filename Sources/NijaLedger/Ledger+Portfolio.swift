import NijaAnalytics
public import NijaModel
public import NijaPortfolio
import NijaPositions

// Portfolios: what accounts are worth with what is open.

extension Ledger {
    /// Adds up what is open at the newest prices, so that portfolios are current: O(what has changed since the last call).
    public mutating func sumUpHoldings() { positions.sumUpHoldings() }

    /// The portfolio of an account, as of the last `sumUpHoldings`.
    ///
    /// - Throws: `.notFound`.
    public func portfolio(ofAccount name: String, at now: Timestamp) throws(LedgerError) -> Portfolio {
        guard let slot = accounts.slot(of: name) else { throw .notFound(.account, name: name) }
        return accounts[slot].portfolio(
            positions.accountHoldings(of: name), oldestPrice: positions.exposure(of: name).oldestPrice,
            at: now)
    }

    /// Notes what open positions have come to, of accounts whose day has begun since the last call: today's profit is
    /// measured from there.
    ///
    /// After a restart in the middle of a day that was not noted, what has come to pass before counts as yesterday's if
    /// something was open then.
    public mutating func beginDays(_ context: Context) {
        for name in accountNames {
            guard let slot = accounts.slot(of: name) else { continue }
            let boundary = accounts[slot].performance.settings.boundary
            let day = boundary.day(of: context.now)
            guard accounts[slot].lastBegunDay != day else { continue }
            accounts[slot].lastBegunDay = day
            guard accounts[slot].openAtDayStart?.day != day else { continue }
            let start = boundary.start(of: day)
            let isOpenSince = positions.holdings(of: name).contains {
                $0.recordedAt.map { $0 < start } ?? false
            }
            guard isOpenSince || accounts[slot].openAtReport != .zero else { continue }
            markOpenResult(.day, of: name, Context(now: context.now, actor: .daemon))
        }
    }

    /// Notes what open positions had come to when a balance was reported, if that is the latest report.
    mutating func markOpenResult(at report: BalanceReport, _ context: Context) {
        guard let slot = accounts.slot(of: report.account),
            accounts[slot].latestReport?.sequence == report.sequence
        else { return }
        markOpenResult(.balanceReport, of: report.account, Context(now: context.now, actor: .daemon))
    }

    /// Takes a position out of what the latest report includes, when it has closed before that report's time.
    ///
    /// Its trade counts as reported and adds nothing to equity, so that it must not be taken off as something open either.
    /// A price that is told a little late does this.
    mutating func settleReport(with trade: RecordedTrade, of position: Position, _ context: Context) {
        guard let slot = accounts.slot(of: position.opening.account),
            let report = accounts[slot].latestReport, trade.trade.exitTime <= report.time,
            position.openedSequence < report.sequence
        else { return }
        var result = accounts[slot].openAtReport
        let net = trade.trade.profit.units - trade.trade.fees.units
        result.realizedPnL = Decimal(units: result.realizedPnL.units &- net)
        let mark = OpenResultMark(
            account: position.opening.account, occasion: .balanceReport, result: result)
        record(.openResultMarked(mark), Context(now: context.now, actor: .daemon))
    }

    private mutating func markOpenResult(
        _ occasion: OpenResultMark.Occasion, of account: String, _ context: Context
    ) {
        positions.sumUpHoldings()
        let result = positions.accountHoldings(of: account).total.result
        // A report without anything open is measured from 0 anyway.
        if occasion == .balanceReport && result == .zero { return }
        record(
            .openResultMarked(OpenResultMark(account: account, occasion: occasion, result: result)), context)
    }
}

extension AccountState {
    /// The account's portfolio with what it holds.
    func portfolio(
        _ holdings: AccountHoldings, oldestPrice: Timestamp?, at now: Timestamp
    ) -> Portfolio {
        let today = performance.settings.boundary.day(of: now)
        let trades = performance.kpis(.gross).trades
        var facts = PortfolioFacts(
            settings: settings, standing: performance.standing(on: today), netProfit: trades.netProfit,
            winRate: trades.winRate)
        (facts.latestReport, facts.netDeposits) = (latestReport, netDeposits)
        (facts.openAtReport, facts.openAtDayStart) = (openAtReport, openAtDayStart(on: today))
        (facts.holdings, facts.oldestPrice) = (holdings.total, oldestPrice)
        let statuses = strategies.mapValues(\.strategy.status).values
        facts.strategies = (statuses.count { $0 == .active }, statuses.count)
        return Portfolio(facts)
    }

    /// What open positions had come to beyond the latest report when this day began; nil when it was not looked at yet.
    private func openAtDayStart(on day: Day) -> OpenResult? {
        if let noted = openAtDayStart, noted.day == day { return noted.result }
        let isNew = performance.settings.boundary.day(of: settings.createdAt) == day
        return isNew || lastBegunDay == day ? .zero : nil
    }
}
