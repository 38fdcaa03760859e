/// Kinds of events, for those who want only some.
public struct EventKinds: OptionSet, Hashable, Sendable {
    /// A bit a kind.
    public let rawValue: UInt16

    /// Makes kinds of their bits.
    public init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    /// Trades recorded.
    public static let tradesRecorded = EventKinds(rawValue: 1 << 0)
    /// Trades voided.
    public static let tradesVoided = EventKinds(rawValue: 1 << 1)
    /// Accounts created or changed.
    public static let accountChanges = EventKinds(rawValue: 1 << 2)
    /// Balances reported.
    public static let balanceReports = EventKinds(rawValue: 1 << 3)
    /// Money that came in or went out.
    public static let cashFlows = EventKinds(rawValue: 1 << 4)
    /// Strategies registered or changed.
    public static let strategies = EventKinds(rawValue: 1 << 5)
    /// What happened to alarms.
    public static let alarmChanges = EventKinds(rawValue: 1 << 6)
    /// Thresholds created, replaced or deleted.
    public static let thresholds = EventKinds(rawValue: 1 << 7)
    /// Silences.
    public static let silences = EventKinds(rawValue: 1 << 8)
    /// Positions opened.
    public static let positionsOpened = EventKinds(rawValue: 1 << 9)
    /// What happened to positions since.
    public static let positionChanges = EventKinds(rawValue: 1 << 10)
    /// Prices that have moved a trailing stop.
    public static let priceMarks = EventKinds(rawValue: 1 << 11)
    /// Rules that positions inherit.
    public static let exitRules = EventKinds(rawValue: 1 << 12)
    /// Fills.
    public static let fills = EventKinds(rawValue: 1 << 13)
    /// Rules of compliance that were set.
    public static let complianceRules = EventKinds(rawValue: 1 << 14)
    /// What open positions had come to when it mattered.
    public static let openResultMarks = EventKinds(rawValue: 1 << 15)

    /// Trades recorded and voided.
    public static let trades: EventKinds = [.tradesRecorded, .tradesVoided]
    /// Account settings, balances and cash flows.
    public static let accounts: EventKinds = [.accountChanges, .balanceReports, .cashFlows]
    /// Alarms, thresholds and silences.
    public static let alarms: EventKinds = [.alarmChanges, .thresholds, .silences]
    /// Positions and the rules they inherit.
    public static let positions: EventKinds = [.positionsOpened, .positionChanges, .exitRules]
    /// Fills and the rules that they are held against.
    public static let compliance: EventKinds = [.fills, .complianceRules]
    /// Everything.
    public static let all: EventKinds = [
        .trades, .accounts, .strategies, .alarms, .positions, .priceMarks, .compliance,
        .openResultMarks,
    ]
}
