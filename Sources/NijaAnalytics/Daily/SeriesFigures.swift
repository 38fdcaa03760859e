import NijaModel

/// The formulas of the daily figures over a running state.
struct SeriesFigures: Hashable, Sendable {
    let series: DailyAccumulator
    private let order: ReturnOrder
    private let settings: SeriesSettings
    private let calendarDays: Int

    init(_ open: OpenPeriod?, _ sorted: SortedReturns, _ settings: SeriesSettings, initialEquity: Int128) {
        series = open?.accumulator ?? DailyAccumulator(initialEquity: initialEquity)
        order = sorted.with(open?.value)
        self.settings = settings
        calendarDays = open.map { $0.last.days(since: $0.first) + 1 } ?? 0
    }

    /// A figure that needs `count` returns.
    func from(_ count: Int, _ formula: (DailyAccumulator) -> Metric) -> Metric {
        guard !series.hasStopped else { return .undefined(.nonPositiveEquity) }
        guard series.count >= count else { return .undefined(.tooFewObservations) }
        return formula(series)
    }

    /// A figure that needs `count` returns that are not all equal.
    ///
    /// Equal returns are told by their range, not by a deviation of 0, which rounding would spoil: each return carries
    /// an error of at most 1.5 units in its last place.
    private func varying(_ count: Int, _ formula: (DailyAccumulator) -> Metric) -> Metric {
        from(count) { series in
            let rounding = 4 * max(series.lowest.magnitude, series.highest.magnitude).ulp
            let isConstant = series.highest - series.lowest <= rounding
            return isConstant || series.moment2 == 0 ? .undefined(.zeroVariance) : formula(series)
        }
    }

    /// A figure of the sorted returns.
    func percentile(_ formula: (ReturnOrder) -> Double) -> Metric {
        from(1) { _ in Metric(formula(order)) }
    }

    private var year: Double { Double(settings.periodsPerYear) }

    private func deviation(_ series: DailyAccumulator) -> Double {
        (series.moment2 / Double(series.count - 1)).squareRoot()
    }

    var volatility: Metric {
        from(2) { Metric(100 * deviation($0) * year.squareRoot()) }
    }

    var sharpeRatio: Metric {
        varying(2) {
            Metric(($0.mean - settings.periodRiskFreeRate) / deviation($0) * year.squareRoot())
        }
    }

    var sortinoRatio: Metric {
        from(2) { series in
            let downside = (series.downsideSquares / Double(series.count)).squareRoot()
            let excess = (series.mean - settings.periodRiskFreeRate) * year.squareRoot()
            return .ratio(excess, downside, else: .noDownside)
        }
    }

    var cagr: Metric {
        from(1) { Metric(100 * (power($0.growth, year / Double($0.count)) - 1)) }
    }

    var cagrCalendar: Metric {
        from(1) { Metric(100 * (power($0.growth, 365.25 / Double(calendarDays)) - 1)) }
    }

    var maxDrawdown: Metric { .value(series.hasStopped ? 100 : 100 * -series.deepestDrawdown + 0) }

    var currentDrawdown: Metric { .value(series.hasStopped ? 100 : 100 * -series.drawdown + 0) }

    var calmarRatio: Metric {
        guard let annual = cagr.value else { return cagr }
        return from(1) { .ratio(annual / 100, -$0.deepestDrawdown, else: .noDrawdown) }
    }

    var skewness: Metric {
        varying(3) {
            Metric(Double($0.count).squareRoot() * $0.moment3 / ($0.moment2 * $0.moment2.squareRoot()))
        }
    }

    var excessKurtosis: Metric {
        varying(4) { Metric(Double($0.count) * $0.moment4 / ($0.moment2 * $0.moment2) - 3) }
    }

    var tailRatio: Metric {
        from(1) { _ in
            .ratio(order.quantile(0.95).magnitude, order.quantile(0.05).magnitude, else: .noDownside)
        }
    }
}
