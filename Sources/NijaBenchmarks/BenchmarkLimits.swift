/// The limits of comparisons.
public enum BenchmarkLimits {
    /// The most days that a close stands for the days after it: the longest usual pause of a stock exchange is four
    /// (Thursday's close before Easter until the Tuesday after it), and a day for a closing out of the ordinary.
    public static let carriedDays = 5
    /// Two returns that differ by less than this many points have matched.
    public static let matchedPoints = 1e-9
    /// The fewest pairs of returns that a regression is computed from.
    public static let regressionPairs = 3
    /// The highest close.
    public static let closeMax = 1_000_000_000_000
    /// The most benchmarks of one comparison.
    public static let benchmarks = 16
}
