/// How much the book of alarms holds at most.
public enum AlarmLimits {
    /// Further levels of a threshold.
    public static let escalations = 8
    /// Thresholds, the built-in ones included: each is compared on every event.
    public static let thresholds = 1000
    /// Active alarms that bots have reported; more are refused until some are cleared.
    public static let reportedAlarms = 1000
    /// Silences in force.
    public static let silences = 1000
    /// Ended alarms that are remembered, to answer whoever acts on one twice.
    static let endedAlarms = 256
}
