public import NijaModel

/// Whether a scope has an equity of its own.
public enum ScopeKind: UInt8, CaseIterable, Hashable, Sendable {
    /// A whole account: equity reports and cash flows belong to it, and its daily series is net.
    case account = 0
    /// A strategy or another selection of trades: its daily series is the account's initial capital and its own profit.
    case part = 1
}

/// A fact that changes a scope.
public enum PerformanceEvent: Hashable, Sendable {
    /// A trade is added.
    case add(TradeSample)
    /// A trade is voided.
    case remove(TradeSample)
    /// Equity is reported.
    case report(EquitySample)
    /// Money is paid in or out.
    case flow(FlowSample)
}

/// What the caller must look up in the store before an event can be applied.
public enum Requirement: Hashable, Sendable {
    /// The outcomes of all trades of the scope in this range; goes to `hydrate`.
    case trades(TradeKeyRange)
    /// What happened in the account after `after` and before `before`; goes to `record(_:tail:)`.
    case tail(after: Timestamp, before: Timestamp)
}

/// Everything that is known about the performance of an account, a strategy or a selection of trades, always current.
///
/// Facts may come late, in any sequence and any batches, and trades may be voided: the state is the same. Money and
/// counts are exact. A new trade costs O(1); reading figures does not depend on the number of trades, and after
/// `settle()` not on the number of days either.
public struct Performance: Sendable {
    /// Whether this is an account or a part of one.
    public let kind: ScopeKind
    /// How the daily series is made.
    public let settings: SeriesSettings
    /// Equity before the first event.
    public let initialCapital: Decimal

    private(set) var sums = TradeSums()
    private(set) var sequence: OutcomeSequence
    private(set) var outcomes = DailyOutcomes()
    private(set) var facts = EquityFacts()
    private(set) var series: ByBasis<DailySeries>

    /// Makes a scope without any event.
    ///
    /// - Parameters:
    ///   - kind: an account or a part of one.
    ///   - settings: how the daily series is made.
    ///   - initialCapital: the account's; for a window in time, the equity at its start.
    ///   - sequence: where outcomes are kept; only tests pass one with other limits.
    public init(
        kind: ScopeKind, settings: SeriesSettings, initialCapital: Decimal,
        sequence: OutcomeSequence = OutcomeSequence()
    ) {
        self.kind = kind
        self.settings = settings
        self.initialCapital = initialCapital
        self.sequence = sequence
        let empty = DailySeries(initialEquity: initialCapital.units)
        series = ByBasis(gross: empty, net: empty)
    }

    /// The same facts under other conventions, as when an account's settings change.
    ///
    /// - Parameters:
    ///   - settings: with the same day boundary: facts are kept by day.
    ///   - initialCapital: equity before the first event.
    /// - Returns: a scope with the same facts, without caches.
    public func rebased(on settings: SeriesSettings, initialCapital: Decimal) -> Performance {
        precondition(settings.boundary == self.settings.boundary, "a day boundary cannot move")
        var copy = Performance(
            kind: kind, settings: settings, initialCapital: initialCapital, sequence: sequence)
        (copy.sums, copy.outcomes, copy.facts) = (sums, outcomes, facts)
        return copy
    }

    /// The number of trades.
    public var tradeCount: Int { sums.count }

    /// The sum of the net profits.
    public var netProfit: Decimal { Decimal(units: sums.outcomes.net.total) }

    /// Adds a closed trade.
    ///
    /// - Throws: `.duplicateTrade`, `.tooManyTrades`, or `.requires`; nothing has changed then.
    public mutating func add(_ sample: TradeSample) throws(AnalyticsError) {
        guard sums.count < AnalyticsLimits.trades else { throw .tooManyTrades }
        try sequence.add(TradeOutcome(sample))
        let day = settings.boundary.day(of: sample.exitTime)
        sums.add(sample)
        outcomes.add(sample, on: day)
        facts.add(net: sample.profitUnits(.net), at: sample.exitTime, on: day)
        invalidate(day)
    }

    /// Takes a trade away that was added with the same content.
    ///
    /// - Throws: `.unknownTrade` or `.requires`; nothing has changed then.
    public mutating func remove(_ sample: TradeSample) throws(AnalyticsError) {
        try sequence.remove(TradeOutcome(sample))
        let day = settings.boundary.day(of: sample.exitTime)
        sums.remove(sample)
        outcomes.remove(sample, on: day)
        facts.add(net: -sample.profitUnits(.net), at: sample.exitTime, on: day)
        invalidate(day)
    }

    /// Takes a cash flow of the account.
    public mutating func record(_ flow: FlowSample) {
        let day = settings.boundary.day(of: flow.time)
        facts.add(flow, on: day)
        invalidate(day)
    }

    /// Takes an equity report of the account; of two at the same instant, the one recorded later counts.
    ///
    /// - Parameters:
    ///   - report: what was reported; it includes everything up to its time.
    ///   - tail: what `requirements(for:)` asked for, if it did.
    /// - Throws: `.requires` when the tail is needed and missing; nothing has changed then.
    public mutating func record(_ report: EquitySample, tail: DayTail? = nil) throws(AnalyticsError) {
        let day = settings.boundary.day(of: report.time)
        if let known = facts[day]?.report, known.time > report.time { return }
        if tail == nil, let missing = missingTail(of: report) { throw .requires(missing) }
        facts.add(report, on: day, tail: tail ?? DayTail())
        invalidate(day)
    }

    /// What must be looked up in the store before `event` can be applied; almost always nothing.
    ///
    /// Only a late or voided trade whose neighbours are no longer in memory, and a report that arrives after later
    /// trades of its day, need anything.
    public func requirements(for event: PerformanceEvent) -> [Requirement] {
        switch event {
        case .add(let sample): missingRange(for: sample.key, isRemoved: false).map { [.trades($0)] } ?? []
        case .remove(let sample): missingRange(for: sample.key, isRemoved: true).map { [.trades($0)] } ?? []
        case .report(let report): missingTail(of: report).map { [$0] } ?? []
        case .flow: []
        }
    }

    /// The trades whose outcomes must be looked up before the one of this key can be added or removed; nil when none.
    public func missingRange(for key: TradeKey, isRemoved: Bool) -> TradeKeyRange? {
        isRemoved ? sequence.missingRange(removing: key) : sequence.missingRange(adding: key)
    }

    /// Whether the trade of this key can be added or removed without looking anything up.
    public func isReady(for key: TradeKey, isRemoved: Bool) -> Bool {
        missingRange(for: key, isRemoved: isRemoved) == nil
    }

    /// Takes the outcomes of all trades of the scope in `range`, sorted by key.
    ///
    /// - Throws: `.mismatch` when they are not what the scope once counted.
    public mutating func hydrate(
        _ range: TradeKeyRange, with outcomes: [TradeOutcome]
    ) throws(AnalyticsError) {
        try sequence.hydrate(range, with: outcomes)
    }

    /// Equity at the end of `day`, as the daily series has it; the capital of a window that starts the day after.
    ///
    /// - Cost: O(days).
    public func equity(atEndOf day: Day, _ basis: Basis) -> Decimal {
        var walk = EquityWalk(inputs(seriesBasis(basis)), after: nil, equity: initialCapital.units)
        _ = walk.advance(through: day)
        return Decimal(units: walk.equity)
    }

    /// Brings the caches up to date, so that reading is cheap: O(days since the earliest change).
    public mutating func settle() {
        sequence.settle()
        for basis in Basis.allCases where basis == seriesBasis(basis) { series[basis].settle(inputs(basis)) }
    }

    /// All figures on `basis`; in O(days) when `settle` was not called after a change to an earlier day.
    public func kpis(_ basis: Basis) -> Kpis {
        guard !series[seriesBasis(basis)].isSettled(inputs(seriesBasis(basis))) else {
            return Kpis(self, basis)
        }
        var settled = self
        settled.settle()
        return Kpis(settled, basis)
    }
}

extension Performance {
    /// The basis of the daily series for figures on `basis`: what an account is worth is always after fees.
    func seriesBasis(_ basis: Basis) -> Basis { kind == .account ? .net : basis }

    func inputs(_ basis: Basis) -> DailyInputs {
        DailyInputs(
            outcomes: outcomes.days, facts: facts.days, initialEquity: initialCapital.units,
            settings: settings, basis: basis)
    }

    private mutating func invalidate(_ day: Day) {
        series.net.invalidate(day, settings)
        if kind == .part { series.gross.invalidate(day, settings) }
    }

    private func missingTail(of report: EquitySample) -> Requirement? {
        let day = settings.boundary.day(of: report.time)
        if let known = facts[day]?.report, known.time > report.time { return nil }
        let latest = max(outcomes[day]?.latestExit ?? .min, facts[day]?.latestFlow ?? .min)
        guard latest > report.time else { return nil }
        return .tail(after: report.time, before: settings.boundary.end(of: day))
    }
}

extension Performance: Checkpointable {
    private static let version: UInt64 = 1

    /// Appends the state without its caches.
    public func write(to writer: inout StateWriter) {
        writer.write(unsigned: Performance.version)
        writer.write(unsigned: UInt64(kind.rawValue))
        writer.write(settings)
        writer.write(initialCapital)
        writer.write(sums)
        writer.write(sequence)
        writer.write(outcomes)
        writer.write(facts)
    }

    /// Reads the state and computes its caches.
    public init(from reader: inout StateReader) throws(StateError) {
        let version = try reader.unsigned()
        guard version == Performance.version else { throw .unsupportedVersion(version) }
        guard let kind = ScopeKind(rawValue: UInt8(truncatingIfNeeded: try reader.unsigned())) else {
            throw .malformed
        }
        self.init(kind: kind, settings: try reader.value(), initialCapital: try reader.value())
        sums = try reader.value()
        sequence = try reader.value()
        outcomes = try reader.value()
        facts = try reader.value()
        settle()
    }
}
