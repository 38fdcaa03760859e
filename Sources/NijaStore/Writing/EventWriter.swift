import NijaModel

/// Writes events into their tables; statements are compiled once.
final class EventWriter {
    private let trade: Statement
    private let void: Statement
    private let markVoided: Statement
    private let account: Statement
    private let balance: Statement
    private let cashFlow: Statement
    private let strategy: Statement
    private let alarm: Statement
    private let threshold: Statement
    private let silence: Statement

    init(_ connection: Connection) throws(StoreError) {
        func insert(_ table: String, _ columns: Int) throws(StoreError) -> Statement {
            let marks = repeatElement("?", count: columns).joined(separator: ",")
            return try connection.prepare("INSERT INTO \(table) VALUES (\(marks))")
        }
        trade = try insert("trade", TradeColumns.count)
        void = try insert("trade_void", 7)
        markVoided = try connection.prepare("UPDATE trade SET void_sequence = ? WHERE sequence = ?")
        account = try insert("account_change", 13)
        balance = try insert("balance_report", 12)
        cashFlow = try insert("cash_flow", 10)
        strategy = try insert("strategy_change", 11)
        alarm = try insert("alarm_change", 17)
        threshold = try insert("threshold_change", 8)
        silence = try insert("silence", 8)
    }

    func write(_ event: LedgerEvent) throws(StoreError) {
        switch event.payload {
        case .tradeRecorded(let recorded):
            bindStart(trade, event)
            TradeColumns.bind(recorded, to: trade)
            try trade.run()
        case .tradeVoided(let recorded): try writeVoid(recorded, event)
        case .accountChanged(let settings): try write(settings, event)
        case .balanceReported(let report): try write(report, event)
        case .cashFlowRecorded(let flow): try write(flow, event)
        case .strategyChanged(let change): try write(change, event)
        case .alarmChanged(let change): try write(change, event)
        case .thresholdChanged(let change):
            bindStart(threshold, event)
            threshold.bind(6, change.threshold.key.name)
            threshold.bind(7, change.isDeleted)
            threshold.bind(8, blob: state(of: change.threshold))
            try threshold.run()
        case .silenced(let value):
            bindStart(silence, event)
            silence.bind(6, value.until)
            silence.bind(7, value.reason)
            silence.bind(8, blob: state(of: value))
            try silence.run()
        }
    }

    /// Sequence, time and author, which every table begins with; the daemon is the author without a process.
    private func bindStart(_ statement: Statement, _ event: LedgerEvent) {
        statement.bind(1, event.sequence)
        statement.bind(2, event.time)
        statement.bind(3, Int64(event.actor.uid))
        statement.bind(4, Int64(event.actor.gid))
        statement.bind(5, Int64(event.actor.isDaemon ? -1 : event.actor.pid))
    }

    private func writeVoid(_ recorded: RecordedTrade, _ event: LedgerEvent) throws(StoreError) {
        bindStart(void, event)
        void.bind(6, recorded.sequence)
        void.bind(7, recorded.voiding?.reason ?? "")
        try void.run()
        markVoided.bind(1, event.sequence)
        markVoided.bind(2, recorded.sequence)
        try markVoided.run()
    }

    private func write(_ settings: Account, _ event: LedgerEvent) throws(StoreError) {
        bindStart(account, event)
        account.bind(6, settings.name)
        account.bind(7, settings.initialCapital)
        account.bind(8, settings.currency)
        account.bind(9, Int64(settings.periodsPerYear))
        account.bind(10, settings.riskFreeRate)
        account.bind(11, Int64(settings.dayBoundaryMinutes))
        account.bind(12, settings.isStrict)
        account.bind(13, settings.createdAt)
        try account.run()
    }

    private func write(_ report: BalanceReport, _ event: LedgerEvent) throws(StoreError) {
        bindStart(balance, event)
        balance.bind(6, report.account)
        balance.bind(7, report.requestID)
        balance.bind(8, report.time)
        balance.bind(9, report.balance)
        balance.bind(10, report.equity)
        balance.bind(11, report.exposure)
        balance.bind(12, report.margin)
        try balance.run()
    }

    private func write(_ flow: CashFlow, _ event: LedgerEvent) throws(StoreError) {
        bindStart(cashFlow, event)
        cashFlow.bind(6, flow.account)
        cashFlow.bind(7, flow.requestID)
        cashFlow.bind(8, flow.time)
        cashFlow.bind(9, flow.amount)
        cashFlow.bind(10, flow.note)
        try cashFlow.run()
    }

    private func write(_ change: StrategyChange, _ event: LedgerEvent) throws(StoreError) {
        bindStart(strategy, event)
        strategy.bind(6, change.strategy.account)
        strategy.bind(7, change.strategy.name)
        strategy.bind(8, optional: change.previousStatus.map { Int64($0.rawValue) })
        strategy.bind(9, Int64(change.strategy.status.rawValue))
        strategy.bind(10, change.reason)
        strategy.bind(11, blob: state(of: change.strategy))
        try strategy.run()
    }

    private func write(_ change: AlarmChange, _ event: LedgerEvent) throws(StoreError) {
        bindStart(alarm, event)
        alarm.bind(6, change.alarm.account)
        alarm.bind(7, change.alarm.alarmID)
        alarm.bind(8, change.alarm.name)
        alarm.bind(9, change.alarm.strategy)
        alarm.bind(10, Int64(change.alarm.severity.rawValue))
        alarm.bind(11, Int64(change.alarm.category.rawValue))
        alarm.bind(12, Int64(change.transition.rawValue))
        alarm.bind(13, change.isSilenced)
        alarm.bind(14, Int64(change.action.rawValue))
        alarm.bind(15, change.note)
        alarm.bind(16, change.alarm.message)
        alarm.bind(17, blob: state(of: change.alarm))
        try alarm.run()
    }

    private func state(of value: some Checkpointable) -> [UInt8] {
        var writer = StateWriter()
        writer.write(value)
        return writer.bytes
    }
}
