public import NijaModel

/// The calendar day in New York: the rules of US markets count days there.
///
/// Reading the system's time zones would be I/O, and would make the same fills give other audits on another machine. So
/// the statute is computed: Eastern Standard Time is five hours behind UTC, daylight time four.
///
/// - Source: Energy Policy Act of 2005, section 110: since 2007 daylight time runs from 2:00 on the second Sunday of
///   March to 2:00 on the first Sunday of November. 1987 to 2006: from the first Sunday of April to the last Sunday of
///   October (Public Law 99-359). Earlier years: from the last Sunday of April (Uniform Time Act of 1966), without the
///   exceptions of 1974 and 1975. A change of the law needs a change here.
public enum NewYork {
    private static let standard = TimeSpan.hours(-5)
    private static let hourNanoseconds: Int64 = 3_600_000_000_000

    /// The day in New York that contains `instant`.
    public static func day(of instant: Timestamp) -> Day {
        DayBoundary.utc.day(of: instant.adding(offset(at: instant)))
    }

    /// How far the clock of New York is ahead of UTC: −5 or −4 hours.
    public static func offset(at instant: Timestamp) -> TimeSpan {
        isDaylightTime(at: instant) ? .hours(-4) : standard
    }

    /// Both switches are told by the clock that shows standard time: at 2:00 in spring, at 1:00 in autumn.
    private static func isDaylightTime(at instant: Timestamp) -> Bool {
        let local = instant.adding(standard)
        let day = DayBoundary.utc.day(of: local)
        let date = day.civil
        let (spring, autumn) = switches(ofYear: date.year)
        if date.month < spring.month || date.month > autumn.month { return false }
        if date.month > spring.month && date.month < autumn.month { return true }
        let isSpring = date.month == spring.month
        let switchDay = (isSpring ? spring : autumn).day(inMonthOf: day)
        let hour = local.since(DayBoundary.utc.start(of: day)).nanoseconds / hourNanoseconds
        if day != switchDay { return (day > switchDay) == isSpring }
        return isSpring ? hour >= 2 : hour < 1
    }

    /// A Sunday of a month: the first, the second, or the last.
    private struct Sunday {
        let month: Int
        /// Counted from 0; nil: the last of a month of `length` days.
        let index: Int?
        let length: Int

        func day(inMonthOf day: Day) -> Day {
            let first = day.monthStart
            guard let index else {
                let last = first.adding(length - 1)
                return last.adding(-(Int(last.weekday.rawValue) % 7))
            }
            return first.adding((7 - Int(first.weekday.rawValue)) % 7 + 7 * index)
        }
    }

    private static func switches(ofYear year: Int) -> (spring: Sunday, autumn: Sunday) {
        switch year {
        case 2007...:
            (Sunday(month: 3, index: 1, length: 31), Sunday(month: 11, index: 0, length: 30))
        case 1987..<2007:
            (Sunday(month: 4, index: 0, length: 30), Sunday(month: 10, index: nil, length: 31))
        default:
            (Sunday(month: 4, index: nil, length: 30), Sunday(month: 10, index: nil, length: 31))
        }
    }
}
