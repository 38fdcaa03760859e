/// What was bought and sold under a position, exactly.
///
/// Costs and proceeds are sums of price × quantity. Closing a part takes its share of the open cost away by subtraction,
/// so that what all parts together have cost is, to the last place, what the entries cost.
public struct PositionAmounts: Hashable, Sendable {
    /// The quantity of all entries.
    public var entryQuantity: Decimal
    /// What all entries cost.
    public var entryCost: Decimal
    /// The quantity that is open.
    public var openQuantity: Decimal
    /// What the open quantity cost.
    public var openCost: Decimal
    /// What the closed quantity brought.
    public var exitProceeds: Decimal
    /// Fees paid; negative for a rebate.
    public var fees: Decimal

    /// Amounts; nothing bought, nothing sold where nothing is said.
    public init(
        entryQuantity: Decimal = .zero, entryCost: Decimal = .zero, openQuantity: Decimal = .zero,
        openCost: Decimal = .zero, exitProceeds: Decimal = .zero, fees: Decimal = .zero
    ) {
        self.entryQuantity = entryQuantity
        self.entryCost = entryCost
        self.openQuantity = openQuantity
        self.openCost = openCost
        self.exitProceeds = exitProceeds
        self.fees = fees
    }
}

/// The prices that a position has seen.
public struct PositionMarks: Hashable, Sendable {
    /// The newest; nil before the first.
    public var last: Decimal?
    /// When that was.
    public var lastTime: Timestamp?
    /// The highest since the entry.
    public var high: Decimal
    /// The lowest since the entry.
    public var low: Decimal
    /// The best since the trailing stop was set, which it follows: the highest for a long, the lowest for a short.
    public var trailed: Decimal

    /// Marks of a position that was entered at `price`.
    public init(entry price: Decimal) {
        (high, low, trailed) = (price, price, price)
    }
}

/// An exit that a bot is asked for.
public struct ExitRequest: Hashable, Sendable {
    /// Which level was reached.
    public var reason: ExitReason
    /// The level.
    public var level: Decimal
    /// The price of the fill policy.
    public var price: Decimal
    /// Since when it waits for an answer.
    public var requestedAt: Timestamp

    /// Creates a request.
    public init(reason: ExitReason, level: Decimal, price: Decimal, requestedAt: Timestamp) {
        self.reason = reason
        self.level = level
        self.price = price
        self.requestedAt = requestedAt
    }
}

/// How the last part of a position was closed.
public struct PositionExit: Hashable, Sendable {
    /// When.
    public var time: Timestamp
    /// Why.
    public var reason: ExitReason
    /// The price that was wanted; nil when nothing was said.
    public var intendedPrice: Decimal?

    /// Creates an exit.
    public init(time: Timestamp, reason: ExitReason, intendedPrice: Decimal?) {
        self.time = time
        self.reason = reason
        self.intendedPrice = intendedPrice
    }
}

/// A position as it stands in the ledger.
public struct Position: Hashable, Sendable {
    /// What was said when it was opened, with what was filled in.
    public var opening: PositionOpening
    /// Where it stands.
    public var status: PositionStatus
    /// The levels in force.
    public var levels: PositionLevels
    /// The price of the first entry; nil while it is pending.
    public var initialEntryPrice: Decimal?
    /// The stop loss of the entry, against which risk is measured; never moved.
    public var initialStopLoss: Decimal?
    /// When the first entry was filled; when it was ordered while it is pending.
    public var entryTime: Timestamp
    /// What was bought and sold.
    public var amounts: PositionAmounts
    /// The prices that it has seen; nil while it is pending.
    public var marks: PositionMarks?
    /// The exit that the bot is asked for.
    public var exitRequest: ExitRequest?
    /// How its last part was closed; nil while nothing is.
    public var exit: PositionExit?
    /// The trade that it has become; empty before.
    public var tradeID: String
    /// The event that opened it.
    public var openedSequence: UInt64
    /// The event that last changed it.
    public var sequence: UInt64
    /// When the opening was recorded.
    public var recordedAt: Timestamp

    /// What tells positions apart.
    public struct Key: Hashable, Comparable, Sendable {
        /// The account.
        public var account: String
        /// The position's id.
        public var positionID: String

        /// Creates a key.
        public init(account: String, positionID: String) {
            self.account = account
            self.positionID = positionID
        }

        /// By account and id.
        public static func < (left: Key, right: Key) -> Bool {
            (left.account, left.positionID) < (right.account, right.positionID)
        }
    }

    /// What tells it apart.
    public var key: Key { Key(account: opening.account, positionID: opening.positionID) }

    /// A position that is recorded now, before its first fill.
    public init(_ opening: PositionOpening, sequence: UInt64, recordedAt: Timestamp) {
        self.opening = opening
        status = .pending
        levels = opening.levels
        initialStopLoss = opening.levels.stopLoss
        entryTime = opening.entryTime
        amounts = PositionAmounts()
        tradeID = ""
        (openedSequence, self.sequence, self.recordedAt) = (sequence, sequence, recordedAt)
    }
}

/// Something that happened to a position.
public struct PositionChange: Hashable, Sendable {
    /// The position as it is after that.
    public var position: Position
    /// What happened.
    public var transition: PositionTransition
    /// Its status before.
    public var previousStatus: PositionStatus
    /// The id of the fill or the close; empty when it had none.
    public var requestID: String
    /// The quantity that was filled or closed.
    public var quantity: Decimal?
    /// The price at which.
    public var price: Decimal?
    /// The fees of it.
    public var fees: Decimal?
    /// Why, in words.
    public var note: String

    /// Creates a change.
    public init(
        position: Position, transition: PositionTransition, previousStatus: PositionStatus,
        requestID: String = "", quantity: Decimal? = nil, price: Decimal? = nil, fees: Decimal? = nil,
        note: String = ""
    ) {
        self.position = position
        self.transition = transition
        self.previousStatus = previousStatus
        self.requestID = requestID
        self.quantity = quantity
        self.price = price
        self.fees = fees
        self.note = note
    }
}
