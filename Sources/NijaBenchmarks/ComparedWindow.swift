import NijaAnalytics
public import NijaModel

/// The days that a comparison covers, and the closes at its ends.
public struct ComparedWindow: Hashable, Sendable {
    /// The first day whose return counts.
    public let from: Day
    /// The last day whose return counts.
    public let to: Day
    /// The benchmark's close at or before the day before `from`: what its return is measured from.
    public let start: Close
    /// The benchmark's last close at or before `to`.
    public let end: Close
    /// How many days older the last close is than the end that was asked for; nil while that is not too many.
    ///
    /// Beyond `BenchmarkLimits.carriedDays` the window has been cut to end with that close.
    public let staleDays: Int?

    /// Whether the window was cut because the benchmark's closes end too early.
    public var isStale: Bool { staleDays != nil }

    /// The periods of the account's calendar within the window.
    let ordinals: ClosedRange<Int>

    /// Finds the window in which both are known.
    ///
    /// - Parameters:
    ///   - from: the first day asked for; the account's first day when nil or before it.
    ///   - to: the last day asked for; the account's last day when nil.
    ///   - account: its periods, not empty.
    ///   - prices: the benchmark.
    ///   - calendar: the account's.
    /// - Throws: `ComparisonError`.
    init(
        from: Day?, to: Day?, _ account: [DailyReturn], _ prices: PriceHistory, _ calendar: PeriodCalendar
    ) throws(ComparisonError) {
        guard let opening = account.first?.day, let closing = account.last?.day else { throw .noActivity }
        let first = calendar.ordinal(of: calendar.period(of: max(from ?? opening, opening)))
        let wanted = to ?? closing
        let last = calendar.lastOrdinal(onOrBefore: wanted)
        guard first <= last else { throw .emptyWindow(from: calendar.period(ordinal: first), to: wanted) }

        let base = calendar.period(ordinal: first - 1)
        let startIndex = prices.index(onOrBefore: base)
        let start = startIndex.map { prices.closes[$0] }
        guard let start, base.days(since: start.day) <= BenchmarkLimits.carriedDays else {
            let next = startIndex.map { $0 + 1 } ?? 0
            throw .noCloseAtStart(
                symbol: prices.symbol, day: base, last: start?.day,
                next: next < prices.closes.count ? prices.closes[next].day : nil)
        }
        let lastDay = calendar.period(ordinal: last)
        guard let end = prices.close(onOrBefore: lastDay), end.day > start.day else {
            throw .noCloseAtEnd(symbol: prices.symbol, day: lastDay, last: start.day)
        }
        let age = lastDay.days(since: end.day)
        staleDays = age > BenchmarkLimits.carriedDays ? age : nil
        let covered = staleDays == nil ? last : calendar.lastOrdinal(onOrBefore: end.day)
        // A weekend's close does not reach a business day's end.
        guard first <= covered else {
            throw .noCloseAtEnd(symbol: prices.symbol, day: lastDay, last: end.day)
        }
        (self.start, self.end) = (start, end)
        ordinals = first...covered
        (self.from, self.to) = (calendar.period(ordinal: first), calendar.period(ordinal: covered))
    }
}

extension PeriodCalendar {
    /// The last period that ends on `day` or before it.
    fileprivate func lastOrdinal(onOrBefore day: Day) -> Int {
        let period = period(of: day)
        return ordinal(of: period) - (period > day ? 1 : 0)
    }
}
