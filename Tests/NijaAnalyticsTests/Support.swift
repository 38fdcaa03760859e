import NijaAnalytics
import NijaModel

/// 2026-01-05, a Monday.
let monday = Day(index: 20_458)

func instant(_ day: Day, hour: Int = 12, nanoseconds: Int64 = 0) -> Timestamp {
    DayBoundary.utc.start(of: day).adding(.hours(Int64(hour))).adding(TimeSpan(nanoseconds: nanoseconds))
}

/// A trade of cents, on a day after `monday`.
func trade(
    _ id: String, day: Int, hour: Int = 12, cents: Int, fees: Int = 0, reason: ExitReason = .unspecified
) throws -> TradeSample {
    try TradeSample(
        exitTime: instant(monday.adding(day), hour: hour), tradeID: id, profit: money(cents),
        fees: money(fees),
        exitReason: reason)
}

func money(_ cents: Int) -> Decimal {
    Decimal(units: Int128(cents) * 10_000_000_000_000_000)
}

func account(_ settings: SeriesSettings = .standard, capital: Int = 1000) -> Performance {
    Performance(kind: .account, settings: settings, initialCapital: Decimal(capital))
}

/// Whether two figures are equal within a relative 10⁻⁹, or an absolute 10⁻¹² near zero.
func isClose(_ left: Double, _ right: Double) -> Bool {
    abs(left - right) <= max(1e-12, 1e-9 * max(abs(left), abs(right)))
}
