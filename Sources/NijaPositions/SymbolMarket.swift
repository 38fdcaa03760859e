import NijaModel

/// What is known of one symbol: the newest price of each venue, and the positions that prices concern.
///
/// A price without a venue concerns every position; one with a venue those of that venue and those without one. Venues of
/// a symbol are few, and are looked for one by one.
struct SymbolMarket: Sendable {
    /// What a price did.
    struct Effect {
        var markedCount = 0
        var hits: [(slot: Int, hit: LevelHit)] = []
        var isTrailMoved = false
        /// Owners of holdings whose exposure is not known to be quiet.
        var restless: [Int] = []
    }

    private var prices: [(venue: String, price: Price)] = []
    private var groups: [(venue: String, group: WatchGroup)] = []

    /// The newest prices, by venue.
    var newestPrices: [Price] { prices.sorted { $0.venue < $1.venue }.map(\.price) }

    /// The newest price of a venue, or of any when it is empty.
    func newest(venue: String) -> Price? {
        if let own = prices.first(where: { $0.venue == venue })?.price, !venue.isEmpty { return own }
        let common = venue.isEmpty ? prices : prices.filter { $0.venue.isEmpty }
        return common.map(\.price).max { $0.time < $1.time }
    }

    /// Takes over a price that was known before a restart, without looking at levels.
    mutating func adopt(_ price: Price, in holdings: inout Holdings) {
        guard keep(price) else { return }
        var restless: [Int] = []
        for index in groups.indices where concerns(price, groups[index].venue) {
            groups[index].group.adopt(price)
            holdings.mark(groups[index].group.holdings, price, restless: &restless)
        }
    }

    private func concerns(_ price: Price, _ venue: String) -> Bool {
        venue.isEmpty || price.venue.isEmpty || venue == price.venue
    }

    /// Keeps the price unless a newer one of that venue is known; whether it is kept.
    mutating func keep(_ price: Price) -> Bool {
        guard let index = prices.firstIndex(where: { $0.venue == price.venue }) else {
            prices.append((price.venue, price))
            return true
        }
        guard prices[index].price.time <= price.time else { return false }
        prices[index].price = price
        return true
    }

    /// Marks the positions that the price concerns, values them, and holds their levels against it.
    mutating func observe(_ price: Price, in holdings: inout Holdings, _ effect: inout Effect) {
        for index in groups.indices where concerns(price, groups[index].venue) {
            groups[index].group.observe(price, hits: &effect.hits, isTrailMoved: &effect.isTrailMoved)
            holdings.mark(groups[index].group.holdings, price, restless: &effect.restless)
            effect.markedCount += groups[index].group.count
        }
    }

    /// Begins to watch an open position, or watches it as it is now.
    mutating func set(
        _ position: Position, _ marks: PositionMarks, slot: Int, in holdings: inout Holdings
    ) {
        let index = place(of: position.opening.venue)
        groups[index].group.set(Watch(position, marks: marks, slot: slot))
        if let new = holdings.set(position, slot: slot, newest: groups[index].group.newest) {
            groups[index].group.holdings.append(new)
        }
    }

    /// Where the group of a venue is, which is made when there is none.
    private mutating func place(of venue: String) -> Int {
        if let index = groups.firstIndex(where: { $0.venue == venue }) { return index }
        var group = WatchGroup()
        group.adopt(newest(venue: venue))
        groups.append((venue, group))
        return groups.count - 1
    }

    /// Ceases to watch a position.
    mutating func remove(slot: Int, venue: String, from holdings: inout Holdings) {
        guard let index = groups.firstIndex(where: { $0.venue == venue }) else { return }
        groups[index].group.remove(slot: slot)
        if let emptied = holdings.remove(slot: slot) {
            groups[index].group.holdings.removeAll { $0 == emptied }
        }
        if groups[index].group.count == 0 { groups.remove(at: index) }
    }

    /// How a position is watched; nil when it is not.
    func watch(ofSlot slot: Int, venue: String) -> Watch? {
        groups.first { $0.venue == venue }?.group.watch(ofSlot: slot)
    }

    /// The newest price that concerned a venue's positions.
    func newestOfGroup(venue: String) -> Price? {
        groups.first { $0.venue == venue }?.group.newest
    }

    /// The level that the newest price has reached, of a position that was there when it came in.
    func standingHit(ofSlot slot: Int, venue: String, since recorded: Timestamp) -> LevelHit? {
        guard let index = groups.firstIndex(where: { $0.venue == venue }) else { return nil }
        return groups[index].group.standingHit(ofSlot: slot, since: recorded)
    }
}
