/// An instant: nanoseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
///
/// The range is 1677-09-21T00:12:43.145224192Z to 2262-04-11T23:47:16.854775807Z.
public struct Timestamp: Hashable, Comparable, Sendable {
    /// Nanoseconds since 1970-01-01T00:00:00Z.
    public let nanoseconds: Int64

    /// 1970-01-01T00:00:00Z.
    public static let epoch = Timestamp(nanoseconds: 0)
    /// The earliest instant.
    public static let min = Timestamp(nanoseconds: .min)
    /// The latest instant.
    public static let max = Timestamp(nanoseconds: .max)

    static let nanosecondsPerSecond: Int64 = 1_000_000_000
    static let secondsPerDay: Int64 = 86_400

    /// Makes the instant `nanoseconds` after 1970-01-01T00:00:00Z.
    @inlinable
    public init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    /// Makes an instant from whole seconds since 1970 and nanoseconds on top, as protobuf has it.
    ///
    /// - Throws: `.outOfRange` when the instant does not fit or `nanoseconds` is not in 0 ..< 10⁹.
    public init(seconds: Int64, nanoseconds: Int32 = 0) throws(TimestampError) {
        guard nanoseconds >= 0, nanoseconds < 1_000_000_000 else { throw .outOfRange }
        let total = Int128(seconds) * Int128(Timestamp.nanosecondsPerSecond) + Int128(nanoseconds)
        guard let value = Int64(exactly: total) else { throw .outOfRange }
        self.nanoseconds = value
    }

    /// Whole seconds since 1970, rounded towards the past.
    public var secondsSinceEpoch: Int64 { floorDivided(nanoseconds, by: Timestamp.nanosecondsPerSecond) }

    /// The nanoseconds after `secondsSinceEpoch`, 0 ..< 10⁹.
    public var nanosecondOfSecond: Int32 {
        Int32(truncatingIfNeeded: nanoseconds &- secondsSinceEpoch &* Timestamp.nanosecondsPerSecond)
    }

    /// The instant `span` later, clamped to the range.
    public func adding(_ span: TimeSpan) -> Timestamp {
        let (sum, overflow) = nanoseconds.addingReportingOverflow(span.nanoseconds)
        guard overflow else { return Timestamp(nanoseconds: sum) }
        return span.nanoseconds < 0 ? .min : .max
    }

    /// The time from `earlier` to this instant, clamped to the range.
    public func since(_ earlier: Timestamp) -> TimeSpan {
        let (difference, overflow) = nanoseconds.subtractingReportingOverflow(earlier.nanoseconds)
        guard overflow else { return TimeSpan(nanoseconds: difference) }
        return TimeSpan(nanoseconds: nanoseconds < earlier.nanoseconds ? .min : .max)
    }

    /// Compares by time.
    @inlinable
    public static func < (left: Timestamp, right: Timestamp) -> Bool { left.nanoseconds < right.nanoseconds }
}

/// Why a text or a pair of numbers is not an instant.
public enum TimestampError: Error, Hashable, Sendable {
    /// The text has no character.
    case empty
    /// The text is not in the format.
    case malformed
    /// A field is beyond its range (month 13, 30 February), or the instant is outside 1677 … 2262.
    case outOfRange
}

/// Integer division that rounds towards negative infinity; `divisor` is positive.
@inline(__always)
func floorDivided(_ dividend: Int64, by divisor: Int64) -> Int64 {
    let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
}
