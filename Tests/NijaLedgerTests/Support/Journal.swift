import NijaAnalytics
import NijaLedger
import NijaModel

/// Stands in for the store: keeps every event, finds what has an id, and answers what the ledger needs.
struct Journal {
    private(set) var events: [LedgerEvent] = []
    private var trades: [Key: RecordedTrade] = [:]
    private var reports: [Key: BalanceReport] = [:]
    private var flows: [Key: CashFlow] = [:]
    private var fills: [Key: RecordedFill] = [:]
    /// How often the ledger has asked for something.
    var needsCount = 0

    private struct Key: Hashable {
        let account: String
        let id: String
    }

    mutating func append(_ event: LedgerEvent) {
        events.append(event)
        switch event.payload {
        case .tradeRecorded(let recorded), .tradeVoided(let recorded):
            trades[Key(account: recorded.trade.account, id: recorded.trade.tradeID)] = recorded
        case .balanceReported(let report):
            reports[Key(account: report.account, id: report.requestID)] = report
        case .cashFlowRecorded(let flow):
            flows[Key(account: flow.account, id: flow.requestID)] = flow
        case .fillRecorded(let recorded):
            fills[Key(account: recorded.fill.account, id: recorded.fill.fillID)] = recorded
        default: break
        }
    }

    func trade(_ account: String, _ id: String) -> RecordedTrade? { trades[Key(account: account, id: id)] }
    func report(_ account: String, _ id: String) -> BalanceReport? { reports[Key(account: account, id: id)] }
    func fill(_ account: String, _ id: String) -> RecordedFill? { fills[Key(account: account, id: id)] }
    func flow(_ account: String, _ id: String) -> CashFlow? { flows[Key(account: account, id: id)] }

    /// Every fill of a user.
    func fills(_ account: String, user: String) -> [RecordedFill] {
        fills.values.filter { $0.fill.account == account && $0.fill.userID == user }
    }

    /// Trades that count, in the sequence in which they were recorded.
    func countingTrades(_ account: String, strategy: String? = nil) -> [RecordedTrade] {
        trades.values
            .filter {
                $0.voiding == nil && $0.trade.account == account
                    && (strategy == nil || strategy == $0.trade.strategy)
            }
            .sorted { $0.sequence < $1.sequence }
    }

    /// Hands the ledger what it needs.
    ///
    /// - Returns: the tail of a day, if that was needed.
    mutating func meet(_ needs: [Need], of ledger: inout Ledger) throws -> DayTail? {
        var tail: DayTail?
        for need in needs {
            needsCount += 1
            switch need {
            case .trades(let account, let strategy, let range):
                let outcomes = try countingTrades(account, strategy: strategy)
                    .map { try TradeSample($0.trade) }
                    .filter { range.first <= $0.key && $0.key <= range.last }
                    .sorted { $0.key < $1.key }
                    .map { NijaAnalytics.TradeOutcome($0) }
                try ledger.hydrate(need, with: outcomes)
            case .tail(let account, let after, let before):
                let profits = countingTrades(account).map(\.trade)
                    .filter { after < $0.exitTime && $0.exitTime < before }
                    .map { $0.profit.units - $0.fees.units }
                let paid = flows.values
                    .filter { $0.account == account && after < $0.time && $0.time < before }
                    .map(\.amount.units)
                tail = DayTail(
                    netProfit: Decimal(units: profits.reduce(0, +)), flows: Decimal(units: paid.reduce(0, +)))
            }
        }
        return tail
    }

    /// How an account or one of its strategies performs, computed from scratch: every fact once, by time.
    func recomputed(_ settings: Account, strategy: String? = nil) throws -> Performance {
        let boundary = settings.dayBoundary ?? .utc
        let series = SeriesSettings(
            boundary: boundary, periodsPerYear: settings.periodsPerYear, riskFreeRate: settings.riskFreeRate)
        var scope = Performance(
            kind: strategy == nil ? .account : .part, settings: series ?? .standard,
            initialCapital: settings.initialCapital)
        for (_, _, event) in try facts(of: settings.name, strategy: strategy) {
            switch event {
            case .add(let sample): try scope.add(sample)
            case .report(let report): try scope.record(report, tail: nil)
            case .flow(let flow): scope.record(flow)
            case .remove: break
            }
        }
        return scope
    }

    /// Facts by time; of several at an instant a report comes last, as it includes the others.
    private func facts(
        of account: String, strategy: String?
    ) throws -> [(Timestamp, UInt64, PerformanceEvent)] {
        var facts = try countingTrades(account, strategy: strategy).map { recorded in
            (
                recorded.trade.exitTime, recorded.sequence,
                PerformanceEvent.add(try TradeSample(recorded.trade))
            )
        }
        if strategy == nil {
            for flow in flows.values where flow.account == account {
                let sample = try FlowSample(time: flow.time, amount: flow.amount)
                facts.append((flow.time, flow.sequence, .flow(sample)))
            }
            for report in reports.values where report.account == account {
                let sample = try EquitySample(
                    time: report.time, balance: report.balance, equity: report.equity)
                facts.append((report.time, report.sequence | 1 << 63, .report(sample)))
            }
        }
        return facts.sorted { ($0.0, $0.1) < ($1.0, $1.1) }
    }
}
