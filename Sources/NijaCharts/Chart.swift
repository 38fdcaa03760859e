public import NijaModel

/// What a chart shows: one value a day for each of a few series.
public struct Chart: Sendable {
    /// How a series is drawn.
    public enum Shape: Hashable, Sendable {
        /// A line from day to day.
        case line
        /// The area between the values and zero.
        case area
        /// A bar a day from zero, in the colour of its sign.
        case bars
    }

    /// What values are counted in.
    public enum Unit: Hashable, Sendable {
        /// Money, with its currency.
        case amount(currency: String)
        /// Percent.
        case percent
        /// An index that starts at 100.
        case index

        /// What stands behind a title.
        var name: String {
            switch self {
            case .amount(let currency): currency
            case .percent: "%"
            case .index: "start = 100"
            }
        }
    }

    /// One curve.
    public struct Series: Sendable {
        /// What it is called in the legend.
        public let name: String
        /// One value for each of the chart's days.
        public let values: [Double]
        /// How it is drawn.
        public let shape: Shape
        /// Its colour; bars have those of gains and losses.
        public let tone: Tone

        /// Makes a series.
        public init(_ name: String, _ values: [Double], _ shape: Shape = .line, tone: Tone = .primary) {
            (self.name, self.values, self.shape, self.tone) = (name, values, shape, tone)
        }

        /// What it came to: where a line ended, how deep an area went, the best and the worst bar.
        var outcome: String {
            let (low, high) = (values.min() ?? 0, values.max() ?? 0)
            return switch shape {
            case .line: grouped(values.last ?? 0, decimals: 2)
            case .area: "deepest \(grouped(low, decimals: 2)), now \(grouped(values.last ?? 0, decimals: 2))"
            case .bars: "best \(grouped(high, decimals: 2)), worst \(grouped(low, decimals: 2))"
            }
        }
    }

    /// What stands above it.
    public let title: String
    /// What the values are.
    public let unit: Unit
    /// The days, rising.
    public let days: [Day]
    /// The curves, each with a value a day; the first is drawn last, on top.
    public let series: [Series]

    /// Makes a chart; nil when there is nothing to draw: fewer than two days, or a series without a value for each.
    public init?(_ title: String, unit: Unit, days: [Day], series: [Series]) {
        guard days.count > 1, !series.isEmpty,
            zip(days, days.dropFirst()).allSatisfy({ $0 < $1 }),
            series.allSatisfy({ $0.values.count == days.count && $0.values.allSatisfy(\.isFinite) })
        else { return nil }
        (self.title, self.unit, self.days, self.series) = (title, unit, days, series)
    }

    /// The least and the greatest value; areas and bars reach down, or up, to zero.
    var range: ClosedRange<Double> {
        let values = series.flatMap(\.values)
        var (low, high) = (values.min() ?? 0, values.max() ?? 0)
        if series.contains(where: { $0.shape != .line }) { (low, high) = (min(low, 0), max(high, 0)) }
        return low...high
    }
}

/// The colours of charts, by what they mean.
public enum Tone: CaseIterable, Hashable, Sendable {
    /// The account.
    case primary
    /// What it is compared with.
    case secondary
    /// Money made.
    case gain
    /// Money lost.
    case loss
    /// Text.
    case ink
    /// Text of less weight.
    case faint
    /// Lines behind the curves.
    case grid
    /// The paper.
    case paper
}
