import NijaModel
import NijaTesting
import Testing

@testable import NijaRisk

@Suite("What orders may make of what is held, at the worst")
struct StakeTests {
    struct Row: CustomTestStringConvertible {
        let stake: Stake
        let longest: Int
        let shortest: Int
        let testDescription: String

        init(_ name: String, _ stake: Stake, longest: Int, shortest: Int) {
            (testDescription, self.stake) = (name, stake)
            (self.longest, self.shortest) = (longest, shortest)
        }
    }

    static let rows = [
        Row("nothing", Stake(), longest: 0, shortest: 0),
        Row("a long", Stake(held: Decimal(5)), longest: 5, shortest: 0),
        Row("a short", Stake(held: Decimal(-5)), longest: 0, shortest: 5),
        Row("a long and a buy", Stake(held: Decimal(5), buys: Decimal(3)), longest: 8, shortest: 0),
        Row(
            "a long and a sale that turns it", Stake(held: Decimal(5), sells: Decimal(8)), longest: 5,
            shortest: 3),
        Row("buys and sells", Stake(buys: Decimal(4), sells: Decimal(4)), longest: 4, shortest: 4),
        Row(
            "a sale that only reduces never opens a short",
            Stake(held: Decimal(5), reducingSells: Decimal(9)), longest: 5, shortest: 0),
        Row(
            "a buy that was to close a short finds it closed",
            Stake(held: Decimal(-50), buys: Decimal(100), reducingBuys: Decimal(50)), longest: 100,
            shortest: 50),
    ]

    @Test("is as counted by hand", arguments: rows)
    func worst(row: Row) {
        #expect(row.stake.longest == Decimal(row.longest))
        #expect(row.stake.shortest == Decimal(row.shortest))
    }

    @Test("is reached by some sequence of fills and exceeded by none")
    func bounds() {
        let seed = UInt64.random(in: .min ... .max)
        var random = SeededGenerator(seed: seed)
        for _ in 0..<300 {
            let held = Int.random(in: -4...4, using: &random)
            let orders = (0..<Int.random(in: 0...4, using: &random)).map { _ in
                Working(
                    quantity: Int.random(in: 1...4, using: &random), isBuy: random.isOneIn(2),
                    isReduceOnly: random.isOneIn(3))
            }
            var stake = Stake(held: Decimal(held))
            for order in orders {
                stake = stake.adding(
                    Decimal(order.quantity), isBuy: order.isBuy, isReduceOnly: order.isReduceOnly)
            }
            var reached = (longest: 0, shortest: 0)
            fill(held, orders, &reached)
            #expect(stake.longest == Decimal(reached.longest), "seed \(seed): \(held), \(orders)")
            #expect(stake.shortest == Decimal(reached.shortest), "seed \(seed): \(held), \(orders)")
        }
    }

    private struct Working {
        let quantity: Int
        let isBuy: Bool
        let isReduceOnly: Bool
    }

    /// Fills orders in every sequence, a unit at a time or not at all, and notes where the position gets to.
    private func fill(_ held: Int, _ orders: [Working], _ reached: inout (longest: Int, shortest: Int)) {
        reached.longest = max(reached.longest, held)
        reached.shortest = max(reached.shortest, -held)
        for (index, order) in orders.enumerated() {
            var rest = orders
            rest.remove(at: index)
            let open = order.isBuy ? max(0, -held) : max(0, held)
            let quantity = order.isReduceOnly ? min(order.quantity, open) : order.quantity
            fill(held + (order.isBuy ? quantity : -quantity), rest, &reached)
        }
    }
}
