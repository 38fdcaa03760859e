public import NijaModel

/// How every rule is set, for every account and for single ones.
public struct Rulebook: Hashable, Sendable {
    private var changed: [ComplianceRule.Key: ComplianceRule] = [:]

    /// Every rule as it came.
    public init() {}

    /// How a rule is set for an account: by its own setting, by the one for all, or as it came.
    public func rule(_ id: RuleID, account: String) -> ComplianceRule {
        if let own = changed[ComplianceRule.Key(ruleID: id.rawValue, account: account)] { return own }
        if let common = changed[ComplianceRule.Key(ruleID: id.rawValue, account: "")] { return common }
        return RuleDefinition.all.first { $0.id == id }?.standard
            ?? ComplianceRule(
                key: ComplianceRule.Key(ruleID: id.rawValue, account: ""), isEnabled: false)
    }

    /// Every rule as it is set for an account, in the sequence in which they are checked.
    public func rules(account: String) -> [ComplianceRule] {
        RuleDefinition.all.map { rule($0.id, account: account) }
    }

    /// Takes a setting, which `validate` has accepted.
    public mutating func adopt(_ rule: ComplianceRule) { changed[rule.key] = rule }

    /// Notes everything about a setting that cannot be, field by field.
    ///
    /// - Parameters:
    ///   - rule: the setting.
    ///   - prefix: its path in the request, with its dot.
    ///   - violations: receives what is found.
    public static func validate(
        _ rule: ComplianceRule, prefix: String = "rule.", into violations: inout Violations
    ) {
        guard let definition = RuleDefinition.named(rule.key.ruleID) else {
            let known = RuleID.allCases.map(\.rawValue).joined(separator: ", ")
            violations.add(
                prefix + "rule_id", "is \(Names.quoted(rule.key.ruleID)); the rules are \(known)")
            return
        }
        for name in rule.thresholds.keys.sorted()
        where !definition.thresholds.contains(where: { $0.name == name }) {
            let known = definition.thresholds.map(\.name).joined(separator: ", ")
            violations.add(
                prefix + "thresholds", "has \(Names.quoted(name)); \(definition.id.rawValue) has \(known)")
        }
        for threshold in definition.thresholds {
            guard let value = rule.thresholds[threshold.name] else {
                violations.add(prefix + "thresholds", "lacks \(threshold.name): \(threshold.meaning)")
                continue
            }
            let isWhole = (try? value.rounded(toPlaces: 0, rounding: .towardZero)) == value
            violations.require(
                threshold.range.contains(value) && (isWhole || !threshold.isWhole),
                "\(prefix)thresholds[\(threshold.name)]",
                "is \(value); it must be \(threshold.isWhole ? "a whole number " : "")from "
                    + "\(threshold.range.lowerBound) to \(threshold.range.upperBound) (\(threshold.meaning))")
        }
        if let from = rule.effectiveFrom, let until = rule.effectiveUntil {
            violations.require(
                from < until, prefix + "effective_until",
                "is \(until); it must be after effective_from \(from)")
        }
    }
}

extension Rulebook: Checkpointable {
    /// Appends what was changed.
    public func write(to writer: inout StateWriter) {
        writer.write(changed.values.sorted { $0.key < $1.key })
    }

    /// Reads what was changed.
    ///
    /// - Throws: `.malformed` for a setting that could not have been made.
    public init(from reader: inout StateReader) throws(StateError) {
        for rule in try reader.array(ComplianceRule.self) {
            var violations = Violations()
            Self.validate(rule, into: &violations)
            guard violations.isEmpty else { throw .malformed }
            changed[rule.key] = rule
        }
    }
}
