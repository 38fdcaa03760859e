import NijaModel
import NijaStore

/// Which events a subscription carries.
///
/// Every condition that is set must hold, where an event has what it is about.
struct EventFilter: Sendable {
    var kinds: EventKinds = .all
    var account = ""
    var strategy = ""
    var trades = TradeConditions()
    var alarms = AlarmConditions()
    var positions = PositionQuery()
    /// Alarms only, without changes of thresholds and silences.
    var isAlarmsOnly = false

    func matches(_ event: LedgerEvent) -> Bool {
        switch event.payload {
        case .tradeRecorded(let recorded), .tradeVoided(let recorded):
            kinds.contains(.trades) && matches(account: recorded.trade.account, recorded.trade.strategy)
                && trades.matches(recorded.trade)
        case .accountChanged, .balanceReported, .cashFlowRecorded:
            kinds.contains(.accounts) && matches(account: event.account, "")
        case .strategyChanged(let change):
            kinds.contains(.strategies) && matches(account: change.strategy.account, change.strategy.name)
        case .alarmChanged(let change):
            kinds.contains(.alarms) && matches(account: change.alarm.account, change.alarm.strategy)
                && alarms.matches(change.alarm)
        case .fillRecorded(let recorded):
            kinds.contains(.fills) && matches(account: recorded.fill.account, recorded.fill.strategy)
                && (trades.symbol.isEmpty || trades.symbol == recorded.fill.symbol)
        case .complianceRuleChanged:
            kinds.contains(.complianceRules)
                && (account.isEmpty || event.account.isEmpty || event.account == account)
        case .thresholdChanged, .silenced:
            kinds.contains(.alarms) && !isAlarmsOnly
                && (account.isEmpty || event.account.isEmpty || event.account == account)
        case .positionOpened(let opening): matches(opening)
        case .positionChanged(let change): matches(change.position.opening)
        case .exitRulesChanged: kinds.contains(.positions) && matches(account: event.account, "")
        // The daemon's own notes; streams carry prices and portfolios as they come.
        case .priceMarked, .openResultMarked: false
        }
    }

    private func matches(_ opening: PositionOpening) -> Bool {
        kinds.contains(.positions) && matches(account: opening.account, opening.strategy)
            && positions.matches(opening)
    }

    /// What is about the account as a whole passes a filter on a strategy.
    private func matches(account: String, _ strategy: String) -> Bool {
        (self.account.isEmpty || self.account == account)
            && (self.strategy.isEmpty || strategy.isEmpty || self.strategy == strategy)
    }
}

/// Conditions on trades.
struct TradeConditions: Sendable {
    var symbol = "", venue = "", botID = "", promptID = "", userID = "", tag = ""
    var side: Side?
    var exitReason: ExitReason?
    var from: Timestamp?
    var to: Timestamp?
    var outcome: TradeQuery.Outcome?

    func matches(_ trade: Trade) -> Bool {
        guard symbol.isEmpty || symbol == trade.symbol, venue.isEmpty || venue == trade.venue,
            botID.isEmpty || botID == trade.botID, promptID.isEmpty || promptID == trade.promptID,
            userID.isEmpty || userID == trade.userID
        else { return false }
        guard tag.isEmpty || trade.tags.contains(tag), side == nil || side == trade.side,
            exitReason == nil || exitReason == trade.exitReason
        else { return false }
        guard from.map({ $0 <= trade.exitTime }) ?? true, to.map({ trade.exitTime < $0 }) ?? true else {
            return false
        }
        switch outcome {
        case .win: return trade.profit > .zero
        case .loss: return trade.profit < .zero
        case .breakEven: return trade.profit.isZero
        case nil: return true
        }
    }
}

/// Conditions on alarms.
struct AlarmConditions: Sendable {
    var account = "", strategy = "", name = ""
    var severity: Severity?
    var minSeverity: Severity?
    var category: AlarmCategory?

    func matches(_ alarm: Alarm) -> Bool {
        (account.isEmpty || account == alarm.account) && (strategy.isEmpty || strategy == alarm.strategy)
            && (name.isEmpty || name == alarm.name) && (severity == nil || severity == alarm.severity)
            && (minSeverity.map { $0 <= alarm.severity } ?? true)
            && (category == nil || category == alarm.category)
    }
}
