import NijaModel

/// A threshold as it is watched in a scope.
struct Rule: Hashable, Sendable {
    let threshold: Threshold
    let ladder: Ladder
    /// What the ledger knows the metric by; nil when it does not know it.
    let place: Int?
    /// The rule before it in the scope's list watches the same metric, whose value is known then.
    let sharesMetric: Bool

    init(_ threshold: Threshold, place: Int? = nil, sharesMetric: Bool = false) {
        self.threshold = threshold
        self.ladder = Ladder(threshold)
        self.place = place
        self.sharesMetric = sharesMetric
    }

    var name: String { threshold.key.name }
    var metric: String { threshold.metric }

    /// Whether a breach of this rule goes on as one of `other`: they compare the same thing.
    func continues(_ other: Rule) -> Bool {
        metric == other.metric && ladder.comparison == other.ladder.comparison
    }
}

extension Threshold {
    /// Whether it holds for a scope.
    func holds(for scope: AlarmScope) -> Bool {
        guard key.account.isEmpty || key.account == scope.account else { return false }
        if scope.strategy.isEmpty { return key.strategy.isEmpty }
        return key.strategy == scope.strategy || key.strategy == Self.eachStrategy
    }

    /// How closely it fits a scope that it holds for: of several with one name, the closest counts.
    ///
    /// A named account goes before a named strategy, as the account's owner knows it best.
    fileprivate var closeness: Int {
        (key.account.isEmpty ? 0 : 2) + (key.strategy.isEmpty || key.strategy == Self.eachStrategy ? 0 : 1)
    }
}

extension Sequence<Threshold> {
    /// The closest threshold of each name, without those that are disabled.
    ///
    /// A disabled threshold overrides as well: this is how a general one is switched off for one account.
    func watched(in scope: AlarmScope) -> [String: Threshold] {
        var closest: [String: Threshold] = [:]
        for threshold in self where threshold.holds(for: scope) {
            if let rival = closest[threshold.key.name], rival.closeness > threshold.closeness { continue }
            closest[threshold.key.name] = threshold
        }
        return closest.filter(\.value.isEnabled)
    }
}
