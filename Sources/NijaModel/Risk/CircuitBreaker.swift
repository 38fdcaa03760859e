/// What stops an account after a large loss: while it is open, orders that enlarge what is held are refused.
public struct CircuitBreaker: Hashable, Sendable {
    /// The account.
    public var account: String
    /// It has tripped.
    public var isOpen = false
    /// What tripped it last, in words.
    public var cause = ""
    /// When it tripped last.
    public var trippedAt: Timestamp?
    /// When it closes by itself; nil while it is closed.
    public var resetsAt: Timestamp?
    /// The day's loss when it tripped last, in percent; nil when another cause tripped it.
    public var lossPercent: Double?
    /// Why it was closed last, in words.
    public var resetReason = ""
    /// When it was closed last.
    public var resetAt: Timestamp?
    /// Who closed it last; nil before the first time.
    public var resetBy: Actor?
    /// How often it has tripped.
    public var tripsCount = 0
    /// The equity from which the day's loss counts since it was closed; nil: that of the day's begin.
    ///
    /// Without this, a breaker that a person closes would trip again on the next price, for the same loss.
    public var baseline: Decimal?
    /// The day to which `baseline` belongs.
    public var baselineDay: Day?

    /// A breaker that is closed.
    public init(account: String) {
        self.account = account
    }
}
