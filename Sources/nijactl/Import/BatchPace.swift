import TTRPC

/// How many rows an import sends at a time: more while answers are quick, fewer while they are slow.
///
/// A busy machine may take a hundred times longer than an idle one for the same rows; a batch that is right for the one
/// would miss the time limit of a call on the other.
struct BatchPace {
    /// Rows of the next batch.
    private(set) var count = 100

    /// A thousand rows are some hundred kilobytes, well below the limit of a frame.
    private static let range = 10...1000
    /// Twice as many follow an answer that came sooner than this.
    private static let quickNanoseconds: Int64 = 100_000_000
    /// Half as many follow an answer that came later than this.
    private static let slowNanoseconds: Int64 = 1_000_000_000

    /// Takes note of how long a batch has taken.
    mutating func note(nanoseconds: Int64) {
        if nanoseconds < Self.quickNanoseconds { count = min(count * 2, Self.range.upperBound) }
        if nanoseconds > Self.slowNanoseconds { count = max(count / 2, Self.range.lowerBound) }
    }

    /// Does `body`, a call for one batch, and takes note of how long it has taken.
    mutating func timing<Value>(_ body: () throws(CommandError) -> Value) throws(CommandError) -> Value {
        let begun = MonotonicTime.now()
        defer { note(nanoseconds: MonotonicTime.now().since(begun)) }
        return try body()
    }
}
