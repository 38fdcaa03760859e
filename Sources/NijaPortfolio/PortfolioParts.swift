public import NijaPositions

/// What an account holds of one symbol, or by one strategy.
public struct PortfolioPart: Hashable, Sendable {
    /// The symbol or the strategy.
    public let key: String
    /// What is open of it.
    public let holdings: HoldingSums
}

extension PortfolioPart {
    /// The largest parts by value, the largest first; by name where equal.
    ///
    /// - Cost: O(parts × log limit).
    public static func largest(_ limit: Int, of parts: [String: HoldingSums]) -> [PortfolioPart] {
        var found: [PortfolioPart] = []
        guard limit > 0 else { return found }
        for (key, holdings) in parts {
            if found.count == limit, let last = found.last,
                !precedes(key, holdings, last.key, last.holdings)
            {
                continue
            }
            var (low, high) = (0, found.count)
            while low < high {
                let middle = (low + high) / 2
                if precedes(found[middle].key, found[middle].holdings, key, holdings) {
                    low = middle + 1
                } else {
                    high = middle
                }
            }
            found.insert(PortfolioPart(key: key, holdings: holdings), at: low)
            if found.count > limit { found.removeLast() }
        }
        return found
    }

    private static func precedes(
        _ key: String, _ holdings: HoldingSums, _ otherKey: String, _ other: HoldingSums
    ) -> Bool {
        (other.value, key) < (holdings.value, otherKey)
    }
}
