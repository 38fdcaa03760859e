import NijaAlarms
import NijaAnalytics
import NijaCompliance
import NijaLedger
import NijaModel

/// A ledger with its journal, its clock and whoever sits in front of it, so that a test says only what matters.
struct Desk {
    var ledger = Ledger()
    var journal = Journal()
    var now = noon()
    var actor = person

    var context: Context { Context(now: now, actor: actor) }

    /// The account "main" with a capital of 1000, and no thresholds but these.
    init(_ thresholds: Threshold..., capital: Int = 1000) throws {
        try run { desk throws(LedgerError) in
            for threshold in desk.ledger.alarms.thresholds(account: "") {
                _ = try desk.ledger.deleteThreshold(threshold.key, desk.context)
            }
            let account = Account(name: "main", initialCapital: Decimal(capital), createdAt: desk.now)
            _ = try desk.ledger.createAccount(account, desk.context)
            for threshold in thresholds { _ = try desk.ledger.putThreshold(threshold, desk.context) }
        }
    }

    /// The account "main" and the built-in thresholds.
    static func withBuiltIns(capital: Int = 1000) throws -> Desk {
        var desk = try Desk()
        (desk.ledger, desk.journal) = (Ledger(), Journal())
        try desk.run { desk throws(LedgerError) in
            let account = Account(name: "main", initialCapital: Decimal(capital), createdAt: desk.now)
            _ = try desk.ledger.createAccount(account, desk.context)
        }
        return desk
    }

    /// Does something and keeps its events.
    @discardableResult
    mutating func run<Value>(_ body: (inout Desk) throws(LedgerError) -> Value) throws(LedgerError) -> Value {
        let value = try body(&self)
        for event in ledger.takePending() { journal.append(event) }
        return value
    }

    /// The same, again with what the ledger asks for.
    mutating func runHydrated<Value>(
        _ body: (inout Desk) throws(LedgerError) -> Value
    ) throws -> Value {
        do throws(LedgerError) {
            return try run(body)
        } catch {
            guard case .notHydrated(let needs) = error else { throw error }
            _ = try journal.meet(needs, of: &ledger)
        }
        return try run(body)
    }

    mutating func advance(_ seconds: Int64) { now = now.adding(.seconds(seconds)) }

    // MARK: Commands, as the daemon gives them

    @discardableResult
    mutating func record(
        _ trade: Trade, isExitTimeGiven: Bool = true, isStrict: Bool = false
    ) throws -> Answer<RecordedTrade> {
        let known = trade.tradeID.isEmpty ? nil : journal.trade(trade.account, trade.tradeID)
        let submission = Ledger.TradeSubmission(
            trade: trade, isExitTimeGiven: isExitTimeGiven, isStrict: isStrict)
        return try runHydrated { desk throws(LedgerError) in
            try desk.ledger.recordTrade(submission, known: known, desk.context)
        }
    }

    @discardableResult
    mutating func void(_ recorded: RecordedTrade, reason: String = "wrong") throws -> Answer<RecordedTrade> {
        let known = journal.trade(recorded.trade.account, recorded.trade.tradeID) ?? recorded
        return try runHydrated { desk throws(LedgerError) in
            try desk.ledger.voidTrade(known, reason: reason, desk.context)
        }
    }

    @discardableResult
    mutating func report(_ report: BalanceReport, isTimeGiven: Bool = true) throws -> Answer<BalanceReport> {
        let known = journal.report(report.account, report.requestID)
        let tail = known == nil ? try journal.meet(ledger.needs(for: report), of: &ledger) : nil
        return try run { desk throws(LedgerError) in
            try desk.ledger.reportBalance(
                report, isTimeGiven: isTimeGiven, known: known, tail: tail, desk.context)
        }
    }

    @discardableResult
    mutating func record(_ flow: CashFlow, isTimeGiven: Bool = true) throws -> Answer<CashFlow> {
        let known = journal.flow(flow.account, flow.requestID)
        return try run { desk throws(LedgerError) in
            try desk.ledger.recordCashFlow(flow, isTimeGiven: isTimeGiven, known: known, desk.context)
        }
    }

    @discardableResult
    mutating func record(_ fill: Fill, isTimeGiven: Bool = true) throws -> Ledger.FillAnswer {
        let known = fill.fillID.isEmpty ? nil : journal.fill(fill.account, fill.fillID)
        let submission = Ledger.FillSubmission(fill: fill, isTimeGiven: isTimeGiven)
        return try run { desk throws(LedgerError) in
            try desk.ledger.recordFill(submission, known: known, .newYork, desk.context)
        }
    }

    @discardableResult
    mutating func put(_ rule: ComplianceRule) throws(LedgerError) -> Answer<ComplianceRule> {
        try run { desk throws(LedgerError) in try desk.ledger.putRule(rule, desk.context) }
    }

    @discardableResult
    mutating func move(
        _ move: StrategyMove, _ name: String, reason: String = "because"
    ) throws(LedgerError) -> Answer<Strategy> {
        try run { desk throws(LedgerError) in
            try desk.ledger.moveStrategy(move, account: "main", name: name, reason: reason, desk.context)
        }
    }

    @discardableResult
    mutating func put(_ threshold: Threshold) throws(LedgerError) -> Threshold {
        try run { desk throws(LedgerError) in try desk.ledger.putThreshold(threshold, desk.context).threshold
        }
    }

    // MARK: Looking

    /// What has happened since the event `sequence`, a line each.
    func told(after sequence: UInt64) -> [String] {
        journal.events.filter { $0.sequence > sequence }.map(\.told)
    }

    /// What `body` makes happen, a line each.
    mutating func tell(_ body: (inout Desk) throws -> Void) rethrows -> [String] {
        let before = ledger.sequence
        try body(&self)
        return told(after: before)
    }

    /// The bytes of the ledger as a checkpoint has them.
    var bytes: [UInt8] { ledger.bytes }

    /// The same desk after a restart: everything restored from the events after `sequence`, on top of `start`.
    func restarted(from start: Ledger = Ledger()) throws -> Desk {
        var other = self
        (other.ledger, other.journal) = (start, Journal())
        for event in journal.events {
            if event.sequence > start.sequence { try other.restore(event) }
            other.journal.append(event)
        }
        other.ledger.finishRestoring(at: now)
        return other
    }

    private mutating func restore(_ event: LedgerEvent) throws {
        let needs: [Need] =
            switch event.payload {
            case .tradeRecorded(let recorded): ledger.needs(for: recorded.trade, isVoided: false)
            case .tradeVoided(let recorded): ledger.needs(for: recorded.trade, isVoided: true)
            case .balanceReported(let report): ledger.needs(for: report)
            default: []
            }
        let tail = try journal.meet(needs, of: &ledger)
        try ledger.restore(event, tail: tail)
    }
}

extension Checkpointable {
    /// The bytes of a checkpoint: equal values have equal ones.
    var bytes: [UInt8] {
        var writer = StateWriter()
        writer.write(self)
        return writer.bytes
    }
}

extension LedgerEvent {
    /// The event in a few words, for comparisons that read well when they fail.
    var told: String {
        switch payload {
        case .tradeRecorded(let recorded): "trade \(recorded.trade.tradeID)"
        case .tradeVoided(let recorded): "void \(recorded.trade.tradeID)"
        case .accountChanged(let account): "account \(account.name)"
        case .balanceReported(let report): "balance \(report.balance)"
        case .cashFlowRecorded(let flow): "cash flow \(flow.amount)"
        case .strategyChanged(let change):
            "\(change.strategy.name) is \(change.strategy.status.label): \(change.reason)"
        case .alarmChanged(let change):
            "\(change.alarm.name) \(change.transition) \(change.alarm.severity)"
        case .thresholdChanged(let change):
            "threshold \(change.threshold.key.name) \(change.isDeleted ? "deleted" : "put")"
        case .silenced(let silence): "silence \(silence.silenceID)"
        case .positionOpened(let opening): "position \(opening.positionID) opened"
        case .positionChanged(let change):
            "position \(change.position.opening.positionID) \(change.transition): \(change.position.status.label)"
        case .priceMarked(let price): "price of \(price.symbol)"
        case .openResultMarked(let mark): "open result of \(mark.account) is \(mark.result.total)"
        case .exitRulesChanged(let change): "rules of \(change.account)"
        case .fillRecorded(let recorded): "fill \(recorded.fill.fillID)"
        case .complianceRuleChanged(let rule): "rule \(rule.key.ruleID)"
        }
    }
}
