public import NijaModel

/// The open positions that a price values alike: of one account, strategy, instrument and side, watched by one kind of
/// price.
public struct Holding: Sendable {
    /// What tells holdings apart.
    public struct Key: Hashable, Sendable {
        /// The account.
        public let account: String
        /// The strategy.
        public let strategy: String
        /// The instrument.
        public let symbol: String
        /// Where it trades; empty for anywhere.
        public let venue: String
        /// Long or short.
        public let side: Side
        /// The price by which its positions are watched.
        public let source: PriceSource

        init(_ opening: PositionOpening) {
            (account, strategy, symbol) = (opening.account, opening.strategy, opening.symbol)
            (venue, side, source) = (opening.venue, opening.side, opening.rules.source)
        }
    }

    /// What tells it apart.
    public let key: Key
    /// The newest price; nil before the first.
    public private(set) var last: Decimal?
    /// When that was.
    public private(set) var lastTime: Timestamp?
    /// When that was taken in; nil when it was known before a restart.
    public private(set) var pricedAt: Timestamp?
    private var parts = SummaryTree<HoldingPart>()

    init(_ key: Key, newest: Price?) {
        self.key = key
        if let newest { mark(newest) }
    }

    /// Open positions.
    public var count: Int { parts.total.count }
    /// Their quantity.
    public var quantity: Decimal { parts.total.quantity }
    /// What that quantity cost.
    public var cost: Decimal { parts.total.cost }
    /// What is tied up in it: the cost over the leverage of each position.
    public var margin: Decimal { parts.total.margin }
    /// Profit of the closed parts of what is still open, less all fees so far.
    public var realizedPnL: Decimal { parts.total.realizedPnL }
    /// When the oldest position was recorded.
    public var recordedAt: Timestamp? { parts.total.recordedAt }

    /// What it is worth at the newest price, rounded once; its cost before the first, or where it does not fit.
    public var value: Decimal { value(parts.total.quantity) ?? cost }

    /// Profit of what is open at the newest price, before fees: side × (value − cost).
    public var unrealizedPnL: Decimal {
        // Both are at least 0, so the difference fits.
        let gain = value.units - cost.units
        return Decimal(units: key.side == .long ? gain : -gain)
    }

    /// What it adds to its account's exposure.
    var exposure: Exposure {
        let total = parts.total
        var exposure = Exposure()
        (exposure.count, exposure.total) = (total.count, value)
        exposure.largest = value(total.largestQuantity) ?? total.largestCost
        (exposure.oldestRequest, exposure.oldestPrice) = (total.oldestRequest, pricedAt ?? total.recordedAt)
        return exposure
    }

    /// What it is worth at the newest price; nil before the first, or where it does not fit.
    var pricedValue: Decimal? { value(quantity) }

    private func value(_ quantity: Decimal) -> Decimal? {
        last.flatMap { try? $0.multiplied(by: quantity, rounding: .halfEven) }
    }

    /// Takes a price in; one that says nothing for its side is passed over.
    mutating func mark(_ price: Price) {
        guard let value = price.value(key.source, side: key.side) else { return }
        (last, lastTime, pricedAt) = (value, price.time, price.receivedAt)
    }

    /// Counts a position, in the place of what its leaf held.
    mutating func set(_ position: Position, leaf: Int) {
        parts.set(HoldingPart(position), leaf: leaf)
        // What it has seen before a restart counts until the next price.
        if let seen = position.marks?.last, let time = position.marks?.lastTime, time > lastTime ?? .min {
            (last, lastTime) = (seen, time)
        }
    }

    /// Takes a position out.
    mutating func remove(leaf: Int) { parts.set(.nothing, leaf: leaf) }
}

/// Open positions of a holding, by what does not depend on the price.
struct HoldingPart: Mergeable, Sendable {
    var count = 0
    var quantity = Decimal.zero
    var cost = Decimal.zero
    var largestQuantity = Decimal.zero
    var largestCost = Decimal.zero
    var margin = Decimal.zero
    var realizedPnL = Decimal.zero
    /// When the oldest of them was recorded.
    var recordedAt: Timestamp?
    var oldestRequest: Timestamp?

    static let nothing = HoldingPart()

    private init() {}

    init(_ position: Position) {
        let amounts = position.amounts
        (count, quantity, cost) = (1, amounts.openQuantity, amounts.openCost)
        (largestQuantity, largestCost) = (quantity, cost)
        margin = (try? cost.divided(by: position.opening.leverage ?? .one, rounding: .halfEven)) ?? cost
        let realized = (try? position.realizedPnL()) ?? .zero
        realizedPnL = (try? realized.subtracting(amounts.fees)) ?? realized
        (recordedAt, oldestRequest) = (position.recordedAt, position.exitRequest?.requestedAt)
    }

    func merged(with other: HoldingPart) -> HoldingPart {
        var both = HoldingPart()
        both.count = count + other.count
        // An amount is at most 10¹², and there are at most 10⁵ positions: sums fit.
        both.quantity = Decimal(units: quantity.units + other.quantity.units)
        both.cost = Decimal(units: cost.units + other.cost.units)
        both.margin = Decimal(units: margin.units + other.margin.units)
        both.realizedPnL = Decimal(units: realizedPnL.units + other.realizedPnL.units)
        both.largestQuantity = max(largestQuantity, other.largestQuantity)
        both.largestCost = max(largestCost, other.largestCost)
        both.recordedAt = earlier(recordedAt, other.recordedAt)
        both.oldestRequest = earlier(oldestRequest, other.oldestRequest)
        return both
    }
}
