public import NijaAnalytics
public import NijaModel

// Reading what is current; costs microseconds, whatever the length of history.

extension Ledger {
    /// An account as it is now.
    public struct AccountView: Sendable {
        /// Its settings.
        public let settings: Account
        /// The report with the latest time.
        public let latestReport: BalanceReport?
        /// Deposits less withdrawals.
        public let netDeposits: Decimal
        /// How it performs.
        public let performance: Performance
        /// Its strategies by name.
        public let strategies: [String: Strategy]

        /// Strategies that are ACTIVE.
        public var activeStrategiesCount: Int { strategies.values.count { $0.status == .active } }
    }

    /// An account as it is now.
    ///
    /// - Throws: `.notFound`.
    public func view(ofAccount name: String) throws(LedgerError) -> AccountView {
        let account = try account(named: name)
        return AccountView(
            settings: account.settings, latestReport: account.latestReport, netDeposits: account.netDeposits,
            performance: account.performance, strategies: account.strategies.mapValues(\.strategy))
    }

    /// The settings of an account; nil when there is none of that name.
    public func settings(ofAccount name: String) -> Account? {
        accounts.slot(of: name).map { accounts[$0].settings }
    }

    /// How an account performs, or one strategy of it when `strategy` is not empty.
    ///
    /// - Throws: `.notFound`.
    public func performance(account name: String, strategy: String) throws(LedgerError) -> Performance {
        guard let slot = accounts.slot(of: name) else { throw .notFound(.account, name: name) }
        if strategy.isEmpty { return accounts[slot].performance }
        guard let part = accounts[slot].strategies.slot(of: strategy) else {
            throw .notFound(.strategy, name: strategy)
        }
        return accounts[slot].strategies[part].performance
    }

    /// Strategies of one account, or of all when `account` is empty, by account and name.
    ///
    /// - Throws: `.notFound`.
    public func strategies(ofAccount account: String) throws(LedgerError) -> [Strategy] {
        let names = account.isEmpty ? accountNames : [try self.account(named: account).settings.name]
        return names.flatMap { name in
            accounts[name]?.strategies.sorted(\.strategy) ?? []
        }
    }

    /// Best and worst strategy of an account by net profit; nil when none has traded.
    public func ranking(ofAccount name: String) -> Ranking? {
        let profits = accounts[name]?.strategies.compactMapValues { state in
            state.performance.tradeCount > 0 ? state.performance.netProfit : nil
        }
        return Ranking(netProfits: profits ?? [:])
    }

    /// The names of everything that a threshold can watch.
    public static let metricNames = Set(MetricName.allCases.map(\.rawValue))
        .union(AlarmFigures.AccountMetric.allCases.map(\.rawValue))
}
