/// Counts latencies in buckets of about 6 % width: constant memory, constant time.
public struct LatencyHistogram: Sendable {
    // Sixteen buckets for each power of two of nanoseconds.
    private var buckets = [UInt64](repeating: 0, count: 64 * 16)
    /// How many were counted.
    public private(set) var count: UInt64 = 0
    /// The longest, in nanoseconds.
    public private(set) var maxNanoseconds: Int64 = 0

    /// An empty histogram.
    public init() {}

    /// Counts a latency that `times` events had.
    public mutating func record(nanoseconds: Int64, times: UInt64 = 1) {
        let value = UInt64(max(nanoseconds, 0))
        buckets[Self.bucket(of: value)] += times
        count += times
        maxNanoseconds = max(maxNanoseconds, nanoseconds)
    }

    /// The latency that a `share` (0 to 1) of those counted did not exceed, in nanoseconds, rounded up to its bucket.
    public func quantileNanoseconds(_ share: Double) -> Int64 {
        let target = UInt64((Double(count) * share).rounded(.up))
        var seen: UInt64 = 0
        for (index, size) in buckets.enumerated() where size > 0 {
            seen += size
            if seen >= target { return min(Self.upperBound(of: index), maxNanoseconds) }
        }
        return maxNanoseconds
    }

    private static func bucket(of value: UInt64) -> Int {
        if value < 16 { return Int(value) }
        let exponent = 63 - value.leadingZeroBitCount
        return (exponent - 3) * 16 + Int(value >> UInt64(exponent - 4) & 15)
    }

    private static func upperBound(of bucket: Int) -> Int64 {
        if bucket < 16 { return Int64(bucket) }
        let (exponent, step) = (bucket / 16 + 3, UInt64(bucket % 16))
        return Int64(clamping: (16 + step + 1) << UInt64(exponent - 4) - 1)
    }
}
