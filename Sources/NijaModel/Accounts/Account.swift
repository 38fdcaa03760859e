/// The settings of an account: the capital and the conventions that its figures are computed with.
public struct Account: Hashable, Sendable {
    /// Its name, unique.
    public var name: String
    /// Capital before the first trade; positive.
    public var initialCapital: Decimal
    /// Currency of all amounts.
    public var currency: String
    /// Observations a year, for annualising: 365, or 252 for business days only.
    public var periodsPerYear: Int
    /// Annual risk-free rate as a fraction.
    public var riskFreeRate: Double
    /// When its day begins, in minutes after 00:00 UTC; -720 to 840.
    public var dayBoundaryMinutes: Int
    /// Refuse contradictory trades instead of recording them with a warning.
    public var isStrict: Bool
    /// When it was created.
    public var createdAt: Timestamp
    /// The event that last changed it; 0 before there was one.
    public var sequence: UInt64

    /// Creates settings.
    public init(
        name: String, initialCapital: Decimal, currency: String = "USD", periodsPerYear: Int = 365,
        riskFreeRate: Double = 0, dayBoundaryMinutes: Int = 0, isStrict: Bool = false, createdAt: Timestamp,
        sequence: UInt64 = 0
    ) {
        self.name = name
        self.initialCapital = initialCapital
        self.currency = currency
        self.periodsPerYear = periodsPerYear
        self.riskFreeRate = riskFreeRate
        self.dayBoundaryMinutes = dayBoundaryMinutes
        self.isStrict = isStrict
        self.createdAt = createdAt
        self.sequence = sequence
    }

    /// Where its day begins; nil when that is beyond the limits.
    ///
    /// A day that begins later than the UTC day is that of a clock behind UTC.
    public var dayBoundary: DayBoundary? { DayBoundary(offsetMinutes: -dayBoundaryMinutes) }

    /// Whether `other` has the same settings, whenever it was made.
    public func hasSameSettings(as other: Account) -> Bool {
        var copy = other
        copy.createdAt = createdAt
        copy.sequence = sequence
        return self == copy
    }
}

/// What an account was worth at an instant, as a bot reported it.
public struct BalanceReport: Hashable, Sendable {
    /// The account's name.
    public var account: String
    /// The caller's id, or the one that was filled in.
    public var requestID: String
    /// Cash and settled value.
    public var balance: Decimal
    /// Balance with open positions at market.
    public var equity: Decimal
    /// Value of open positions, when reported.
    public var exposure: Decimal?
    /// Margin in use, when reported.
    public var margin: Decimal?
    /// The instant it stands for.
    public var time: Timestamp
    /// Where in the ledger it stands.
    public var sequence: UInt64
    /// When it was recorded.
    public var recordedAt: Timestamp

    /// Creates a report.
    public init(
        account: String, requestID: String, balance: Decimal, equity: Decimal, exposure: Decimal? = nil,
        margin: Decimal? = nil, time: Timestamp, sequence: UInt64 = 0, recordedAt: Timestamp
    ) {
        self.account = account
        self.requestID = requestID
        self.balance = balance
        self.equity = equity
        self.exposure = exposure
        self.margin = margin
        self.time = time
        self.sequence = sequence
        self.recordedAt = recordedAt
    }
}

/// Money that came in or went out of an account; not performance.
public struct CashFlow: Hashable, Sendable {
    /// The account's name.
    public var account: String
    /// The caller's id, or the one that was filled in.
    public var requestID: String
    /// Positive for a deposit, negative for a withdrawal; not zero.
    public var amount: Decimal
    /// When it happened.
    public var time: Timestamp
    /// Why.
    public var note: String
    /// Where in the ledger it stands.
    public var sequence: UInt64
    /// When it was recorded.
    public var recordedAt: Timestamp

    /// Creates a cash flow.
    public init(
        account: String, requestID: String, amount: Decimal, time: Timestamp, note: String = "",
        sequence: UInt64 = 0, recordedAt: Timestamp
    ) {
        self.account = account
        self.requestID = requestID
        self.amount = amount
        self.time = time
        self.note = note
        self.sequence = sequence
        self.recordedAt = recordedAt
    }
}
