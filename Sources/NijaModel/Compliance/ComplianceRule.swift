/// How a rule of compliance is set: whether it is on, its thresholds, and when and on what it applies.
public struct ComplianceRule: Hashable, Sendable {
    /// What tells settings apart.
    public struct Key: Hashable, Comparable, Sendable {
        /// The rule's id, such as `position-size`.
        public var ruleID: String
        /// The account it is set for; empty: every account that has no setting of its own.
        public var account: String

        /// Creates a key.
        public init(ruleID: String, account: String) {
            self.ruleID = ruleID
            self.account = account
        }

        /// By rule and account.
        public static func < (left: Key, right: Key) -> Bool {
            (left.ruleID, left.account) < (right.ruleID, right.account)
        }
    }

    /// What tells it apart.
    public var key: Key
    /// Whether fills are held against it.
    public var isEnabled: Bool
    /// Its thresholds by name.
    public var thresholds: [String: Decimal]
    /// The asset classes it applies to, sorted; empty: all.
    public var assetClasses: [AssetClass]
    /// The first day on which it is in force, by the calendar of New York; nil: always was.
    public var effectiveFrom: Day?
    /// The first day on which it is in force no more; nil: still is.
    public var effectiveUntil: Day?
    /// The event that last changed it; 0 while nobody has.
    public var sequence: UInt64

    /// Creates settings.
    public init(
        key: Key, isEnabled: Bool = true, thresholds: [String: Decimal] = [:],
        assetClasses: [AssetClass] = [],
        effectiveFrom: Day? = nil, effectiveUntil: Day? = nil, sequence: UInt64 = 0
    ) {
        self.key = key
        self.isEnabled = isEnabled
        self.thresholds = thresholds
        self.assetClasses = assetClasses
        self.effectiveFrom = effectiveFrom
        self.effectiveUntil = effectiveUntil
        self.sequence = sequence
    }

    /// Whether it is in force on `day`.
    public func isInForce(on day: Day) -> Bool {
        (effectiveFrom.map { $0 <= day } ?? true) && (effectiveUntil.map { day < $0 } ?? true)
    }

    /// Whether it applies to instruments of this kind; to one of an unknown kind only if it applies to all.
    public func applies(to assetClass: AssetClass?) -> Bool {
        guard !assetClasses.isEmpty else { return true }
        guard let assetClass else { return false }
        return assetClasses.contains(assetClass)
    }
}
