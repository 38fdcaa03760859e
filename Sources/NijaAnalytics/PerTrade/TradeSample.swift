public import NijaModel

/// What the analytics need to know about one closed trade.
public struct TradeSample: Hashable, Sendable {
    /// When the trade was closed.
    public let exitTime: Timestamp
    /// The trade's id, unique in its account; decides between equal exit times.
    public let tradeID: String
    /// Profit before fees; negative is a loss.
    public let profit: Decimal
    /// What the trade cost; negative is a rebate.
    public let fees: Decimal
    /// Why the trade was closed.
    public let exitReason: ExitReason
    /// Distance from entry to target over distance from entry to stop, as planned.
    public let plannedRiskReward: Decimal?
    /// The result in multiples of the initial risk.
    public let actualRiskReward: Decimal?
    /// Price paid for execution in percent of the intended price; positive is against us.
    public let slippagePercent: Decimal?
    /// Nanoseconds between entry and exit.
    public let holdingNanoseconds: Int64?

    /// Makes a sample.
    ///
    /// - Throws: `.outOfRange` when an amount is beyond `AnalyticsLimits.amount` or the holding time is negative.
    public init(
        exitTime: Timestamp, tradeID: String, profit: Decimal, fees: Decimal,
        exitReason: ExitReason = .unspecified, plannedRiskReward: Decimal? = nil,
        actualRiskReward: Decimal? = nil, slippagePercent: Decimal? = nil, holdingNanoseconds: Int64? = nil
    ) throws(AnalyticsError) {
        try TradeSample.check(profit, "profit")
        try TradeSample.check(fees, "fees")
        try TradeSample.check(plannedRiskReward, "planned_risk_reward")
        try TradeSample.check(actualRiskReward, "actual_risk_reward")
        try TradeSample.check(slippagePercent, "slippage_percent")
        if let holdingNanoseconds, holdingNanoseconds < 0 { throw .outOfRange(field: "holding_time") }
        self.exitTime = exitTime
        self.tradeID = tradeID
        self.profit = profit
        self.fees = fees
        self.exitReason = exitReason
        self.plannedRiskReward = plannedRiskReward
        self.actualRiskReward = actualRiskReward
        self.slippagePercent = slippagePercent
        self.holdingNanoseconds = holdingNanoseconds
    }

    /// The trade's place in the sequence of trades.
    public var key: TradeKey { TradeKey(exitTime: exitTime, tradeID: tradeID) }

    /// The profit on `basis` in units of 10⁻¹⁸; cannot overflow within the limits.
    func profitUnits(_ basis: Basis) -> Int128 {
        switch basis {
        case .gross: profit.units
        case .net: profit.units - fees.units
        }
    }

    static func check(_ value: Decimal?, _ field: String) throws(AnalyticsError) {
        guard let value else { return }
        guard value.units.magnitude <= AnalyticsLimits.amount.units.magnitude else {
            throw .outOfRange(field: field)
        }
    }
}

/// The place of a trade in the sequence of trades: by exit time, then by id.
///
/// Ids compare by their UTF-8 bytes, as SQLite does, and not as Unicode text, so that the store's sequence is this one
/// and two ids that differ in a byte are two trades.
public struct TradeKey: Hashable, Comparable, Sendable {
    /// When the trade was closed.
    public let exitTime: Timestamp
    /// The trade's id.
    public let tradeID: String

    /// Makes a key.
    public init(exitTime: Timestamp, tradeID: String) {
        self.exitTime = exitTime
        self.tradeID = tradeID
    }

    /// Compares by exit time, then by the bytes of the id.
    public static func < (left: TradeKey, right: TradeKey) -> Bool {
        guard left.exitTime == right.exitTime else { return left.exitTime < right.exitTime }
        return left.tradeID.utf8.lexicographicallyPrecedes(right.tradeID.utf8)
    }

    /// Whether exit time and the bytes of the id are the same.
    public static func == (left: TradeKey, right: TradeKey) -> Bool {
        left.exitTime == right.exitTime && left.tradeID.utf8.elementsEqual(right.tradeID.utf8)
    }
}

/// All trades of a scope from one key to another, both included.
public struct TradeKeyRange: Hashable, Sendable {
    /// The first key.
    public let first: TradeKey
    /// The last key.
    public let last: TradeKey
}

extension TradeKey: Checkpointable {
    /// Appends the exit time and the id.
    public func write(to writer: inout StateWriter) {
        writer.write(exitTime)
        writer.write(tradeID)
    }

    /// Reads the exit time and the id.
    public init(from reader: inout StateReader) throws(StateError) {
        self.init(exitTime: try reader.value(), tradeID: try reader.string())
    }
}
