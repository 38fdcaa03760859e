import NijaAnalytics
import NijaBenchmarks
import NijaModel
import Testing

/// 2026-01-05, a Monday.
let monday = Day(index: 20_458)

/// Consecutive days of an account from `first` on.
func account(_ returns: [Double?], from first: Day = monday) -> [DailyReturn] {
    returns.enumerated().map { index, value in
        DailyReturn(day: first.adding(index), equity: .one, value: value)
    }
}

/// Closes by the number of days after `monday`.
func prices(_ closes: [(Int, String)], symbol: String = "SPY") throws -> PriceHistory {
    let closes = try closes.map { offset, price in
        try #require(Close(day: monday.adding(offset), price: try Decimal(price)))
    }
    return try #require(PriceHistory(symbol: symbol, closes: closes))
}

/// Compares over the days `from` … `to` after `monday`.
func compare(
    _ account: [DailyReturn], _ prices: PriceHistory, from: Int? = nil, to: Int? = nil,
    _ matching: CalendarMatching = .commonDays, series: SeriesSettings = .standard
) throws(ComparisonError) -> BenchmarkComparison {
    try BenchmarkComparison(
        account, prices, series,
        ComparisonSettings(
            from: from.map(monday.adding), to: to.map(monday.adding), matching: matching, includesCurve: true)
    )
}

/// Whether two figures are equal within a relative 10⁻⁹, or an absolute 10⁻¹² near zero.
func isClose(_ left: Double?, _ right: Double) -> Bool {
    guard let left else { return false }
    return abs(left - right) <= max(1e-12, 1e-9 * max(abs(left), abs(right)))
}
