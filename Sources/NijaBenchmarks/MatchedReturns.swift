import NijaAnalytics
import NijaModel

/// How days on which only one of the two has a return are treated; beta depends on it, so every answer says which.
public enum CalendarMatching: UInt8, CaseIterable, Hashable, Sendable {
    /// Only days on which the benchmark has a close; the account's returns in between are compounded into the next.
    case commonDays = 1
    /// Every day of the account; the benchmark's close is carried over days without one, on which it returns 0.
    case carriedCloses = 2
}

/// Returns of an account and of a benchmark over the same stretches of time.
struct MatchedReturns {
    /// The day on which each stretch ends.
    private(set) var days: [Day] = []
    private(set) var account: [Double] = []
    private(set) var benchmark: [Double] = []
    /// Days of the account's calendar in the window on which the benchmark has no close.
    private(set) var carriedDays = 0
    /// Whether the benchmark has a close on a weekend.
    private(set) var tradesOnWeekends = false
    /// Whether the account has a return on every day: its equity stayed positive.
    private(set) var isComplete = true
    /// The product of 1 + r over all the account's days in the window.
    private(set) var accountGrowth = 1.0

    /// Pairs the returns within `window`: the account's periods are consecutive, and it is idle after the last; the
    /// benchmark has the closes at both ends of the window.
    init(
        _ account: [DailyReturn], _ prices: PriceHistory, _ window: ComparedWindow,
        _ calendar: PeriodCalendar, _ matching: CalendarMatching
    ) {
        let opening = account.first.map { calendar.ordinal(of: $0.day) } ?? 0
        // Nothing happens after the account's last day: its return stays 0, or undefined.
        let idle: Double? = account.last?.value == nil ? nil : 0
        var last = window.start
        var growth = 1.0
        // The first close after the one that the window starts from.
        var next = (prices.index(onOrBefore: last.day) ?? -1) + 1
        for ordinal in window.ordinals {
            let day = calendar.period(ordinal: ordinal)
            let index = ordinal - opening
            let value = account.indices.contains(index) ? account[index].value : idle
            isComplete = isComplete && value != nil
            growth *= 1 + (value ?? 0)
            accountGrowth *= 1 + (value ?? 0)
            var close = last
            while next < prices.closes.count, prices.closes[next].day <= day {
                close = prices.closes[next]
                tradesOnWeekends = tradesOnWeekends || close.day.weekday.isWeekend
                next += 1
            }
            let hasClose = close.day > last.day
            if !hasClose { carriedDays += 1 }
            // A close of a weekend may stand for a business day after it; the next one supersedes it.
            guard hasClose || matching == .carriedCloses else { continue }
            days.append(day)
            self.account.append(growth - 1)
            benchmark.append(close.price.doubleValue / last.price.doubleValue - 1)
            (last, growth) = (close, 1)
        }
    }
}
