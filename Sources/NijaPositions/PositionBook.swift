public import NijaModel

/// A level that a price has reached, of a position that is watched.
public struct Hit: Hashable, Sendable {
    /// The position.
    public var key: Position.Key
    /// Why it ends.
    public var reason: ExitReason
    /// The level; of a timeout the price itself.
    public var level: Decimal
    /// The price at which it is filled.
    public var price: Decimal

    /// Creates a hit.
    public init(key: Position.Key, reason: ExitReason, level: Decimal, price: Decimal) {
        self.key = key
        self.reason = reason
        self.level = level
        self.price = price
    }
}

/// What a price did.
public struct Observation: Sendable {
    /// It was older than the newest of its symbol and venue, and changed nothing.
    public var isLate = false
    /// Open positions that it marked.
    public var markedCount = 0
    /// Levels that it reached, those of the oldest positions first.
    public var hits: [Hit] = []
    /// A trailing stop has moved: the price must be remembered for the next start.
    public var isTrailMoved = false
}

/// Every pending and open position, watched, and the newest prices.
///
/// A price costs O(positions of its symbol) to mark them, with nothing else as long as it stays between the nearest levels.
/// Ended positions are forgotten; the store has them. It reads no clock: the caller passes the time.
public struct PositionBook: Sendable {
    private var slots: ContiguousArray<Position?> = []
    private var free: [Int] = []
    private var index: [Position.Key: Int] = [:]
    private var markets: [String: SymbolMarket] = [:]
    private(set) var exposures = Exposures()
    /// No position times out before this.
    private var nextDeadline = Timestamp.max

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
        let wanted = slots.indices.filter { slots[$0].map { isWanted($0.opening) } ?? false }
        return wanted.compactMap { position(atSlot: $0) }.sorted { $0.openedSequence > $1.openedSequence }
    }

    /// The event that opened the oldest position; nil when there is none.
    public var oldestSequence: UInt64? { slots.lazy.compactMap { $0?.openedSequence }.min() }

    /// Takes over a position as it is after a change: watches it, or forgets it when it has ended.
    public mutating func adopt(_ position: Position) {
        let slot = index[position.key]
        if position.status.isEnded {
            if let slot { forget(slot) }
            return
        }
        let place = slot ?? takeSlot()
        (slots[place], index[position.key]) = (position, place)
        guard position.status == .open, let marks = position.marks else { return }
        markets[position.opening.symbol, default: SymbolMarket()]
            .set(Watch(position, marks: marks, slot: place), venue: position.opening.venue)
        exposures.set(position, slot: place)
        if let deadline = position.deadline { nextDeadline = min(nextDeadline, deadline) }
    }

    // MARK: Prices

    /// Takes a price in: marks the positions that it concerns and holds their levels against it.
    ///
    /// A hit stays one at the next price as long as its position is not changed: the caller closes it, or asks its bot to.
    public mutating func observe(_ price: Price) -> Observation {
        var observation = Observation()
        var hits: [(slot: Int, hit: LevelHit)] = []
        guard markets[price.symbol, default: SymbolMarket()].keep(price) else {
            observation.isLate = true
            return observation
        }
        observation.markedCount =
            markets[price.symbol]?.observe(price, hits: &hits, isTrailMoved: &observation.isTrailMoved) ?? 0
        // The oldest first, however the book has come about.
        if hits.count > 1 {
            hits.sort { slots[$0.slot]?.openedSequence ?? 0 < slots[$1.slot]?.openedSequence ?? 0 }
        }
        for (slot, hit) in hits {
            guard let key = slots[slot]?.key else { continue }
            observation.hits.append(Hit(key: key, reason: hit.reason, level: hit.level, price: hit.fill))
        }
        return observation
    }

    /// Takes over a price that was known before a restart, without looking at levels.
    public mutating func adopt(_ price: Price) {
        markets[price.symbol, default: SymbolMarket()].adopt(price)
    }

    /// The newest prices of a symbol, by venue.
    public func prices(of symbol: String) -> [Price] { markets[symbol]?.newestPrices ?? [] }

    /// The newest prices of every symbol, by symbol and venue.
    public var prices: [Price] { markets.keys.sorted().flatMap(prices(of:)) }

    /// The newest price at which a position can be closed; nil when there is none.
    public func newestPrice(for opening: PositionOpening) -> Decimal? {
        guard let market = markets[opening.symbol],
            let price = market.newestOfGroup(venue: opening.venue) ?? market.newest(venue: opening.venue)
        else { return nil }
        return price.value(opening.rules.source, side: opening.side)
    }

    /// The level that the newest price has reached, of an open position that was not closed when that price came in.
    public func standingHit(of position: Position) -> Hit? {
        guard position.status == .open, let marks = position.marks,
            let newest = markets[position.opening.symbol]?.newestOfGroup(venue: position.opening.venue),
            newest.receivedAt >= position.recordedAt,
            let price = newest.value(position.opening.rules.source, side: position.opening.side)
        else { return nil }
        var (watch, isTrailMoved) = (Watch(position, marks: marks, slot: 0), false)
        return watch.observe(price, isJump: true, isTrailMoved: &isTrailMoved).map { hit in
            Hit(key: position.key, reason: hit.reason, level: hit.level, price: hit.fill)
        }
    }

    // MARK: Time

    /// Open positions whose time is up; those that have been asked for are left out.
    public mutating func expired(at now: Timestamp) -> [Position.Key] {
        guard now >= nextDeadline else { return [] }
        nextDeadline = .max
        var expired: [Position.Key] = []
        for position in slots {
            guard let position, position.exitRequest == nil, let deadline = position.deadline else {
                continue
            }
            if deadline <= now { expired.append(position.key) }
            nextDeadline = min(nextDeadline, deadline)
        }
        return expired
    }

    /// Values every open position at the newest prices, for `exposure(of:)`.
    public mutating func revalue() {
        exposures = Exposures()
        for slot in slots.indices {
            guard let position = position(atSlot: slot), position.status == .open else { continue }
            let newest = markets[position.opening.symbol]?.newestOfGroup(venue: position.opening.venue)
            exposures.set(position, slot: slot, pricedAt: newest?.receivedAt)
        }
    }

    /// What an account's open positions are worth, as of the last `revalue` and what was opened and closed since.
    public func exposure(of account: String) -> Exposure { exposures.exposure(of: account) }

    /// Accounts with open positions, sorted.
    public var accounts: [String] { exposures.accounts }

    // MARK: Parts

    private func position(atSlot slot: Int) -> Position? {
        guard var position = slots[slot] else { return nil }
        if var marks = markets[position.opening.symbol]?.marks(ofSlot: slot, position.opening) {
            if marks.last == nil {
                (marks.last, marks.lastTime) = (position.marks?.last, position.marks?.lastTime)
            }
            position.marks = marks
        }
        return position
    }

    private mutating func takeSlot() -> Int {
        if let slot = free.popLast() { return slot }
        slots.append(nil)
        return slots.count - 1
    }

    private mutating func forget(_ slot: Int) {
        guard let position = slots[slot] else { return }
        markets[position.opening.symbol]?.remove(slot: slot, venue: position.opening.venue)
        exposures.remove(slot: slot)
        index[position.key] = nil
        slots[slot] = nil
        free.append(slot)
    }
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
