/// When a market is open.
public struct MarketHours: Hashable, Sendable {
    /// Whose clock and holidays count.
    public enum Calendar: UInt8, CaseIterable, Hashable, Sendable {
        /// UTC, without holidays.
        case utc = 1
        /// New York's clock and its exchange's holidays.
        case newYork = 2
    }

    /// Days of the week, 1 for Monday to 7 for Sunday, sorted; empty: all.
    public var weekdays: [Int]
    /// Minutes after midnight at which it opens, 0 … 1439.
    public var opensMinutes: Int
    /// Minutes after midnight at which it closes, above `opensMinutes`, at most 1440.
    public var closesMinutes: Int
    /// Whose clock and holidays count.
    public var calendar: Calendar

    /// Creates hours.
    public init(weekdays: [Int] = [], opensMinutes: Int, closesMinutes: Int, calendar: Calendar = .utc) {
        self.weekdays = weekdays
        self.opensMinutes = opensMinutes
        self.closesMinutes = closesMinutes
        self.calendar = calendar
    }

    /// Notes everything that cannot be true.
    ///
    /// - Parameter violations: receives what is found, by the fields' names in the message of limits.
    public func validate(into violations: inout Violations) {
        for (index, weekday) in weekdays.enumerated() where !(1...7).contains(weekday) {
            violations.add(
                "market_hours.weekdays[\(index)]", "is \(weekday); it must be 1 (Monday) to 7 (Sunday)")
        }
        violations.require(
            (0..<1440).contains(opensMinutes), "market_hours.opens_minutes",
            "is \(opensMinutes); it must be 0 to 1439")
        violations.require(
            (1...1440).contains(closesMinutes) && closesMinutes > opensMinutes,
            "market_hours.closes_minutes",
            "is \(closesMinutes); it must be above opens_minutes and at most 1440")
    }
}
