/// Mean, spread and range of a sequence of returns, in two passes.
struct Moments {
    let count: Int
    let mean: Double
    /// The sum of (x − mean)².
    let squares: Double
    /// Whether all values are equal but for rounding.
    let isConstant: Bool

    init(_ values: [Double]) {
        count = values.count
        let mean = values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
        self.mean = mean
        squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let (lowest, highest) = (values.min() ?? 0, values.max() ?? 0)
        // Told by the range, not by a deviation of 0, which rounding would spoil.
        let rounding = 4 * max(lowest.magnitude, highest.magnitude).ulp
        isConstant = highest - lowest <= rounding || squares == 0
    }

    /// The deviation with divisor n − 1; 0 below two values.
    var deviation: Double { count < 2 ? 0 : (squares / Double(count - 1)).squareRoot() }
}

/// The sum of the products of deviations from the means.
func coproduct(_ left: [Double], _ leftMean: Double, _ right: [Double], _ rightMean: Double) -> Double {
    zip(left, right).reduce(0) { $0 + ($1.0 - leftMean) * ($1.1 - rightMean) }
}

/// The product of 1 + r.
func growth(_ returns: some Sequence<Double>) -> Double { returns.reduce(1) { $0 * (1 + $1) } }

/// The deepest fall, as a positive fraction, of an index that starts at 1 and grows by `returns` below its peak.
func deepestFall(_ returns: some Sequence<Double>) -> Double {
    var (index, peak, deepest) = (1.0, 1.0, 0.0)
    for value in returns {
        index *= 1 + value
        peak = max(peak, index)
        deepest = max(deepest, 1 - index / peak)
    }
    return deepest
}
