import NijaMessages
import NijaModel

extension Event {
    /// An event of the ledger as every stream carries it.
    init(_ event: LedgerEvent) {
        self.init()
        (sequence, time, account) = (event.sequence, TimestampMessage(event.time), event.account)
        switch event.payload {
        case .tradeRecorded(let recorded): payload = .tradeRecorded(NijaMessages.Trade(recorded))
        case .tradeVoided(let recorded): payload = .tradeVoided(NijaMessages.Trade(recorded))
        case .accountChanged(let account): payload = .accountChanged(NijaMessages.Account(account))
        case .balanceReported(let report): payload = .balance(NijaMessages.BalanceReport(report))
        case .cashFlowRecorded(let flow): payload = .cashFlow(NijaMessages.CashFlow(flow))
        case .silenced(let silence): payload = .silence(NijaMessages.Silence(silence))
        case .fillRecorded(let recorded): payload = .fillRecorded(NijaMessages.Fill(recorded))
        case .complianceRuleChanged(let rule):
            payload = .complianceRule(NijaMessages.ComplianceRule(rule))
        case .strategyChanged(let change):
            var message = StrategyEvent()
            message.strategy = NijaMessages.Strategy(change.strategy)
            message.previousStatus = .init(rawValue: Int32(change.previousStatus?.rawValue ?? 0))
            (message.actor, message.reason) = (NijaMessages.Actor(event.actor), change.reason)
            payload = .strategy(message)
        case .alarmChanged(let change):
            var message = AlarmEvent()
            message.alarm = NijaMessages.Alarm(change.alarm)
            message.transition = .init(rawValue: Int32(change.transition.rawValue))
            (message.actor, message.note) = (NijaMessages.Actor(event.actor), change.note)
            message.silenced = change.isSilenced
            payload = .alarm(message)
        case .positionOpened(let opening): payload = .position(PositionEvent(opening, event))
        case .positionChanged(let change): payload = .position(PositionEvent(change, event.actor))
        case .priceMarked(let price): payload = .price(NijaMessages.Price(price))
        case .exitRulesChanged(let change):
            var message = NijaMessages.ExitRulesChange()
            message.rules = NijaMessages.ExitRules(change.rules)
            message.actor = NijaMessages.Actor(event.actor)
            payload = .exitRules(message)
        case .thresholdChanged(let change):
            var message = NijaMessages.ThresholdChange()
            message.threshold = NijaMessages.Threshold(change.threshold)
            (message.deleted, message.actor) = (change.isDeleted, NijaMessages.Actor(event.actor))
            payload = .threshold(message)
        case .openResultMarked:
            // The daemon's own note, which no stream carries.
            break
        }
    }

    /// A sign of life of a stream: everything up to `sequence` was delivered.
    static func heartbeat(sequence: UInt64, at now: Timestamp) -> Event {
        var event = Event()
        (event.sequence, event.time, event.payload) = (
            sequence, TimestampMessage(now), .heartbeat(Heartbeat())
        )
        return event
    }

    /// The last word of a stream before the daemon ends: resume after `sequence`.
    static func goingAway(sequence: UInt64, at now: Timestamp, reason: String) -> Event {
        var event = Event()
        var goingAway = GoingAway()
        goingAway.reason = reason
        (event.sequence, event.time, event.payload) = (sequence, TimestampMessage(now), .goingAway(goingAway))
        return event
    }
}
