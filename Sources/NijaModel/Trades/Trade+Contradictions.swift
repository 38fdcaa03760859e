extension Trade {
    /// What the trade says twice and differently; facts are recorded all the same unless the caller is strict.
    ///
    /// - Cost: O(1); no allocation unless something is found.
    public func contradictions() -> [TradeWarning] {
        var found: [TradeWarning] = []
        if let mismatch = profitMismatch() { found.append(mismatch) }
        if let isWin, isWin != (profit > .zero) {
            found.append(
                TradeWarning(code: .isWinMismatch, message: "is_win is \(isWin), but profit is \(profit)"))
        }
        return found
    }

    /// Holds the profit against side × (exit − entry) × quantity.
    ///
    /// A trade that does not say its side may have been either. Bots round, and fill in several pieces: a difference within 1 % of the expected profit or 0.01 % of the
    /// entry's notional is none.
    private func profitMismatch() -> TradeWarning? {
        guard let quantity, let entryPrice, let exitPrice,
            let move = try? exitPrice.subtracting(entryPrice),
            let asLong = try? move.multiplied(by: quantity, rounding: .halfEven),
            let asShort = try? asLong.negated(),
            let notional = try? entryPrice.multiplied(by: quantity, rounding: .halfEven)
        else { return nil }
        let candidates: [Decimal] =
            switch side {
            case .long: [asLong]
            case .short: [asShort]
            case nil: [asLong, asShort]
            }
        for expected in candidates where isClose(expected, notional: notional) { return nil }
        let expectation = candidates.map(\.description).joined(separator: " or ")
        return TradeWarning(
            code: .pnlMismatch, message: "profit is \(profit), but prices and quantity give \(expectation)")
    }

    private func isClose(_ expected: Decimal, notional: Decimal) -> Bool {
        guard let difference = try? profit.subtracting(expected).magnitude(),
            let hundredfold = try? difference.multiplied(by: Decimal(100), rounding: .halfEven),
            let size = try? expected.magnitude(),
            let tenThousandfold = try? difference.multiplied(by: Decimal(10_000), rounding: .halfEven)
        else { return false }
        return hundredfold <= size || tenThousandfold <= notional
    }
}
