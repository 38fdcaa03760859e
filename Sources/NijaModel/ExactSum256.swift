/// A signed 256-bit integer that sums products of two 128-bit ones exactly.
///
/// Because nothing rounds, adding and taking away commute, and taking a term away restores the sum bit for bit.
public struct ExactSum256: Hashable, Sendable {
    /// The upper 128 bits of the two's complement.
    public private(set) var high: Int128
    /// The lower 128 bits.
    public private(set) var low: UInt128

    /// Makes a sum from its two's complement halves.
    public init(high: Int128 = 0, low: UInt128 = 0) {
        self.high = high
        self.low = low
    }

    /// Adds `left` × `right`, wrapping beyond 256 bits (callers bound their terms).
    public mutating func add(product left: Int128, _ right: Int128) {
        let product = left.multipliedFullWidth(by: right)
        let (sum, carry) = low.addingReportingOverflow(product.low)
        low = sum
        high = high &+ product.high &+ (carry ? 1 : 0)
    }

    /// Takes `left` × `right` away, wrapping beyond 256 bits.
    public mutating func subtract(product left: Int128, _ right: Int128) {
        let product = left.multipliedFullWidth(by: right)
        let (difference, borrow) = low.subtractingReportingOverflow(product.low)
        low = difference
        high = high &- product.high &- (borrow ? 1 : 0)
    }

    /// The sum times `factor`, wrapping beyond 256 bits.
    public func multiplied(by factor: UInt64) -> ExactSum256 {
        let lower = low.multipliedFullWidth(by: UInt128(factor))
        let upper = high &* Int128(factor) &+ Int128(truncatingIfNeeded: lower.high)
        return ExactSum256(high: upper, low: lower.low)
    }

    /// Whether the sum is 0.
    public var isZero: Bool { high == 0 && low == 0 }

    /// The `Double` nearest to the sum (correctly rounded, ties to even).
    public var doubleValue: Double {
        let isNegative = high < 0
        var upper = UInt128(truncatingIfNeeded: high)
        var lower = low
        if isNegative {
            lower = 0 &- lower
            upper = 0 &- upper &- (lower == 0 ? 0 : 1)
        }
        guard upper != 0 || lower != 0 else { return 0 }
        var exponent = 192
        if upper == 0 {
            upper = lower
            lower = 0
            exponent -= 128
        }
        let shift = upper.leadingZeroBitCount
        if shift > 0 {
            upper = upper << shift | lower >> (128 - shift)
            lower <<= shift
        }
        // The top 64 bits, with everything below folded into one sticky bit, round as the whole number does.
        let sticky: UInt64 = (UInt64(truncatingIfNeeded: upper) != 0 || lower != 0) ? 1 : 0
        let significand = Double(UInt64(truncatingIfNeeded: upper >> 64) | sticky)
        let value = Double(sign: .plus, exponent: exponent - shift, significand: significand)
        return isNegative ? -value : value
    }
}
