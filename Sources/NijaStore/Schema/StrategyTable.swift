import NijaModel

/// Strategies as they were after each change; the last row of an account and a name is the strategy as it is.
enum StrategyTable: EventTable {
    static let name = "strategy_change"
    static let kind = EventKinds.strategies
    static let columns = [
        "account", "name", "description", "parameters", "allocation", "status", "status_reason",
        "status_since",
        "status_uid", "status_gid", "status_pid", "registered_at", "previous_status", "reason",
    ]

    static func write(_ event: LedgerEvent, to row: inout RowBinder) throws(StoreError) {
        guard case .strategyChanged(let change) = event.payload, change.strategy.sequence == event.sequence
        else {
            throw .inconsistent(event)
        }
        let strategy = change.strategy
        row.add(strategy.account)
        row.add(strategy.name)
        row.add(said: strategy.description)
        row.add(said: strategy.parameters.isEmpty ? "" : TextJSON.text(strategy.parameters))
        row.add(strategy.allocation)
        row.add(strategy.status)
        row.add(said: strategy.statusReason)
        row.add(strategy.statusSince)
        row.add(strategy.statusActor)
        row.add(strategy.registeredAt)
        row.add(change.previousStatus)
        row.add(said: change.reason)
    }

    static func read(_ row: inout RowReader, _ start: EventStart) throws(StoreError) -> LedgerEvent.Payload {
        let (account, name) = (try row.text(), try row.text())
        var strategy = Strategy(name: name, account: account, registeredAt: .epoch, by: .daemon)
        strategy.description = try row.said()
        strategy.parameters = try row.textsByName()
        strategy.allocation = try row.optionalDecimal()
        strategy.status = try row.choice()
        strategy.statusReason = try row.said()
        strategy.statusSince = try row.time()
        strategy.statusActor = try row.actor()
        strategy.registeredAt = try row.time()
        strategy.sequence = start.sequence
        let previousStatus = try row.optionalChoice(StrategyStatus.self)
        return .strategyChanged(
            StrategyChange(strategy: strategy, previousStatus: previousStatus, reason: try row.said()))
    }
}
