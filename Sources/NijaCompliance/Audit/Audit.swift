public import NijaModel

/// What one rule says of one fill.
public struct Audit: Hashable, Sendable {
    /// The fill.
    public let fill: RecordedFill
    /// The rule.
    public let rule: RuleID
    /// What it says, and why.
    public let verdict: Verdict

    /// Creates an audit.
    public init(fill: RecordedFill, rule: RuleID, verdict: Verdict) {
        self.fill = fill
        self.rule = rule
        self.verdict = verdict
    }

    /// Whether somebody should hear of it.
    public var isBreach: Bool { verdict.isBreach }
}

/// The rules that fills of an account are held against, ready to be applied.
public struct ActiveRules: Sendable {
    /// Those that are on, with what they are.
    let rules: [(definition: RuleDefinition, setting: ComplianceRule)]
    /// The rule on wash sales; nil when it is off.
    private let washSale: ComplianceRule?
    /// How day trades are counted, and of what, whether the rule is on or not.
    let dayTrading: ComplianceRule
    let calendar: ExchangeCalendar

    /// Takes the rules that are on for an account.
    public init(_ book: Rulebook, account: String, calendar: ExchangeCalendar) {
        rules = RuleDefinition.all.compactMap { definition in
            let setting = book.rule(definition.id, account: account)
            return setting.isEnabled ? (definition, setting) : nil
        }
        let washSale = book.rule(.washSale, account: account)
        self.washSale = washSale.isEnabled ? washSale : nil
        dayTrading = book.rule(.legacyPatternDayTrading, account: account)
        self.calendar = calendar
    }

    /// The days before and after a sale in which a purchase replaces; nil where no wash sale is looked for.
    func washDays(of fill: Fill, on day: Day) -> Int? {
        guard let washSale, washSale.applies(to: fill.assetClass), washSale.isInForce(on: day) else {
            return nil
        }
        return Int(washSale.threshold("window_days").doubleValue)
    }

    /// Whether the fill counts towards day trades and intraday margin.
    func isSecurity(_ fill: Fill) -> Bool { dayTrading.applies(to: fill.assetClass) }
}
