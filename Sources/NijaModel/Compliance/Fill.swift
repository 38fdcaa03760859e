/// What a fill did to a position; the numbers are those of the .proto.
public enum FillSide: UInt8, CaseIterable, Hashable, Sendable {
    /// Bought, which opens or adds to a long position.
    case buy = 1
    /// Sold shares that were held.
    case sell = 2
    /// Sold short, which opens or adds to a short position.
    case short = 3
    /// Bought back what was sold short.
    case cover = 4

    /// Whether it opens a position or adds to one.
    public var isOpening: Bool { self == .buy || self == .short }
}

/// One execution of an order.
///
/// Unlike a trade it is one leg: it opens or closes some of a position. An empty text means that nothing was said.
public struct Fill: Hashable, Sendable {
    /// The caller's id, unique within the account; empty until the ledger fills it in.
    public var fillID = ""
    /// The account's name.
    public var account = Names.defaultAccount
    /// The user it was executed for; each user of an account is audited apart.
    public var userID = ""
    /// The strategy that ordered it.
    public var strategy = ""
    /// The instrument.
    public var symbol: String
    /// Where it was executed.
    public var venue = ""
    /// The venue's order id.
    public var orderID = ""
    /// What kind of instrument it is; nil only for legs of trades that do not say.
    public var assetClass: AssetClass?
    /// What it did.
    public var side: FillSide
    /// Size in units of the instrument; positive.
    public var quantity: Decimal
    /// Price a unit; positive.
    public var price: Decimal
    /// Fees paid; negative for a rebate.
    public var fees = Decimal.zero
    /// When it was executed.
    public var executedAt: Timestamp
    /// What the account was worth at that time; nil when nobody knows.
    public var equity: Decimal?

    /// A fill with what is required; the rest is set by name.
    public init(symbol: String, side: FillSide, quantity: Decimal, price: Decimal, executedAt: Timestamp) {
        self.symbol = symbol
        self.side = side
        self.quantity = quantity
        self.price = price
        self.executedAt = executedAt
    }
}

/// A fill as it stands in the ledger.
public struct RecordedFill: Hashable, Sendable {
    /// What was reported, with what was filled in.
    public var fill: Fill
    /// Where in the ledger it stands; for a leg of a trade, where the trade stands.
    public var sequence: UInt64
    /// When it was recorded.
    public var recordedAt: Timestamp

    /// Creates a recorded fill.
    public init(fill: Fill, sequence: UInt64, recordedAt: Timestamp) {
        self.fill = fill
        self.sequence = sequence
        self.recordedAt = recordedAt
    }

    /// Whether it is audited before `other`: by execution, then by its place in the ledger, a trade's entry first.
    public func precedes(_ other: RecordedFill) -> Bool {
        if fill.executedAt != other.fill.executedAt { return fill.executedAt < other.fill.executedAt }
        if sequence != other.sequence { return sequence < other.sequence }
        return fill.side.isOpening && !other.fill.side.isOpening
    }
}
