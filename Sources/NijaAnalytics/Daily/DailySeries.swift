import NijaModel

/// The daily returns of a scope, with everything but the last period cached.
///
/// The last period is still open: it changes with almost every trade, so its return is added on top when figures are
/// read. A change to an earlier period discards the cache from there on, and `settle` computes it again.
struct DailySeries: Sendable {
    /// A copy of the running state every so many periods, to go back to.
    private static let snapshotInterval = 64

    private(set) var closed: DailyAccumulator
    /// The returns of the closed periods.
    private(set) var returns: [Double] = []
    private(set) var sorted = SortedReturns()
    /// The state before every 64th period, from the first on.
    private var snapshots: [DailyAccumulator]
    private var first: Day?
    /// The number of closed periods before the earliest change.
    private var validPeriods = 0

    init(initialEquity: Int128) {
        closed = DailyAccumulator(initialEquity: initialEquity)
        snapshots = [closed]
    }

    /// Notes that something on `day` changed.
    mutating func invalidate(_ day: Day, _ settings: SeriesSettings) {
        guard let first else { return }
        let calendar = settings.calendar
        let index = calendar.ordinal(of: calendar.period(of: day)) - calendar.ordinal(of: first)
        validPeriods = min(validPeriods, max(0, index))
    }

    /// Whether figures can be read without computing closed periods.
    func isSettled(_ inputs: DailyInputs) -> Bool {
        first == inputs.firstPeriod && validPeriods == closed.periods && closed.periods == openIndex(inputs)
    }

    /// Brings the closed periods up to date: O(periods since the earliest change).
    mutating func settle(_ inputs: DailyInputs) {
        guard !isSettled(inputs) else { return }
        if first != inputs.firstPeriod {
            first = inputs.firstPeriod
            validPeriods = 0
        }
        goBack(to: min(validPeriods, openIndex(inputs)))
        advance(inputs)
        validPeriods = closed.periods
    }

    /// The running state with the open period on top, its return, and its day; nil when nothing happened yet.
    func open(_ inputs: DailyInputs) -> OpenPeriod? {
        guard let first = inputs.firstPeriod, let last = inputs.lastPeriod else { return nil }
        let calendar = inputs.settings.calendar
        let previous = last == first ? nil : calendar.period(ordinal: calendar.ordinal(of: last) - 1)
        var walk = EquityWalk(inputs, after: previous, equity: closed.equity)
        let flow = walk.advance(through: last)
        var accumulator = closed
        let value = accumulator.add(
            equity: walk.equity, flow: flow, on: last, riskFree: inputs.settings.periodRiskFreeRate)
        return OpenPeriod(first: first, last: last, accumulator: accumulator, value: value)
    }

    /// The last closed period, and equity at its end; nil and the initial equity when there is none.
    func closedEnd(_ inputs: DailyInputs) -> (day: Day?, equity: Int128) {
        guard let first, closed.periods > 0 else { return (nil, inputs.initialEquity) }
        let calendar = inputs.settings.calendar
        return (calendar.period(ordinal: calendar.ordinal(of: first) + closed.periods - 1), closed.equity)
    }

    /// How many periods come before the open one.
    private func openIndex(_ inputs: DailyInputs) -> Int {
        guard let first = inputs.firstPeriod, let last = inputs.lastPeriod else { return 0 }
        return inputs.settings.calendar.ordinal(of: last) - inputs.settings.calendar.ordinal(of: first)
    }

    private mutating func goBack(to index: Int) {
        guard index < closed.periods else { return }
        let snapshot = index / DailySeries.snapshotInterval
        closed = snapshots[snapshot]
        snapshots.removeSubrange((snapshot + 1)...)
        sorted.remove(returns[closed.count...])
        returns.removeSubrange(closed.count...)
    }

    private mutating func advance(_ inputs: DailyInputs) {
        if closed.periods == 0 {
            closed = DailyAccumulator(initialEquity: inputs.initialEquity)
            snapshots = [closed]
        }
        guard let first else { return }
        let calendar = inputs.settings.calendar
        let firstOrdinal = calendar.ordinal(of: first)
        let known = returns.count
        let previous = closed.periods == 0 ? nil : calendar.period(ordinal: firstOrdinal + closed.periods - 1)
        var walk = EquityWalk(inputs, after: previous, equity: closed.equity)
        for index in closed.periods..<max(closed.periods, openIndex(inputs)) {
            let day = calendar.period(ordinal: firstOrdinal + index)
            let flow = walk.advance(through: day)
            let value = closed.add(
                equity: walk.equity, flow: flow, on: day, riskFree: inputs.settings.periodRiskFreeRate)
            if let value { returns.append(value) }
            if closed.periods % DailySeries.snapshotInterval == 0 { snapshots.append(closed) }
        }
        sorted.insert(returns[known...])
    }
}

/// The last period of a series, still open, and the whole series up to it.
struct OpenPeriod {
    /// The first period of the series.
    let first: Day
    /// The open period.
    let last: Day
    /// The state with the open period included.
    let accumulator: DailyAccumulator
    /// The open period's return; nil when the series has stopped.
    let value: Double?
}
