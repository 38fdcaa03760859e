import NijaModel

/// All thresholds, and which of them are watched in a scope.
struct RuleBook: Sendable {
    private(set) var thresholds: [Threshold.Key: Threshold]
    /// What was looked up since thresholds changed last; no part of the state.
    private var rulesByScope: [AlarmScope: [Rule]] = [:]
    /// Whether any threshold watches strategies; most ledgers have none.
    private(set) var watchesStrategies = false

    /// The built-in thresholds.
    init() {
        thresholds = BuiltInThresholds.byKey
        noteChange()
    }

    /// The rules of a scope, those of one metric side by side, and by name within a metric.
    ///
    /// - Parameters:
    ///   - scope: the account or strategy.
    ///   - place: what the ledger knows a metric by; always the same.
    /// - Returns: the rules.
    /// - Cost: a look-up, but after a change of thresholds, which makes the list anew.
    mutating func rules(for scope: AlarmScope, _ place: (String) -> Int?) -> [Rule] {
        if !scope.strategy.isEmpty && !watchesStrategies { return [] }
        if let known = rulesByScope[scope] { return known }
        let rules = makeRules(for: scope, place)
        rulesByScope[scope] = rules
        return rules
    }

    /// The rule of a name in a scope; nil when none is watched.
    func rule(named name: String, for scope: AlarmScope) -> Rule? {
        thresholds.values.lazy.filter { $0.key.name == name }.watched(in: scope)[name].map { Rule($0) }
    }

    /// The metrics that are watched in a scope, each once.
    func metrics(for scope: AlarmScope) -> [String] {
        makeRules(for: scope) { _ in nil }.filter { !$0.sharesMetric }.map(\.metric)
    }

    /// Makes a change of a threshold true.
    mutating func adopt(_ change: ThresholdChange) {
        thresholds[change.threshold.key] = change.isDeleted ? nil : change.threshold
        noteChange()
    }

    private mutating func noteChange() {
        rulesByScope.removeAll()
        watchesStrategies = thresholds.keys.contains { !$0.strategy.isEmpty }
    }

    private func makeRules(for scope: AlarmScope, _ place: (String) -> Int?) -> [Rule] {
        let watched = thresholds.values.watched(in: scope).values.sorted {
            ($0.metric, $0.key.name) < ($1.metric, $1.key.name)
        }
        return watched.indices.map { index in
            Rule(
                watched[index], place: place(watched[index].metric),
                sharesMetric: index > 0 && watched[index - 1].metric == watched[index].metric)
        }
    }
}

extension RuleBook: Checkpointable {
    /// Appends what differs from the built-in thresholds: those that come with a later version count at once then.
    func write(to writer: inout StateWriter) {
        writer.write(thresholds.values.filter { $0.sequence != 0 }.sorted { $0.key < $1.key })
        let deleted = BuiltInThresholds.all.filter { thresholds[$0.key] == nil }
        writer.write(deleted.map(\.key.name).sorted())
    }

    init(from reader: inout StateReader) throws(StateError) {
        self.init()
        for threshold in try reader.array(Threshold.self) { thresholds[threshold.key] = threshold }
        for name in try reader.array(String.self) {
            thresholds[BuiltInThresholds.key(name)] = nil
        }
        noteChange()
    }
}
