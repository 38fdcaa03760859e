/// A rule that an order is held against; the numbers are those of the .proto.
public enum RiskRule: UInt8, CaseIterable, Hashable, Sendable {
    /// How large a position may become, in units of the instrument.
    case maxPositionSize = 1
    /// What all that is held may be worth.
    case maxTotalExposure = 2
    /// How many positions there may be.
    case maxOpenPositions = 3
    /// What one order may be worth.
    case maxOrderNotional = 4
    /// How far a limit or stop may lie from the newest price.
    case priceCollar = 5
    /// What a day may lose.
    case maxDailyLoss = 6
    /// How far equity may lie below its highest.
    case maxDrawdown = 7
    /// How many orders a minute.
    case ordersPerMinute = 8
    /// How many orders of one symbol a minute.
    case ordersPerMinutePerSymbol = 9
    /// No equal order within a time.
    case duplicateWindow = 10
    /// How many times the equity may be held.
    case maxLeverage = 11
    /// Rules of compliance that are on.
    case compliance = 12
    /// The strategy is active.
    case strategyActive = 13
    /// The newest price is new enough.
    case stalePrice = 14
    /// The market is open.
    case marketHours = 15
    /// The circuit breaker is closed.
    case circuitBreaker = 16
    /// Trading runs, and the symbol may be traded.
    case tradingRunning = 17
    /// The buying power is enough.
    case buyingPower = 18
}

/// What came of holding an order against a rule; the numbers are those of the .proto.
public enum RiskResult: UInt8, CaseIterable, Hashable, Sendable {
    /// It keeps to the rule.
    case pass = 1
    /// It breaks the rule.
    case fail = 2
    /// The rule is not in force, or does not concern such an order.
    case skipped = 3
    /// It keeps to the rule, with less than a tenth of the limit to spare.
    case warning = 4
}
