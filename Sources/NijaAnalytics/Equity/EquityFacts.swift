public import NijaModel

/// What an account was worth at an instant, as its owner reported it; it includes all that came before.
public struct EquitySample: Hashable, Sendable {
    /// When it was so.
    public let time: Timestamp
    /// Cash, without open positions.
    public let balance: Decimal
    /// Cash and open positions.
    public let equity: Decimal

    /// Makes a report.
    ///
    /// - Throws: `.outOfRange` when an amount is beyond `AnalyticsLimits.amount`.
    public init(time: Timestamp, balance: Decimal, equity: Decimal) throws(AnalyticsError) {
        try TradeSample.check(balance, "balance")
        try TradeSample.check(equity, "equity")
        self.time = time
        self.balance = balance
        self.equity = equity
    }
}

/// Money paid into or out of an account.
public struct FlowSample: Hashable, Sendable {
    /// When it was paid.
    public let time: Timestamp
    /// Positive is a deposit, negative a withdrawal.
    public let amount: Decimal

    /// Makes a cash flow.
    ///
    /// - Throws: `.outOfRange` when the amount is beyond `AnalyticsLimits.amount`.
    public init(time: Timestamp, amount: Decimal) throws(AnalyticsError) {
        try TradeSample.check(amount, "amount")
        self.time = time
        self.amount = amount
    }
}

/// What happened on one day after an instant: what a report that arrives late does not include.
public struct DayTail: Hashable, Sendable {
    /// The net profit of the trades closed after the instant.
    public let netProfit: Decimal
    /// The sum of the cash flows after the instant.
    public let flows: Decimal

    /// Makes a tail.
    public init(netProfit: Decimal = .zero, flows: Decimal = .zero) {
        self.netProfit = netProfit
        self.flows = flows
    }
}

/// The reports and cash flows of one day.
struct EquityDay: Hashable, Sendable {
    let day: Day
    /// The last report of the day.
    private(set) var report: EquitySample?
    /// What happened on the day after the last report.
    private(set) var netAfterReport: Int128 = 0
    private(set) var flowsAfterReport: Int128 = 0
    /// All cash flows of the day.
    private(set) var flows: Int128 = 0
    /// No cash flow of the day is later than this.
    private(set) var latestFlow: Timestamp = .min

    init(day: Day) {
        self.day = day
    }

    /// Equity at the end of the day, when it was reported on the day.
    var equity: Int128? { report.map { $0.equity.units + netAfterReport + flowsAfterReport } }

    mutating func add(net units: Int128, at time: Timestamp) {
        if let report, time > report.time { netAfterReport += units }
    }

    mutating func add(_ flow: FlowSample) {
        flows += flow.amount.units
        latestFlow = max(latestFlow, flow.time)
        if let report, flow.time > report.time { flowsAfterReport += flow.amount.units }
    }

    mutating func replaceReport(_ report: EquitySample, tail: DayTail) {
        self.report = report
        netAfterReport = tail.netProfit.units
        flowsAfterReport = tail.flows.units
    }
}

/// The reports and cash flows of an account, by day; only days that have any.
struct EquityFacts: Hashable, Sendable {
    private(set) var days: [EquityDay] = []
    /// The latest report of all.
    private(set) var latestReport: EquitySample?

    subscript(day: Day) -> EquityDay? { index(of: day).map { days[$0] } }

    /// Counts a trade's net profit on its day, if a report of that day does not include it.
    mutating func add(net units: Int128, at time: Timestamp, on day: Day) {
        guard let index = index(of: day) else { return }
        days[index].add(net: units, at: time)
    }

    mutating func add(_ flow: FlowSample, on day: Day) {
        days[insert(day)].add(flow)
    }

    /// Takes a report unless the day has a later one; `tail` is what came after it on the day.
    mutating func add(_ report: EquitySample, on day: Day, tail: DayTail) {
        days[insert(day)].replaceReport(report, tail: tail)
        if let latest = latestReport, latest.time > report.time { return }
        latestReport = report
    }

    private func index(of day: Day) -> Int? {
        if let last = days.last, last.day < day { return nil }
        let index = partitioningIndex(count: days.count) { days[$0].day >= day }
        return index < days.count && days[index].day == day ? index : nil
    }

    private mutating func insert(_ day: Day) -> Int {
        let index = partitioningIndex(count: days.count) { days[$0].day >= day }
        if index == days.count || days[index].day != day { days.insert(EquityDay(day: day), at: index) }
        return index
    }
}

extension EquitySample: Checkpointable {
    /// Appends the report.
    public func write(to writer: inout StateWriter) {
        writer.write(time)
        writer.write(balance)
        writer.write(equity)
    }

    /// Reads the report.
    public init(from reader: inout StateReader) throws(StateError) {
        time = try reader.value()
        balance = try reader.value()
        equity = try reader.value()
    }
}

extension EquityDay: Checkpointable {
    func write(to writer: inout StateWriter) {
        writer.write(day)
        writer.write(report)
        for sum in [netAfterReport, flowsAfterReport, flows] { writer.write(wide: sum) }
        writer.write(latestFlow)
    }

    init(from reader: inout StateReader) throws(StateError) {
        day = try reader.value()
        report = try reader.optional()
        netAfterReport = try reader.wide()
        flowsAfterReport = try reader.wide()
        flows = try reader.wide()
        latestFlow = try reader.value()
    }
}

extension EquityFacts: Checkpointable {
    func write(to writer: inout StateWriter) {
        writer.write(days)
        writer.write(latestReport)
    }

    init(from reader: inout StateReader) throws(StateError) {
        days = try reader.array()
        latestReport = try reader.optional()
        guard zip(days, days.dropFirst()).allSatisfy({ $0.day < $1.day }) else { throw .malformed }
    }
}
