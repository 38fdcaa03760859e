import NijaModel

extension Chart {
    /// The chart as a picture of this size.
    public func drawing(width: Double = 900, height: Double = 320) -> Drawing {
        var drawing = Drawing(width: width, height: height, description: summary)
        drawing.rectangle(0, 0, width, height, .paper)
        let plot = Plot(self, width: width, height: height)
        drawHead(plot, into: &drawing)
        drawGrid(plot, into: &drawing)
        for series in series.reversed() { draw(series, plot, into: &drawing) }
        if plot.values.range.contains(0) {
            let zero = plot.y(0)
            drawing.rule(Drawing.Point(plot.left, zero), Drawing.Point(plot.right, zero), .faint, width: 0.75)
        }
        return drawing
    }

    /// Title, period and how each series ended, in a sentence.
    private var summary: String {
        let ends = series.map { "\($0.name) \($0.outcome)" }
        return "\(title), \(period): \(ends.joined(separator: ", "))"
    }

    /// From the first to the last day.
    var period: String { "\(days.first?.description ?? "") to \(days.last?.description ?? "")" }

    /// Title above, period below it, the legend at the right with how each series ended.
    private func drawHead(_ plot: Plot, into drawing: inout Drawing) {
        drawing.text(title, plot.left, 22, size: 15, isBold: true)
        drawing.text("\(unit.name)  ·  \(period)", plot.left, 39, .faint)
        for (index, series) in series.enumerated() {
            let y = 22 + 17 * Double(index)
            let tone = series.shape == .bars ? .ink : series.tone
            drawing.text(
                "\(series.name)  \(series.outcome)", plot.right, y, tone, size: 12, .end, isBold: index == 0)
        }
    }

    private func drawGrid(_ plot: Plot, into drawing: inout Drawing) {
        for tick in plot.values.ticks {
            let y = plot.y(tick)
            drawing.rule(Drawing.Point(plot.left, y), Drawing.Point(plot.right, y))
            drawing.text(plot.values.label(tick), plot.left - 8, y + 4, .faint, size: 11, .end)
        }
        for tick in plot.days.ticks {
            let x = plot.x(tick.day)
            drawing.rule(Drawing.Point(x, plot.bottom), Drawing.Point(x, plot.bottom + 4), .faint)
            drawing.text(tick.label, x, plot.bottom + 18, .faint, size: 11, .middle)
        }
    }

    private func draw(_ series: Series, _ plot: Plot, into drawing: inout Drawing) {
        let places = zip(days, series.values).map { Drawing.Point(plot.x($0), plot.y($1)) }
        switch series.shape {
        case .line:
            drawing.add(.line(places, series.tone, width: 1.75, isDashed: series.tone == .secondary))
        case .area:
            let zero = plot.y(0)
            let ends = [Drawing.Point(plot.right, zero), Drawing.Point(plot.left, zero)]
            drawing.add(.polygon(places + ends, series.tone, strength: 0.2))
            drawing.add(.line(places, series.tone, width: 1.25, isDashed: false))
        case .bars:
            let zero = plot.y(0)
            let span = Double(max(1, days.last?.days(since: days[0]) ?? 1))
            let width = max(0.6, min(24, (plot.right - plot.left) / (span + 1) * 0.8))
            for (place, value) in zip(places, series.values) where value != 0 {
                drawing.rectangle(
                    place.x - width / 2, min(place.y, zero), width, (place.y - zero).magnitude,
                    value < 0 ? .loss : .gain)
            }
        }
    }
}

/// Where days and values lie on the paper.
private struct Plot {
    let left: Double
    let right: Double
    let top = 56.0
    let bottom: Double
    let values: ValueScale
    let days: DayScale

    init(_ chart: Chart, width: Double, height: Double) {
        bottom = height - 32
        values = ValueScale(chart.range, count: max(2, Int((bottom - top) / 45)))
        // A digit is about 6.5 wide at this size.
        let scale = values
        let label = scale.ticks.map { scale.label($0).count }.max() ?? 0
        left = 24 + 6.6 * Double(label)
        right = width - 24
        days = DayScale(chart.days, count: max(2, Int((right - left) / 70)))
    }

    func x(_ day: Day) -> Double { left + (right - left) * days.place(day) }
    func y(_ value: Double) -> Double { bottom - (bottom - top) * values.place(value) }
}
