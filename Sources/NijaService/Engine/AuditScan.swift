import NijaCompliance
import NijaLedger
import NijaModel
import NijaStore

/// An audit from scratch, and what it was made of.
struct AuditOutcome: Sendable {
    let report: AuditReport
    /// It is of recorded fills, and not of legs of trades.
    let areFillsRecorded: Bool
    /// Trades that say too little to be audited.
    let tradesLeftOut: Int
    /// The last event that it includes.
    let bound: UInt64
}

/// Audits a user from scratch: reads the fills, or the trades when there are none, on a worker.
struct AuditScan: Sendable {
    /// Whose audit it is.
    var user: AuditedUser
    /// The rules that are on.
    var rules: ActiveRules
    /// The day on which it is asked.
    var today: Day
    /// Capital of the account before anything.
    var initialCapital: Decimal
    /// The last event that counts.
    var bound: UInt64

    /// Reads and audits.
    ///
    /// - Cost: a few microseconds a fill or a trade.
    func outcome(_ reader: LedgerReader) throws(StoreError) -> AuditOutcome {
        let fills = try reader.fills(account: user.account, userID: user.userID, upTo: bound)
        if !fills.isEmpty {
            return AuditOutcome(
                report: AuditReport(of: fills, rules, on: today), areFillsRecorded: true, tradesLeftOut: 0,
                bound: bound)
        }
        let (legs, leftOut) = try legs(reader)
        return AuditOutcome(
            report: AuditReport(of: legs, rules, on: today), areFillsRecorded: false, tradesLeftOut: leftOut,
            bound: bound)
    }

    /// The legs of the user's trades, each with what the account was worth when it was executed.
    private func legs(_ reader: LedgerReader) throws(StoreError) -> (fills: [RecordedFill], leftOut: Int) {
        var curve = EquityCurve(initialCapital: initialCapital)
        for report in try reader.balanceReports(
            account: user.account, from: .min, to: .max, after: nil, limit: .max)
        { curve.add(report) }
        for flow in try reader.cashFlows(account: user.account, from: .min, to: .max) { curve.add(flow) }
        var legs: [RecordedFill] = []
        var leftOut = 0
        try reader.scan(TradeQuery(account: user.account), .all, upTo: bound) { recorded throws(StoreError) in
            curve.add(recorded.trade)
            guard recorded.trade.userID == user.userID else { return }
            if let (entry, exit) = recorded.legs {
                legs += [entry, exit]
            } else {
                leftOut += 1
            }
        }
        curve.finish()
        for index in legs.indices { legs[index].fill.equity = curve.equity(at: legs[index].fill.executedAt) }
        return (legs, leftOut)
    }
}

/// What an account was worth at any time: the last balance report up to then, with profits and cash flows after it.
struct EquityCurve {
    private enum Fact {
        case change(Int128)
        case report(Int128)
    }

    private var facts: [(time: Timestamp, fact: Fact)] = []
    private var points: [(time: Timestamp, equity: Int128)] = []
    private let initialCapital: Decimal

    init(initialCapital: Decimal) {
        self.initialCapital = initialCapital
    }

    mutating func add(_ trade: Trade) {
        facts.append((trade.exitTime, .change(trade.profit.units - trade.fees.units)))
    }

    mutating func add(_ flow: CashFlow) { facts.append((flow.time, .change(flow.amount.units))) }

    mutating func add(_ report: BalanceReport) { facts.append((report.time, .report(report.equity.units))) }

    /// Makes the curve of all facts; at the same time a report comes last, as it includes the others.
    mutating func finish() {
        facts.sort { left, right in
            if left.time != right.time { return left.time < right.time }
            if case .change = left.fact, case .report = right.fact { return true }
            return false
        }
        var equity = initialCapital.units
        points.reserveCapacity(facts.count)
        for (time, fact) in facts {
            switch fact {
            case .change(let amount): equity &+= amount
            case .report(let reported): equity = reported
            }
            points.append((time, equity))
        }
        facts.removeAll()
    }

    /// The equity at `time`, with everything up to then.
    func equity(at time: Timestamp) -> Decimal {
        var (low, high) = (0, points.count)
        while low < high {
            let middle = (low + high) / 2
            if points[middle].time <= time { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? initialCapital : Decimal(units: points[low - 1].equity)
    }
}
