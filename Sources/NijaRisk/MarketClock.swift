public import NijaCompliance
public import NijaModel

/// Tells whether a market is open.
public struct MarketClock: Sendable {
    private let exchange: ExchangeCalendar

    /// A clock with an exchange's business days.
    public init(exchange: ExchangeCalendar) {
        self.exchange = exchange
    }

    /// The clock that ships: the New York Stock Exchange.
    public static let newYork = MarketClock(exchange: .newYork)

    /// Whether a market with these hours is open.
    public func isOpen(_ hours: MarketHours, at instant: Timestamp) -> Bool {
        let offset = hours.calendar == .newYork ? NewYork.offset(at: instant) : .zero
        let local = instant.adding(offset)
        let day = DayBoundary.utc.day(of: local)
        if hours.calendar == .newYork && !exchange.isBusinessDay(day) { return false }
        if !hours.weekdays.isEmpty && !hours.weekdays.contains(Int(day.weekday.rawValue)) { return false }
        let minutes = local.since(DayBoundary.utc.start(of: day)).nanoseconds / 60_000_000_000
        return (Int64(hours.opensMinutes)..<Int64(hours.closesMinutes)).contains(minutes)
    }
}
