public import NijaModel

/// The limits of this module; together they prove that no exact sum can overflow.
///
/// A sum has at most `trades` terms of at most `amount`, so it is below 10²⁰, and `Decimal` holds 1.7 × 10²⁰. A sum of
/// squares is below 10⁸ × (2 × 10³⁰)² = 4 × 10⁶⁸ units, and 256 bits hold 5.7 × 10⁷⁶.
public enum AnalyticsLimits {
    /// The largest absolute value of one amount or ratio: 10¹², twelve digits before the point.
    public static let amount = Decimal(1_000_000_000_000)
    /// The largest number of trades in one scope.
    public static let trades = 50_000_000
    /// The largest number of trades in one chunk of an outcome sequence.
    public static let tradesPerChunk = 512
    /// How many chunks of a scope keep their entries in memory.
    public static let hotChunks = 16
    /// Below this many trades, per-trade figures are marked as resting on few observations.
    public static let lowSampleTrades = 30
    /// Below this many days, daily figures are marked as resting on few observations.
    public static let lowSampleDays = 30
    /// Below this many days, the value at risk is marked as resting on few observations.
    public static let lowSampleValueAtRisk = 20
}
