/// Whether a strategy should trade; the numbers are those of the .proto.
public enum StrategyStatus: UInt8, CaseIterable, Hashable, Sendable {
    /// It should trade.
    case active = 1
    /// It should open nothing new for now.
    case paused = 2
    /// It should not trade at all.
    case stopped = 3
}

/// A move of a strategy's status.
public enum StrategyMove: CaseIterable, Hashable, Sendable {
    /// ACTIVE to PAUSED.
    case pause
    /// PAUSED to ACTIVE.
    case resume
    /// ACTIVE or PAUSED to STOPPED.
    case stop
    /// STOPPED to ACTIVE.
    case start

    /// The status it leads to.
    public var target: StrategyStatus {
        switch self {
        case .pause: .paused
        case .resume, .start: .active
        case .stop: .stopped
        }
    }

    /// Whether it may be made from `status`; from its own target it is a repeat, not a move.
    public func isAllowed(from status: StrategyStatus) -> Bool {
        switch (self, status) {
        case (.pause, .active), (.resume, .paused), (.stop, .active), (.stop, .paused), (.start, .stopped):
            true
        case (.pause, .paused), (.pause, .stopped), (.resume, .active), (.resume, .stopped),
            (.stop, .stopped),
            (.start, .active), (.start, .paused):
            false
        }
    }
}

/// A strategy of an account.
public struct Strategy: Hashable, Sendable {
    /// Its name, unique within the account.
    public var name: String
    /// The account's name.
    public var account: String
    /// What it does.
    public var description: String
    /// Its parameters, for the record.
    public var parameters: [String: String]
    /// Capital set aside for it.
    public var allocation: Decimal?
    /// Whether it should trade.
    public var status: StrategyStatus
    /// Why it is so.
    public var statusReason: String
    /// Since when.
    public var statusSince: Timestamp
    /// Who made it so.
    public var statusActor: Actor
    /// When it was registered.
    public var registeredAt: Timestamp
    /// The event that last changed it.
    public var sequence: UInt64

    /// A newly registered strategy; ACTIVE.
    public init(name: String, account: String, registeredAt: Timestamp, by actor: Actor) {
        self.name = name
        self.account = account
        description = ""
        parameters = [:]
        allocation = nil
        status = .active
        statusReason = ""
        statusSince = registeredAt
        statusActor = actor
        self.registeredAt = registeredAt
        sequence = 0
    }
}

/// Something that happened to a strategy.
public struct StrategyChange: Hashable, Sendable {
    /// The strategy as it is after that.
    public var strategy: Strategy
    /// Its status before; nil when it was new.
    public var previousStatus: StrategyStatus?
    /// Why.
    public var reason: String

    /// Creates a change.
    public init(strategy: Strategy, previousStatus: StrategyStatus?, reason: String) {
        self.strategy = strategy
        self.previousStatus = previousStatus
        self.reason = reason
    }
}
