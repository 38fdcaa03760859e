import NijaAlarms
public import NijaAnalytics
public import NijaModel
import NijaPositions

// Making events true: the one place where facts change state, live and when history is replayed.

extension Ledger {
    /// Makes an event of the store true again; events come in the order of their sequence, each once.
    ///
    /// - Parameters:
    ///   - event: the event.
    ///   - tail: what `needs(for:)` asked for, for a balance report.
    /// - Throws: `AnalyticsError` when the store contradicts itself, or when a need was not met.
    public mutating func restore(_ event: LedgerEvent, tail: DayTail? = nil) throws(AnalyticsError) {
        precondition(event.sequence > sequence, "an event of the past was restored")
        sequence = event.sequence
        switch event.payload {
        case .alarmChanged(let change): return alarms.adopt(change)
        case .silenced(let silence): return alarms.adopt(silence)
        case .priceMarked(let price):
            // Its hits are events of their own.
            _ = positions.observe(price)
        case .fillRecorded, .complianceRuleChanged: return restoreCompliance(event.payload)
        case .thresholdChanged(let change):
            alarms.adopt(change)
            settleAlarms(account: "", at: event.time)
        default:
            try evolve(event, tail: tail)
            settleAlarms(account: event.account, at: event.time)
        }
    }

    /// Lets cleared breaches of an account, or of all when it is empty, recover.
    ///
    /// Their recovery leaves no event, so it is looked for after the same events live and when they are restored.
    mutating func settleAlarms(account: String, at now: Timestamp) {
        for scope in alarms.scopesToSettle where account.isEmpty || scope.account == account {
            guard let figures = alarmFigures(scope, at: now) else { continue }
            alarms.settle(scope, at: now, value: figures.value(of:))
        }
    }

    /// Brings everything up to date after the last event was restored.
    public mutating func finishRestoring(at now: Timestamp) {
        accounts.changeAll { $0.settleAll() }
        settleAlarms(account: "", at: now)
    }

    /// Changes the state as the event says.
    mutating func evolve(_ event: LedgerEvent, tail: DayTail? = nil) throws(AnalyticsError) {
        let slot = accounts.slot(of: event.account)
        switch event.payload {
        case .tradeRecorded(let recorded):
            tradesCount += 1
            if let slot { try accounts[slot].add(recorded.trade) }
        case .tradeVoided(let recorded):
            if let slot { try accounts[slot].remove(recorded.trade) }
        case .balanceReported(let report):
            if let slot { try accounts[slot].add(report, tail: tail) }
        case .cashFlowRecorded(let flow):
            if let slot { try accounts[slot].add(flow) }
        case .accountChanged(let account):
            if let slot {
                accounts[slot].adopt(account)
            } else {
                accounts.insert(AccountState(settings: account), named: account.name)
            }
        case .strategyChanged(let change):
            if let slot { accounts[slot].adopt(change.strategy) }
        case .positionOpened(let opening):
            let opened = try? Position.opened(opening, sequence: event.sequence, recordedAt: event.time)
            guard let opened else { throw .outOfRange(field: "quantity") }
            positions.adopt(opened)
        case .positionChanged(let change):
            positions.adopt(change.position)
        case .exitRulesChanged(let change):
            exitRules[change.account] = change.rules
        case .openResultMarked(let mark):
            if let slot { accounts[slot].adopt(mark, at: event.time) }
        case .alarmChanged, .thresholdChanged, .silenced, .priceMarked, .fillRecorded,
            .complianceRuleChanged:
            // The books of alarms, positions and compliance have changed already when they hand these out.
            break
        }
    }
}
