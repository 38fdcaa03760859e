import NijaAnalytics
import NijaModel

/// Keeps every fact in plain lists, answers requirements as the real store does, and is the slow reference.
struct ReferenceStore {
    private(set) var trades: [TradeSample] = []
    private(set) var flows: [FlowSample] = []
    private(set) var reports: [EquitySample] = []
    /// How often a scope asked for something.
    private(set) var lookups = 0

    /// Applies `event` to the scope and then to the lists.
    mutating func apply(_ event: PerformanceEvent, to scope: inout Performance) throws {
        var tail: DayTail?
        for requirement in scope.requirements(for: event) {
            lookups += 1
            switch requirement {
            case .trades(let range): try scope.hydrate(range, with: outcomes(in: range))
            case .tail(let after, let before): tail = try self.tail(after: after, before: before)
            }
        }
        switch event {
        case .add(let sample):
            try scope.add(sample)
            trades.append(sample)
        case .remove(let sample):
            try scope.remove(sample)
            trades.removeAll { $0 == sample }
        case .report(let report):
            try scope.record(report, tail: tail)
            reports.append(report)
        case .flow(let flow):
            scope.record(flow)
            flows.append(flow)
        }
    }

    private func outcomes(in range: TradeKeyRange) -> [TradeOutcome] {
        let inside = trades.filter { range.first <= $0.key && $0.key <= range.last }
        return inside.sorted { $0.key < $1.key }.map(TradeOutcome.init)
    }

    private func tail(after: Timestamp, before: Timestamp) throws -> DayTail {
        var (profit, paid) = (Decimal.zero, Decimal.zero)
        for trade in trades where after < trade.exitTime && trade.exitTime < before {
            profit = try profit.adding(trade.profit).subtracting(trade.fees)
        }
        for flow in flows where after < flow.time && flow.time < before {
            paid = try paid.adding(flow.amount)
        }
        return DayTail(netProfit: profit, flows: paid)
    }

    /// Equity after all facts: the latest report and what came after it.
    func equity(initialCapital: Decimal) throws -> Decimal {
        let latest = reports.max { $0.time < $1.time }
        let start = latest?.time ?? .min
        let tail = try tail(after: start, before: .max)
        return try (latest?.equity ?? initialCapital).adding(tail.netProfit).adding(tail.flows)
    }

    /// The same with all facts before `instant` only.
    func equity(initialCapital: Decimal, before instant: Timestamp) throws -> Decimal {
        var earlier = ReferenceStore()
        earlier.trades = trades.filter { $0.exitTime < instant }
        earlier.flows = flows.filter { $0.time < instant }
        earlier.reports = reports.filter { $0.time < instant }
        return try earlier.equity(initialCapital: initialCapital)
    }

    /// Longest runs of wins and losses and the current run, by one plain loop.
    func streaks(_ basis: Basis) -> (win: Int, loss: Int, current: Int) {
        var (win, loss, run) = (0, 0, 0)
        for trade in trades.sorted(by: { $0.key < $1.key }) {
            let units = trade.profit.units - (basis == .net ? trade.fees.units : 0)
            let sign = units.signum() > 0 ? 1 : (units < 0 ? -1 : 0)
            run = sign != 0 && run.signum() == sign ? run + sign : sign
            win = max(win, run)
            loss = max(loss, -run)
        }
        return (win, loss, run)
    }

    /// All facts by time, each kind in the sequence that leaves no requirement.
    var chronological: [PerformanceEvent] {
        let events =
            trades.map { ($0.exitTime, $0.tradeID, PerformanceEvent.add($0)) }
            + flows.map { ($0.time, "", .flow($0)) } + reports.map { ($0.time, "~", .report($0)) }
        return events.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
    }
}
