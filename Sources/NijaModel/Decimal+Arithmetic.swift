extension Decimal {
    /// The exact sum.
    ///
    /// - Throws: `.outOfRange` when it does not fit.
    public func adding(_ other: Decimal) throws(DecimalError) -> Decimal {
        let (sum, overflow) = units.addingReportingOverflow(other.units)
        guard !overflow else { throw .outOfRange }
        return Decimal(units: sum)
    }

    /// The exact difference.
    ///
    /// - Throws: `.outOfRange` when it does not fit.
    public func subtracting(_ other: Decimal) throws(DecimalError) -> Decimal {
        let (difference, overflow) = units.subtractingReportingOverflow(other.units)
        guard !overflow else { throw .outOfRange }
        return Decimal(units: difference)
    }

    /// The product, from an exact 256-bit intermediate rounded once to 18 places.
    ///
    /// - Throws: `.outOfRange` when it does not fit.
    public func multiplied(by other: Decimal, rounding rule: RoundingRule) throws(DecimalError) -> Decimal {
        let product = units.magnitude.multipliedFullWidth(by: other.units.magnitude)
        return try Decimal.quotient(
            of: (product.high, product.low), by: Decimal.unitsPerOne.magnitude,
            isNegative: isNegative != other.isNegative, rounding: rule)
    }

    /// The quotient, from an exact 256-bit intermediate rounded once to 18 places.
    ///
    /// - Throws: `.divisionByZero`; `.outOfRange` when it does not fit.
    public func divided(by other: Decimal, rounding rule: RoundingRule) throws(DecimalError) -> Decimal {
        let scaled = units.magnitude.multipliedFullWidth(by: Decimal.unitsPerOne.magnitude)
        return try Decimal.quotient(
            of: (scaled.high, scaled.low), by: other.units.magnitude,
            isNegative: isNegative != other.isNegative, rounding: rule)
    }

    /// The number times `factor` over `divisor`, from an exact 256-bit intermediate rounded once to 18 places: a share of
    /// an amount.
    ///
    /// - Throws: `.divisionByZero`; `.outOfRange` when it does not fit.
    public func multiplied(
        by factor: Decimal, dividedBy divisor: Decimal, rounding rule: RoundingRule
    ) throws(DecimalError) -> Decimal {
        let product = units.magnitude.multipliedFullWidth(by: factor.units.magnitude)
        return try Decimal.quotient(
            of: (product.high, product.low), by: divisor.units.magnitude,
            isNegative: (isNegative != factor.isNegative) != divisor.isNegative, rounding: rule)
    }

    /// The quotient by a whole number, rounded once to 18 places: an average of `count` values.
    ///
    /// - Throws: `.divisionByZero`.
    public func divided(by count: Int, rounding rule: RoundingRule) throws(DecimalError) -> Decimal {
        try Decimal.quotient(
            of: (0, units.magnitude), by: UInt128(count.magnitude),
            isNegative: isNegative != (count < 0), rounding: rule)
    }

    /// The number with at most `places` decimal places.
    ///
    /// `places` is 0 … 18; others are taken as the nearest of these.
    ///
    /// - Throws: `.outOfRange` when rounding away from zero leaves the range.
    public func rounded(toPlaces places: Int, rounding rule: RoundingRule) throws(DecimalError) -> Decimal {
        var step: UInt128 = 1
        for _ in min(max(places, 0), Decimal.places)..<Decimal.places { step *= 10 }
        let steps = try Decimal.quotient(
            of: (0, units.magnitude), by: step, isNegative: isNegative, rounding: rule)
        let (rounded, overflow) = steps.units.multipliedReportingOverflow(by: Int128(step))
        guard !overflow else { throw .outOfRange }
        return Decimal(units: rounded)
    }

    /// The number with its sign changed.
    ///
    /// - Throws: `.outOfRange` for the lowest value, which has no opposite.
    public func negated() throws(DecimalError) -> Decimal {
        try Decimal.zero.subtracting(self)
    }

    /// The absolute value.
    ///
    /// - Throws: `.outOfRange` for the lowest value, which has no opposite.
    public func magnitude() throws(DecimalError) -> Decimal {
        isNegative ? try negated() : self
    }

    /// The `Double` nearest to the number (correctly rounded, ties to even).
    public var doubleValue: Double {
        guard units != 0 else { return 0 }
        // The shifted magnitude has its top bit set, so the quotient by a 60-bit number has 68 or 69 bits: 15 more
        // than a Double holds. Its low bits and the remainder fold into one sticky bit below the rounding position.
        let shift = units.magnitude.leadingZeroBitCount
        let (quotient, rest) = Decimal.divideBy64(units.magnitude << shift, UInt64(Decimal.unitsPerOne))
        let sticky: UInt64 = (rest != 0 || quotient & 0xFF != 0) ? 1 : 0
        let significand = Double(UInt64(truncatingIfNeeded: quotient >> 8) | sticky)
        let value = Double(sign: .plus, exponent: 8 - shift, significand: significand)
        return units < 0 ? -value : value
    }
}

extension Decimal {
    /// Quotient and remainder of a 128-bit number by a 64-bit one, with two hardware divisions.
    static func divideBy64(_ dividend: UInt128, _ divisor: UInt64) -> (quotient: UInt128, remainder: UInt64) {
        let high = UInt64(truncatingIfNeeded: dividend >> 64)
        let low = UInt64(truncatingIfNeeded: dividend)
        let (upper, rest) = high.quotientAndRemainder(dividingBy: divisor)
        let (lower, remainder) = divisor.dividingFullWidth((rest, low))
        return (UInt128(upper) << 64 | UInt128(lower), remainder)
    }

    /// The signed, rounded quotient of an unsigned 256-bit dividend.
    private static func quotient(
        of dividend: (high: UInt128, low: UInt128), by divisor: UInt128, isNegative: Bool,
        rounding rule: RoundingRule
    ) throws(DecimalError) -> Decimal {
        guard divisor != 0 else { throw .divisionByZero }
        guard dividend.high < divisor else { throw .outOfRange }
        var (quotient, remainder) = divide(dividend, by: divisor)
        if rule == .halfEven {
            let rest = divisor - remainder
            if remainder > rest || (remainder == rest && quotient & 1 == 1) {
                let (next, overflow) = quotient.addingReportingOverflow(1)
                guard !overflow else { throw .outOfRange }
                quotient = next
            }
        }
        return try signed(quotient, isNegative: isNegative)
    }

    /// Divides; the caller has checked that the quotient fits.
    private static func divide(
        _ dividend: (high: UInt128, low: UInt128), by divisor: UInt128
    ) -> (quotient: UInt128, remainder: UInt128) {
        guard divisor >> 64 == 0 else { return divisor.dividingFullWidth((dividend.high, dividend.low)) }
        let narrow = UInt64(truncatingIfNeeded: divisor)
        if dividend.high == 0 {
            let (quotient, remainder) = divideBy64(dividend.low, narrow)
            return (quotient, UInt128(remainder))
        }
        // The high part is below the 64-bit divisor, so it is the first partial remainder.
        let (upper, rest) = narrow.dividingFullWidth(
            (UInt64(truncatingIfNeeded: dividend.high), UInt64(truncatingIfNeeded: dividend.low >> 64)))
        let (lower, remainder) = narrow.dividingFullWidth((rest, UInt64(truncatingIfNeeded: dividend.low)))
        return (UInt128(upper) << 64 | UInt128(lower), UInt128(remainder))
    }

    /// The number with this magnitude of units and sign.
    static func signed(_ magnitude: UInt128, isNegative: Bool) throws(DecimalError) -> Decimal {
        if isNegative {
            guard magnitude <= Int128.min.magnitude else { throw .outOfRange }
            return Decimal(units: Int128(truncatingIfNeeded: 0 &- magnitude))
        }
        guard let units = Int128(exactly: magnitude) else { throw .outOfRange }
        return Decimal(units: units)
    }
}
