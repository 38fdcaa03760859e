import NijaMessages
import NijaModel

extension NijaMessages.Alarm {
    /// The alarm as a message.
    init(_ alarm: Alarm) {
        self.init()
        (alarmID, name, account, strategy) = (alarm.alarmID, alarm.name, alarm.account, alarm.strategy)
        severity = .init(rawValue: Int32(alarm.severity.rawValue))
        category = .init(rawValue: Int32(alarm.category.rawValue))
        state = .init(rawValue: Int32(alarm.state.rawValue))
        (message, metric) = (alarm.message, alarm.metric)
        timestamp = TimestampMessage(alarm.raisedAt)
        (currentValue, thresholdValue) = (alarm.currentValue, alarm.thresholdValue)
        acknowledged = alarm.acknowledgement != nil
        acknowledgedAt = (alarm.acknowledgement?.time).map(TimestampMessage.init)
        acknowledgedBy = (alarm.acknowledgement?.actor).map(NijaMessages.Actor.init)
        endedAt = alarm.endedAt.map(TimestampMessage.init)
        occurrences = Int32(clamping: alarm.occurrences)
        (actionTaken, metadata, sequence) = (alarm.actionTaken, alarm.metadata, alarm.sequence)
    }
}

extension NijaMessages.Threshold {
    /// The threshold as a message.
    init(_ threshold: Threshold) {
        self.init()
        (name, account, strategy) = (threshold.key.name, threshold.key.account, threshold.key.strategy)
        category = .init(rawValue: Int32(threshold.category.rawValue))
        severity = .init(rawValue: Int32(threshold.severity.rawValue))
        (metric, comparison) = (threshold.metric, .init(rawValue: Int32(threshold.comparison.rawValue)))
        (thresholdValue, enabled, description) =
            (threshold.thresholdValue, threshold.isEnabled, threshold.description)
        (minTrades, hysteresis) = (Int64(threshold.minTrades), threshold.hysteresis)
        cooldown = DurationMessage(threshold.cooldown)
        action = .init(rawValue: Int32(threshold.action.rawValue))
        escalations = threshold.escalations.map { level in
            var escalation = Escalation()
            escalation.thresholdValue = level.thresholdValue
            escalation.severity = .init(rawValue: Int32(level.severity.rawValue))
            escalation.action = .init(rawValue: Int32(level.action.rawValue))
            return escalation
        }
        (builtIn, sequence) = (threshold.isBuiltIn, threshold.sequence)
    }
}

extension NijaMessages.Silence {
    /// The silence as a message.
    init(_ silence: Silence) {
        self.init()
        (silenceID, account, name, strategy) =
            (silence.silenceID, silence.account, silence.name, silence.strategy)
        (until, since) = (TimestampMessage(silence.until), TimestampMessage(silence.since))
        (reason, actor, sequence) = (silence.reason, NijaMessages.Actor(silence.actor), silence.sequence)
    }
}

extension FieldReader {
    /// Reads a threshold as it was sent.
    mutating func threshold(_ message: NijaMessages.Threshold?) -> Threshold {
        if message == nil { refuse("threshold", "is required") }
        let message = message ?? NijaMessages.Threshold()
        var threshold = Threshold(
            key: Threshold.Key(name: message.name, account: message.account, strategy: message.strategy),
            category: requiredChoice(message.category, "threshold.category", standIn: .system),
            severity: requiredChoice(message.severity, "threshold.severity", standIn: .info),
            metric: message.metric,
            comparison: requiredChoice(message.comparison, "threshold.comparison", standIn: .lessThan),
            thresholdValue: message.thresholdValue)
        threshold.isEnabled = message.enabled ?? true
        threshold.description = message.description
        threshold.minTrades = Int(message.minTrades)
        threshold.hysteresis = message.hysteresis
        threshold.cooldown = span(message.cooldown, "threshold.cooldown", atLeast: .zero) ?? .zero
        threshold.action = choice(message.action, "threshold.action") ?? .none
        threshold.escalations = message.escalations.enumerated().map { index, level in
            let field = "threshold.escalations[\(index)]"
            return Threshold.Escalation(
                thresholdValue: level.thresholdValue,
                severity: requiredChoice(level.severity, field + ".severity", standIn: .info),
                action: choice(level.action, field + ".action") ?? .none)
        }
        // What is worse depends on the comparison; without it nothing can be said of the levels.
        if hasRefused("threshold.comparison") { threshold.escalations = [] }
        return threshold
    }
}
