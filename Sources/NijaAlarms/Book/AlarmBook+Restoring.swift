public import NijaModel

// Making true what the log says.

extension AlarmBook {
    /// Makes a change of an alarm true, as the log says it.
    ///
    /// A change that the book has made itself may come back with the alarm completed, as by what the ledger did about it
    /// (`actionTaken`): it then replaces the alarm and counts no second time.
    public mutating func adopt(_ change: AlarmChange) {
        if let known = register.alarm(change.alarm.alarmID), known.sequence == change.alarm.sequence {
            return register.replace(change.alarm)
        }
        register.keep(change)
        followMonitor(of: change)
    }

    /// Makes a change of a threshold true, as the log says it; alarms that it ends have changes of their own there.
    public mutating func adopt(_ change: ThresholdChange) {
        forgetBreaches(endedBy: change)
    }

    /// Makes a silence true, as the log says it; those long past are forgotten.
    public mutating func adopt(_ silence: Silence) {
        silences.removeAll { $0.until <= silence.since || $0.silenceID == silence.silenceID }
        silences.append(silence)
    }

    /// The scopes in which a breach was cleared by a person and goes on.
    ///
    /// The log does not tell when such a breach is over. The ledger calls `settle` for these scopes after each event that
    /// may have changed their figures, live and when it is restored, so that the book learns it at the same place.
    public var scopesToSettle: [AlarmScope] {
        suppressedCounts.isEmpty ? [] : suppressedCounts.keys.sorted()
    }

    /// Does what `evaluate` does without a word: forgets cleared breaches that are over, and cooldowns.
    ///
    /// - Parameters:
    ///   - scope: the account or strategy.
    ///   - now: the time of the event that was restored last.
    ///   - value: a metric's value; nil when it has none, which changes nothing.
    public mutating func settle(_ scope: AlarmScope, at now: Timestamp, value: (String) -> Double?) {
        for (name, known) in breaches[scope] ?? [:] {
            var monitor = known
            let rule = known.isSuppressing ? rules.rule(named: name, for: scope) : nil
            let current = rule.flatMap { value($0.metric) }.flatMap { $0.isFinite ? $0 : nil }
            monitor.settle(current, rule?.ladder, at: now)
            setMonitor(monitor, name, scope)
        }
    }

    /// Moves the breach of a threshold's alarm along with it.
    mutating func followMonitor(of change: AlarmChange) {
        let alarm = change.alarm
        if alarm.metric.isEmpty { return }
        let scope = AlarmScope(account: alarm.account, strategy: alarm.strategy)
        var monitor = breaches[scope]?[alarm.name] ?? BreachMonitor()
        switch change.transition {
        case .raised, .escalated, .deescalated:
            monitor.follow(alarm.severity)
        case .resolved:
            let cooldown = rules.rule(named: alarm.name, for: scope)?.ladder.cooldown ?? .zero
            monitor.resolve(cooldown: cooldown, at: alarm.endedAt ?? alarm.raisedAt)
        case .cleared:
            monitor.clear()
        case .acknowledged, .repeated:
            break
        }
        setMonitor(monitor, alarm.name, scope)
    }
}
