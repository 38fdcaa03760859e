import NijaModel

/// Thresholds as they were after each change; the last row of a key is the threshold as it is, unless it is deleted.
enum ThresholdTable: EventTable {
    static let name = "threshold_change"
    static let kind = EventKinds.thresholds
    static let columns = [
        "name", "account", "strategy", "category", "severity", "metric", "comparison", "threshold_value",
        "is_enabled", "description", "min_trades", "hysteresis", "cooldown", "action", "escalations",
        "is_built_in",
        "is_deleted",
    ]

    static func write(_ event: LedgerEvent, to row: inout RowBinder) throws(StoreError) {
        guard case .thresholdChanged(let change) = event.payload, change.threshold.sequence == event.sequence
        else {
            throw .inconsistent(event)
        }
        let threshold = change.threshold
        row.add(threshold.key.name)
        row.add(threshold.key.account)
        row.add(threshold.key.strategy)
        row.add(threshold.category)
        row.add(threshold.severity)
        row.add(threshold.metric)
        row.add(threshold.comparison)
        row.add(threshold.thresholdValue)
        row.add(threshold.isEnabled)
        row.add(said: threshold.description)
        row.add(threshold.minTrades)
        row.add(threshold.hysteresis)
        row.add(threshold.cooldown.nanoseconds)
        row.add(threshold.action)
        row.add(
            said: threshold.escalations.isEmpty
                ? "" : TextJSON.text(threshold.escalations.map(EscalationText.text)))
        row.add(threshold.isBuiltIn)
        row.add(change.isDeleted)
    }

    static func read(_ row: inout RowReader, _ start: EventStart) throws(StoreError) -> LedgerEvent.Payload {
        let key = Threshold.Key(name: try row.text(), account: try row.text(), strategy: try row.text())
        let (category, severity) = (try row.choice(AlarmCategory.self), try row.choice(Severity.self))
        var threshold = Threshold(
            key: key, category: category, severity: severity, metric: try row.text(),
            comparison: try row.choice(),
            thresholdValue: try row.double())
        threshold.isEnabled = try row.bool()
        threshold.description = try row.said()
        threshold.minTrades = try row.int()
        threshold.hysteresis = try row.double()
        threshold.cooldown = TimeSpan(nanoseconds: try row.integer())
        threshold.action = try row.choice()
        threshold.escalations = try EscalationText.escalations(&row)
        threshold.isBuiltIn = try row.bool()
        threshold.sequence = start.sequence
        return .thresholdChanged(ThresholdChange(threshold: threshold, isDeleted: try row.bool()))
    }
}

/// A further level of an alarm as text: value, severity and action, the latter two by the numbers of the .proto.
enum EscalationText {
    static func text(_ level: Threshold.Escalation) -> String {
        "\(level.thresholdValue) \(level.severity.rawValue) \(level.action.rawValue)"
    }

    static func escalations(_ row: inout RowReader) throws(StoreError) -> [Threshold.Escalation] {
        var levels: [Threshold.Escalation] = []
        for text in try row.texts() {
            let parts = text.split(separator: " ")
            guard parts.count == 3, let value = Double(parts[0]), let severity = UInt8(parts[1]),
                let severity = Severity(rawValue: severity), let action = UInt8(parts[2]),
                let action = AlarmAction(rawValue: action)
            else { throw row.damaged("\(text), which is no level of an alarm") }
            levels.append(Threshold.Escalation(thresholdValue: value, severity: severity, action: action))
        }
        return levels
    }
}

/// Silences.
enum SilenceTable: EventTable {
    static let name = "silence"
    static let kind = EventKinds.silences
    static let columns = [
        "silence_id", "account", "name", "strategy", "since", "until", "by_uid", "by_gid", "by_pid", "reason",
    ]

    static func write(_ event: LedgerEvent, to row: inout RowBinder) throws(StoreError) {
        guard case .silenced(let silence) = event.payload, silence.sequence == event.sequence else {
            throw .inconsistent(event)
        }
        row.add(silence.silenceID)
        row.add(silence.account)
        row.add(silence.name)
        row.add(silence.strategy)
        row.add(silence.since)
        row.add(silence.until)
        row.add(silence.actor)
        row.add(silence.reason)
    }

    static func read(_ row: inout RowReader, _ start: EventStart) throws(StoreError) -> LedgerEvent.Payload {
        var silence = Silence(
            silenceID: try row.text(), account: try row.text(), name: try row.text(),
            strategy: try row.text(),
            until: .epoch, reason: "", actor: .daemon, since: try row.time(), sequence: start.sequence)
        silence.until = try row.time()
        silence.actor = try row.actor()
        silence.reason = try row.text()
        return .silenced(silence)
    }
}
