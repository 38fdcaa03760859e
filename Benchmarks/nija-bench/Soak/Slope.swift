/// How a quantity changes over time: the line of least squares through its samples.
struct Slope {
    private(set) var count = 0
    private var sums = (time: 0.0, value: 0.0, timeTime: 0.0, timeValue: 0.0)
    /// The least and the greatest of the samples.
    private(set) var range: ClosedRange<Double>?

    /// Adds a sample.
    mutating func add(_ value: Double, at seconds: Double) {
        count += 1
        sums.time += seconds
        sums.value += value
        sums.timeTime += seconds * seconds
        sums.timeValue += seconds * value
        range = min(range?.lowerBound ?? value, value)...max(range?.upperBound ?? value, value)
    }

    /// Change a second; nil for fewer than two samples.
    var perSecond: Double? {
        let number = Double(count)
        let spread = number * sums.timeTime - sums.time * sums.time
        return spread > 0 ? (number * sums.timeValue - sums.time * sums.value) / spread : nil
    }
}
