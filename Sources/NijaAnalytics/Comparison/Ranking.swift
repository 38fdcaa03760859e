public import NijaModel

/// The best and the worst of several scopes, by net profit.
public struct Ranking: Hashable, Sendable {
    /// The name with the highest net profit; of equals, the first by name.
    public let best: String
    /// The name with the lowest net profit; of equals, the first by name.
    public let worst: String

    /// Ranks scopes by net profit; nil when there is none, and one alone is both the best and the worst.
    ///
    /// - Parameter netProfits: net profit by name.
    public init?(netProfits: [String: Decimal]) {
        let names = netProfits.sorted { $0.key < $1.key }
        // `min` and `max` keep the first and the last of equals, so the best is the minimum of the opposite comparison.
        guard let best = names.min(by: { $0.value > $1.value }),
            let worst = names.min(by: { $0.value < $1.value })
        else { return nil }
        self.best = best.key
        self.worst = worst.key
    }
}
