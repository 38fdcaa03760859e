public import NijaModel

/// Which trades of an account; everything that is set must match.
public struct TradeQuery: Hashable, Sendable {
    /// How a trade ended, by the sign of its gross profit; the numbers are those of the .proto.
    public enum Outcome: UInt8, CaseIterable, Hashable, Sendable {
        /// Profit above zero.
        case win = 1
        /// Profit below zero.
        case loss = 2
        /// Profit of exactly zero.
        case breakEven = 3
    }

    /// What pages are sorted by; equal trades by their sequence.
    public enum Key: String, CaseIterable, Hashable, Sendable {
        /// When it was closed.
        case exitTime = "exit_time"
        /// Its place in the ledger.
        case sequence
        /// Profit before fees; compared as doubles, so that amounts that differ in the 17th digit count as equal.
        case profit
        /// Profit after fees; compared as doubles.
        case netProfit = "net_profit"
        /// The instrument, by the bytes of its name.
        case symbol

        /// The key in SQL.
        var expression: String {
            switch self {
            case .exitTime: "trade.exit_time"
            case .sequence: "trade.sequence"
            case .profit: "CAST(trade.profit AS REAL)"
            case .netProfit: "(CAST(trade.profit AS REAL) - CAST(trade.fees AS REAL))"
            case .symbol: "trade.symbol"
            }
        }

        /// The index to walk; SQLite would not see that walking it and stopping is cheapest.
        var index: String { self == .sequence ? "NOT INDEXED" : "INDEXED BY trade_by_exit" }
    }

    /// The account.
    public var account: String
    /// Exactly this strategy, unless empty.
    public var strategy = ""
    /// Exactly this symbol, unless empty.
    public var symbol = ""
    /// Exactly this venue, unless empty.
    public var venue = ""
    /// Exactly this bot, unless empty.
    public var botID = ""
    /// Exactly this prompt, unless empty.
    public var promptID = ""
    /// Exactly this user, unless empty.
    public var userID = ""
    /// Carries this tag, unless empty.
    public var tag = ""
    /// This side.
    public var side: Side?
    /// Closed for this reason; `.unspecified` means that nothing was said.
    public var exitReason: ExitReason?
    /// Closed at or after this.
    public var from: Timestamp?
    /// Closed before this.
    public var to: Timestamp?
    /// How it ended.
    public var outcome: Outcome?
    /// Voided trades too.
    public var includesVoided = false
    /// What pages are sorted by.
    public var key = Key.exitTime
    /// Largest first.
    public var isDescending = true

    /// Every trade of `account` that counts, the newest first.
    public init(account: String) {
        self.account = account
    }

    /// The conditions, as the ledger stood right after event `bound`.
    func conditions(upTo bound: UInt64) -> Conditions {
        var conditions = Conditions()
        conditions.add("account = ?", .text(account))
        conditions.add("strategy = ?", said: strategy)
        conditions.add("symbol = ?", said: symbol)
        conditions.add("venue = ?", said: venue)
        conditions.add("bot_id = ?", said: botID)
        conditions.add("prompt_id = ?", said: promptID)
        conditions.add("user_id = ?", said: userID)
        conditions.add(
            "trade.tags IS NOT NULL AND EXISTS (SELECT 1 FROM json_each(trade.tags) WHERE value = ?)",
            said: tag)
        if let side { conditions.add("side = ?", .choice(side)) }
        if let exitReason { conditions.add("coalesce(exit_reason, 0) = ?", .choice(exitReason)) }
        if let from { conditions.add("exit_time >= ?", .integer(from.nanoseconds)) }
        if let to { conditions.add("exit_time < ?", .integer(to.nanoseconds)) }
        // Canonical text tells the sign; a comparison as doubles would take 10⁻⁴⁰⁰ for 0, were there such an amount.
        switch outcome {
        case .win: conditions.add("profit <> '0' AND substr(profit, 1, 1) <> '-'")
        case .loss: conditions.add("substr(profit, 1, 1) = '-'")
        case .breakEven: conditions.add("profit = '0'")
        case nil: break
        }
        conditions.add("trade.sequence <= ?", .sequence(bound))
        if !includesVoided {
            conditions.add("(void_sequence IS NULL OR void_sequence > ?)", .sequence(bound))
        }
        return conditions
    }
}

/// Where a page of trades ended; the next one begins past it.
public struct TradeCursor: Hashable, Sendable {
    /// The pages show the ledger as it stood right after this event.
    public var bound: UInt64
    /// The last trade's sequence.
    public var sequence: UInt64
    /// The last trade's sort key, as text.
    public var key: String

    /// Creates a cursor.
    public init(bound: UInt64, sequence: UInt64, key: String) {
        self.bound = bound
        self.sequence = sequence
        self.key = key
    }

    /// The key as a value of its type.
    func value(of sortKey: TradeQuery.Key) throws(StoreError) -> Conditions.Value {
        let value: Conditions.Value? =
            switch sortKey {
            case .exitTime, .sequence: Int64(key).map { .integer($0) }
            case .profit, .netProfit: Double(key).flatMap { $0.isNaN ? nil : .real($0) }
            case .symbol: .text(key)
            }
        guard let value else {
            throw StoreError(
                .invalidCursor, "\(Names.quoted(key)) is no place in trades sorted by \(sortKey.rawValue)")
        }
        return value
    }
}
