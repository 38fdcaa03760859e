import NijaModel
import Testing

@Suite("Timestamp")
struct TimestampTests {
    @Test(
        "reads RFC 3339 and prints it in UTC",
        arguments: [
            ("1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z"),
            ("2026-03-01t12:30:00.25+02:00", "2026-03-01T10:30:00.25Z"),
            ("2024-02-29 23:59:59.123456789-00:30", "2024-03-01T00:29:59.123456789Z"),
            ("1969-12-31T23:59:59.999999999z", "1969-12-31T23:59:59.999999999Z"),
            ("1677-09-21T00:12:43.145224192Z", "1677-09-21T00:12:43.145224192Z"),
            ("2262-04-11T23:47:16.854775807Z", "2262-04-11T23:47:16.854775807Z"),
        ])
    func readsAndPrints(text: String, printed: String) throws {
        let instant = try Timestamp(rfc3339: text)
        #expect(instant.description == printed)
        #expect(try Timestamp(rfc3339: printed) == instant)
    }

    @Test(
        "refuses what is not a date-time",
        arguments: [
            ("", TimestampError.empty), ("2026-03-01", .malformed), ("2026-03-01T12:30:00", .malformed),
            ("2026-3-01T12:30:00Z", .malformed), ("2026-03-01T12:30:00.Z", .malformed),
            ("2026-03-01T12:30:00.1234567890Z", .malformed), ("2026-03-01T12:30:00Z ", .malformed),
            ("2026-13-01T12:30:00Z", .outOfRange), ("2026-02-29T12:30:00Z", .outOfRange),
            ("1900-02-29T12:30:00Z", .outOfRange), ("2026-03-00T12:30:00Z", .outOfRange),
            ("2026-03-01T24:00:00Z", .outOfRange), ("2026-03-01T12:60:00Z", .outOfRange),
            ("2026-06-30T23:59:60Z", .outOfRange), ("2026-03-01T12:00:00+24:00", .outOfRange),
            ("2262-04-11T23:47:16.854775808Z", .outOfRange), ("9999-12-31T23:59:59Z", .outOfRange),
        ])
    func refuses(text: String, error: TimestampError) {
        #expect(throws: error) { try Timestamp(rfc3339: text) }
    }

    @Test("prints as many digits of fraction as asked", arguments: [(0, ""), (3, ".123"), (9, ".123456789")])
    func printsFraction(digits: Int, fraction: String) throws {
        let instant = try Timestamp(rfc3339: "2026-03-01T12:30:00.123456789Z")
        #expect(instant.rfc3339(fractionDigits: digits) == "2026-03-01T12:30:00" + fraction + "Z")
    }

    @Test(
        "splits into seconds and nanoseconds that make it again, also before 1970",
        arguments: [-1, 0, 1, .min, .max])
    func splits(nanoseconds: Int64) throws {
        let instant = Timestamp(nanoseconds: nanoseconds)
        let again = try Timestamp(seconds: instant.secondsSinceEpoch, nanoseconds: instant.nanosecondOfSecond)
        #expect(again == instant)
    }

    @Test("clamps instead of overflowing")
    func clamps() {
        #expect(Timestamp.max.adding(.seconds(1)) == .max)
        #expect(Timestamp.min.adding(.seconds(-1)) == .min)
        #expect(Timestamp.max.since(.min).nanoseconds == .max)
        #expect(TimeSpan.days(.max).nanoseconds == .max)
    }
}

@Suite("Day")
struct DayTests {
    @Test(
        "knows its date, weekday, ISO week and month",
        arguments: [
            ("1970-01-01", 0, Weekday.thursday, "1969-12-29", 1970, 1, "1970-01-01"),
            ("1969-12-31", -1, .wednesday, "1969-12-29", 1970, 1, "1969-12-01"),
            ("2024-02-29", 19_782, .thursday, "2024-02-26", 2024, 9, "2024-02-01"),
            ("2021-01-03", 18_630, .sunday, "2020-12-28", 2020, 53, "2021-01-01"),
            ("2000-03-01", 11_017, .wednesday, "2000-02-28", 2000, 9, "2000-03-01"),
        ])
    func knowsItsCalendar(
        text: String, index: Int32, weekday: Weekday, weekStart: String, year: Int, week: Int,
        monthStart: String
    ) throws {
        let day = try Day(text)
        #expect(day.index == index)
        #expect(day.description == text)
        #expect(day.weekday == weekday)
        #expect(day.weekStart.description == weekStart)
        #expect(day.isoWeek == (year, week))
        #expect(day.monthStart.description == monthStart)
    }

    @Test("every day of eight centuries reads back from its text and follows the day before")
    func datesAreConsecutive() throws {
        var previous = Day(index: -150_001)
        for index in Int32(-150_000)...150_000 {
            let day = Day(index: index)
            #expect(try day.civil.dayNumber() == index)
            #expect(day.civil.day == previous.civil.day + 1 || day.civil.day == 1)
            previous = day
        }
    }

    @Test(
        "a boundary moves the day by its offset",
        arguments: [(0, "2026-03-01"), (60, "2026-03-02"), (-60, "2026-03-01")])
    func boundaryMovesDay(offset: Int, day: String) throws {
        let boundary = try #require(DayBoundary(offsetMinutes: offset))
        let instant = try Timestamp(rfc3339: "2026-03-01T23:30:00Z")
        #expect(boundary.day(of: instant).description == day)
        #expect(boundary.start(of: boundary.day(of: instant)) <= instant)
        #expect(boundary.end(of: boundary.day(of: instant)) > instant)
    }

    @Test("a boundary beyond 18 hours does not exist")
    func boundaryIsBounded() {
        #expect(DayBoundary(offsetMinutes: 18 * 60 + 1) == nil)
        #expect(DayBoundary.utc.day(of: .min).index == -106_752)
        #expect(DayBoundary.utc.start(of: Day(index: -106_752)) == .min)
        #expect(DayBoundary.utc.end(of: Day(index: 106_751)) == .max)
    }
}
