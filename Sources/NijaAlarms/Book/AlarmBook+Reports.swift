public import NijaModel

// What bots report.

extension AlarmBook {
    /// Trouble that a bot reports.
    public struct Report: Sendable {
        /// What the bot calls it; the same name again repeats the active alarm.
        public var name: String
        /// What it concerns.
        public var scope: AlarmScope
        /// How bad it is.
        public var severity: Severity
        /// What it is about.
        public var category: AlarmCategory
        /// What happened, for a person.
        public var message: String
        /// A value that tells how bad.
        public var value: Double?
        /// More about it.
        public var metadata: [String: String]
        /// What the daemon should do.
        public var action: AlarmAction

        /// Makes a report.
        public init(
            name: String, scope: AlarmScope, severity: Severity, category: AlarmCategory, message: String,
            value: Double? = nil, metadata: [String: String] = [:], action: AlarmAction = .none
        ) {
            self.name = name
            self.scope = scope
            self.severity = severity
            self.category = category
            self.message = message
            self.value = value
            self.metadata = metadata
            self.action = action
        }
    }

    /// Raises what a bot reports, or repeats the active alarm of that name in that scope.
    ///
    /// A report that is worse than the alarm escalates it; one that is less bad leaves its severity, since only a person
    /// ends what a bot has reported. The action is for the first report and for those that escalate.
    ///
    /// - Throws: `.tooManyReportedAlarms`; nothing has changed then.
    public mutating func report(
        _ report: Report, at now: Timestamp, sequence: inout UInt64
    ) throws(AlarmError) -> AlarmChange {
        let place = AlarmRegister.Place(report.name, report.scope, isReported: true)
        guard let known = register.alarm(at: place) else {
            return record(try raise(report, at: now), at: now, &sequence)
        }
        var alarm = known
        alarm.occurrences += 1
        (alarm.category, alarm.message) = (report.category, report.message)
        (alarm.currentValue, alarm.metadata) = (report.value, report.metadata)
        if report.severity <= known.severity {
            return record(AlarmChange(alarm: alarm, transition: .repeated), at: now, &sequence)
        }
        (alarm.severity, alarm.acknowledgement) = (report.severity, nil)
        let change = AlarmChange(alarm: alarm, transition: .escalated, action: report.action)
        return record(change, at: now, &sequence)
    }

    private mutating func raise(_ report: Report, at now: Timestamp) throws(AlarmError) -> AlarmChange {
        if register.reportedCount >= AlarmLimits.reportedAlarms { throw .tooManyReportedAlarms }
        var alarm = Alarm(
            alarmID: register.makeID(report.name, at: now), name: report.name, account: report.scope.account,
            strategy: report.scope.strategy, severity: report.severity, category: report.category,
            message: report.message, raisedAt: now)
        (alarm.currentValue, alarm.metadata) = (report.value, report.metadata)
        return AlarmChange(alarm: alarm, transition: .raised, action: report.action)
    }
}
