/// The direction of a position.
public enum Side: UInt8, CaseIterable, Hashable, Sendable {
    /// Bought first.
    case long = 1
    /// Sold first.
    case short = 2
}

/// What kind of instrument a symbol is.
public enum AssetClass: UInt8, CaseIterable, Hashable, Sendable {
    /// A cryptocurrency or token.
    case crypto = 1
    /// A share or a fund that trades like one.
    case equity = 2
    /// A currency pair.
    case forex = 3
    /// A future.
    case future = 4
    /// An option.
    case option = 5
    /// Anything else.
    case other = 6
}

/// One closed trade, as a bot reports it and the ledger keeps it.
///
/// Amounts are in the account's currency, prices in quote currency a unit, times in UTC. An empty text means that
/// nothing was said.
public struct Trade: Hashable, Sendable {
    /// The caller's id, unique within the account; empty until the ledger fills it in.
    public var tradeID = ""
    /// The account's name.
    public var account = Names.defaultAccount
    /// Name of the strategy that traded.
    public var strategy: String
    /// The instrument.
    public var symbol: String
    /// Where it traded.
    public var venue = ""
    /// What kind of instrument it is.
    public var assetClass: AssetClass?
    /// Long or short.
    public var side: Side?
    /// Size in units of the instrument; positive.
    public var quantity: Decimal?
    /// Leverage; positive; 1 when not said.
    public var leverage: Decimal?
    /// Average price at which the position was opened; positive.
    public var entryPrice: Decimal?
    /// Average price at which it was closed; positive.
    public var exitPrice: Decimal?
    /// The price the bot wanted at entry; positive.
    public var intendedEntryPrice: Decimal?
    /// The price the bot wanted at exit; positive.
    public var intendedExitPrice: Decimal?
    /// When the position was opened; not after `exitTime`.
    public var entryTime: Timestamp?
    /// When it was closed.
    public var exitTime: Timestamp
    /// Profit before fees; authoritative.
    public var profit: Decimal
    /// Fees paid; negative for a rebate.
    public var fees: Decimal = .zero
    /// Currency of the fees when it is not the account's.
    public var feeCurrency = ""
    /// Whether the caller counts it as a win.
    public var isWin: Bool?
    /// The initial stop-loss price.
    public var stopLoss: Decimal?
    /// The take-profit price.
    public var takeProfit: Decimal?
    /// Why it was closed.
    public var exitReason = ExitReason.unspecified
    /// The bot that traded.
    public var botID = ""
    /// The prompt or model version behind the decision.
    public var promptID = ""
    /// The user it was traded for.
    public var userID = ""
    /// That user's principal in another system.
    public var userPrincipalID = ""
    /// The subscription it was traded under.
    public var subscriptionID = ""
    /// The venue's order id.
    public var orderID = ""
    /// How sure the bot was, 0 to 1.
    public var confidence: Double?
    /// Why the bot traded.
    public var reason = ""
    /// Free labels to group by, sorted and without repeats.
    public var tags: [String] = []
    /// The voided trade that this one replaces.
    public var correctsTradeID = ""

    /// A trade with what is required; the rest is set by name.
    public init(strategy: String, symbol: String, profit: Decimal, exitTime: Timestamp) {
        self.strategy = strategy
        self.symbol = symbol
        self.profit = profit
        self.exitTime = exitTime
    }
}

/// Something odd about a trade that was recorded all the same.
public struct TradeWarning: Hashable, Sendable {
    /// What kind of oddness; the numbers are those of the .proto.
    public enum Code: UInt8, CaseIterable, Hashable, Sendable {
        /// `profit` contradicts side, prices and quantity.
        case pnlMismatch = 1
        /// `isWin` contradicts the sign of `profit`.
        case isWinMismatch = 2
        /// The strategy was paused or stopped when the trade arrived.
        case strategyNotActive = 3
        /// The fee currency is not the account's.
        case foreignFees = 4
        /// `exitTime` lies in the future.
        case futureTime = 5
    }

    /// What kind of oddness.
    public var code: Code
    /// The same for a person, with the values.
    public var message: String

    /// Creates a warning.
    public init(code: Code, message: String) {
        self.code = code
        self.message = message
    }
}

/// A trade as it stands in the ledger.
///
/// It never changes, so it is an object: the ledger, the store, answers and subscribers share one instead of copying its
/// thirty fields.
public final class RecordedTrade: Sendable {
    /// What was reported, with what was filled in.
    public let trade: Trade
    /// Where in the ledger it stands.
    public let sequence: UInt64
    /// When it was recorded.
    public let recordedAt: Timestamp
    /// What is odd about it.
    public let warnings: [TradeWarning]
    /// How it was voided; nil while it counts.
    public let voiding: TradeVoiding?

    /// Creates a recorded trade.
    public init(
        trade: Trade, sequence: UInt64, recordedAt: Timestamp, warnings: [TradeWarning] = [],
        voiding: TradeVoiding? = nil
    ) {
        self.trade = trade
        self.sequence = sequence
        self.recordedAt = recordedAt
        self.warnings = warnings
        self.voiding = voiding
    }

    /// The same trade, voided thus; nil makes it count.
    public func with(_ voiding: TradeVoiding?) -> RecordedTrade {
        RecordedTrade(
            trade: trade, sequence: sequence, recordedAt: recordedAt, warnings: warnings, voiding: voiding)
    }
}

extension RecordedTrade: Hashable {
    /// Whether everything about them is the same.
    public static func == (left: RecordedTrade, right: RecordedTrade) -> Bool {
        left === right
            || (left.sequence == right.sequence && left.recordedAt == right.recordedAt
                && left.voiding == right.voiding && left.warnings == right.warnings
                && left.trade == right.trade)
    }

    /// Hashes the place, which no two trades of a ledger share.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(sequence)
    }
}

/// How a trade was taken out of every figure.
public struct TradeVoiding: Hashable, Sendable {
    /// Where in the ledger the voiding stands.
    public var sequence: UInt64
    /// When it was voided.
    public var time: Timestamp
    /// Why.
    public var reason: String

    /// Creates a voiding.
    public init(sequence: UInt64, time: Timestamp, reason: String) {
        self.sequence = sequence
        self.time = time
        self.reason = reason
    }
}
