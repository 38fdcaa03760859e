public import NijaModel

/// Which days are periods of the daily series.
public enum PeriodCalendar: UInt8, CaseIterable, Hashable, Sendable {
    /// Every calendar day: markets that never close.
    case everyDay = 0
    /// Monday to Friday; what happens on a weekend belongs to the Monday after it.
    case businessDays = 1

    /// The period that `day` belongs to, named by its last day.
    package func period(of day: Day) -> Day {
        guard self == .businessDays, day.weekday.isWeekend else { return day }
        return day.weekStart.adding(7)
    }

    /// The number of the period that ends on `day`; consecutive periods have consecutive numbers.
    package func ordinal(of period: Day) -> Int {
        switch self {
        case .everyDay: Int(period.index)
        case .businessDays: period.weekStart.days(since: monday) / 7 * 5 + Int(period.weekday.rawValue) - 1
        }
    }

    /// The last day of the period with this number.
    package func period(ordinal: Int) -> Day {
        switch self {
        case .everyDay: return Day(index: Int32(truncatingIfNeeded: ordinal))
        case .businessDays:
            let week = ordinal >= 0 ? ordinal / 5 : -((4 - ordinal) / 5)
            return monday.adding(week * 7 + ordinal - week * 5)
        }
    }

    /// The first Monday after 1970-01-01.
    private var monday: Day { Day(index: 4) }
}

/// How the daily series of a scope is made; provenance of every daily figure.
public struct SeriesSettings: Hashable, Sendable {
    /// Where a day begins.
    public let boundary: DayBoundary
    /// How many periods make a year, 1 … 1000: 365 for every day, 252 for business days.
    public let periodsPerYear: Int
    /// Which days are periods.
    public let calendar: PeriodCalendar
    /// The annual risk-free rate as a fraction, above −1: 0.04 is 4 %.
    public let riskFreeRate: Double
    /// The rate of one period, (1 + annual)^(1/P) − 1.
    public let periodRiskFreeRate: Double

    /// Every day in UTC, 365 periods a year, no risk-free rate.
    public static let standard = SeriesSettings(.utc, 365, .everyDay, 0)

    /// Makes settings; nil when a number is outside its range.
    ///
    /// - Parameters:
    ///   - boundary: where a day begins.
    ///   - periodsPerYear: 1 … 1000.
    ///   - calendar: which days are periods; by default business days for 252 and every day otherwise.
    ///   - riskFreeRate: annual, as a fraction, finite and above −1.
    public init?(
        boundary: DayBoundary = .utc, periodsPerYear: Int = 365, calendar: PeriodCalendar? = nil,
        riskFreeRate: Double = 0
    ) {
        guard (1...1000).contains(periodsPerYear), riskFreeRate.isFinite, riskFreeRate > -1 else {
            return nil
        }
        self.init(
            boundary, periodsPerYear, calendar ?? (periodsPerYear == 252 ? .businessDays : .everyDay),
            riskFreeRate)
    }

    private init(_ boundary: DayBoundary, _ periods: Int, _ calendar: PeriodCalendar, _ rate: Double) {
        self.boundary = boundary
        self.periodsPerYear = periods
        self.calendar = calendar
        self.riskFreeRate = rate
        self.periodRiskFreeRate = rate == 0 ? 0 : power(1 + rate, 1 / Double(periods)) - 1
    }
}

extension SeriesSettings: Checkpointable {
    /// Appends the settings.
    public func write(to writer: inout StateWriter) {
        writer.write(boundary)
        writer.write(periodsPerYear)
        writer.write(unsigned: UInt64(calendar.rawValue))
        writer.write(riskFreeRate)
    }

    /// Reads the settings.
    public init(from reader: inout StateReader) throws(StateError) {
        let boundary: DayBoundary = try reader.value()
        let periods: Int = try reader.value()
        let calendar = PeriodCalendar(rawValue: UInt8(truncatingIfNeeded: try reader.unsigned()))
        let rate = try reader.double()
        guard let calendar,
            let settings = SeriesSettings(
                boundary: boundary, periodsPerYear: periods, calendar: calendar, riskFreeRate: rate)
        else { throw .malformed }
        self = settings
    }
}
