public import NijaModel

/// Why a text is no calendar of holidays.
public struct CalendarError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The line, from 1.
    public let line: Int
    /// What is wrong with it, and what would be right.
    public let description: String
}

/// The days on which an exchange trades: Monday to Friday without its holidays.
///
/// The holidays are data: those of the New York Stock Exchange ship with nija, and any other list can take their place.
public struct ExchangeCalendar: Hashable, Sendable {
    private let holidays: Set<Day>
    /// The first and the last year for which holidays are known; outside of them only weekends are.
    public let years: ClosedRange<Int>?

    /// Reads holidays from lines of `YYYY-MM-DD name`; what follows `#` and empty lines are passed over.
    ///
    /// - Throws: `CalendarError` with the first line that cannot be read.
    public init(holidays text: String) throws(CalendarError) {
        var days: Set<Day> = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let content = line.prefix { $0 != "#" }
            guard let word = content.split(whereSeparator: \.isWhitespace).first else { continue }
            do throws(TimestampError) {
                days.insert(try Day(String(word)))
            } catch {
                throw CalendarError(
                    line: index + 1,
                    description:
                        "line \(index + 1) begins with \(Names.quoted(String(word))); a holiday is a date such as "
                        + "2026-12-25, and its name")
            }
        }
        holidays = days
        if let first = days.min(), let last = days.max() {
            years = first.civil.year...last.civil.year
        } else {
            years = nil
        }
    }

    /// The calendar that ships: the New York Stock Exchange, 2015 to 2030.
    public static let newYork: ExchangeCalendar = {
        do throws(CalendarError) {
            return try ExchangeCalendar(holidays: newYorkHolidays)
        } catch {
            preconditionFailure("the calendar that ships cannot be read: \(error)")
        }
    }()

    /// Whether the exchange trades on `day`.
    public func isBusinessDay(_ day: Day) -> Bool {
        !day.weekday.isWeekend && !holidays.contains(day)
    }

    /// Whether the holidays of the day's year are known.
    public func covers(_ day: Day) -> Bool { years?.contains(day.civil.year) ?? false }

    /// The first of the `count` business days that end on `day`, or on the last one before it.
    ///
    /// - Cost: O(days between); a list of holidays without end is cut off after a year without a business day.
    public func first(ofBusinessDays count: Int, endingOn day: Day) -> Day {
        var current = day
        var found = 0
        var first = day
        while found < count && day.days(since: current) < 366 + 2 * count {
            if isBusinessDay(current) {
                found += 1
                first = current
            }
            current = current.adding(-1)
        }
        return first
    }
}
