import NijaModel

/// Wash sales share by share: slow, and so simple that it can be read against the statute.
///
/// Quantities and prices are whole numbers, so that nothing is rounded.
struct ShareOracle {
    private final class Share {
        let cost: Int
        let acquired: Int
        var heldSince: Int
        var deferred = 0
        var isReplacement = false

        init(cost: Int, acquired: Int) {
            (self.cost, self.acquired, heldSince) = (cost, acquired, acquired)
        }
    }

    private var held: [Share] = []
    /// Shares sold at a loss that nothing has replaced, in the sequence of their sale.
    private var waiting: [(loss: Int, soldOn: Int, heldDays: Int)] = []
    private(set) var disallowed = 0
    private(set) var realized = 0

    mutating func buy(_ count: Int, at price: Int, on day: Int) {
        held += (0..<count).map { _ in Share(cost: price, acquired: day) }
        match()
    }

    mutating func sell(_ count: Int, at price: Int, on day: Int) {
        for _ in 0..<min(count, held.count) {
            let share = held.removeFirst()
            realized += price - share.cost
            let loss = share.cost + share.deferred - price
            if loss > 0 { waiting.append((loss, day, day - share.heldSince)) }
        }
        match()
    }

    private mutating func match() {
        waiting.removeAll { sold in
            let replacement = held.first {
                !$0.isReplacement && abs($0.acquired - sold.soldOn) <= 30
            }
            guard let replacement else { return false }
            replacement.isReplacement = true
            replacement.deferred = sold.loss
            replacement.heldSince = replacement.acquired - sold.heldDays
            disallowed += sold.loss
            return true
        }
    }

    /// Basis and beginning of the holding period of every share that is left.
    var left: [[Int]] { held.map { [$0.cost + $0.deferred, $0.heldSince] } }
}
