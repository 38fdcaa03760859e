import NijaModel
import Testing

@testable import NijaCompliance

@Suite("Days in New York")
struct CalendarTests {
    @Test(
        "a day begins at midnight in New York, in winter and in summer",
        arguments: [
            ("2026-01-15T04:59:59Z", "2026-01-14"), ("2026-01-15T05:00:00Z", "2026-01-15"),
            ("2026-07-15T03:59:59Z", "2026-07-14"), ("2026-07-15T04:00:00Z", "2026-07-15"),
            ("1969-12-31T23:00:00Z", "1969-12-31"), ("2200-07-01T04:00:00Z", "2200-07-01"),
        ])
    func dayOf(_ instant: String, _ day: String) throws {
        #expect(NewYork.day(of: try Timestamp(rfc3339: instant)).description == day)
    }

    /// The last second of one time and the first of the other, as tzdata has them.
    @Test(
        "the clock changes at 2:00 local time on the Sundays of the law",
        arguments: [
            ("2026-03-08T06:59:59Z", -5), ("2026-03-08T07:00:00Z", -4), ("2026-11-01T05:59:59Z", -4),
            ("2026-11-01T06:00:00Z", -5), ("2007-03-11T07:00:00Z", -4), ("2007-11-04T06:00:00Z", -5),
            ("2006-04-02T06:59:59Z", -5), ("2006-04-02T07:00:00Z", -4), ("2006-10-29T05:59:59Z", -4),
            ("2006-10-29T06:00:00Z", -5), ("1987-04-05T07:00:00Z", -4), ("1986-04-27T06:59:59Z", -5),
            ("1986-04-27T07:00:00Z", -4), ("1986-10-26T06:00:00Z", -5), ("2015-03-01T12:00:00Z", -5),
            ("2015-11-30T12:00:00Z", -5),
        ])
    func offset(_ instant: String, _ hours: Int64) throws {
        #expect(NewYork.offset(at: try Timestamp(rfc3339: instant)) == .hours(hours))
    }

    @Test(
        "the exchange is closed on weekends and on the holidays that ship",
        arguments: [
            ("2025-01-09", false), ("2025-11-27", false), ("2025-11-28", true), ("2026-07-03", false),
            ("2026-07-06", true), ("2026-06-06", false), ("2021-12-31", true), ("2027-12-24", false),
            ("2021-06-18", true), ("2022-06-20", false),
        ])
    func businessDays(_ day: String, _ isOpen: Bool) throws {
        #expect(ExchangeCalendar.newYork.isBusinessDay(try Day(day)) == isOpen)
    }

    @Test("five business days reach over a weekend and a holiday")
    func window() throws {
        let calendar = ExchangeCalendar.newYork
        #expect(
            calendar.first(ofBusinessDays: 5, endingOn: try Day("2025-12-02")).description == "2025-11-25")
        #expect(
            calendar.first(ofBusinessDays: 1, endingOn: try Day("2025-11-30")).description == "2025-11-28")
    }

    @Test("another list of holidays takes the place of the one that ships")
    func replaced() throws {
        let calendar = try ExchangeCalendar(
            holidays: "# mine\n\n2026-01-02 Day after  # twice\n2026-01-02\n2026-12-24")
        #expect(calendar.isBusinessDay(try Day("2026-01-01")))
        #expect(!calendar.isBusinessDay(try Day("2026-01-02")))
        #expect(calendar.covers(try Day("2026-06-01")))
        #expect(!calendar.covers(try Day("2027-06-01")))
    }

    @Test("no holidays at all leave Monday to Friday, and a list without a gap does not go on for ever")
    func extremes() throws {
        #expect(try ExchangeCalendar(holidays: "").isBusinessDay(try Day("2026-12-25")))
        let start = try Day("2025-01-01")
        let always = (0..<800).map { start.adding($0).description }.joined(separator: "\n")
        let end = start.adding(700)
        #expect(try ExchangeCalendar(holidays: always).first(ofBusinessDays: 5, endingOn: end) == end)
    }

    @Test("a line that is no holiday is named")
    func malformed() {
        let error = #expect(throws: CalendarError.self) {
            try ExchangeCalendar(holidays: "2026-01-01 New Year\n2026-13-01 Nothing")
        }
        #expect(error?.line == 2)
        #expect(error?.description.contains("\"2026-13-01\"") == true)
    }
}
