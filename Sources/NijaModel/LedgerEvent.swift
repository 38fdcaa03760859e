/// Something that happened, at its place in the ledger.
public struct LedgerEvent: Hashable, Sendable {
    /// Its place: strictly increasing, never repeated, also across restarts.
    public var sequence: UInt64
    /// When it was recorded.
    public var time: Timestamp
    /// Who caused it.
    public var actor: Actor
    /// What happened.
    public var payload: Payload

    /// What can happen; each kind is a reference, so that events are passed on without copying what they carry.
    public enum Payload: Hashable, Sendable {
        /// A trade was recorded.
        case tradeRecorded(RecordedTrade)
        /// A trade was voided; it carries its voiding.
        case tradeVoided(RecordedTrade)
        /// An account was created or its settings changed.
        indirect case accountChanged(Account)
        /// A balance was reported.
        indirect case balanceReported(BalanceReport)
        /// Money came in or went out.
        indirect case cashFlowRecorded(CashFlow)
        /// A strategy was registered or changed.
        indirect case strategyChanged(StrategyChange)
        /// Something happened to an alarm.
        indirect case alarmChanged(AlarmChange)
        /// A threshold was created, replaced or deleted.
        indirect case thresholdChanged(ThresholdChange)
        /// A silence came into force.
        indirect case silenced(Silence)
        /// A position was opened, or its entry ordered.
        indirect case positionOpened(PositionOpening)
        /// Something happened to a position.
        indirect case positionChanged(PositionChange)
        /// A price has moved a trailing stop.
        indirect case priceMarked(Price)
        /// The rules that an account's positions inherit were changed.
        indirect case exitRulesChanged(ExitRulesChange)
        /// A fill was recorded.
        indirect case fillRecorded(RecordedFill)
        /// A rule of compliance was set.
        indirect case complianceRuleChanged(ComplianceRule)
        /// What open positions have come to was noted.
        indirect case openResultMarked(OpenResultMark)
    }

    /// Creates an event.
    public init(sequence: UInt64, time: Timestamp, actor: Actor, payload: Payload) {
        self.sequence = sequence
        self.time = time
        self.actor = actor
        self.payload = payload
    }

    /// The account it concerns; empty when it concerns none or all.
    public var account: String {
        switch payload {
        case .tradeRecorded(let recorded), .tradeVoided(let recorded): recorded.trade.account
        case .accountChanged(let account): account.name
        case .balanceReported(let report): report.account
        case .cashFlowRecorded(let flow): flow.account
        case .strategyChanged(let change): change.strategy.account
        case .alarmChanged(let change): change.alarm.account
        case .thresholdChanged(let change): change.threshold.key.account
        case .silenced(let silence): silence.account
        case .positionOpened(let opening): opening.account
        case .positionChanged(let change): change.position.opening.account
        case .priceMarked: ""
        case .exitRulesChanged(let change): change.account
        case .fillRecorded(let recorded): recorded.fill.account
        case .complianceRuleChanged(let rule): rule.key.account
        case .openResultMarked(let mark): mark.account
        }
    }
}
