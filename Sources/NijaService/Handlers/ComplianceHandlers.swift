import NijaCompliance
import NijaLedger
import NijaMessages
import NijaModel
import NijaStore
import Protobuf

/// Serves ComplianceService.
final class ComplianceHandlers {
    private let engine: LedgerEngine
    private let readers: ReaderPool
    private let hub: SubscriptionHub
    private let calendar: ExchangeCalendar

    init(engine: LedgerEngine, readers: ReaderPool, hub: SubscriptionHub, calendar: ExchangeCalendar) {
        self.engine = engine
        self.readers = readers
        self.hub = hub
        self.calendar = calendar
    }

    func register(in registry: Registry) {
        registry.unaryLater(ComplianceService.getCompliance, compliance)
        registry.unaryLater(ComplianceService.rerunCompliance, rerun)
        registry.unaryLater(ComplianceService.getUserMetrics, metrics)
        registry.unary(ComplianceService.listRules) { [engine] request, _ throws(ServiceError) in
            let account = try engine.existing(request.account)
            var response = ListRulesResponse()
            response.rules = engine.ledger.compliance.rules.rules(account: account)
                .map(NijaMessages.ComplianceRule.init)
            return response
        }
        registry.unary(ComplianceService.putRule) { [engine] request, caller throws(ServiceError) in
            var fields = FieldReader()
            let rule = fields.rule(request.rule, in: engine.ledger.compliance.rules)
            try fields.finish(with: rule.map(Ledger.violations(in:)) ?? Violations())
            guard let rule else { throw .invalid(fields.violations.found) }
            let answer = try engine.perform { ledger throws(LedgerError) in
                try ledger.putRule(rule, caller.context)
            }
            var response = PutRuleResponse()
            (response.rule, response.duplicate) = (
                NijaMessages.ComplianceRule(answer.value), answer.isDuplicate
            )
            return response
        }
    }

    // MARK: Audits

    private func compliance(
        _ request: GetComplianceRequest, _ caller: Caller, _ responder: Responder<GetComplianceResponse>
    ) throws(ServiceError) {
        var fields = FieldReader()
        let user = fields.user(request.account, request.userID)
        let wanted = fields.wanted(request)
        let limit = fields.pageSize(request.pageSize)
        let token = fields.placeToken(request.pageToken)
        if let token, token.place < 0 {
            fields.refuse("page_token", "is not a token that this daemon has given")
        }
        try fields.finish()
        // Pages show the ledger as it stood at the first one.
        let bound = min(token?.sequence ?? hub.lastSequence, hub.lastSequence)
        let skipping = Int(token?.place ?? 0)
        try audit(user, upTo: bound, caller) { outcome in
            var response = GetComplianceResponse()
            response.summary = Self.summary(outcome.value, outcome.scan, caller)
            let audits = outcome.value.report.newestFirst(
                skipping: skipping, limit: limit + 1, where: wanted.matches)
            response.audits = audits.prefix(limit).map(NijaMessages.Audit.init)
            if audits.count > limit {
                response.nextPageToken = PageToken.text(place: Int64(skipping + limit), sequence: bound)
            }
            return response
        } then: { result in
            responder.finish(result.mapError(ServiceError.store))
        }
    }

    private func rerun(
        _ request: RerunComplianceRequest, _ caller: Caller,
        _ responder: Responder<RerunComplianceResponse>
    ) throws(ServiceError) {
        var fields = FieldReader()
        let user = fields.user(request.account, request.userID)
        try fields.finish()
        try audit(user, upTo: hub.lastSequence, caller) { outcome in
            outcome
        } then: { [engine] result in
            responder.finish(
                Result { () throws(ServiceError) in
                    let outcome: Audited
                    do throws(StoreError) { outcome = try result.get() } catch { throw .store(error) }
                    var response = RerunComplianceResponse()
                    response.summary = Self.summary(outcome.value, outcome.scan, caller)
                    response.alarmIds = try engine.perform { ledger throws(LedgerError) in
                        try ledger.adoptAudit(
                            of: user, outcome.value.report, areFillsRecorded: outcome.value.areFillsRecorded,
                            caller.context)
                    }
                    return response
                })
        }
    }

    private func metrics(
        _ request: GetUserMetricsRequest, _ caller: Caller, _ responder: Responder<GetUserMetricsResponse>
    ) throws(ServiceError) {
        var fields = FieldReader()
        let user = fields.user(request.account, request.userID)
        try fields.finish()
        try audit(user, upTo: hub.lastSequence, caller) { outcome in
            var response = GetUserMetricsResponse()
            let metrics = outcome.value.report.auditor.metrics
            response.totalTrades = Int64(metrics.fillsCount)
            (response.totalInvested, response.realizedPnl) = (
                metrics.invested.description, metrics.realizedPnL.description
            )
            response.returnsPercent = metrics.returnsPercent
            (response.openCost, response.disallowedLosses) = (
                metrics.openCost.description, metrics.disallowedLosses.description
            )
            response.unknownCostFills = Int64(metrics.unknownCostCount)
            response.sequence = outcome.value.bound
            return response
        } then: { result in
            responder.finish(result.mapError(ServiceError.store))
        }
    }

    /// An audit and what it was asked with.
    private struct Audited: Sendable {
        let value: AuditOutcome
        let scan: AuditScan
    }

    /// Audits a user on a worker, and makes an answer of it there.
    private func audit<Value: Sendable>(
        _ user: AuditedUser, upTo bound: UInt64, _ caller: Caller,
        _ make: @escaping @Sendable (Audited) -> Value,
        then continuation: @escaping (Result<Value, StoreError>) -> Void
    ) throws(ServiceError) {
        guard let settings = engine.ledger.settings(ofAccount: user.account) else {
            throw .ledger(.notFound(.account, name: user.account))
        }
        let rules = ActiveRules(
            engine.ledger.compliance.rules, account: user.account, calendar: calendar)
        let scan = AuditScan(
            user: user, rules: rules, today: NewYork.day(of: caller.now),
            initialCapital: settings.initialCapital, bound: bound)
        try readers.read { reader throws(StoreError) in
            make(Audited(value: try scan.outcome(reader), scan: scan))
        } then: { result in
            continuation(result)
        }
    }

    private static func summary(
        _ outcome: AuditOutcome, _ scan: AuditScan, _ caller: Caller
    ) -> ComplianceSummary {
        ComplianceSummary(
            outcome,
            dayTradesRemaining: outcome.report.auditor.dayTradesRemaining(on: scan.today, scan.rules))
    }
}

/// Which audits a page shows.
private struct WantedAudits: Sendable {
    var results: Set<AuditResult> = []
    var rules: Set<RuleID> = []
    var symbol = ""
    var from: Timestamp?
    var to: Timestamp?

    func matches(_ recorded: RecordedFill, _ rule: RuleID, _ result: AuditResult) -> Bool {
        (results.isEmpty || results.contains(result)) && (rules.isEmpty || rules.contains(rule))
            && (symbol.isEmpty || symbol == recorded.fill.symbol)
            && (from.map { $0 <= recorded.fill.executedAt } ?? true)
            && (to.map { recorded.fill.executedAt < $0 } ?? true)
    }
}

extension FieldReader {
    /// Which audits a request asks for.
    fileprivate mutating func wanted(_ request: GetComplianceRequest) -> WantedAudits {
        var wanted = WantedAudits()
        for (index, wire) in request.results.enumerated() {
            wanted.results.insert(
                requiredChoice(wire, "results[\(index)]", standIn: AuditResult.pass))
        }
        wanted.rules = rules(request.ruleIds, "rule_ids")
        wanted.symbol = text(request.symbol, "symbol")
        (wanted.from, wanted.to) = range(request.executedAt, "executed_at")
        return wanted
    }
}
