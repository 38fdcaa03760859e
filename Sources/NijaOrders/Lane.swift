import NijaModel

/// What prices do to the orders of one account in one market: a symbol and a venue.
struct Lane {
    /// What tells lanes apart.
    struct Key: Hashable {
        let account: String
        let symbol: String
        let venue: String
    }

    /// Where an order waits for prices.
    private enum Place {
        case hungry
        case ladder(WritableKeyPath<Lane, Ladder>, level: Int128)
        case trail(TrailingStop)
    }

    let key: Key
    /// The newest price; nil before the first.
    private(set) var price: Price?
    /// How much is left of what that price offers to those who buy and to those who sell; nil when it did not say.
    private(set) var left: (buy: Decimal?, sell: Decimal?)
    /// The spread of the account's model around a price without bid and ask.
    var spread: Decimal
    /// Orders that any price fills, with the event that accepted them.
    private var hungry: [(slot: Int, side: OrderSide)] = []
    private var buyLimits = Ladder()
    private var sellLimits = Ladder()
    private var buyStops = Ladder()
    private var sellStops = Ladder()
    private var trails = Trails()

    init(_ key: Key, spread: Decimal, price: Price?) {
        (self.key, self.spread) = (key, spread)
        take(price)
    }

    /// Takes a new price over, before its steps are gone through.
    mutating func take(_ price: Price?) {
        self.price = price
        left = price?.sizes ?? (nil, nil)
    }

    /// What is offered now; nil before the first price.
    var standing: MarketStep? { price?.standing(spread: spread) }

    /// Takes what was bought or sold from what the price offers.
    mutating func consume(_ quantity: Decimal, _ side: OrderSide) {
        if side == .buy {
            left.buy = left.buy.map { Decimal(units: max(0, $0.units - quantity.units)) }
        } else {
            left.sell = left.sell.map { Decimal(units: max(0, $0.units - quantity.units)) }
        }
    }

    func left(_ side: OrderSide) -> Decimal? { side == .buy ? left.buy : left.sell }

    // MARK: Orders

    mutating func insert(_ order: Order, slot: Int) {
        switch place(of: order) {
        case .hungry: hungry.append((slot, order.ticket.side))
        case .ladder(let ladder, let level):
            self[keyPath: ladder].insert(
                Ladder.Rung(level: level, sequence: order.submittedSequence, slot: slot))
        case .trail(let distance): trails.insert(order, distance: distance, slot: slot)
        case nil: break
        }
    }

    /// Takes an order out that was put in as it is here.
    mutating func remove(_ order: Order, slot: Int) {
        switch place(of: order) {
        case .hungry: hungry.removeAll { $0.slot == slot }
        case .ladder(let ladder, let level):
            self[keyPath: ladder].remove(level: level, sequence: order.submittedSequence)
        case .trail: trails.remove(slot: slot, order.ticket.side)
        case nil: break
        }
    }

    /// Where an order waits; nil when it does not work.
    private func place(of order: Order) -> Place? {
        guard order.workingQuantity > .zero else { return nil }
        let isBuy = order.ticket.side == .buy
        func limit() -> Place? {
            order.terms.limitPrice.map {
                isBuy ? .ladder(\.buyLimits, level: -$0.units) : .ladder(\.sellLimits, level: $0.units)
            }
        }
        switch order.ticket.type {
        case .market: return .hungry
        case .limit: return limit()
        case .stop where order.isTriggered, .trailingStop where order.isTriggered: return .hungry
        case .stopLimit where order.isTriggered: return limit()
        case .stop, .stopLimit:
            return order.terms.stopPrice.map {
                isBuy ? .ladder(\.buyStops, level: $0.units) : .ladder(\.sellStops, level: -$0.units)
            }
        case .trailingStop: return order.terms.trailingStop.map { .trail($0) }
        }
    }

    /// The best price of a trailing stop since it works.
    func best(of order: Order, slot: Int) -> Decimal? {
        guard case .trail? = place(of: order) else { return order.trailed }
        return trails.best(slot: slot, order.ticket.side)
    }

    // MARK: Prices

    /// Whether a price moves any trailing stop at any of its steps.
    func isTrailMoved(by price: Price) -> Bool {
        !trails.isEmpty
            && (0..<price.stepsCount).contains { trails.isMoved(by: price.step($0, spread: spread)) }
    }

    /// Lets trailing stops follow a price that was known before a restart; what it set off are events of their own.
    mutating func follow(_ price: Price) {
        var hits: [Int] = []
        for index in 0..<price.stepsCount {
            trails.observe(price.step(index, spread: spread), hits: &hits)
        }
    }

    /// Appends the slots of the orders that a step reaches, in no particular sequence.
    mutating func reach(_ step: MarketStep, hits: inout [Int]) {
        if !hungry.isEmpty {
            for entry in hungry where step.price(entry.side) != nil { hits.append(entry.slot) }
        }
        if let price = step.buy {
            buyStops.reached(by: price.units) { hits.append($0) }
            buyLimits.reached(by: -price.units) { hits.append($0) }
        }
        if let price = step.sell {
            sellStops.reached(by: -price.units) { hits.append($0) }
            sellLimits.reached(by: price.units) { hits.append($0) }
        }
        if !trails.isEmpty { trails.observe(step, hits: &hits) }
    }
}
