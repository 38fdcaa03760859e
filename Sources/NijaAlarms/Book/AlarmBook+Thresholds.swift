public import NijaModel

// Thresholds come and go.

extension AlarmBook {
    /// Creates or replaces a threshold.
    ///
    /// Its alarms stay and are held against it at the next evaluation. They resolve at once when it is disabled, or when
    /// it compares something else from now on, as their breach says nothing about that.
    ///
    /// - Returns: the change, which comes first in sequence, and what became of alarms.
    /// - Throws: `.tooManyThresholds`; nothing has changed then.
    public mutating func put(
        _ threshold: Threshold, at now: Timestamp, sequence: inout UInt64
    ) throws(AlarmError) -> (change: ThresholdChange, resolved: [AlarmChange]) {
        let isNew = rules.thresholds[threshold.key] == nil
        if isNew && rules.thresholds.count >= AlarmLimits.thresholds { throw .tooManyThresholds }
        return change(threshold, isDeleted: false, at: now, &sequence)
    }

    /// Deletes a threshold; alarms that no other threshold of its name goes on watching resolve.
    ///
    /// A built-in threshold that is deleted stays deleted.
    ///
    /// - Returns: the change, which comes first in sequence, and what became of alarms.
    /// - Throws: `.unknownThreshold`.
    public mutating func delete(
        _ key: Threshold.Key, at now: Timestamp, sequence: inout UInt64
    ) throws(AlarmError) -> (change: ThresholdChange, resolved: [AlarmChange]) {
        guard let threshold = rules.thresholds[key] else { throw .unknownThreshold(key) }
        return change(threshold, isDeleted: true, at: now, &sequence)
    }

    private mutating func change(
        _ threshold: Threshold, isDeleted: Bool, at now: Timestamp, _ sequence: inout UInt64
    ) -> (change: ThresholdChange, resolved: [AlarmChange]) {
        sequence += 1
        var threshold = threshold
        threshold.isBuiltIn = BuiltInThresholds.byKey[threshold.key] != nil
        threshold.sequence = sequence
        let change = ThresholdChange(threshold: threshold, isDeleted: isDeleted)
        let resolved = forgetBreaches(endedBy: change).compactMap { scope -> AlarmChange? in
            guard var alarm = alarm(of: threshold.key.name, scope) else { return nil }
            (alarm.state, alarm.endedAt) = (.resolved, now)
            let ended = AlarmChange(
                alarm: alarm, transition: .resolved, note: "its threshold is not watched any longer")
            return record(ended, at: now, &sequence)
        }
        return (change, resolved)
    }

    /// Makes a threshold's change true, live and when the log is restored.
    ///
    /// - Returns: the scopes whose breaches of this name went on and are now forgotten, sorted.
    @discardableResult
    mutating func forgetBreaches(endedBy change: ThresholdChange) -> [AlarmScope] {
        let name = change.threshold.key.name
        let scopes = breaches.filter { $0.value[name] != nil }.keys.sorted()
        let before = scopes.map { rules.rule(named: name, for: $0) }
        rules.adopt(change)
        let ended = zip(scopes, before).filter { scope, before in
            guard let before, let rule = rules.rule(named: name, for: scope) else { return true }
            return !rule.continues(before)
        }.map(\.0)
        for scope in ended { setMonitor(BreachMonitor(), name, scope) }
        return ended
    }
}
