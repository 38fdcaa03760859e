/// Welch's t-test: whether two independent samples have different means.
///
/// It supposes independent observations whose means are about normal, which holds for samples of some thirty and more and
/// fails for few observations with heavy tails; it does not suppose equal variances.
///
/// - Source: B. L. Welch, "The generalization of Student's problem when several different population variances are
///   involved", Biometrika 34, 1947; the degrees of freedom are those of Welch and Satterthwaite.
public struct WelchTest: Hashable, Sendable {
    /// The first mean less the second.
    public let difference: Double
    /// The difference in units of its standard error.
    public let statistic: Double
    /// Degrees of freedom; not whole in general.
    public let degreesOfFreedom: Double
    /// How probable a difference at least as large, in either direction, is between samples of one distribution.
    public let pValue: Double

    /// One of both samples.
    public struct Sample: Hashable, Sendable {
        /// Observations.
        public var count: Int
        /// Their mean.
        public var mean: Double
        /// Their sample variance.
        public var variance: Double

        /// Creates a sample.
        public init(count: Int, mean: Double, variance: Double) {
            self.count = count
            self.mean = mean
            self.variance = variance
        }
    }

    /// Compares two samples; nil when one has fewer than two observations, or both do not vary.
    public init?(_ first: Sample, _ second: Sample) {
        guard first.count > 1, second.count > 1 else { return nil }
        let (left, right) = (
            first.variance / Double(first.count), second.variance / Double(second.count)
        )
        let error = left + right
        guard error > 0, error.isFinite else { return nil }
        difference = first.mean - second.mean
        statistic = difference / error.squareRoot()
        degreesOfFreedom =
            error * error / (left * left / Double(first.count - 1) + right * right / Double(second.count - 1))
        let ratio = degreesOfFreedom / (degreesOfFreedom + statistic * statistic)
        pValue = regularizedBeta(ratio, degreesOfFreedom / 2, 0.5)
    }
}

/// The regularised incomplete beta function Iₓ(a, b) for 0 ≤ x ≤ 1, a > 0, b > 0.
///
/// - Source: the continued fraction 26.5.8 of Abramowitz and Stegun, evaluated by Lentz's method.
func regularizedBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
    guard x > 0 else { return 0 }
    guard x < 1 else { return 1 }
    // The fraction converges fast below this point; above it the mirrored one does.
    guard x < (a + 1) / (a + b + 2) else { return 1 - regularizedBeta(1 - x, b, a) }
    let front = exponential(
        logGamma(a + b) - logGamma(a) - logGamma(b) + a * logarithm(x) + b * logarithm(1 - x))
    var (upper, lower) = (1.0, 1 / lentz(1 - (a + b) * x / (a + 1)))
    var fraction = lower
    for step in 1...10_000 {
        let m = Double(step)
        let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        lower = 1 / lentz(1 + even * lower)
        upper = lentz(1 + even / upper)
        fraction *= upper * lower
        let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        lower = 1 / lentz(1 + odd * lower)
        upper = lentz(1 + odd / upper)
        fraction *= upper * lower
        if (upper * lower - 1).magnitude < 1e-16 { break }
    }
    return front * fraction / a
}

/// Keeps a denominator of Lentz's method from 0.
private func lentz(_ value: Double) -> Double { value.magnitude < 1e-300 ? 1e-300 : value }

/// The logarithm of the gamma function for a positive argument.
///
/// - Source: C. Lanczos, "A precision approximation of the gamma function", SIAM J. Numer. Anal. B 1, 1964, with g = 7 and
///   the nine coefficients of P. Godfrey; relative error below 10⁻¹⁴.
func logGamma(_ value: Double) -> Double {
    let coefficients = [
        676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
        -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
    ]
    let shifted = value - 1
    var series = 0.99999999999980993
    for (index, coefficient) in coefficients.enumerated() {
        series += coefficient / (shifted + Double(index) + 1)
    }
    let base = shifted + 7.5
    return 0.91893853320467274 + (shifted + 0.5) * logarithm(base) - base + logarithm(series)
}
