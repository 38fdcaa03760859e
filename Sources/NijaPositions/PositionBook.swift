public import NijaModel

/// Every pending and open position, watched, and the newest prices.
///
/// A price costs O(positions of its symbol) to mark them, with nothing else as long as it stays between the nearest levels;
/// what they are worth together follows at O(holdings of its symbol). Ended positions are forgotten; the store has them.
/// It reads no clock: the caller passes the time.
public struct PositionBook: Sendable {
    /// A position as it was at its last change.
    ///
    /// It is shared, as a copy would count every text of it.
    final class Held: Sendable {
        let position: Position
        /// Where its symbol is.
        let market: Int

        init(_ position: Position, market: Int) {
            (self.position, self.market) = (position, market)
        }
    }

    var slots: ContiguousArray<Held?> = []
    private var numbers = Places()
    private var index: [Position.Key: Int] = [:]
    private var openings = OpeningOrder()
    var markets: ContiguousArray<SymbolMarket> = []
    private var marketIndex: [String: Int] = [:]
    var holdings = Holdings()
    /// By slot.
    private var deadlines = SummaryTree<Deadline>()

    /// An empty book.
    public init() {}

    /// Pending and open positions.
    public var count: Int { index.count }

    // MARK: Positions

    /// A pending or open position, with its marks as they are now; nil when there is none.
    public func position(_ key: Position.Key) -> Position? {
        index[key].flatMap { position(atSlot: $0) }
    }

    /// Every pending and open position, the newest first.
    public var positions: [Position] { positions { _ in true } }

    /// Pending and open positions of which what was said at the opening is wanted, the newest first.
    public func positions(where isWanted: (PositionOpening) -> Bool) -> [Position] {
        newest(before: .max, limit: .max) { isWanted($0.opening) }
    }

    /// A page of pending and open positions, the newest first.
    ///
    /// - Parameters:
    ///   - sequence: only those opened before this event.
    ///   - limit: how many at most.
    ///   - isWanted: looks at a position as it was at its last change.
    /// - Returns: the positions, with their marks as they are now.
    /// - Cost: those that are looked at up to the limit; only those on the page are copied.
    public func newest(
        before sequence: UInt64, limit: Int, where isWanted: (Position) -> Bool
    ) -> [Position] {
        var page: [Position] = []
        for slot in openings.newestFirst(before: sequence) where page.count < limit {
            guard let held = slots[slot], isWanted(held.position) else { continue }
            if let position = position(atSlot: slot) { page.append(position) }
        }
        return page
    }

    /// The event that opened the oldest position; nil when there is none.
    public var oldestSequence: UInt64? { openings.oldest }

    /// Takes over a position as it is after a change: watches it, or forgets it when it has ended.
    public mutating func adopt(_ position: Position) {
        let known = index[position.key]
        if position.status.isEnded {
            if let known { forget(known) }
            return
        }
        let slot = known ?? numbers.take()
        if slot == slots.count { slots.append(nil) }
        if known == nil {
            index[position.key] = slot
            openings.insert(position.openedSequence, slot: slot)
        }
        let market = place(of: position.opening.symbol)
        slots[slot] = Held(position, market: market)
        guard position.status == .open, let marks = position.marks else { return }
        markets[market].set(position, marks, slot: slot, in: &holdings)
        deadlines.set(Deadline(position), leaf: slot)
    }

    private mutating func forget(_ slot: Int) {
        guard let held = slots[slot] else { return }
        let position = held.position
        markets[held.market].remove(slot: slot, venue: position.opening.venue, from: &holdings)
        deadlines.set(.nothing, leaf: slot)
        openings.remove(position.openedSequence, slot: slot)
        index[position.key] = nil
        slots[slot] = nil
        numbers.giveBack(slot)
    }

    // MARK: Time

    /// Open positions whose time is up; those whose bots are asked already are left out.
    ///
    /// - Cost: O(log n) for each of them.
    public func expired(at now: Timestamp) -> [Position.Key] {
        deadlines.leaves { $0.time <= now }.compactMap { slots[$0]?.position.key }
    }

    // MARK: Parts

    func market(of symbol: String) -> SymbolMarket? { marketIndex[symbol].map { markets[$0] } }

    /// Where a symbol is, which is made room for.
    mutating func place(of symbol: String) -> Int {
        if let place = marketIndex[symbol] { return place }
        markets.append(SymbolMarket())
        marketIndex[symbol] = markets.count - 1
        return markets.count - 1
    }

    /// Symbols, sorted.
    var symbols: [String] { marketIndex.keys.sorted() }

    /// The slots of positions, the oldest first.
    var oldestFirst: some Sequence<Int> { openings.oldestFirst }

    private func position(atSlot slot: Int) -> Position? {
        guard let held = slots[slot] else { return nil }
        var position = held.position
        if let watch = markets[held.market].watch(ofSlot: slot, venue: position.opening.venue) {
            var marks = PositionMarks(entry: watch.high)
            (marks.low, marks.trailed) = (watch.low, watch.trailed)
            (marks.last, marks.lastTime) = holdings.newest(ofSlot: slot)
            position.marks = marks
        }
        return position
    }
}

/// When a position times out.
private struct Deadline: Mergeable, Sendable {
    let time: Timestamp

    static let nothing = Deadline(time: .max)

    private init(time: Timestamp) { self.time = time }

    /// A position whose bot is asked to close it has none.
    init(_ position: Position) {
        time = position.exitRequest == nil ? position.deadline ?? .max : .max
    }

    func merged(with other: Deadline) -> Deadline { time <= other.time ? self : other }
}

extension PositionBook: Checkpointable {
    /// Appends prices and positions; what follows from them is made anew.
    public func write(to writer: inout StateWriter) {
        writer.write(prices)
        writer.write(positions.reversed())
    }

    /// Reads prices and positions.
    public init(from reader: inout StateReader) throws(StateError) {
        self.init()
        for price in try reader.array(Price.self) { adopt(price) }
        for position in try reader.array(Position.self) { adopt(position) }
    }
}
