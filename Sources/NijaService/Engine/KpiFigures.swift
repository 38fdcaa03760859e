import NijaAnalytics
import NijaLedger
import NijaMessages
import NijaModel

/// Snapshots of what the ledger keeps current: accounts and their strategies.
final class KpiFigures {
    private let engine: LedgerEngine
    /// Snapshots since the start; for the status.
    private(set) var count: UInt64 = 0

    init(engine: LedgerEngine) {
        self.engine = engine
    }

    /// The figures of an account, or of one of its strategies, over all of history.
    func current(
        account: String, strategy: String, basis: NijaAnalytics.Basis, at now: Timestamp
    ) throws(ServiceError) -> KpiSnapshot {
        let ledger = engine.ledger
        let performance = try ServiceError.wrap { () throws(LedgerError) in
            try ledger.performance(account: account, strategy: strategy)
        }
        return try snapshot(of: performance, account: account, strategy: strategy, basis: basis, at: now)
    }

    /// The figures of a scope that was computed, as a message.
    func snapshot(
        of performance: Performance, account: String, strategy: String, basis: NijaAnalytics.Basis,
        at now: Timestamp
    ) throws(ServiceError) -> KpiSnapshot {
        count += 1
        let ledger = engine.ledger
        let view = try ServiceError.wrap { () throws(LedgerError) in try ledger.view(ofAccount: account) }
        let kpis = performance.kpis(basis)
        var snapshot = KpiSnapshot(kpis)
        var scope = KpiScope()
        (scope.account, scope.strategy) = (account, strategy)
        snapshot.scope = scope
        snapshot.timestamp = TimestampMessage(now)
        snapshot.sequence = ledger.sequence
        snapshot.currency = view.settings.currency
        if performance.kind == .account { snapshot.add(view, kpis) } else { snapshot.addNoAccount() }
        snapshot.activeStrategies = Int64(view.activeStrategiesCount)
        if let ranking = ledger.ranking(ofAccount: account) {
            (snapshot.bestStrategy, snapshot.worstStrategy) = (ranking.best, ranking.worst)
        }
        return snapshot
    }
}
