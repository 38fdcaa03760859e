public import NijaModel

/// The wins and losses of a scope in the sequence of their trades, for streaks.
///
/// The sequence is cut into chunks. Each keeps a summary; only the recently used ones keep their outcomes, so a million
/// trades take a few hundred kilobytes. A late or voided trade that falls into a cold chunk needs that chunk's outcomes
/// back first: `missingRange(adding:)` and `missingRange(removing:)` say which, and `hydrate` takes them.
///
/// - Cost: a trade in sequence is O(1); another one O(log chunks + chunk size), and `settle()` then O(chunks) once.
public struct OutcomeSequence: Sendable {
    private var chunks: [OutcomeChunk] = []
    /// The fold over all chunks but the last; stale after a change before the last.
    private var head = ByBasis(gross: StreakSummary(), net: StreakSummary())
    private var isStale = false
    private var uses: UInt64 = 0
    private var hotCount = 0
    private let chunkLimit: Int
    private let hotLimit: Int

    /// Makes an empty sequence.
    ///
    /// - Parameters:
    ///   - chunkLimit: the most trades in a chunk, at least 2.
    ///   - hotLimit: how many chunks keep their outcomes, at least 2.
    public init(
        chunkLimit: Int = AnalyticsLimits.tradesPerChunk, hotLimit: Int = AnalyticsLimits.hotChunks
    ) {
        self.chunkLimit = max(2, chunkLimit)
        self.hotLimit = max(2, hotLimit)
    }

    /// The first trade.
    public var first: TradeKey? { chunks.first?.first }
    /// The last trade.
    public var last: TradeKey? { chunks.last?.last }
    /// How many chunks there are, for figures on memory.
    public var chunkCount: Int { chunks.count }

    /// The runs of the whole sequence on `basis`.
    public func streaks(_ basis: Basis) -> StreakSummary {
        guard let last = chunks.last else { return StreakSummary() }
        return (isStale ? foldedHead() : head)[basis].followed(by: last.summary[basis])
    }

    /// Brings the fold up to date after late or removed trades.
    public mutating func settle() {
        guard isStale else { return }
        head = foldedHead()
        isStale = false
    }

    /// The trades whose outcomes must be hydrated before `key` can be added; nil when none.
    public func missingRange(adding key: TradeKey) -> TradeKeyRange? {
        guard case .hydrate(let index) = place(for: key) else { return nil }
        return chunks[index].range
    }

    /// The trades whose outcomes must be hydrated before `key` can be removed; nil when none.
    public func missingRange(removing key: TradeKey) -> TradeKeyRange? {
        guard let index = chunk(containing: key), !chunks[index].isHot else { return nil }
        return chunks[index].range
    }

    /// Takes the outcomes of all trades in `range`, which a `missingRange` returned, sorted by key.
    ///
    /// - Throws: `.mismatch` when they are not those of a chunk.
    public mutating func hydrate(
        _ range: TradeKeyRange, with outcomes: [TradeOutcome]
    ) throws(AnalyticsError) {
        guard let index = chunk(containing: range.first), chunks[index].range == range else {
            throw .mismatch(range)
        }
        guard !chunks[index].isHot else { return }
        try chunks[index].hydrate(outcomes)
        hotCount += 1
        use(index)
        coolOldest(except: index)
    }

    /// Adds a trade at its place.
    ///
    /// - Throws: `.duplicateTrade`; `.requires` when a chunk must be hydrated first.
    public mutating func add(_ outcome: TradeOutcome) throws(AnalyticsError) {
        switch place(for: outcome.key) {
        case .end:
            append(outcome)
        case .inside(let index):
            try chunks[index].insert(outcome)
            touch(index)
            split(index)
        case .gap(let index):
            insertChunk([outcome], at: index)
        case .hydrate(let index):
            throw .requires(.trades(chunks[index].range))
        }
    }

    /// Removes a trade.
    ///
    /// - Throws: `.unknownTrade`; `.requires` when its chunk must be hydrated first.
    public mutating func remove(_ outcome: TradeOutcome) throws(AnalyticsError) {
        guard let index = chunk(containing: outcome.key) else { throw .unknownTrade(outcome.key) }
        guard chunks[index].isHot else { throw .requires(.trades(chunks[index].range)) }
        try chunks[index].remove(outcome)
        touch(index)
        if chunks[index].count == 0 {
            chunks.remove(at: index)
            hotCount -= 1
            isStale = true
        }
    }
}

extension OutcomeSequence {
    /// Where a new trade goes.
    private enum Place {
        /// After all others.
        case end
        /// Into this hot chunk.
        case inside(Int)
        /// Into a new chunk before this one.
        case gap(Int)
        /// Into this cold chunk.
        case hydrate(Int)
    }

    private func place(for key: TradeKey) -> Place {
        if let last = chunks.last, key <= last.last {
            let next = partitioningIndex(count: chunks.count) { chunks[$0].last >= key }
            if chunks[next].isHot { return .inside(next) }
            if chunks[next].first <= key { return .hydrate(next) }
            return gap(before: next)
        }
        return .end
    }

    /// The place for a trade between a cold chunk and the one before it.
    private func gap(before next: Int) -> Place {
        let previous = next - 1
        if previous >= 0, chunks[previous].isHot { return .inside(previous) }
        // A new chunk only between well-filled ones: otherwise late trades would leave ever more tiny chunks behind.
        if chunks[next].count < chunkLimit / 2 { return .hydrate(next) }
        if previous >= 0, chunks[previous].count < chunkLimit / 2 { return .hydrate(previous) }
        return .gap(next)
    }

    private func chunk(containing key: TradeKey) -> Int? {
        let index = partitioningIndex(count: chunks.count) { chunks[$0].last >= key }
        return index < chunks.count && chunks[index].first <= key ? index : nil
    }

    private mutating func append(_ outcome: TradeOutcome) {
        let last = chunks.count - 1
        // A cold last chunk (after a restore) is left as it is, so that appending never needs the store.
        if last >= 0, chunks[last].isHot, chunks[last].count < chunkLimit {
            chunks[last].append(outcome)
            use(last)
            return
        }
        if !isStale, last >= 0 {
            head.gross = head.gross.followed(by: chunks[last].summary.gross)
            head.net = head.net.followed(by: chunks[last].summary.net)
        }
        let wasStale = isStale
        insertChunk([outcome], at: chunks.count)
        isStale = wasStale
    }

    private mutating func insertChunk(_ entries: [TradeOutcome], at index: Int) {
        guard let chunk = OutcomeChunk(entries, lastUse: uses) else { return }
        chunks.insert(chunk, at: index)
        hotCount += 1
        touch(index)
        coolOldest(except: index)
        isStale = true
    }

    /// Halves a chunk that has grown beyond the limit.
    private mutating func split(_ index: Int) {
        guard let entries = chunks[index].entries, entries.count > chunkLimit else { return }
        let middle = entries.count / 2
        guard let left = OutcomeChunk(Array(entries[..<middle]), lastUse: uses) else { return }
        chunks[index] = left
        insertChunk(Array(entries[middle...]), at: index + 1)
    }

    /// Notes a use that changed the chunk's summary.
    private mutating func touch(_ index: Int) {
        use(index)
        if index < chunks.count - 1 { isStale = true }
    }

    private mutating func use(_ index: Int) {
        uses += 1
        chunks[index].lastUse = uses
    }

    /// Cools the least recently used chunks beyond the limit; the last chunk, which grows, stays hot.
    private mutating func coolOldest(except kept: Int) {
        while hotCount > hotLimit {
            var oldest: Int?
            for index in chunks.indices.dropLast() where chunks[index].isHot && index != kept {
                if let known = oldest, chunks[known].lastUse <= chunks[index].lastUse { continue }
                oldest = index
            }
            guard let oldest else { return }
            chunks[oldest].cool()
            hotCount -= 1
        }
    }

    private func foldedHead() -> ByBasis<StreakSummary> {
        var fold = ByBasis(gross: StreakSummary(), net: StreakSummary())
        for chunk in chunks.dropLast() {
            fold.gross = fold.gross.followed(by: chunk.summary.gross)
            fold.net = fold.net.followed(by: chunk.summary.net)
        }
        return fold
    }
}

extension OutcomeSequence: Checkpointable {
    /// Appends the summaries; the outcomes stay in the store.
    public func write(to writer: inout StateWriter) {
        writer.write(chunkLimit)
        writer.write(hotLimit)
        writer.write(chunks)
    }

    /// Reads a sequence whose chunks are all cold.
    public init(from reader: inout StateReader) throws(StateError) {
        self.init(chunkLimit: try reader.value(), hotLimit: try reader.value())
        chunks = try reader.array()
        guard zip(chunks, chunks.dropFirst()).allSatisfy({ $0.last < $1.first }) else { throw .malformed }
        isStale = true
        settle()
    }
}
