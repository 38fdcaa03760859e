public import NijaModel

/// How much a signal's order is for.
public enum SignalSizing {
    /// Places of a quantity that a rule works out; most venues take so many.
    public static let places = 8

    /// The quantity of an order.
    ///
    /// What a rule works out is rounded towards zero, so that it never spends more than it may.
    ///
    /// - Parameters:
    ///   - content: what the signal says.
    ///   - source: its source.
    ///   - price: the newest price of the symbol; nil when there is none.
    ///   - equity: the account's equity.
    /// - Returns: a quantity above 0.
    /// - Throws: `SignalProblem` when it cannot be worked out, or comes to nothing.
    public static func quantity(
        of content: SignalContent, from source: SignalSource, price: Decimal?, equity: Decimal
    ) throws(SignalProblem) -> Decimal {
        let quantity: Decimal?
        switch source.sizeRule {
        case .signal: quantity = content.quantity
        case .fixed: quantity = source.size
        case .notional: quantity = try units(of: source.size, at: content.price ?? price)
        case .percentOfEquity:
            guard equity > .zero else {
                throw SignalProblem("the equity is \(equity); there is no part of it")
            }
            let value = source.size.flatMap { size in
                try? equity.multiplied(by: size, dividedBy: Decimal(100), rounding: .towardZero)
            }
            quantity = try units(of: value, at: content.price ?? price)
        }
        guard let quantity, quantity > .zero else { throw SignalProblem("its size comes to nothing") }
        return quantity
    }

    private static func units(of value: Decimal?, at price: Decimal?) throws(SignalProblem) -> Decimal? {
        guard let price, price > .zero else {
            throw SignalProblem("there is no price to work its size out with")
        }
        guard let value, let units = try? value.divided(by: price, rounding: .towardZero) else { return nil }
        return try? units.rounded(toPlaces: places, rounding: .towardZero)
    }
}
