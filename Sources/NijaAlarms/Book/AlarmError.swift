public import NijaModel

/// Why the book refuses a command; nothing has changed.
public enum AlarmError: Error, Hashable, Sendable {
    /// There is no alarm with this id, or it ended too long ago to be remembered.
    case unknownAlarm(String)
    /// There is no such threshold.
    case unknownThreshold(Threshold.Key)
    /// `AlarmLimits.thresholds` is reached.
    case tooManyThresholds
    /// `AlarmLimits.reportedAlarms` is reached.
    case tooManyReportedAlarms
    /// `AlarmLimits.silences` is reached.
    case tooManySilences
}

extension AlarmError: CustomStringConvertible {
    /// What is wrong and what to do, for a person.
    public var description: String {
        switch self {
        case .unknownAlarm(let id):
            "there is no alarm \(Names.quoted(id))"
        case .unknownThreshold(let key):
            "there is no threshold \(Names.quoted(key.name))"
        case .tooManyThresholds:
            "there are \(AlarmLimits.thresholds) thresholds, which is the limit; delete some first"
        case .tooManyReportedAlarms:
            "\(AlarmLimits.reportedAlarms) alarms that bots reported are active, which is the limit; clear some first"
        case .tooManySilences:
            "\(AlarmLimits.silences) silences are in force, which is the limit; wait for one to end, or replace one"
        }
    }
}
