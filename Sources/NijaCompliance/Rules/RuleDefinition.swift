public import NijaModel

/// The rules that fills are held against.
public enum RuleID: String, CaseIterable, Hashable, Sendable {
    /// The largest position in percent of equity.
    case positionSize = "position-size"
    /// All positions together as a multiple of equity.
    case leverage
    /// Wash sales of securities.
    case washSale = "us-wash-sale"
    /// Pattern day trading as it was before its repeal.
    case legacyPatternDayTrading = "us-legacy-pdt"
    /// Margin for the largest exposure of a day.
    case intradayMargin = "us-intraday-margin"
}

/// A threshold of a rule: what it means and what can be set.
public struct RuleThreshold: Hashable, Sendable {
    /// Its name.
    public let name: String
    /// What it means, with its unit.
    public let meaning: String
    /// Its value when nobody has set it.
    public let standard: Decimal
    /// What can be set.
    public let range: ClosedRange<Decimal>
    /// Whether only whole numbers can be set.
    public let isWhole: Bool

    init(
        _ name: String, _ meaning: String, _ standard: Int, in range: ClosedRange<Int>, isWhole: Bool = false
    ) {
        self.name = name
        self.meaning = meaning
        self.standard = Decimal(standard)
        self.range = Decimal(range.lowerBound)...Decimal(range.upperBound)
        self.isWhole = isWhole
    }
}

/// What a rule is, and the pure function that holds a fill against it.
///
/// To add a rule: name it in `RuleID`, define it beside the others, and list it in `RuleDefinition.all`.
public struct RuleDefinition: Sendable {
    /// Which rule.
    public let id: RuleID
    /// What it asks for, in a sentence.
    public let summary: String
    /// Where it is written.
    public let source: String
    /// What a breach comes to.
    public let breach: AuditResult
    /// Its thresholds.
    public let thresholds: [RuleThreshold]
    /// How it is set while nobody has changed it.
    public let standard: ComplianceRule
    /// Holds what was observed against the rule; called only where the rule applies and is in force.
    let check: @Sendable (Observation, ComplianceRule) -> Verdict

    init(
        _ id: RuleID, _ summary: String, source: String, breach: AuditResult, thresholds: [RuleThreshold],
        isEnabled: Bool = true, assetClasses: [AssetClass] = [], from: Day? = nil, until: Day? = nil,
        check: @escaping @Sendable (Observation, ComplianceRule) -> Verdict
    ) {
        self.id = id
        self.summary = summary
        self.source = source
        self.breach = breach
        self.thresholds = thresholds
        self.check = check
        standard = ComplianceRule(
            key: ComplianceRule.Key(ruleID: id.rawValue, account: ""), isEnabled: isEnabled,
            thresholds: Dictionary(uniqueKeysWithValues: thresholds.map { ($0.name, $0.standard) }),
            assetClasses: assetClasses, effectiveFrom: from, effectiveUntil: until)
    }

    /// The verdict on a fill.
    func verdict(_ observation: Observation, _ rule: ComplianceRule) -> Verdict {
        guard rule.applies(to: observation.fill.assetClass) else {
            return Verdict(
                .skipped, .outsideAssetClasses(observation.fill.assetClass, rule: rule.assetClasses))
        }
        guard rule.isInForce(on: observation.day) else {
            return Verdict(
                .skipped,
                .notInForce(on: observation.day, from: rule.effectiveFrom, until: rule.effectiveUntil))
        }
        return check(observation, rule)
    }

    /// Every rule, in the sequence in which they are checked.
    public static let all = [
        positionSize, leverage, washSale, legacyPatternDayTrading, intradayMargin,
    ]

    /// A rule by its id.
    public static func named(_ id: String) -> RuleDefinition? { all.first { $0.id.rawValue == id } }
}

/// What is known of a fill and of the book it belongs to, after it was carried out.
struct Observation: Sendable {
    let fill: Fill
    let day: Day
    /// Value of the position in the fill's symbol, at the fill's price.
    let positionValue: Decimal
    /// Value of all positions, each at its last price.
    let exposure: Decimal
    /// The largest value of all securities that was held on the day.
    let peakExposure: Decimal
    let dayTrades: DayTradeLog
    let calendar: ExchangeCalendar
    let closing: Closing
    /// The sale, when something was sold at a loss.
    let washSale: WashSale?
}

extension ComplianceRule {
    /// A threshold by its name.
    func threshold(_ name: String) -> Decimal {
        guard let value = thresholds[name] else {
            preconditionFailure("rule \(key.ruleID) was kept without its threshold \(name)")
        }
        return value
    }
}
