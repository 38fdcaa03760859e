public import NijaModel

/// What the equity of a daily series is made from.
public enum SeriesSource: UInt8, CaseIterable, Hashable, Sendable {
    /// The account's reported equity, carried on with realised profit and cash flows.
    case reportedEquity = 0
    /// Initial capital, realised profit and cash flows: there is no report.
    case realisedProfit = 1
}

/// How figures were computed, so that each can say so.
public struct Provenance: Hashable, Sendable {
    /// The basis of the per-trade figures.
    public let basis: Basis
    /// The basis of the daily figures: an account's equity is always net.
    public let seriesBasis: Basis
    /// What the daily series is made from.
    public let seriesSource: SeriesSource
    /// Periods a year, calendar, day boundary and risk-free rate.
    public let settings: SeriesSettings
    /// The number of trades.
    public let trades: Int
    /// The number of daily returns.
    public let days: Int
    /// The exit of the first trade.
    public let firstTrade: Timestamp?
    /// The exit of the last trade.
    public let lastTrade: Timestamp?

    /// Whether per-trade figures rest on fewer than 30 trades.
    public var hasFewTrades: Bool { trades < AnalyticsLimits.lowSampleTrades }
    /// Whether daily figures rest on fewer than 30 days.
    public var hasFewDays: Bool { days < AnalyticsLimits.lowSampleDays }
    /// Whether the value at risk rests on fewer than 20 days.
    public var hasFewDaysForValueAtRisk: Bool { days < AnalyticsLimits.lowSampleValueAtRisk }
}
