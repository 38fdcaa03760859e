import NijaModel

/// Alarms as they were after each transition; the last row of an alarm id is the alarm as it is.
enum AlarmTable: EventTable {
    static let name = "alarm_change"
    static let kind = EventKinds.alarmChanges
    static let columns = [
        "alarm_id", "account", "name", "strategy", "severity", "category", "message", "raised_at", "state",
        "metric",
        "current_value", "threshold_value", "acknowledged_at", "acknowledged_uid", "acknowledged_gid",
        "acknowledged_pid", "ended_at", "occurrences", "action_taken", "metadata", "transition", "note",
        "is_silenced", "action",
    ]

    static func write(_ event: LedgerEvent, to row: inout RowBinder) throws(StoreError) {
        guard case .alarmChanged(let change) = event.payload, change.alarm.sequence == event.sequence else {
            throw .inconsistent(event)
        }
        let alarm = change.alarm
        row.add(alarm.alarmID)
        row.add(alarm.account)
        row.add(alarm.name)
        row.add(said: alarm.strategy)
        row.add(alarm.severity)
        row.add(alarm.category)
        row.add(alarm.message)
        row.add(alarm.raisedAt)
        row.add(alarm.state)
        row.add(said: alarm.metric)
        row.add(alarm.currentValue)
        row.add(alarm.thresholdValue)
        row.add(alarm.acknowledgement?.time)
        row.add(alarm.acknowledgement?.actor)
        row.add(alarm.endedAt)
        row.add(alarm.occurrences)
        row.add(said: alarm.actionTaken)
        row.add(said: alarm.metadata.isEmpty ? "" : TextJSON.text(alarm.metadata))
        row.add(change.transition)
        row.add(said: change.note)
        row.add(change.isSilenced)
        row.add(change.action)
    }

    static func read(_ row: inout RowReader, _ start: EventStart) throws(StoreError) -> LedgerEvent.Payload {
        let alarm = try alarm(&row, start)
        let (transition, note) = (try row.choice(AlarmTransition.self), try row.said())
        return .alarmChanged(
            AlarmChange(
                alarm: alarm, transition: transition, note: note, isSilenced: try row.bool(),
                action: try row.choice()))
    }

    private static func alarm(_ row: inout RowReader, _ start: EventStart) throws(StoreError) -> Alarm {
        let (alarmID, account, name) = (try row.text(), try row.text(), try row.text())
        var alarm = Alarm(
            alarmID: alarmID, name: name, account: account, strategy: try row.said(),
            severity: try row.choice(),
            category: try row.choice(), message: try row.text(), raisedAt: try row.time())
        alarm.state = try row.choice()
        alarm.metric = try row.said()
        alarm.currentValue = try row.optionalDouble()
        alarm.thresholdValue = try row.optionalDouble()
        let acknowledgedAt = try row.optionalTime()
        let acknowledger = try row.actor()
        alarm.acknowledgement = acknowledgedAt.map { Alarm.Acknowledgement(time: $0, actor: acknowledger) }
        alarm.endedAt = try row.optionalTime()
        alarm.occurrences = try row.int()
        alarm.actionTaken = try row.said()
        alarm.metadata = try row.textsByName()
        alarm.sequence = start.sequence
        return alarm
    }
}
