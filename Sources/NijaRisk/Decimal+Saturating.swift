import NijaModel

// Arithmetic of checks: what is beyond the range of a decimal is beyond every limit as well, so it may stay at its end.

extension Decimal {
    static let greatest = Decimal(units: .max)

    /// The sum, at the end of the range where it lies beyond it.
    func plus(_ other: Decimal) -> Decimal {
        let (sum, isOver) = units.addingReportingOverflow(other.units)
        return isOver ? Decimal(units: other.isNegative ? .min : .max) : Decimal(units: sum)
    }

    /// The difference, at the end of the range where it lies beyond it.
    func minus(_ other: Decimal) -> Decimal {
        let (difference, isOver) = units.subtractingReportingOverflow(other.units)
        return isOver ? Decimal(units: other.isNegative ? .max : .min) : Decimal(units: difference)
    }

    /// The product, at the end of the range where it lies beyond it.
    func times(_ other: Decimal) -> Decimal {
        if let product = try? multiplied(by: other, rounding: .halfEven) { return product }
        return Decimal(units: signum * other.signum < 0 ? .min : .max)
    }

    /// The absolute value.
    var absolute: Decimal { isNegative ? Decimal.zero.minus(self) : self }

    /// 100 × this ÷ `whole`; nil when `whole` is not above 0.
    func percent(of whole: Decimal) -> Double? {
        whole > .zero ? 100 * doubleValue / whole.doubleValue : nil
    }
}
