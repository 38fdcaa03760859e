import NijaModel

/// The open positions of one symbol and venue, and the nearest levels around the price.
///
/// As long as prices stay strictly between `floor` and `ceiling`, no level is reached and no trailing stop moves: a price
/// costs a comparison of both and marking the positions.
struct WatchGroup: Sendable {
    private var watches: ContiguousArray<Watch> = []
    /// Where the watch of a slot is.
    private var places: [Int: Int] = [:]
    private var floor = Int128.min
    private var ceiling = Int128.max
    /// The newest price that concerned the group.
    private(set) var newest: Price?
    /// The numbers of the holdings that its positions make up.
    var holdings: ContiguousArray<Int> = []

    /// Open positions.
    var count: Int { watches.count }

    /// How a position is watched; nil when it is not.
    func watch(ofSlot slot: Int) -> Watch? { places[slot].map { watches[$0] } }

    /// Begins to watch a position, or watches it with other levels.
    mutating func set(_ watch: Watch) {
        if let place = places[watch.slot] {
            watches[place] = watch
        } else {
            places[watch.slot] = watches.count
            watches.append(watch)
        }
        // Levels that were there before may be gone; too narrow bounds cost one look and are mended by it.
        let bounds = watch.bounds
        (floor, ceiling) = (max(floor, bounds.floor), min(ceiling, bounds.ceiling))
    }

    /// Ceases to watch a position.
    mutating func remove(slot: Int) {
        guard let place = places.removeValue(forKey: slot) else { return }
        let last = watches.removeLast()
        guard place < watches.count else { return }
        watches[place] = last
        places[last.slot] = place
    }

    /// Takes over a price that was known before.
    mutating func adopt(_ price: Price?) { newest = price }

    /// The level that the newest price has reached, of a position that was recorded before it came in.
    func standingHit(ofSlot slot: Int, since recorded: Timestamp) -> LevelHit? {
        guard let newest, newest.receivedAt >= recorded, !isBetweenLevels(newest),
            var watch = watch(ofSlot: slot),
            let price = newest.value(watch.rules.source, side: watch.side)
        else { return nil }
        var isTrailMoved = false
        return watch.observe(price, isJump: true, isTrailMoved: &isTrailMoved)
    }

    private func isBetweenLevels(_ price: Price) -> Bool {
        switch price.kind {
        case .quote(let quote):
            let values = QuoteValues(quote)
            return values.lowest.units > floor && values.highest.units < ceiling
        case .bar(let bar): return bar.low.units > floor && bar.high.units < ceiling
        }
    }

    /// Marks every position and holds the levels against the price.
    mutating func observe(
        _ price: Price, hits: inout [(slot: Int, hit: LevelHit)], isTrailMoved: inout Bool
    ) {
        newest = price
        switch price.kind {
        case .quote(let quote): observe(quote, &hits, &isTrailMoved)
        case .bar(let bar): observe(bar, &hits, &isTrailMoved)
        }
    }

    private mutating func observe(
        _ quote: Price.Quote, _ hits: inout [(slot: Int, hit: LevelHit)], _ isTrailMoved: inout Bool
    ) {
        let values = QuoteValues(quote)
        if values.lowest.units > floor && values.highest.units < ceiling {
            for index in watches.indices {
                if let value = values.value(for: watches[index]) { watches[index].mark(value) }
            }
            return
        }
        for index in watches.indices {
            guard let value = values.value(for: watches[index]) else { continue }
            if let hit = watches[index].observe(value, isJump: true, isTrailMoved: &isTrailMoved) {
                hits.append((watches[index].slot, hit))
            }
        }
        refreshBounds()
    }

    private mutating func observe(
        _ bar: Price.Bar, _ hits: inout [(slot: Int, hit: LevelHit)], _ isTrailMoved: inout Bool
    ) {
        if bar.low.units > floor && bar.high.units < ceiling {
            for index in watches.indices {
                watches[index].mark(bar.low)
                watches[index].mark(bar.high)
            }
            return
        }
        for index in watches.indices {
            if let hit = watches[index].observe(bar, isTrailMoved: &isTrailMoved) {
                hits.append((watches[index].slot, hit))
            }
        }
        refreshBounds()
    }

    private mutating func refreshBounds() {
        (floor, ceiling) = (.min, .max)
        for watch in watches {
            let bounds = watch.bounds
            floor = max(floor, bounds.floor)
            ceiling = min(ceiling, bounds.ceiling)
        }
    }
}

/// What each kind of position is watched by, worked out once a quote.
private struct QuoteValues {
    private let long: (last: Decimal?, mark: Decimal?, book: Decimal?)
    private let short: (last: Decimal?, mark: Decimal?, book: Decimal?)
    let lowest: Decimal
    let highest: Decimal

    init(_ quote: Price.Quote) {
        func values(_ side: Side) -> (Decimal?, Decimal?, Decimal?) {
            (quote.value(.last, side: side), quote.value(.mark, side: side), quote.value(.book, side: side))
        }
        (long, short) = (values(.long), values(.short))
        var (lowest, highest) = (Decimal(units: .max), Decimal(units: .min))
        for case let price? in [quote.last, quote.bid, quote.ask, quote.mark] {
            lowest = min(lowest, price)
            highest = max(highest, price)
        }
        (self.lowest, self.highest) = (lowest, highest)
    }

    @inline(__always)
    func value(for watch: Watch) -> Decimal? {
        let values = watch.side == .long ? long : short
        return switch watch.rules.source {
        case .last: values.last
        case .mark: values.mark
        case .book: values.book
        }
    }
}
