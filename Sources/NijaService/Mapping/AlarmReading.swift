import NijaAlarms
import NijaMessages
import NijaModel

// What requests about alarms say.

extension FieldReader {
    /// Which alarms a filter means.
    mutating func conditions(_ filter: NijaMessages.AlarmFilter?) -> AlarmConditions {
        let filter = filter ?? NijaMessages.AlarmFilter()
        return AlarmConditions(
            account: anyAccount(filter.account, "filter.account"),
            strategy: text(filter.strategy, "filter.strategy"), name: text(filter.name, "filter.name"),
            severity: choice(filter.severity, "filter.severity"),
            minSeverity: choice(filter.minSeverity, "filter.min_severity"),
            category: choice(filter.category, "filter.category"))
    }

    /// Trouble that a bot reports.
    mutating func report(_ request: RaiseAlarmRequest) -> AlarmBook.Report {
        AlarmBook.Report(
            name: request.name,
            scope: AlarmScope(account: accountName(request.account), strategy: request.strategy),
            severity: requiredChoice(request.severity, "severity", standIn: .info),
            category: requiredChoice(request.category, "category", standIn: .system),
            message: request.message,
            value: request.currentValue, metadata: request.metadata,
            action: choice(request.action, "action") ?? .none)
    }

    /// A silence as it was asked for.
    mutating func silence(_ message: NijaMessages.Silence?, _ caller: Caller) -> Silence {
        if message == nil { refuse("silence", "is required") }
        let message = message ?? NijaMessages.Silence()
        if message.until == nil { refuse("silence.until", "is required") }
        return Silence(
            silenceID: message.silenceID, account: message.account, name: message.name,
            strategy: message.strategy,
            until: time(message.until, "silence.until") ?? caller.now, reason: message.reason,
            actor: caller.actor,
            since: caller.now)
    }
}
