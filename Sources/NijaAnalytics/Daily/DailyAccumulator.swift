import NijaModel

/// The running state of the daily series after some periods: everything but the order statistics.
///
/// Periods are added one after the other in one sequence, so a state reached by appending equals bit for bit that of a
/// full pass.
///
/// - Source: moments by P. Pébay, "Formulas for Robust, One-Pass Parallel Computation of Covariances and Arbitrary-Order
///   Statistical Moments", Sandia report SAND2008-6212, equations 2.1 to 2.5 with n_B = 1.
struct DailyAccumulator: Hashable, Sendable {
    /// Equity at the end of the last period, in units of 10⁻¹⁸.
    private(set) var equity: Int128
    /// Periods so far, also those after the series stopped.
    private(set) var periods = 0
    /// Whether equity or the growth factor fell to 0 or below; returns end there.
    private(set) var hasStopped: Bool

    /// Returns so far.
    private(set) var count = 0
    private(set) var mean = 0.0
    private(set) var moment2 = 0.0
    private(set) var moment3 = 0.0
    private(set) var moment4 = 0.0
    private(set) var lowest = 0.0
    private(set) var highest = 0.0
    private(set) var latest = 0.0

    /// Sum over min(r − rf, 0)².
    private(set) var downsideSquares = 0.0
    /// Sum over max(r − rf, 0).
    private(set) var excessGains = 0.0
    /// Sum over max(rf − r, 0).
    private(set) var excessLosses = 0.0

    /// The product of 1 + r.
    private(set) var growth = 1.0
    /// The highest growth so far, with the 1 of the start.
    private(set) var peakGrowth = 1.0
    /// The lowest growth/peak − 1; 0 or negative.
    private(set) var deepestDrawdown = 0.0
    private(set) var drawdownSquares = 0.0

    private var week: Day?
    private var month: Day?
    /// The growth within the last period's ISO week.
    private(set) var weekGrowth = 1.0
    /// The growth within the last period's calendar month.
    private(set) var monthGrowth = 1.0

    /// Starts before the first period with the initial capital.
    init(initialEquity: Int128) {
        equity = initialEquity
        hasStopped = initialEquity <= 0
    }

    /// The drawdown at the last period; 0 or negative.
    var drawdown: Double { growth / peakGrowth - 1 }

    /// Adds the period that ends on `day`.
    ///
    /// - Returns: its return (E − CF)/E₋₁ − 1, or nil when the series has stopped.
    @discardableResult
    mutating func add(equity next: Int128, flow: Int128, on day: Day, riskFree: Double) -> Double? {
        let change = next - flow - equity
        // Taking the difference exactly before the division keeps all digits of a small return.
        hasStopped = hasStopped || next <= 0 || change <= -equity
        defer {
            equity = next
            periods += 1
        }
        guard !hasStopped else { return nil }
        let value = nearestDouble(change) / nearestDouble(equity)
        addMoments(value)
        addExcess(value - riskFree)
        compound(value, on: day)
        latest = value
        return value
    }

    private mutating func addMoments(_ value: Double) {
        lowest = count == 0 ? value : min(lowest, value)
        highest = count == 0 ? value : max(highest, value)
        let before = Double(count)
        count += 1
        let total = Double(count)
        let delta = value - mean
        let step = delta / total
        let term = delta * step * before
        mean += step
        moment4 += term * step * step * (total * total - 3 * total + 3)
        moment4 += 6 * step * step * moment2 - 4 * step * moment3
        moment3 += term * step * (total - 2) - 3 * step * moment2
        moment2 += term
    }

    private mutating func addExcess(_ excess: Double) {
        if excess < 0 {
            downsideSquares += excess * excess
            excessLosses -= excess
        } else {
            excessGains += excess
        }
    }

    private mutating func compound(_ value: Double, on day: Day) {
        growth *= 1 + value
        peakGrowth = max(peakGrowth, growth)
        deepestDrawdown = min(deepestDrawdown, drawdown)
        drawdownSquares += drawdown * drawdown
        let (weekStart, monthStart) = (day.weekStart, day.monthStart)
        weekGrowth = week == weekStart ? weekGrowth * (1 + value) : 1 + value
        monthGrowth = month == monthStart ? monthGrowth * (1 + value) : 1 + value
        week = weekStart
        month = monthStart
    }
}

/// The `Double` nearest to a 128-bit integer.
func nearestDouble(_ value: Int128) -> Double {
    ExactSum256(high: value < 0 ? -1 : 0, low: UInt128(truncatingIfNeeded: value)).doubleValue
}
