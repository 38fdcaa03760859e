import NijaAnalytics
import NijaLedger
import NijaModel
import NijaStore

/// Computes the figures of a scope or window that the ledger does not keep current: reads its trades, on a worker.
struct ScopeScan: Sendable {
    /// Which trades.
    var query: TradeQuery
    /// The account's conventions.
    var settings: SeriesSettings
    /// Equity at the beginning of the window; the initial capital for all of history.
    var initialEquity: Decimal
    /// Balance reports and cash flows count too: the account as a whole within a window.
    var isWholeAccount: Bool
    /// The last event that counts.
    var bound: UInt64

    /// A fact with its time; at the same time trades and cash flows come before the report that includes them.
    private enum Fact {
        case flow(FlowSample)
        case report(EquitySample)

        var time: Timestamp {
            switch self {
            case .flow(let flow): flow.time
            case .report(let report): report.time
            }
        }
    }

    /// Reads and computes.
    func performance(_ reader: LedgerReader) throws(StoreError) -> Performance {
        var facts = isWholeAccount ? try self.facts(reader)[...] : []
        var performance = empty
        try reader.scan(query, upTo: bound) { recorded throws(StoreError) in
            while let next = facts.first, next.time < recorded.trade.exitTime {
                try Self.apply(facts.removeFirst(), to: &performance)
            }
            try Self.consistent { () throws(AnalyticsError) in
                try performance.add(TradeSample(recorded.trade))
            }
        }
        for fact in facts { try Self.apply(fact, to: &performance) }
        performance.settle()
        return performance
    }

    /// Reads once and computes for each group that `keys` puts a trade into.
    func grouped(
        _ reader: LedgerReader, by keys: @Sendable (Trade) -> [String]
    ) throws(StoreError) -> [String: Performance] {
        var groups: [String: Performance] = [:]
        try reader.scan(query, upTo: bound) { recorded throws(StoreError) in
            for key in keys(recorded.trade) {
                var group = groups.removeValue(forKey: key) ?? empty
                try Self.consistent { () throws(AnalyticsError) in try group.add(TradeSample(recorded.trade))
                }
                groups[key] = group
            }
        }
        return groups.mapValues { group in
            var group = group
            group.settle()
            return group
        }
    }

    private var empty: Performance {
        Performance(
            kind: isWholeAccount ? .account : .part, settings: settings, initialCapital: initialEquity)
    }

    private func facts(_ reader: LedgerReader) throws(StoreError) -> [Fact] {
        let (from, to) = (query.from ?? .min, query.to ?? .max)
        let flows = try reader.cashFlows(account: query.account, from: from, to: to)
        let reports = try reader.balanceReports(
            account: query.account, from: from, to: to, after: nil, limit: .max)
        var facts: [Fact] = []
        for flow in flows {
            facts.append(
                .flow(
                    try Self.consistent { () throws(AnalyticsError) in
                        try FlowSample(time: flow.time, amount: flow.amount)
                    }))
        }
        for report in reports {
            facts.append(
                .report(
                    try Self.consistent { () throws(AnalyticsError) in
                        try EquitySample(time: report.time, balance: report.balance, equity: report.equity)
                    }))
        }
        return facts.enumerated().sorted { left, right in
            (left.element.time, left.offset) < (right.element.time, right.offset)
        }.map(\.element)
    }

    private static func apply(_ fact: Fact, to performance: inout Performance) throws(StoreError) {
        switch fact {
        case .flow(let flow): performance.record(flow)
        case .report(let report):
            try consistent { () throws(AnalyticsError) in try performance.record(report) }
        }
    }

    private static func consistent<Value>(_ body: () throws(AnalyticsError) -> Value) throws(StoreError)
        -> Value
    {
        do throws(AnalyticsError) {
            return try body()
        } catch {
            throw StoreError(.damaged, "the stored trades contradict each other: \(error)")
        }
    }
}
