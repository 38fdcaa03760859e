/// How a value is held against a threshold; the numbers are those of the .proto.
public enum Comparison: UInt8, CaseIterable, Hashable, Sendable {
    /// Breached below the threshold.
    case lessThan = 1
    /// Breached above it.
    case greaterThan = 2
    /// Breached at or below it.
    case lessThanOrEqual = 3
    /// Breached at or above it.
    case greaterThanOrEqual = 4
    /// Breached exactly on it.
    case equal = 5
}

/// A rule: when this metric compares so with this value, raise an alarm.
public struct Threshold: Hashable, Sendable {
    /// What tells thresholds apart.
    public struct Key: Hashable, Comparable, Sendable {
        /// The threshold's name.
        public var name: String
        /// The account it holds for; empty: every account.
        public var account: String
        /// The strategy it holds for; empty: the account as a whole; `*`: each strategy by itself.
        public var strategy: String

        /// Creates a key.
        public init(name: String, account: String, strategy: String) {
            self.name = name
            self.account = account
            self.strategy = strategy
        }

        /// By name, account, strategy.
        public static func < (left: Key, right: Key) -> Bool {
            (left.name, left.account, left.strategy) < (right.name, right.account, right.strategy)
        }
    }

    /// A further level of the same alarm.
    public struct Escalation: Hashable, Sendable {
        /// The value at which it is reached.
        public var thresholdValue: Double
        /// How bad it is then.
        public var severity: Severity
        /// What the daemon does then.
        public var action: AlarmAction

        /// Creates a level.
        public init(thresholdValue: Double, severity: Severity, action: AlarmAction = .none) {
            self.thresholdValue = thresholdValue
            self.severity = severity
            self.action = action
        }
    }

    /// What tells it apart.
    public var key: Key
    /// What it is about.
    public var category: AlarmCategory
    /// How bad a breach is.
    public var severity: Severity
    /// What is compared: a metric's name.
    public var metric: String
    /// How.
    public var comparison: Comparison
    /// With what, in the metric's unit.
    public var thresholdValue: Double
    /// Whether it is watched.
    public var isEnabled = true
    /// What it means, for a person.
    public var description = ""
    /// Silent until the scope has this many trades.
    public var minTrades = 0
    /// How far the value must come back past the threshold before the alarm resolves, in the metric's unit.
    public var hysteresis = 0.0
    /// After it resolved, not raised again within this time.
    public var cooldown = TimeSpan.zero
    /// What the daemon does when it is raised.
    public var action: AlarmAction = .none
    /// Further levels, each worse than the one before.
    public var escalations: [Escalation] = []
    /// It came with nija.
    public var isBuiltIn = false
    /// The event that last changed it; 0 for a built-in that nobody changed.
    public var sequence: UInt64 = 0

    /// The strategy text that means each strategy by itself.
    public static let eachStrategy = "*"

    /// A threshold with what is required; the rest is set by name.
    public init(
        key: Key, category: AlarmCategory, severity: Severity, metric: String, comparison: Comparison,
        thresholdValue: Double
    ) {
        self.key = key
        self.category = category
        self.severity = severity
        self.metric = metric
        self.comparison = comparison
        self.thresholdValue = thresholdValue
    }
}

/// A threshold was created, replaced or deleted.
public struct ThresholdChange: Hashable, Sendable {
    /// As it is, or was when it is deleted.
    public var threshold: Threshold
    /// It was deleted.
    public var isDeleted: Bool

    /// Creates a change.
    public init(threshold: Threshold, isDeleted: Bool) {
        self.threshold = threshold
        self.isDeleted = isDeleted
    }
}

/// A time in which alarms are recorded but marked as silenced.
public struct Silence: Hashable, Sendable {
    /// Its id.
    public var silenceID: String
    /// The account; empty: every account.
    public var account: String
    /// Alarms of this name; empty: every one.
    public var name: String
    /// Alarms of this strategy; empty: every one.
    public var strategy: String
    /// Until when.
    public var until: Timestamp
    /// Why.
    public var reason: String
    /// Who.
    public var actor: Actor
    /// Since when.
    public var since: Timestamp
    /// The event that made it.
    public var sequence: UInt64

    /// Creates a silence.
    public init(
        silenceID: String, account: String = "", name: String = "", strategy: String = "", until: Timestamp,
        reason: String, actor: Actor, since: Timestamp, sequence: UInt64 = 0
    ) {
        self.silenceID = silenceID
        self.account = account
        self.name = name
        self.strategy = strategy
        self.until = until
        self.reason = reason
        self.actor = actor
        self.since = since
        self.sequence = sequence
    }

    /// Whether it covers `alarm` at `time`.
    public func covers(_ alarm: Alarm, at time: Timestamp) -> Bool {
        time < until && (account.isEmpty || account == alarm.account) && (name.isEmpty || name == alarm.name)
            && (strategy.isEmpty || strategy == alarm.strategy)
    }
}
