/// An order as it stands in the ledger.
public struct Order: Hashable, Sendable {
    /// What was asked for, with what was filled in.
    public var ticket: OrderTicket
    /// Quantity and prices in force.
    public var terms: OrderTerms
    /// Where it stands.
    public var status = OrderStatus.pending
    /// How it belongs to others.
    public var strategyType: OrderStrategyType
    /// The first order of its submission; its own id when it is that.
    public var groupID: String
    /// The order that it waits for or whose position it ends; empty when there is none.
    public var parentID: String
    /// It reduces what is held and does no more, whatever becomes of that.
    public var isReducing: Bool
    /// How much of it may be filled in all, of the orders that end a bracket: what the entry has filled, less what the
    /// sibling has taken; nil for all others.
    public var released: Decimal?
    /// How much is filled.
    public var filledQuantity = Decimal.zero
    /// Σ quantity × price of that, exactly as positions count it.
    public var filledValue = Decimal.zero
    /// Fees of that; negative for a rebate.
    public var fees = Decimal.zero
    /// How many fills that were.
    public var fillsCount = 0
    /// The best price since a trailing stop works; nil before the first.
    public var trailed: Decimal?
    /// A stop has been set off.
    public var isTriggered = false
    /// The market's price when it was accepted; nil when there was none.
    public var arrivalPrice: Decimal?
    /// The broker's own id.
    public var brokerOrderID = ""
    /// Why it was rejected, cancelled or has expired.
    public var statusReason = ""
    /// The position that its last fill has opened or changed.
    public var positionID = ""
    /// The signal it came from; 0 when it came from none.
    public var signalSequence: UInt64 = 0
    /// When it begins to work; nil while it waits for its parent.
    public var worksFrom: Timestamp?
    /// When it expires; nil when it does not.
    public var expiresAt: Timestamp?
    /// When it was accepted.
    public var submittedAt: Timestamp
    /// When it last changed.
    public var updatedAt: Timestamp
    /// The event that accepted it.
    public var submittedSequence: UInt64
    /// The event that last changed it.
    public var sequence: UInt64

    /// What tells orders apart.
    public struct Key: Hashable, Comparable, Sendable {
        /// The account.
        public var account: String
        /// The order's id.
        public var clientOrderID: String

        /// Creates a key.
        public init(account: String, clientOrderID: String) {
            self.account = account
            self.clientOrderID = clientOrderID
        }

        /// By account and id.
        public static func < (left: Key, right: Key) -> Bool {
            (left.account, left.clientOrderID) < (right.account, right.clientOrderID)
        }
    }

    /// What tells it apart.
    public var key: Key { Key(account: ticket.account, clientOrderID: ticket.clientOrderID) }

    /// An order that is accepted now.
    public init(
        _ ticket: OrderTicket, strategyType: OrderStrategyType = .single, groupID: String? = nil,
        parentID: String = "", isReducing: Bool = false, sequence: UInt64, submittedAt: Timestamp
    ) {
        self.ticket = ticket
        terms = ticket.terms
        self.strategyType = strategyType
        self.groupID = groupID ?? ticket.clientOrderID
        self.parentID = parentID
        self.isReducing = isReducing
        (submittedSequence, self.sequence) = (sequence, sequence)
        (self.submittedAt, updatedAt) = (submittedAt, submittedAt)
    }

    /// It ends what a bracket's entry has opened.
    public var isBracketExit: Bool { strategyType == .bracket && !parentID.isEmpty }

    /// How much may still be filled, now or when more is released.
    @inlinable public var remaining: Decimal { Decimal(units: terms.quantity.units - filledQuantity.units) }

    /// How much of it is in the market.
    @inlinable public var workingQuantity: Decimal {
        switch status {
        case .working, .partiallyFilled: fillableQuantity
        case .pending, .filled, .cancelled, .rejected, .expired: .zero
        }
    }

    /// How much may be filled as things stand, once it works.
    @inlinable public var fillableQuantity: Decimal {
        Decimal(units: (released ?? terms.quantity).units - filledQuantity.units)
    }

    /// Average price of what is filled, before fees; nil while nothing is.
    public var averagePrice: Decimal? {
        try? filledValue.divided(by: filledQuantity, rounding: .halfEven)
    }
}

/// A fill of an order.
public struct OrderFill: Hashable, Sendable {
    /// The broker's own id of it, or nija's.
    public var fillID: String
    /// How much; positive.
    public var quantity: Decimal
    /// At which price; positive.
    public var price: Decimal
    /// What it cost; negative for a rebate.
    public var fees: Decimal
    /// When.
    public var time: Timestamp

    /// Creates a fill.
    public init(
        fillID: String = "", quantity: Decimal, price: Decimal, fees: Decimal = .zero, time: Timestamp
    ) {
        self.fillID = fillID
        self.quantity = quantity
        self.price = price
        self.fees = fees
        self.time = time
    }
}

/// Something that happened to an order.
public struct OrderChange: Hashable, Sendable {
    /// The order as it is after that.
    public var order: Order
    /// What happened.
    public var transition: OrderTransition
    /// Its status before; nil when it was new.
    public var previousStatus: OrderStatus?
    /// What was filled by it.
    public var fill: OrderFill?
    /// The caller's id of a modification; empty for anything else.
    public var requestID: String

    /// Creates a change.
    public init(
        order: Order, transition: OrderTransition, previousStatus: OrderStatus?, fill: OrderFill? = nil,
        requestID: String = ""
    ) {
        self.order = order
        self.transition = transition
        self.previousStatus = previousStatus
        self.fill = fill
        self.requestID = requestID
    }
}
