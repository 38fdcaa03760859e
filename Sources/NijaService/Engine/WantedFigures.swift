import NijaAnalytics
import NijaLedger
import NijaMessages
import NijaModel
import NijaStore
import Protobuf

/// What a request for figures means: account, scope, window and basis, checked.
struct WantedFigures {
    let account: String
    let scope: KpiScope
    let window: KpiWindow
    let basis: NijaAnalytics.Basis
    private let from: Timestamp?
    private let to: Timestamp?

    /// Reads the fields `scope`, `window` and `basis` of a request.
    ///
    /// - Parameters:
    ///   - scope: what to count.
    ///   - window: from when to when.
    ///   - basis: which fees count.
    ///   - ledger: where accounts and strategies are looked up.
    ///   - now: when a named window ends.
    ///   - fields: what was found wrong with the request's other fields.
    /// - Throws: Every field that cannot be accepted, those others among them; `.notFound` for account and strategy.
    init(
        _ scope: KpiScope?, _ window: KpiWindow?, _ basis: NijaMessages.Basis, _ ledger: Ledger,
        _ now: Timestamp, _ fields: FieldReader = FieldReader()
    ) throws(ServiceError) {
        var fields = fields
        let scope = fields.scope(scope)
        var window = window ?? KpiWindow()
        let range = fields.window(window)
        self.basis = fields.basis(basis)
        try fields.finish()
        let account = scope.account
        (self.scope, self.account) = (scope, account)
        let view = try ServiceError.wrap { () throws(LedgerError) in try ledger.view(ofAccount: account) }
        if !scope.strategy.isEmpty && view.strategies[scope.strategy] == nil {
            throw .ledger(.notFound(.strategy, name: scope.strategy))
        }
        let boundary = view.performance.settings.boundary
        if let days = Self.days(of: window.name) {
            // A named window ends with the current day and counts whole days.
            from = boundary.start(of: boundary.day(of: now).adding(1 - days))
            to = nil
            var range = TimeRange()
            range.from = from.map(TimestampMessage.init)
            window.range = range
        } else {
            (from, to) = range
        }
        self.window = window
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

extension FieldReader {
    /// What figures count; the account is filled in.
    mutating func scope(_ scope: KpiScope?, _ field: String = "scope") -> KpiScope {
        var scope = scope ?? KpiScope()
        scope.account = account(scope.account, field + ".account")
        for (name, text) in [
            ("strategy", scope.strategy), ("symbol", scope.symbol), ("bot_id", scope.botID),
            ("prompt_id", scope.promptID), ("venue", scope.venue), ("tag", scope.tag),
        ] where !text.isEmpty {
            _ = self.text(text, "\(field).\(name)")
        }
        return scope
    }

    /// A scope whose figures the ledger keeps current: an account, or one of its strategies.
    mutating func keptScope(_ scope: KpiScope?) -> KpiScope {
        let scope = self.scope(scope)
        for (name, text) in [
            ("symbol", scope.symbol), ("bot_id", scope.botID), ("prompt_id", scope.promptID),
            ("venue", scope.venue), ("tag", scope.tag),
        ] where !text.isEmpty {
            refuse(
                "scope.\(name)",
                "must be empty: here the scope can be an account or one of its strategies")
        }
        return scope
    }

    /// The range of a window; a name takes its place.
    fileprivate mutating func window(_ window: KpiWindow) -> (from: Timestamp?, to: Timestamp?) {
        let name = known(window.name, "window.name")
        if name != .unspecified && window.range != nil {
            refuse("window.range", "cannot go with a window that has a name, \(name.name)")
        }
        return range(window.range, "window.range")
    }
}
