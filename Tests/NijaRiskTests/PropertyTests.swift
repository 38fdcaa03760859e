import NijaModel
import NijaTesting
import Testing

@testable import NijaRisk

/// A market of one symbol in which orders are accepted by the rules, filled in any sequence and part, and cancelled.
private struct Model {
    struct Working {
        var quantity: Int
        let isBuy: Bool
        let isReduceOnly: Bool
    }

    var held = 0
    var orders: [Working] = []

    var stake: Stake {
        orders.reduce(Stake(held: Decimal(held))) { stake, order in
            stake.adding(Decimal(order.quantity), isBuy: order.isBuy, isReduceOnly: order.isReduceOnly)
        }
    }

    func facts(elsewhere: Int) -> RiskFacts {
        NijaRiskTests.facts {
            ($0.symbolStake, $0.strategyStake) = (stake, stake)
            $0.exposureElsewhere = Decimal(elsewhere)
            $0.hasPosition = held != 0 || !orders.isEmpty
        }
    }

    /// Fills a part of one order, or all of it.
    mutating func fill(using random: inout SeededGenerator) {
        guard !orders.isEmpty else { return }
        let index = Int.random(in: orders.indices, using: &random)
        let order = orders[index]
        let open = order.isBuy ? max(0, -held) : max(0, held)
        let most = order.isReduceOnly ? min(order.quantity, open) : order.quantity
        guard most > 0 else {
            orders.remove(at: index)
            return
        }
        let quantity = Int.random(in: 1...most, using: &random)
        held += order.isBuy ? quantity : -quantity
        orders[index].quantity -= quantity
        if orders[index].quantity == 0 { orders.remove(at: index) }
    }
}

@Suite("No sequence of accepted orders breaks a limit")
struct PropertyTests {
    @Test("of size, whatever fills, in which sequence and part")
    func positionSize() {
        run { model, _ in
            #expect(model.held.magnitude <= 20)
        } limits: {
            $0.maxPositionSize = Decimal(20)
        }
    }

    @Test("of value, as long as prices stand still")
    func exposure() {
        run { model, elsewhere in
            #expect(Int(model.held.magnitude) * 100 + elsewhere <= 3000)
        } limits: {
            $0.maxTotalExposure = Decimal(3000)
        }
    }

    /// Plays random sessions with the limits and looks after every step.
    private func run(_ verify: (Model, Int) -> Void, limits change: (inout RiskLimits) -> Void) {
        let seed = UInt64.random(in: .min ... .max)
        var random = SeededGenerator(seed: seed)
        let set = book(limits(change)).limits(account: "default", strategy: "S", symbol: "BTC-USD")
        var accepted = 0
        for _ in 0..<200 {
            var model = Model()
            let elsewhere = 500
            for _ in 0..<60 {
                switch Int.random(in: 0..<4, using: &random) {
                case 0, 1:
                    let order = Model.Working(
                        quantity: Int.random(in: 1...15, using: &random), isBuy: random.isOneIn(2),
                        isReduceOnly: random.isOneIn(4))
                    let asked = intent(
                        "\(order.isBuy ? "buy" : "sell") \(order.quantity)", isReduceOnly: order.isReduceOnly)
                    let checks = RiskChecker(asked, model.facts(elsewhere: elsewhere), set).checks()
                    if checks.allSatisfy({ $0.result != .fail }) {
                        model.orders.append(order)
                        accepted += 1
                    }
                case 2: model.fill(using: &random)
                default:
                    if !model.orders.isEmpty {
                        model.orders.remove(at: Int.random(in: model.orders.indices, using: &random))
                    }
                }
                verify(model, elsewhere)
            }
        }
        #expect(accepted > 1000, "seed \(seed): the session has tried nothing")
    }
}
