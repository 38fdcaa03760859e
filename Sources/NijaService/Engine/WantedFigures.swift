import NijaAnalytics
import NijaLedger
import NijaMessages
import NijaModel
import NijaStore

/// What a request for figures means: account, scope, window and basis, checked.
struct WantedFigures {
    let account: String
    let scope: KpiScope
    let window: KpiWindow
    let basis: NijaAnalytics.Basis
    private let from: Timestamp?
    private let to: Timestamp?

    init(
        _ scope: KpiScope?, _ window: KpiWindow?, _ basis: NijaMessages.Basis, _ ledger: Ledger,
        _ now: Timestamp
    ) throws(ServiceError) {
        var scope = scope ?? KpiScope()
        let account = accountName(scope.account)
        scope.account = account
        (self.scope, self.account) = (scope, account)
        self.basis = basis == .net ? .net : .gross
        let view = try ServiceError.wrap { () throws(LedgerError) in try ledger.view(ofAccount: account) }
        if !scope.strategy.isEmpty && view.strategies[scope.strategy] == nil {
            throw .ledger(.notFound(.strategy, name: scope.strategy))
        }
        var fields = FieldReader()
        var window = window ?? KpiWindow()
        let boundary = view.performance.settings.boundary
        if let days = Self.days(of: window.name) {
            // A named window ends with the current day and counts whole days.
            from = boundary.start(of: boundary.day(of: now).adding(1 - days))
            to = nil
            var range = TimeRange()
            range.from = from.map(TimestampMessage.init)
            window.range = range
        } else {
            from = fields.time(window.range?.from, "window.range.from")
            to = fields.time(window.range?.to, "window.range.to")
            if let from, let to, to <= from {
                fields.refuse("window.range.to", "is \(to), which is not after \(from)")
            }
        }
        self.window = window
        try fields.finish()
    }

    private static func days(of name: KpiWindow.Name) -> Int? {
        switch name {
        case ._1d: 1
        case ._1w: 7
        case ._1m: 30
        case ._1y: 365
        default: nil
        }
    }

    /// Whether the ledger keeps these figures current.
    var isKept: Bool {
        from == nil && to == nil
            && [scope.symbol, scope.botID, scope.promptID, scope.venue, scope.tag].allSatisfy(\.isEmpty)
    }

    /// How to compute them by reading.
    func scan(_ ledger: Ledger, bound: UInt64) throws(ServiceError) -> ScopeScan {
        let view = try ServiceError.wrap { () throws(LedgerError) in try ledger.view(ofAccount: account) }
        var query = TradeQuery(account: account)
        (query.strategy, query.symbol, query.venue) = (scope.strategy, scope.symbol, scope.venue)
        (query.botID, query.promptID, query.tag) = (scope.botID, scope.promptID, scope.tag)
        (query.from, query.to) = (from, to)
        let isPart = [scope.strategy, scope.symbol, scope.botID, scope.promptID, scope.venue, scope.tag]
            .contains { !$0.isEmpty }
        var equity = view.settings.initialCapital
        if let from, !isPart {
            let boundary = view.performance.settings.boundary
            equity = view.performance.equity(atEndOf: boundary.day(of: from).adding(-1), .net)
        }
        return ScopeScan(
            query: query, settings: view.performance.settings, initialEquity: equity, isWholeAccount: !isPart,
            bound: bound)
    }

    /// The snapshot with what was asked for.
    func finished(_ snapshot: KpiSnapshot) -> KpiSnapshot {
        var snapshot = snapshot
        (snapshot.scope, snapshot.window) = (scope, window)
        return snapshot
    }
}
