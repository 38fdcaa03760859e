/// `base` to the power of `exponent`, for a positive base; infinite or 0 beyond the range.
///
/// The standard library has no power and this module imports no C library.
///
/// - Source: J.-M. Muller, "Elementary Functions", 3rd ed., section 11.1 (argument reduction by powers of two) with the
///   series log m = 2·artanh((m − 1)/(m + 1)) and the Taylor series of exp.
/// - Error: relative error below 10⁻¹⁵ · (4 + |exponent · log base|); `PowerTests` compares with the C library.
package func power(_ base: Double, _ exponent: Double) -> Double {
    guard base > 0, base.isFinite else { return base == 0 ? 0 : base }
    return exponential(exponent * logarithm(base))
}

/// The natural logarithm of a positive, finite number.
func logarithm(_ value: Double) -> Double {
    var exponent = Double(value.exponent)
    var significand = value.significand
    // √½ ≤ m < √2 keeps the argument of the series below 0.172, so that eleven terms reach the last bit.
    if significand > 2.0.squareRoot() {
        significand /= 2
        exponent += 1
    }
    let ratio = (significand - 1) / (significand + 1)
    let square = ratio * ratio
    var series = 0.0
    for odd in stride(from: 23, through: 3, by: -2) { series = (series + 1 / Double(odd)) * square }
    return exponent * logarithmOf2.high + (exponent * logarithmOf2.low + 2 * ratio * (1 + series))
}

/// e to the power of `value`.
func exponential(_ value: Double) -> Double {
    guard value < 710 else { return .infinity }
    guard value > -746 else { return 0 }
    let halvings = (value * 1.4426950408889634).rounded()
    let rest = (value - halvings * logarithmOf2.high) - halvings * logarithmOf2.low
    var series = 1.0
    for term in stride(from: 15, through: 1, by: -1) { series = 1 + series * rest / Double(term) }
    return Double(sign: .plus, exponent: Int(halvings), significand: series)
}

/// log 2 in two parts; the high one has 32 zero bits at its end, so its products with small integers are exact.
private let logarithmOf2 = (high: 6.93147180369123816490e-01, low: 1.90821492927058770002e-10)
