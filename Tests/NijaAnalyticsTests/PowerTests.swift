import Glibc
import NijaModel
import NijaTesting
import Testing

@testable import NijaAnalytics

@Suite("Power")
struct PowerTests {
    @Test("agrees with the C library within its stated error")
    func agreesWithC() {
        var random = SeededGenerator(seed: 11)
        for _ in 0..<20_000 {
            let base = Double.random(in: 0.001...50, using: &random)
            let exponent = Double.random(in: -60...60, using: &random)
            let expected = Glibc.pow(base, exponent)
            let bound = 1e-15 * (4 + abs(exponent * Glibc.log(base)))
            #expect(abs(power(base, exponent) - expected) <= bound * expected, "\(base) ^ \(exponent)")
            #expect(abs(logarithm(base) - Glibc.log(base)) <= 4e-16 * max(1, abs(Glibc.log(base))))
        }
    }

    @Test("is 0 and infinity beyond the range, and exact at 1")
    func edges() {
        #expect(power(10, 400) == .infinity)
        #expect(power(10, -400) == 0)
        #expect(power(0, 2) == 0)
        #expect(power(1, 365) == 1)
        #expect(power(7, 0) == 1)
    }
}

@Suite("PeriodCalendar")
struct PeriodCalendarTests {
    @Test(
        "numbers its periods without gaps, and a weekend belongs to its Monday",
        arguments: PeriodCalendar.allCases)
    func numbersPeriods(calendar: PeriodCalendar) {
        var previous = calendar.ordinal(of: calendar.period(of: monday.adding(-1000)))
        for offset in -999...1000 {
            let day = monday.adding(offset)
            let period = calendar.period(of: day)
            let ordinal = calendar.ordinal(of: period)
            #expect(calendar.period(ordinal: ordinal) == period)
            #expect(ordinal == previous || ordinal == previous + 1)
            #expect(calendar == .everyDay || !period.weekday.isWeekend)
            #expect(period >= day)
            previous = ordinal
        }
    }
}
