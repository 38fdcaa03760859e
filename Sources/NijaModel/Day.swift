/// Where a day begins: midnight at a fixed offset from UTC.
public struct DayBoundary: Hashable, Sendable {
    /// Minutes that the local clock is ahead of UTC, −1080 … 1080.
    public let offsetMinutes: Int16

    /// Midnight UTC.
    public static let utc = DayBoundary(unchecked: 0)

    /// Makes the boundary at local midnight of a clock that is `offsetMinutes` ahead of UTC.
    ///
    /// - Returns: nil beyond 18 hours.
    public init?(offsetMinutes: Int) {
        guard abs(offsetMinutes) <= 18 * 60 else { return nil }
        self.init(unchecked: Int16(offsetMinutes))
    }

    private init(unchecked minutes: Int16) {
        offsetMinutes = minutes
    }

    /// The day that contains `instant`.
    public func day(of instant: Timestamp) -> Day {
        let local = instant.secondsSinceEpoch + Int64(offsetMinutes) * 60
        return Day(index: Int32(truncatingIfNeeded: floorDivided(local, by: Timestamp.secondsPerDay)))
    }

    /// The first instant of `day`, clamped to the range of time stamps.
    public func start(of day: Day) -> Timestamp {
        let seconds = Int64(day.index) * Timestamp.secondsPerDay - Int64(offsetMinutes) * 60
        let (nanoseconds, overflow) = seconds.multipliedReportingOverflow(by: Timestamp.nanosecondsPerSecond)
        guard overflow else { return Timestamp(nanoseconds: nanoseconds) }
        return seconds < 0 ? .min : .max
    }

    /// The first instant after `day`, clamped to the range of time stamps.
    public func end(of day: Day) -> Timestamp { start(of: day.adding(1)) }
}

/// A calendar day, as its distance from 1970-01-01.
public struct Day: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01.
    public let index: Int32

    /// Makes the day `index` days after 1970-01-01.
    @inlinable
    public init(index: Int32) {
        self.index = index
    }

    /// Reads `YYYY-MM-DD`.
    ///
    /// - Throws: `.empty`, `.malformed`, `.outOfRange`.
    public init(_ text: String) throws(TimestampError) {
        var reader = DateReader(text)
        guard !reader.isAtEnd else { throw .empty }
        let date = try reader.date()
        guard reader.isAtEnd else { throw .malformed }
        index = try date.dayNumber()
    }

    /// The day `count` days later.
    @inlinable
    public func adding(_ count: Int) -> Day { Day(index: index &+ Int32(truncatingIfNeeded: count)) }

    /// How many days this day is after `earlier`.
    @inlinable
    public func days(since earlier: Day) -> Int { Int(index) - Int(earlier.index) }

    /// Compares by date.
    @inlinable
    public static func < (left: Day, right: Day) -> Bool { left.index < right.index }

    /// The day of the week; 1970-01-01 was a Thursday.
    public var weekday: Weekday {
        let fromMonday = ((Int(index) + 3) % 7 + 7) % 7
        return Weekday(rawValue: UInt8(fromMonday) + 1) ?? .monday
    }

    /// Year, month and day of the month.
    public var civil: CivilDate { CivilDate(dayNumber: index) }

    /// The Monday of the day's week, by ISO 8601.
    public var weekStart: Day { adding(1 - Int(weekday.rawValue)) }

    /// The first day of the day's month.
    public var monthStart: Day { adding(1 - civil.day) }

    /// The year and number (1 … 53) of the day's week, by ISO 8601: the year is that of the week's Thursday.
    public var isoWeek: (year: Int, week: Int) {
        let thursday = weekStart.adding(3)
        let year = thursday.civil.year
        var first = thursday
        while first.adding(-7).civil.year == year { first = first.adding(-7) }
        return (year, thursday.days(since: first) / 7 + 1)
    }
}

extension Day: CustomStringConvertible {
    /// `YYYY-MM-DD`.
    public var description: String { civil.description }
}

/// A day of the week, numbered as ISO 8601 does.
public enum Weekday: UInt8, CaseIterable, Hashable, Sendable {
    /// 1.
    case monday = 1
    /// 2.
    case tuesday
    /// 3.
    case wednesday
    /// 4.
    case thursday
    /// 5.
    case friday
    /// 6.
    case saturday
    /// 7.
    case sunday

    /// Saturday or Sunday.
    public var isWeekend: Bool { self >= .saturday }
}

extension Weekday: Comparable {
    /// Monday is the least.
    public static func < (left: Weekday, right: Weekday) -> Bool { left.rawValue < right.rawValue }
}
