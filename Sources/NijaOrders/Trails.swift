import NijaModel
import NijaPositions

/// Trailing stops that have not been set off, of one account and market.
///
/// A buy is a sell in a mirror: with every price negated, its stop lies below the best price too. As long as prices stay
/// strictly between the nearest stop and the nearest best price of a side, nothing happens, and a price costs two
/// comparisons; any other costs O(trailing stops of that side).
struct Trails {
    private struct Trail {
        let slot: Int
        let distance: TrailingStop
        /// The best price since it works; the least number before the first.
        var best: Int128
        var stop: Int128
    }

    /// The trailing stops of one side.
    private struct Half {
        let side: OrderSide
        var trails: ContiguousArray<Trail> = []
        /// The highest stop.
        var floor = Int128.min
        /// The lowest best price.
        var ceiling = Int128.max

        init(_ side: OrderSide) { self.side = side }

        func mirrored(_ price: Decimal) -> Int128 { side == .sell ? price.units : -price.units }
        func price(_ value: Int128) -> Decimal { Decimal(units: side == .sell ? value : -value) }

        func stop(_ distance: TrailingStop, behind best: Int128) -> Int128 {
            guard best != .min,
                let level = distance.level(behind: price(best), side: side.opposite.position)
            else { return .min }
            return mirrored(level)
        }

        mutating func refresh() {
            (floor, ceiling) = (.min, .max)
            for trail in trails {
                floor = max(floor, trail.stop)
                ceiling = min(ceiling, trail.best)
            }
        }

        mutating func observe(_ price: Decimal, hits: inout [Int]) {
            let value = mirrored(price)
            guard value <= floor || value > ceiling else { return }
            for index in trails.indices {
                if value > trails[index].best {
                    trails[index].best = value
                    trails[index].stop = stop(trails[index].distance, behind: value)
                }
                if value <= trails[index].stop { hits.append(trails[index].slot) }
            }
            refresh()
        }
    }

    private var sells = Half(.sell)
    private var buys = Half(.buy)

    var isEmpty: Bool { sells.trails.isEmpty && buys.trails.isEmpty }

    mutating func insert(_ order: Order, distance: TrailingStop, slot: Int) {
        change(order.ticket.side) { half in
            let best = order.trailed.map(half.mirrored) ?? .min
            let trail = Trail(
                slot: slot, distance: distance, best: best, stop: half.stop(distance, behind: best))
            half.trails.append(trail)
            (half.floor, half.ceiling) = (max(half.floor, trail.stop), min(half.ceiling, trail.best))
        }
    }

    mutating func remove(slot: Int, _ side: OrderSide) {
        change(side) { half in
            guard let index = half.trails.firstIndex(where: { $0.slot == slot }) else {
                preconditionFailure("a trailing stop is not where it was put")
            }
            half.trails.swapAt(index, half.trails.count - 1)
            half.trails.removeLast()
            half.refresh()
        }
    }

    /// The best price of an order since it works; nil before the first.
    func best(slot: Int, _ side: OrderSide) -> Decimal? {
        let half = side == .sell ? sells : buys
        let best = half.trails.first { $0.slot == slot }?.best ?? .min
        return best == .min ? nil : half.price(best)
    }

    /// Whether a step moves any of them.
    func isMoved(by step: MarketStep) -> Bool {
        step.sell.map { sells.mirrored($0) > sells.ceiling } ?? false
            || step.buy.map { buys.mirrored($0) > buys.ceiling } ?? false
    }

    /// Lets them follow a step; appends the slots of those whose stop it reaches.
    mutating func observe(_ step: MarketStep, hits: inout [Int]) {
        if let price = step.sell { sells.observe(price, hits: &hits) }
        if let price = step.buy { buys.observe(price, hits: &hits) }
    }

    private mutating func change(_ side: OrderSide, _ body: (inout Half) -> Void) {
        if side == .sell { body(&sells) } else { body(&buys) }
    }
}
