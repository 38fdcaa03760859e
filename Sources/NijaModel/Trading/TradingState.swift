/// How far an emergency stop has come; the numbers are those of the .proto.
public enum EmergencyStep: UInt8, CaseIterable, Comparable, Hashable, Sendable {
    /// Every strategy of the account is being stopped.
    case stopStrategies = 1
    /// Every order is being cancelled.
    case cancelOrders = 2
    /// Every position is being closed at the market.
    case flattenPositions = 3
    /// All of it is done.
    case done = 4

    /// The earlier step is less.
    public static func < (left: EmergencyStep, right: EmergencyStep) -> Bool {
        left.rawValue < right.rawValue
    }

    /// As the .proto calls it, without its prefix.
    public var label: String {
        switch self {
        case .stopStrategies: "STOP_STRATEGIES"
        case .cancelOrders: "CANCEL_ORDERS"
        case .flattenPositions: "FLATTEN_POSITIONS"
        case .done: "DONE"
        }
    }
}

/// An emergency stop that is under way, or was the last.
public struct EmergencyStop: Hashable, Sendable {
    /// How far it has come.
    public var step = EmergencyStep.stopStrategies
    /// Strategies that it has stopped.
    public var strategiesStopped = 0
    /// Orders that it has cancelled.
    public var ordersCancelled = 0
    /// Positions that it has closed.
    public var positionsClosed = 0
    /// What stands in its way, in words.
    public var obstacles: [String] = []

    /// One that begins.
    public init() {}

    /// Most obstacles that are named.
    public static let obstaclesCountMax = 100
}

/// Where an account's trading stands.
public struct TradingState: Hashable, Sendable {
    /// The account.
    public var account: String
    /// How it trades.
    public var settings = TradingSettings()
    /// Orders are taken; while it is false, only those that reduce what is held are.
    public var isRunning = false
    /// Why it was stopped, or started.
    public var reason = ""
    /// Who did.
    public var actor = Actor.daemon
    /// When.
    public var changedAt: Timestamp
    /// The emergency stop that is under way, or was the last; a new start ends it.
    public var emergency: EmergencyStop?
    /// The event that last changed it; 0 before there was one.
    public var sequence: UInt64 = 0

    /// An account that was not set up for trading.
    public init(account: String, changedAt: Timestamp = .epoch) {
        self.account = account
        self.changedAt = changedAt
    }

    /// An emergency stop is under way.
    public var isStopping: Bool { emergency.map { $0.step < .done } ?? false }
}

/// What an account can spend.
public struct BuyingPower: Hashable, Sendable {
    /// Cash; below 0 when it is borrowed.
    public var cash: Decimal
    /// Cash, and what is held at the newest prices.
    public var equity: Decimal
    /// The value of what is held, whatever its side.
    public var grossExposure: Decimal
    /// What orders that would enlarge it have reserved.
    public var reserved: Decimal
    /// What is left.
    public var available: Decimal
    /// Positions without a price, which count by what they cost.
    public var unpricedPositions: Int

    /// What is left of an account's equity: equity × leverage − exposure − reserved, not below 0.
    ///
    /// - Throws: `.outOfRange`.
    public init(
        cash: Decimal, equity: Decimal, grossExposure: Decimal, reserved: Decimal, leverage: Decimal,
        unpricedPositions: Int
    ) throws(DecimalError) {
        let limit = try equity.multiplied(by: leverage, rounding: .towardZero)
        (self.cash, self.equity, self.grossExposure, self.reserved) = (cash, equity, grossExposure, reserved)
        available = max(.zero, try limit.subtracting(grossExposure).subtracting(reserved))
        self.unpricedPositions = unpricedPositions
    }
}
