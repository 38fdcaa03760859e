public import NijaModel

/// Returns compounded by calendar month and year.
public struct MonthlyReturns: Sendable {
    /// A year of them.
    public struct Year: Sendable {
        /// The year.
        public let year: Int
        /// One for each month, in percent; nil where there is no day.
        public fileprivate(set) var months = [Double?](repeating: nil, count: 12)
        /// All of them compounded, in percent.
        public fileprivate(set) var total = 0.0
    }

    /// The years, rising.
    public private(set) var years: [Year] = []

    /// The names of the months.
    public static let names = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// Compounds daily returns, in percent, of rising days.
    public init(_ days: [(day: Day, percent: Double)]) {
        for (day, percent) in days {
            let date = day.civil
            if years.last?.year != date.year { years.append(Year(year: date.year)) }
            let index = years.count - 1
            years[index].months[date.month - 1] = Self.compounded(
                years[index].months[date.month - 1] ?? 0, percent)
            years[index].total = Self.compounded(years[index].total, percent)
        }
    }

    private static func compounded(_ left: Double, _ right: Double) -> Double {
        100 * ((1 + left / 100) * (1 + right / 100) - 1)
    }

    /// A table of months in the colour of their sign, stronger for more, as a picture.
    public func drawing(title: String, width: Double = 900) -> Drawing {
        let (left, top, row) = (64.0, 64.0, 30.0)
        let height = top + row * Double(years.count) + 20
        var drawing = Drawing(width: width, height: height, description: title)
        drawing.rectangle(0, 0, width, height, .paper)
        drawing.text(title, 24, 22, size: 15, isBold: true)
        let column = (width - left - 24) / 13
        for (index, name) in (Self.names + ["Year"]).enumerated() {
            drawing.text(name, left + column * (Double(index) + 0.5), top - 10, .faint, size: 11, .middle)
        }
        let strongest = years.flatMap(\.months).compactMap { $0?.magnitude }.max() ?? 0
        for (index, year) in years.enumerated() {
            let y = top + row * Double(index)
            drawing.text("\(year.year)", 24, y + 19, size: 12, isBold: true)
            for (month, value) in year.months.enumerated() {
                guard let value else { continue }
                let x = left + column * Double(month)
                let strength = strongest == 0 ? 0 : 0.1 + 0.5 * value.magnitude / strongest
                drawing.rectangle(
                    x + 1, y + 1, column - 2, row - 2, value < 0 ? .loss : .gain,
                    strength: value == 0 ? 0.03 : strength)
                drawing.text(Self.text(value), x + column / 2, y + 19, size: 11, .middle)
            }
            drawing.text(
                Self.text(year.total), left + column * 12.5, y + 19, year.total < 0 ? .loss : .gain, size: 12,
                .middle, isBold: true)
        }
        return drawing
    }

    /// A return with its sign, to two places.
    public static func text(_ percent: Double) -> String {
        (percent > 0 ? "+" : "") + grouped(percent, decimals: 2)
    }
}
