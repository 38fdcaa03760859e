/// What was timed, in ascending sequence.
struct Sample {
    private let sorted: [Int64]

    /// Of at least one time, in nanoseconds.
    init(_ nanoseconds: [Int64]) {
        precondition(!nanoseconds.isEmpty, "nothing was timed")
        sorted = nanoseconds.sorted()
    }

    /// The time that a `share` (0 to 1) of them did not exceed, in microseconds.
    func microseconds(_ share: Double) -> Double {
        Double(sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]) / 1000
    }

    /// The median, in microseconds.
    var median: Double { microseconds(0.5) }
}

/// The middle value of several runs; of an even number, the lower of the two in the middle.
func median(_ values: [Double]) -> Double {
    precondition(!values.isEmpty, "nothing was measured")
    return values.sorted()[(values.count - 1) / 2]
}
