import NijaModel

// Sums of amounts that validation has bounded.
//
// One amount is at most 10¹² and a ledger has fewer than 10⁸ fills, so that a plain sum stays below 10²⁰. What is
// computed from a position and a price can go beyond, and is then held at the end of the range: it exceeds any limit.

extension Decimal {
    /// The sum of amounts that are known to fit.
    static func + (left: Decimal, right: Decimal) -> Decimal { Decimal(units: left.units &+ right.units) }
    /// The difference of amounts that are known to fit.
    static func - (left: Decimal, right: Decimal) -> Decimal { Decimal(units: left.units &- right.units) }
    /// Adds an amount that is known to fit.
    static func += (left: inout Decimal, right: Decimal) { left = left + right }
    /// Takes an amount away that is known to fit.
    static func -= (left: inout Decimal, right: Decimal) { left = left - right }

    /// The largest value that products are held at; eight of them can be summed.
    static let productMax = Decimal(units: Int128.max / 8)

    /// The product, held at `productMax`.
    func times(_ other: Decimal) -> Decimal {
        guard let product = try? multiplied(by: other, rounding: .halfEven), product < Self.productMax else {
            return Self.productMax
        }
        return product
    }

    /// The share `part` of `whole` in this amount, rounded once; all of it when the part is the whole.
    func share(_ part: Decimal, of whole: Decimal) -> Decimal {
        if part >= whole { return self }
        // The part is less than the whole, so the result is less than the amount.
        return (try? multiplied(by: part, dividedBy: whole, rounding: .halfEven)) ?? self
    }

    /// Whether left × right > other × factor, compared exactly.
    static func isProduct(_ left: Decimal, _ right: Decimal, above other: Decimal, _ factor: Decimal) -> Bool
    {
        var difference = ExactSum256()
        difference.add(product: left.units, right.units)
        difference.subtract(product: other.units, factor.units)
        return difference.high >= 0 && !difference.isZero
    }

    /// The number with at most two places, for people.
    var short: String { ((try? rounded(toPlaces: 2, rounding: .halfEven)) ?? self).description }
}
