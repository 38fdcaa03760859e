import NijaModel

/// A scale of days, with ticks where calendars have them.
struct DayScale {
    /// A tick.
    struct Tick: Equatable {
        let day: Day
        let label: String
    }

    private let first: Day
    private let last: Day
    /// The ticks, rising.
    let ticks: [Tick]

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// Where ticks may stand, from close to wide.
    private enum Rhythm: CaseIterable {
        case daily, everyOtherDay, weekly, fortnightly, monthly, everyOtherMonth, quarterly, halfYearly,
            yearly
        case everyOtherYear, fiveYearly, everyDecade

        /// Days between two ticks, about.
        var days: Int {
            switch self {
            case .daily: 1
            case .everyOtherDay: 2
            case .weekly: 7
            case .fortnightly: 14
            case .monthly: 30
            case .everyOtherMonth: 61
            case .quarterly: 91
            case .halfYearly: 182
            case .yearly: 365
            case .everyOtherYear: 730
            case .fiveYearly: 1826
            case .everyDecade: 3652
            }
        }

        /// Whether a tick stands on `day`.
        func contains(_ day: Day) -> Bool {
            let date = day.civil
            switch self {
            case .daily: return true
            case .everyOtherDay: return day.index % 2 == 0
            case .weekly: return day.weekday == .monday
            case .fortnightly: return day.weekday == .monday && day.index / 7 % 2 == 0
            case .monthly: return date.day == 1
            case .everyOtherMonth: return date.day == 1 && date.month % 2 == 1
            case .quarterly: return date.day == 1 && date.month % 3 == 1
            case .halfYearly: return date.day == 1 && date.month % 6 == 1
            case .yearly: return date.day == 1 && date.month == 1
            case .everyOtherYear: return date.day == 1 && date.month == 1 && date.year % 2 == 0
            case .fiveYearly: return date.day == 1 && date.month == 1 && date.year % 5 == 0
            case .everyDecade: return date.day == 1 && date.month == 1 && date.year % 10 == 0
            }
        }

        /// What stands at a tick; the year where it begins.
        func label(_ day: Day) -> String {
            let date = day.civil
            let month = DayScale.months[date.month - 1]
            if days >= 365 || (days >= 30 && date.month == 1) { return "\(date.year)" }
            return days >= 30 ? month : "\(date.day) \(month)"
        }
    }

    /// Makes a scale from the first to the last of rising days, with at most `count` ticks.
    init(_ days: [Day], count: Int) {
        let (first, last) = (days.first ?? Day(index: 0), days.last ?? Day(index: 1))
        (self.first, self.last) = (first, last)
        let span = max(1, last.days(since: first))
        let rhythm = Rhythm.allCases.first { span / $0.days < max(count, 1) } ?? .everyDecade
        ticks = (0...span).map { first.adding($0) }.filter(rhythm.contains)
            .map { Tick(day: $0, label: rhythm.label($0)) }
    }

    /// Where a day lies, from 0 at the first to 1 at the last.
    func place(_ day: Day) -> Double {
        Double(day.days(since: first)) / Double(max(1, last.days(since: first)))
    }
}
