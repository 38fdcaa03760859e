import NijaAlarms
import NijaAnalytics
public import NijaCompliance
public import NijaModel

// Fills: recording them, and what the rules of compliance say of them.

extension Ledger {
    /// A fill as it was sent.
    public struct FillSubmission: Sendable {
        /// The fill.
        ///
        /// Its time of execution is the time of arrival when none was given, its id and equity are empty when none was.
        public var fill: Fill
        /// Whether the sender gave the time of execution: a retry without one is still the same fill.
        public var isTimeGiven: Bool

        /// Creates a submission.
        public init(fill: Fill, isTimeGiven: Bool) {
            self.fill = fill
            self.isTimeGiven = isTimeGiven
        }
    }

    /// What recording a fill came to.
    public struct FillAnswer: Sendable {
        /// The fill as it stands in the ledger.
        public var recorded: RecordedFill
        /// It had been recorded before with the same content; nothing changed.
        public var isDuplicate = false
        /// What each rule says of it; empty for a duplicate.
        public var audits: [Audit] = []
        /// What is to be said of other fills now.
        public var revised: [Audit] = []
    }

    /// Records a fill, and the alarms that it raises by the rules of compliance.
    ///
    /// - Parameters:
    ///   - submission: the fill as sent.
    ///   - known: the fill of that account and id in the store, if there is one.
    ///   - calendar: the days on which the exchange trades.
    ///   - context: who sends it, and when.
    /// - Returns: the fill, and what the rules say.
    /// - Throws: `.invalid`, `.notFound` for the account, `.alreadyExists` when `known` has other content; nothing has
    ///   changed then.
    public mutating func recordFill(
        _ submission: FillSubmission, known: RecordedFill?, _ calendar: ExchangeCalendar, _ context: Context
    ) throws(LedgerError) -> FillAnswer {
        try Self.violations(in: submission.fill).throwIfAny()
        _ = try settings(of: submission.fill.account)
        if let known { return try Self.answer(to: submission, known: known) }
        var fill = submission.fill
        if fill.fillID.isEmpty { fill.fillID = makeID(context) }
        fill.assetClass = fill.assetClass ?? .equity
        fill.equity = fill.equity ?? equity(ofAccount: fill.account)

        sequence += 1
        let recorded = RecordedFill(fill: fill, sequence: sequence, recordedAt: context.now)
        let step = compliance.add(recorded, calendar)
        append(.fillRecorded(recorded), sequence: recorded.sequence, context)
        raiseAlarms(for: (step.audits + step.revised).filter(\.isBreach), context)
        return FillAnswer(recorded: recorded, audits: step.audits, revised: step.revised)
    }

    /// Sets a rule; the same setting again is a duplicate.
    ///
    /// - Throws: `.invalid`, `.notFound` for its account; nothing has changed then.
    public mutating func putRule(
        _ rule: ComplianceRule, _ context: Context
    ) throws(LedgerError) -> Answer<ComplianceRule> {
        try Self.violations(in: rule).throwIfAny()
        if !rule.key.account.isEmpty { _ = try settings(of: rule.key.account) }
        if let id = RuleID(rawValue: rule.key.ruleID) {
            let known = compliance.rules.rule(id, account: rule.key.account)
            var same = rule
            same.sequence = known.sequence
            if same == known { return Answer(known, isDuplicate: true) }
        }
        sequence += 1
        var kept = rule
        kept.sequence = sequence
        compliance.adopt(kept)
        append(.complianceRuleChanged(kept), sequence: kept.sequence, context)
        return Answer(kept)
    }

    /// Goes on from an audit from scratch, and raises alarms for breached rules that have none.
    ///
    /// - Parameters:
    ///   - user: whose audit it is.
    ///   - report: the audit.
    ///   - areFillsRecorded: whether it is of recorded fills, and not of legs of trades.
    ///   - context: who asked for it, and when.
    /// - Returns: the ids of the alarms that were raised.
    /// - Throws: `.notFound` for the account.
    public mutating func adoptAudit(
        of user: AuditedUser, _ report: AuditReport, areFillsRecorded: Bool, _ context: Context
    ) throws(LedgerError) -> [String] {
        _ = try settings(of: user.account)
        if areFillsRecorded { compliance.replaceBook(of: user, with: report) }
        let breaches = report.breaches
        let audits = RuleID.allCases.compactMap { breaches[$0]?.audit }
            .filter { !isAlarmActive($0.rule, account: user.account) }
        return raiseAlarms(for: audits, context)
    }

    /// What is wrong with a fill, field by field.
    public static func violations(in fill: Fill, prefix: String = "fill.") -> Violations {
        var violations = Violations()
        fill.validate(prefix: prefix, into: &violations)
        return violations
    }

    /// What is wrong with a setting of a rule, field by field.
    public static func violations(in rule: ComplianceRule) -> Violations {
        var violations = Violations()
        Rulebook.validate(rule, into: &violations)
        return violations
    }

    // MARK: Alarms

    /// The name of a rule's alarms.
    static func alarmName(_ rule: RuleID) -> String {
        "compliance_" + rule.rawValue.split(separator: "-").joined(separator: "_")
    }

    private func isAlarmActive(_ rule: RuleID, account: String) -> Bool {
        alarms.activeAlarms.contains { $0.name == Self.alarmName(rule) && $0.account == account }
    }

    /// Raises an alarm a rule, or repeats the one that is active; the last of a rule's audits speaks for it.
    ///
    /// A book of alarms that is full must not keep a fact from being recorded: the audit says the same.
    @discardableResult
    private mutating func raiseAlarms(for audits: [Audit], _ context: Context) -> [String] {
        var raised: [String] = []
        for rule in RuleID.allCases {
            guard let audit = audits.last(where: { $0.rule == rule }),
                let change = try? alarms.report(
                    Self.report(of: audit), at: context.now, sequence: &sequence)
            else { continue }
            carryOut([change], context)
            if change.transition == .raised { raised.append(change.alarm.alarmID) }
        }
        return raised
    }

    private static func report(of audit: Audit) -> AlarmBook.Report {
        let fill = audit.fill.fill
        var metadata = [
            "rule_id": audit.rule.rawValue, "fill_id": fill.fillID, "symbol": fill.symbol,
            "result": audit.verdict.result == .fail ? "FAIL" : "FLAG",
        ]
        for (name, text) in [("user_id", fill.userID), ("strategy", fill.strategy)] where !text.isEmpty {
            metadata[name] = text
        }
        return AlarmBook.Report(
            name: alarmName(audit.rule), scope: AlarmScope(account: fill.account, strategy: ""),
            severity: audit.verdict.result == .fail ? .critical : .warning, category: .compliance,
            message: "\(audit.rule.rawValue), fill \(fill.fillID): \(audit.verdict.reason.text)",
            metadata: metadata)
    }

    // MARK: Details

    /// What an account is worth now: its last report with profits and cash flows since.
    private mutating func equity(ofAccount name: String) -> Decimal? {
        accounts.change(name) { account in
            account.settle(strategy: "")
            return account.performance.kpis(.gross).equity
        }
    }

    /// The answer to a fill whose id is taken.
    private static func answer(
        to submission: FillSubmission, known: RecordedFill
    ) throws(LedgerError) -> FillAnswer {
        var sent = submission.fill
        if !submission.isTimeGiven { sent.executedAt = known.fill.executedAt }
        sent.assetClass = sent.assetClass ?? .equity
        sent.equity = sent.equity ?? known.fill.equity
        if sent == known.fill { return FillAnswer(recorded: known, isDuplicate: true) }
        throw .alreadyExists(
            .fill, name: sent.fillID,
            difference: sent.fieldsDiffering(from: known.fill).joined(separator: ", "))
    }
}
