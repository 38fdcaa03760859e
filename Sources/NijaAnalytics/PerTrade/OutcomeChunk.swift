import NijaModel

/// How one trade ended, at its place in the sequence of trades.
public struct TradeOutcome: Hashable, Sendable {
    /// The trade's place.
    public let key: TradeKey
    /// The sign of the profit before fees.
    public let gross: Int8
    /// The sign of the profit after fees.
    public let net: Int8

    /// The outcome of `sample`.
    public init(_ sample: TradeSample) {
        key = sample.key
        gross = Int8(sample.profitUnits(.gross).signum())
        net = Int8(sample.profitUnits(.net).signum())
    }
}

/// Up to a few hundred consecutive outcomes: always their summary, and while the chunk is hot the outcomes themselves.
struct OutcomeChunk: Sendable {
    private(set) var first: TradeKey
    private(set) var last: TradeKey
    private(set) var summary: ByBasis<StreakSummary>
    /// The outcomes by key; nil while the chunk is cold.
    private(set) var entries: [TradeOutcome]?
    /// When the chunk was last used, by the sequence's own count of uses.
    var lastUse: UInt64

    var isHot: Bool { entries != nil }
    var count: Int { Int(summary.net.count) }
    var range: TradeKeyRange { TradeKeyRange(first: first, last: last) }

    /// Makes a hot chunk; `entries` are sorted by key and not empty.
    init?(_ entries: [TradeOutcome], lastUse: UInt64) {
        guard let first = entries.first, let last = entries.last else { return nil }
        self.first = first.key
        self.last = last.key
        self.entries = entries
        self.summary = OutcomeChunk.summary(of: entries)
        self.lastUse = lastUse
    }

    /// Adds an outcome after all others of a hot chunk, in O(1).
    mutating func append(_ outcome: TradeOutcome) {
        entries?.append(outcome)
        last = outcome.key
        summary.gross.append(outcome.gross)
        summary.net.append(outcome.net)
    }

    /// Puts an outcome in its place, in O(count).
    ///
    /// - Throws: `.duplicateTrade`.
    mutating func insert(_ outcome: TradeOutcome) throws(AnalyticsError) {
        let position = index(of: outcome.key)
        if let entries, position < entries.count, entries[position].key == outcome.key {
            throw .duplicateTrade(outcome.key)
        }
        entries?.insert(outcome, at: position)
        summarise()
    }

    /// Takes an outcome away, in O(count); the chunk may be empty afterwards.
    ///
    /// - Throws: `.unknownTrade`.
    mutating func remove(_ outcome: TradeOutcome) throws(AnalyticsError) {
        let position = index(of: outcome.key)
        guard let entries, position < entries.count, entries[position] == outcome else {
            throw .unknownTrade(outcome.key)
        }
        self.entries?.remove(at: position)
        summarise()
    }

    /// Forgets the outcomes and keeps the summary.
    mutating func cool() {
        entries = nil
    }

    /// Gets the outcomes back.
    ///
    /// - Throws: `.mismatch` when they are not those that were forgotten.
    mutating func hydrate(_ outcomes: [TradeOutcome]) throws(AnalyticsError) {
        guard outcomes.first?.key == first, outcomes.last?.key == last,
            OutcomeChunk.summary(of: outcomes) == summary,
            zip(outcomes, outcomes.dropFirst()).allSatisfy({ $0.key < $1.key })
        else { throw .mismatch(range) }
        entries = outcomes
    }

    private mutating func summarise() {
        guard let entries else { return }
        summary = OutcomeChunk.summary(of: entries)
        first = entries.first?.key ?? first
        last = entries.last?.key ?? last
    }

    /// Where `key` is or would be.
    private func index(of key: TradeKey) -> Int {
        guard let entries else { return 0 }
        return partitioningIndex(count: entries.count) { entries[$0].key >= key }
    }

    private static func summary(of entries: [TradeOutcome]) -> ByBasis<StreakSummary> {
        var summary = ByBasis(gross: StreakSummary(), net: StreakSummary())
        for entry in entries {
            summary.gross.append(entry.gross)
            summary.net.append(entry.net)
        }
        return summary
    }
}

extension OutcomeChunk: Checkpointable {
    func write(to writer: inout StateWriter) {
        writer.write(first)
        writer.write(last)
        writer.write(summary.gross)
        writer.write(summary.net)
    }

    /// Reads a chunk, which is cold.
    init(from reader: inout StateReader) throws(StateError) {
        first = try reader.value()
        last = try reader.value()
        summary = ByBasis(gross: try reader.value(), net: try reader.value())
        entries = nil
        lastUse = 0
        guard summary.gross.count == summary.net.count, summary.net.count > 0, first <= last else {
            throw .malformed
        }
    }
}

/// The first of `count` positions at which `isAfter` holds, given that it holds for all later ones too.
func partitioningIndex(count: Int, where isAfter: (Int) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
        let middle = (low + high) / 2
        if isAfter(middle) { high = middle } else { low = middle + 1 }
    }
    return low
}
