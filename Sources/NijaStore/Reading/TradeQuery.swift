public import NijaModel

/// Which trades, in what sequence.
public struct TradeQuery: Sendable {
    /// How a trade ended, by the sign of its gross profit.
    public enum Outcome: UInt8, Sendable {
        /// Profit above zero.
        case win = 1
        /// Profit below zero.
        case loss = 2
        /// Profit of exactly zero.
        case breakEven = 3
    }

    /// What trades are sorted by.
    public enum Key: String, CaseIterable, Sendable {
        /// When it was closed.
        case exitTime = "exit_time"
        /// Its place in the ledger.
        case sequence
        /// Profit before fees, as a double.
        case profit
        /// Profit after fees, as a double.
        case netProfit = "net_profit"
        /// The instrument.
        case symbol

        /// The expression in SQL.
        var expression: String {
            switch self {
            case .exitTime: "t.exit_time"
            case .sequence: "t.sequence"
            case .profit: "CAST(t.profit AS REAL)"
            case .netProfit: "CAST(t.profit AS REAL) - CAST(t.fees AS REAL)"
            case .symbol: "t.symbol"
            }
        }
    }

    /// The account.
    public var account: String
    /// Exact values of text columns; an empty one does not matter.
    public var strategy = "", symbol = "", venue = "", botID = "", promptID = "", userID = ""
    /// A tag that it carries; empty does not matter.
    public var tag = ""
    /// Its side.
    public var side: Side?
    /// Why it was closed.
    public var exitReason: ExitReason?
    /// Closed at or after this.
    public var from: Timestamp?
    /// Closed before this.
    public var to: Timestamp?
    /// How it ended.
    public var outcome: Outcome?
    /// Voided trades too.
    public var includesVoided = false
    /// What the page is sorted by.
    public var key = Key.exitTime
    /// Largest first.
    public var isDescending = true

    /// Every trade of an account, newest first.
    public init(account: String) {
        self.account = account
    }

    /// The conditions as SQL, with their values: constant fragments and bound parameters only.
    var conditions: (sql: String, values: [Value]) {
        var sql = ["t.account = ?"]
        var values: [Value] = [.text(account)]
        for (column, text) in [
            ("t.strategy", strategy), ("t.symbol", symbol), ("t.venue", venue), ("t.bot_id", botID),
            ("t.prompt_id", promptID), ("t.user_id", userID),
        ] where !text.isEmpty {
            sql.append("\(column) = ?")
            values.append(.text(text))
        }
        func add(_ condition: String, _ value: Value) {
            sql.append(condition)
            values.append(value)
        }
        // Tags stand between separators, so that a whole one is found and not a part.
        if !tag.isEmpty {
            add("instr(char(31) || t.tags || char(31), char(31) || ? || char(31)) > 0", .text(tag))
        }
        if let side { add("t.side = ?", .int(Int64(side.rawValue))) }
        if let exitReason { add("coalesce(t.exit_reason, 0) = ?", .int(Int64(exitReason.rawValue))) }
        if let from { add("t.exit_time >= ?", .int(from.nanoseconds)) }
        if let to { add("t.exit_time < ?", .int(to.nanoseconds)) }
        switch outcome {
        case .win: sql.append("t.profit NOT LIKE '-%' AND t.profit <> '0'")
        case .loss: sql.append("t.profit LIKE '-%'")
        case .breakEven: sql.append("t.profit = '0'")
        case nil: break
        }
        if !includesVoided { sql.append("t.void_sequence IS NULL") }
        return (sql.joined(separator: " AND "), values)
    }
}

/// A value that is bound to a parameter.
enum Value {
    case text(String)
    case int(Int64)
    case real(Double)

    func bind(_ index: Int32, to statement: Statement) {
        switch self {
        case .text(let text): statement.bind(index, text)
        case .int(let value): statement.bind(index, value)
        case .real(let value): statement.bind(index, Optional(value))
        }
    }
}

/// Where a page of trades ended; the next one begins past it.
public struct TradeCursor: Hashable, Sendable {
    /// The last sequence that any page shows: what was recorded later belongs to no page.
    public var bound: UInt64
    /// The last row's sequence.
    public var sequence: UInt64
    /// The last row's sort key, as text.
    public var key: String

    /// Makes a cursor.
    public init(bound: UInt64, sequence: UInt64, key: String) {
        self.bound = bound
        self.sequence = sequence
        self.key = key
    }
}
