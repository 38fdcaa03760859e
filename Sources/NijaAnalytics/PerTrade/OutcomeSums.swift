import NijaModel

/// Exact sums over the profits of trades on one basis.
///
/// All sums are whole numbers of 10⁻¹⁸ units, so adding and removing trades commute and invert bit for bit.
struct OutcomeSums: Hashable, Sendable {
    /// Trades with a profit above 0.
    private(set) var wins = 0
    /// Trades with a profit below 0.
    private(set) var losses = 0
    /// Trades with a profit of 0.
    private(set) var breakEvens = 0
    /// The sum of the profits above 0.
    private(set) var profit: Int128 = 0
    /// The sum of the profits below 0, as a positive number.
    private(set) var loss: Int128 = 0
    /// The sum of the squares of all profits, in units of 10⁻³⁶.
    private(set) var squares = ExactSum256()

    var count: Int { wins + losses + breakEvens }
    /// The sum of all profits.
    var total: Int128 { profit - loss }

    mutating func add(_ units: Int128) {
        count(units, by: 1)
        if units > 0 { profit += units } else { loss -= units }
        squares.add(product: units, units)
    }

    mutating func remove(_ units: Int128) {
        count(units, by: -1)
        if units > 0 { profit -= units } else { loss += units }
        squares.subtract(product: units, units)
    }

    private mutating func count(_ units: Int128, by step: Int) {
        if units > 0 {
            wins += step
        } else if units < 0 {
            losses += step
        } else {
            breakEvens += step
        }
    }

    /// The sample variance of the profits (divisor N − 1), in currency squared; nil below two trades.
    ///
    /// N·Σp² − (Σp)² is computed exactly, so nothing cancels: the relative error is that of one rounding and one
    /// division.
    var variance: Double? {
        guard count >= 2 else { return nil }
        var scaled = squares.multiplied(by: UInt64(count))
        scaled.subtract(product: total, total)
        return scaled.doubleValue / 1e36 / (Double(count) * Double(count - 1))
    }
}

extension OutcomeSums: Checkpointable {
    func write(to writer: inout StateWriter) {
        writer.write(wins)
        writer.write(losses)
        writer.write(breakEvens)
        writer.write(wide: profit)
        writer.write(wide: loss)
        writer.write(squares)
    }

    init(from reader: inout StateReader) throws(StateError) {
        wins = try reader.value()
        losses = try reader.value()
        breakEvens = try reader.value()
        profit = try reader.wide()
        loss = try reader.wide()
        squares = try reader.value()
    }
}
