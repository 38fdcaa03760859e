import NijaModel

/// What is known of one symbol: the newest price of each venue, and the positions that prices concern.
///
/// A price without a venue concerns every position; one with a venue those of that venue and those without one. Venues of
/// a symbol are few, and are looked for one by one.
struct SymbolMarket {
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
    mutating func adopt(_ price: Price) {
        guard keep(price) else { return }
        for index in groups.indices where concerns(price, groups[index].venue) {
            groups[index].group.adopt(price)
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

    /// Marks the positions that the price concerns and holds their levels against it; how many there are.
    mutating func observe(
        _ price: Price, hits: inout [(slot: Int, hit: LevelHit)], isTrailMoved: inout Bool
    ) -> Int {
        var count = 0
        for index in groups.indices where concerns(price, groups[index].venue) {
            groups[index].group.observe(price, hits: &hits, isTrailMoved: &isTrailMoved)
            count += groups[index].group.count
        }
        return count
    }

    /// Begins to watch a position, or watches it with other levels.
    mutating func set(_ watch: Watch, venue: String) {
        if let index = groups.firstIndex(where: { $0.venue == venue }) {
            groups[index].group.set(watch)
            return
        }
        var group = WatchGroup()
        group.adopt(newest(venue: venue))
        group.set(watch)
        groups.append((venue, group))
    }

    /// Ceases to watch a position.
    mutating func remove(slot: Int, venue: String) {
        guard let index = groups.firstIndex(where: { $0.venue == venue }) else { return }
        groups[index].group.remove(slot: slot)
        if groups[index].group.count == 0 { groups.remove(at: index) }
    }

    /// The marks of a watched position as they are now.
    func marks(ofSlot slot: Int, _ opening: PositionOpening) -> PositionMarks? {
        groups.first { $0.venue == opening.venue }?.group
            .marks(ofSlot: slot, source: opening.rules.source, side: opening.side)
    }

    /// The newest price that concerned a venue's positions.
    func newestOfGroup(venue: String) -> Price? {
        groups.first { $0.venue == venue }?.group.newest
    }
}
