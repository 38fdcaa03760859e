/// How bad an alarm is; the numbers are those of the .proto.
public enum Severity: UInt8, CaseIterable, Comparable, Hashable, Sendable {
    /// For information.
    case info = 1
    /// Action may be needed.
    case warning = 2
    /// Immediate attention is required.
    case critical = 3
    /// Stop trading.
    case emergency = 4

    /// Less bad comes first.
    public static func < (left: Severity, right: Severity) -> Bool { left.rawValue < right.rawValue }
}

/// What an alarm is about; the numbers are those of the .proto.
public enum AlarmCategory: UInt8, CaseIterable, Hashable, Sendable {
    /// The account's balance.
    case balance = 1
    /// Drawdown.
    case drawdown = 2
    /// Position sizes and exposure.
    case position = 3
    /// Win rate, profit factor and the like.
    case tradePerformance = 4
    /// Market volatility.
    case volatility = 5
    /// The health of bots and of the daemon.
    case system = 6
    /// A venue's API.
    case api = 7
    /// A strategy.
    case strategy = 8
    /// A rule of compliance.
    case compliance = 9
}

/// What the daemon does by itself when an alarm is raised; the numbers are those of the .proto.
public enum AlarmAction: UInt8, CaseIterable, Hashable, Sendable {
    /// Nothing.
    case none = 1
    /// Pauses the strategy concerned; for an alarm of the whole account, all its active ones.
    case pauseStrategy = 2
    /// Stops all strategies of the account.
    case stopAll = 3
}

/// Where an alarm stands; the numbers are those of the .proto.
public enum AlarmState: UInt8, CaseIterable, Hashable, Sendable {
    /// The breach goes on.
    case active = 1
    /// The value came back by itself.
    case resolved = 2
    /// A person cleared it.
    case cleared = 3
}

/// What happened to an alarm; the numbers are those of the .proto.
public enum AlarmTransition: UInt8, CaseIterable, Hashable, Sendable {
    /// It was raised.
    case raised = 1
    /// It got worse.
    case escalated = 2
    /// It got better but is not over.
    case deescalated = 3
    /// A person has seen it.
    case acknowledged = 4
    /// The value came back.
    case resolved = 5
    /// A person cleared it.
    case cleared = 6
    /// A bot reported the same trouble again.
    case repeated = 7
}

/// One breach from its beginning to its end.
public struct Alarm: Hashable, Sendable {
    /// `<name>_<YYYYMMDD>_<HHMMSS>` of the instant it was raised, with `_2`, `_3`, … where that is taken.
    public var alarmID: String
    /// Name of the threshold, or as the bot called it.
    public var name: String
    /// The account's name.
    public var account: String
    /// The strategy; empty for the account as a whole.
    public var strategy: String
    /// How bad it is now.
    public var severity: Severity
    /// What it is about.
    public var category: AlarmCategory
    /// What it means, for a person, with the value.
    public var message: String
    /// When it was raised.
    public var raisedAt: Timestamp
    /// Where it stands.
    public var state: AlarmState
    /// The metric that was compared; empty when a bot reported it.
    public var metric: String
    /// The metric's value at the last transition.
    public var currentValue: Double?
    /// The value it was compared with.
    public var thresholdValue: Double?
    /// When and by whom it was acknowledged; nil while nobody has seen it.
    public var acknowledgement: Acknowledgement?
    /// When it resolved or was cleared.
    public var endedAt: Timestamp?
    /// How often it was reported.
    public var occurrences: Int
    /// What the daemon did, in words; empty when nothing.
    public var actionTaken: String
    /// More about it, as the bot reported it.
    public var metadata: [String: String]
    /// The event that last changed it.
    public var sequence: UInt64

    /// That a person has seen an alarm.
    public struct Acknowledgement: Hashable, Sendable {
        /// When.
        public var time: Timestamp
        /// Who.
        public var actor: Actor

        /// Creates an acknowledgement.
        public init(time: Timestamp, actor: Actor) {
            self.time = time
            self.actor = actor
        }
    }

    /// A newly raised alarm.
    public init(
        alarmID: String, name: String, account: String, strategy: String, severity: Severity,
        category: AlarmCategory, message: String, raisedAt: Timestamp
    ) {
        self.alarmID = alarmID
        self.name = name
        self.account = account
        self.strategy = strategy
        self.severity = severity
        self.category = category
        self.message = message
        self.raisedAt = raisedAt
        state = .active
        metric = ""
        currentValue = nil
        thresholdValue = nil
        acknowledgement = nil
        endedAt = nil
        occurrences = 1
        actionTaken = ""
        metadata = [:]
        sequence = 0
    }
}

/// Something that happened to an alarm.
public struct AlarmChange: Hashable, Sendable {
    /// The alarm as it is after that.
    public var alarm: Alarm
    /// What happened.
    public var transition: AlarmTransition
    /// Why, if a person said so.
    public var note: String
    /// A silence was in force: recorded, but not meant to wake anybody.
    public var isSilenced: Bool
    /// What the daemon should do about it now; `.none` for most transitions.
    public var action: AlarmAction

    /// Creates a change.
    public init(
        alarm: Alarm, transition: AlarmTransition, note: String = "", isSilenced: Bool = false,
        action: AlarmAction = .none
    ) {
        self.alarm = alarm
        self.transition = transition
        self.note = note
        self.isSilenced = isSilenced
        self.action = action
    }
}
