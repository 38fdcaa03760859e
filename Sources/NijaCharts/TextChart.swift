/// Draws charts with characters, for a terminal.
public struct TextChart: Sendable {
    /// Cells of a line.
    public let width: Int
    /// Lines between the axes.
    public let height: Int
    /// Whether only ASCII may be used; Braille dots otherwise, eight to a cell.
    public let isASCII: Bool
    /// Puts a text into a colour; returns it as it is where there are none.
    private let paint: @Sendable (String, Tone) -> String

    /// Makes a drawer; widths below 40 and heights below 4 are raised to that.
    public init(
        width: Int, height: Int = 14, isASCII: Bool, paint: @escaping @Sendable (String, Tone) -> String
    ) {
        (self.width, self.height) = (max(40, width), max(4, height))
        (self.isASCII, self.paint) = (isASCII, paint)
    }

    /// The chart as lines of text, each ended.
    public func text(_ chart: Chart) -> String {
        let values = ValueScale(chart.range, count: height / 3)
        let labels = values.ticks.map(values.label)
        let margin = (labels.map(\.count).max() ?? 0) + 2
        let columns = width - margin
        var canvas = DotCanvas(columns: columns, rows: height, isASCII: isASCII)
        for series in chart.series.reversed() { draw(series, values, on: &canvas) }

        var text = head(chart)
        for row in 0..<height {
            // The tick nearest to a row stands beside it; two never share one.
            let index = values.ticks.firstIndex { line(of: $0, values) == row }
            let label = index.map { labels[$0] } ?? ""
            let axis = isASCII ? (index == nil ? "|" : "+") : (index == nil ? "│" : "┤")
            let gap = String(repeating: " ", count: margin - 1 - label.count)
            text += gap + paint(label + axis, .faint) + canvas.line(row, paint) + "\n"
        }
        return text + dates(chart, margin: margin, columns: columns)
    }

    /// Title, period, and each series with how it ended.
    private func head(_ chart: Chart) -> String {
        var text = "\(chart.title), \(chart.unit.name), \(chart.period)\n"
        for series in chart.series {
            let first = series.shape == .line ? "\(grouped(series.values.first ?? 0, decimals: 2)) " : ""
            let sign =
                isASCII ? (series.tone == .secondary ? "o" : "*") : (series.tone == .secondary ? "┅" : "━")
            let arrow = series.shape == .line ? (isASCII ? "-> " : "→ ") : ""
            text += paint("  \(sign) \(series.name)", series.tone) + "  \(first)\(arrow)\(series.outcome)\n"
        }
        return text
    }

    /// The row that a value is on.
    private func line(of value: Double, _ values: ValueScale) -> Int {
        Int(((1 - values.place(value)) * Double(height - 1)).rounded())
    }

    private func draw(_ series: Chart.Series, _ values: ValueScale, on canvas: inout DotCanvas) {
        let (count, dots) = (series.values.count, canvas.dotRows)
        func dot(_ value: Double) -> Int { Int(((1 - values.place(value)) * Double(dots - 1)).rounded()) }
        let zero = values.range.contains(0) ? dot(0) : dots - 1
        var before: Int?
        for column in 0..<canvas.dotColumns {
            // Of the days that share a column, the lowest and the highest count.
            let from = column * count / canvas.dotColumns
            let share = series.values[from..<max(from + 1, (column + 1) * count / canvas.dotColumns)]
            let (high, low) = (dot(share.max() ?? 0), dot(share.min() ?? 0))
            switch series.shape {
            case .line:
                // The second curve has gaps, so that colour is not the only sign.
                if series.tone != .secondary || column % 6 < 4 {
                    let (top, bottom) = (min(high, before ?? high), max(low, before ?? low))
                    canvas.fill(column, top...bottom, series.tone)
                }
                before = dot(share.last ?? 0)
            case .area: canvas.fill(column, min(high, zero)...max(low, zero), series.tone)
            case .bars:
                if high < zero { canvas.fill(column, high...zero, .gain) }
                if low > zero { canvas.fill(column, zero...low, .loss) }
            }
        }
    }

    /// The axis of days, with labels where they have room.
    private func dates(_ chart: Chart, margin: Int, columns: Int) -> String {
        let scale = DayScale(chart.days, count: columns / 10)
        var axis = [Character](repeating: isASCII ? "-" : "─", count: columns)
        var labels = [Character](repeating: " ", count: columns)
        var free = 0
        for tick in scale.ticks {
            let column = Int((scale.place(tick.day) * Double(columns - 1)).rounded())
            let start = min(column, columns - tick.label.count)
            guard start >= free else { continue }
            axis[column] = isASCII ? "+" : "┬"
            for (offset, character) in tick.label.enumerated() { labels[start + offset] = character }
            free = start + tick.label.count + 1
        }
        let gap = String(repeating: " ", count: margin - 1)
        let corner = isASCII ? "+" : "└"
        return gap + paint(corner + String(axis), .faint) + "\n" + gap + " "
            + paint(String(labels).trimmedEnd, .faint) + "\n"
    }
}

extension MonthlyReturns {
    /// The months as a table of text, each in the colour of its sign.
    public func text(paint: (String, Tone) -> String) -> String {
        let width = 8
        func cell(_ text: String) -> String {
            String(repeating: " ", count: max(1, width - text.count)) + text
        }
        var text = "Year" + (Self.names + ["Year"]).map(cell).joined() + "\n"
        for year in years {
            text += "\(year.year)"
            for value in year.months + [year.total] {
                guard let value else {
                    text += cell("")
                    continue
                }
                let shown = cell(Self.text(value))
                text += value == 0 ? shown : paint(shown, value < 0 ? .loss : .gain)
            }
            text += "\n"
        }
        return text
    }
}

extension String {
    fileprivate var trimmedEnd: String {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }
}
