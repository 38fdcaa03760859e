public import NijaModel

// Making the log's changes true again, and keeping the book in checkpoints.

extension AlarmBook {
    /// Makes an alarm's change true that the log says, or that the ledger has completed.
    public mutating func adopt(_ change: AlarmChange) {
        let isNew = active[change.alarm.alarmID] == nil
        if change.transition == .raised && isNew {
            let suffix = change.alarm.alarmID.split(separator: "_").last.map(String.init) ?? ""
            let isNumbered = suffix.utf8.count < 6
            let stem =
                isNumbered
                ? String(change.alarm.alarmID.dropLast(suffix.utf8.count + 1)) : change.alarm.alarmID
            noteID(stem, at: change.alarm.raisedAt)
            keep(change)
        } else {
            var again = change
            if change.transition == .raised { again.transition = .repeated }
            keep(again)
            if change.transition == .raised { lastRaised = change.alarm }
        }
        adoptMonitor(of: change)
    }

    private mutating func adoptMonitor(of change: AlarmChange) {
        let alarm = change.alarm
        guard let rule = rule(of: alarm) else { return }
        let threshold = closestThresholds(for: rule.scope).first { $0.key.name == rule.name }
        var monitor = monitors[rule] ?? BreachMonitor()
        switch change.transition {
        case .raised, .escalated, .deescalated:
            let level = threshold?.levels.firstIndex { $0.severity == alarm.severity } ?? 0
            monitor.adopt(level: level + 1)
        case .resolved: monitor.end(threshold, at: alarm.endedAt ?? alarm.raisedAt)
        case .cleared: monitor.clear()
        case .acknowledged, .repeated: return
        }
        monitors[rule] = monitor.state == .quiet ? nil : monitor
    }

    /// Makes a threshold's change true.
    public mutating func adopt(_ change: ThresholdChange) {
        thresholdsByKey[change.threshold.key] = change.isDeleted ? nil : change.threshold
        rulesByScope.removeAll()
    }

    /// Makes a silence true; those long past are forgotten.
    public mutating func adopt(_ silence: Silence) {
        silences.removeAll { $0.until <= silence.since }
        silences.append(silence)
    }

    /// The rule that has raised an alarm; nil when a bot reported it.
    func rule(of alarm: Alarm) -> Rule? {
        if alarm.metric.isEmpty { return nil }
        return Rule(name: alarm.name, scope: AlarmScope(account: alarm.account, strategy: alarm.strategy))
    }
}
