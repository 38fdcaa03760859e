import NijaCompliance
import NijaLedger
import NijaMessages
import NijaModel

extension NijaMessages.Audit {
    /// The audit as a message.
    init(_ audit: Audit) {
        self.init()
        fill = NijaMessages.Fill(audit.fill)
        (ruleID, reason) = (audit.rule.rawValue, audit.verdict.reason.text)
        result = .init(rawValue: Int32(audit.verdict.result.rawValue))
        relatedFillIds = audit.verdict.reason.relatedFillIDs
        if case .loss(let sale) = audit.verdict.reason, !sale.disallowed.isZero {
            disallowedLoss = sale.disallowed.description
        }
    }
}

extension NijaMessages.ComplianceRule {
    /// The setting as a message, with what the rule is.
    init(_ rule: ComplianceRule) {
        self.init()
        (ruleID, account, enabled) = (rule.key.ruleID, rule.key.account, rule.isEnabled)
        thresholds = rule.thresholds.mapValues(\.description)
        var classes = AssetClasses()
        classes.classes = rule.assetClasses.map { .init(rawValue: Int32($0.rawValue)) }
        assetClasses = classes
        effectiveFrom = rule.effectiveFrom?.description ?? FieldReader.noDay
        effectiveUntil = rule.effectiveUntil?.description ?? FieldReader.noDay
        sequence = rule.sequence
        guard let definition = RuleDefinition.named(rule.key.ruleID) else { return }
        (summary, source) = (definition.summary, definition.source)
        breach = .init(rawValue: Int32(definition.breach.rawValue))
        for threshold in definition.thresholds { thresholdMeanings[threshold.name] = threshold.meaning }
    }
}

extension ComplianceSummary {
    /// The count of checks as a message.
    init(_ outcome: AuditOutcome, dayTradesRemaining: Int?) {
        self.init()
        let counts = outcome.report.summary
        totalChecks = Int64(counts.total)
        (passed, flagged) = (Int64(counts.count(.pass)), Int64(counts.count(.flag)))
        (failed, skipped) = (Int64(counts.count(.fail)), Int64(counts.count(.skipped)))
        (pending, fills) = (Int64(counts.count(.pending)), Int64(outcome.report.fills.count))
        (fromTrades, tradesLeftOut) = (!outcome.areFillsRecorded, Int64(outcome.tradesLeftOut))
        (sequence, self.dayTradesRemaining) = (outcome.bound, dayTradesRemaining.map(Int32.init(clamping:)))
    }
}

extension FieldReader {
    /// What stands for no day in a setting, where an empty text keeps what was.
    static let noDay = "-"

    /// Whose fills are asked for.
    mutating func user(_ account: String, _ userID: String) -> AuditedUser {
        AuditedUser(account: self.account(account), userID: text(userID, "user_id"))
    }

    /// Rules that are asked for; none for all.
    mutating func rules(_ names: [String], _ field: String) -> Set<RuleID> {
        var rules: Set<RuleID> = []
        for (index, name) in names.enumerated() {
            if let id = rule(name, "\(field)[\(index)]") { rules.insert(id) }
        }
        return rules
    }

    private mutating func rule(_ name: String, _ field: String) -> RuleID? {
        if let id = RuleID(rawValue: name) { return id }
        let known = RuleID.allCases.map(\.rawValue).joined(separator: ", ")
        refuse(
            field,
            name.isEmpty ? "is required: one of \(known)" : "is \(Names.quoted(name)); the rules are \(known)"
        )
        return nil
    }

    /// Reads a setting: what it leaves out stays as it is in `book`.
    mutating func rule(_ message: NijaMessages.ComplianceRule?, in book: Rulebook) -> ComplianceRule? {
        guard let message else {
            refuse("rule", "is required")
            return nil
        }
        let account = anyAccount(message.account, "rule.account")
        let id = rule(message.ruleID, "rule.rule_id")
        var rule = book.rule(id ?? .positionSize, account: account)
        rule.key.account = account
        rule.isEnabled = message.enabled ?? rule.isEnabled
        for (name, text) in message.thresholds.sorted(by: { $0.key < $1.key }) {
            let field = "rule.thresholds[\(Names.quoted(name))]"
            rule.thresholds[name] = requiredDecimal(text, field)
        }
        if let classes = message.assetClasses {
            let chosen = classes.classes.enumerated().map { index, wire in
                requiredChoice(wire, "rule.asset_classes.classes[\(index)]", standIn: AssetClass.other)
            }
            rule.assetClasses = Set(chosen).sorted { $0.rawValue < $1.rawValue }
        }
        rule.effectiveFrom = day(message.effectiveFrom, "rule.effective_from", else: rule.effectiveFrom)
        rule.effectiveUntil = day(message.effectiveUntil, "rule.effective_until", else: rule.effectiveUntil)
        return id == nil ? nil : rule
    }

    private mutating func day(_ text: String, _ field: String, else known: Day?) -> Day? {
        if text.isEmpty { return known }
        if text == Self.noDay { return nil }
        do throws(TimestampError) {
            return try Day(text)
        } catch {
            refuse(
                field,
                "is \(Names.quoted(text)); it must be a day such as 2026-06-04, or \"\(Self.noDay)\" for none"
            )
            return nil
        }
    }
}
