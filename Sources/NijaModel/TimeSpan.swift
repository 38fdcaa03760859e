/// A signed length of time in nanoseconds; about ±292 years.
public struct TimeSpan: Hashable, Comparable, Sendable {
    /// The length in nanoseconds.
    public let nanoseconds: Int64

    /// No time at all.
    public static let zero = TimeSpan(nanoseconds: 0)

    /// Makes a span of `nanoseconds`.
    @inlinable
    public init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    /// A span of milliseconds, clamped to the range.
    public static func milliseconds(_ count: Int64) -> TimeSpan { clamped(count, 1_000_000) }

    /// A span of seconds, clamped to the range.
    public static func seconds(_ count: Int64) -> TimeSpan { clamped(count, 1_000_000_000) }

    /// A span of minutes, clamped to the range.
    public static func minutes(_ count: Int64) -> TimeSpan { clamped(count, 60_000_000_000) }

    /// A span of hours, clamped to the range.
    public static func hours(_ count: Int64) -> TimeSpan { clamped(count, 3_600_000_000_000) }

    /// A span of days of 24 hours, clamped to the range.
    public static func days(_ count: Int64) -> TimeSpan { clamped(count, 86_400_000_000_000) }

    /// The length in seconds, to the precision of a `Double`.
    public var seconds: Double { Double(nanoseconds) / 1e9 }

    /// Compares by length.
    @inlinable
    public static func < (left: TimeSpan, right: TimeSpan) -> Bool { left.nanoseconds < right.nanoseconds }

    private static func clamped(_ count: Int64, _ unit: Int64) -> TimeSpan {
        let (product, overflow) = count.multipliedReportingOverflow(by: unit)
        guard overflow else { return TimeSpan(nanoseconds: product) }
        return TimeSpan(nanoseconds: count < 0 ? .min : .max)
    }
}
