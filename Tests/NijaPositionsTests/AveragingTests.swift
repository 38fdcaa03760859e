import NijaModel
import NijaPositions
import NijaTesting
import Testing

@Suite("Averages and what follows from them")
struct AveragingTests {
    @Test("scaling in averages by quantity; closing a part leaves the average")
    func averages() throws {
        var position = try position(opening(quantity: 1, at: 100))
        try position.fill(quantity: 3, price: 120, fees: 0.3, at: noon)
        #expect(position.averageEntryPrice == 115)
        try position.close(quantity: 2, price: 125, fees: 0.2, exit: exit())
        #expect(position.averageEntryPrice == 115)
        #expect(try position.realizedPnL() == 20)
        #expect(position.unrealizedPnL(at: 125) == 20)
        try position.fill(quantity: 2, price: 105, fees: .zero, at: noon)
        #expect(position.averageEntryPrice == 110)
        try position.close(quantity: nil, price: 112, fees: .zero, exit: exit(.takeProfit))
        #expect(try position.realizedPnL() == 28)
        #expect(position.amounts.fees == 0.5)
        let trade = try #require(position.trade())
        #expect(trade.profit == 28)
        #expect(trade.quantity == 6)
        #expect(trade.fees == 0.5)
    }

    @Test(
        "whatever is bought and sold in whatever parts, cost and proceeds add up to the last place",
        arguments: 1...40)
    func conservation(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        func amount() -> Decimal {
            // Up to 9 places: products are exact, so that the oracle may sum them.
            Decimal(units: Int128.random(in: 1...9_999_999_999, using: &random) * 1_000_000_000)
        }
        let side: Side = Bool.random(using: &random) ? .long : .short
        var (quantity, price) = (amount(), amount())
        var position = try position(opening(side, quantity: quantity, at: price))
        var (bought, sold) = (try price.multiplied(by: quantity, rounding: .halfEven), Decimal.zero)
        for _ in 0..<Int.random(in: 0...30, using: &random) {
            (quantity, price) = (amount(), amount())
            if Bool.random(using: &random) {
                try position.fill(quantity: quantity, price: price, fees: .zero, at: noon)
                bought = try bought.adding(price.multiplied(by: quantity, rounding: .halfEven))
            } else if quantity < position.amounts.openQuantity {
                try position.close(quantity: quantity, price: price, fees: .zero, exit: exit())
                sold = try sold.adding(price.multiplied(by: quantity, rounding: .halfEven))
            }
        }
        price = amount()
        let rest = position.amounts.openQuantity
        try position.close(quantity: nil, price: price, fees: .zero, exit: exit())
        sold = try sold.adding(price.multiplied(by: rest, rounding: .halfEven))
        #expect(position.amounts.openQuantity.isZero)
        #expect(position.amounts.openCost.isZero)
        #expect(position.amounts.entryCost == bought)
        #expect(position.amounts.exitProceeds == sold)
        let profit = side == .long ? try sold.subtracting(bought) : try bought.subtracting(sold)
        #expect(try position.realizedPnL() == profit)
        #expect(position.trade()?.profit == profit)
    }

    @Test("S3's example: 50000 with a stop at 49000 and a target at 53000 plans 3.0")
    func plannedRiskReward() throws {
        var position = try position(
            opening(quantity: 0.001, at: 50000, stop: 49000, target: 53000))
        try position.setLevels(PositionLevels(stopLoss: 50500, takeProfit: 53000))
        try position.close(quantity: nil, price: 52000, fees: .zero, exit: exit(.manual))
        let figures = try #require(position.trade())
        #expect(figures.plannedRiskReward == 3)
        // Against the stop of the entry, not the one that has moved since.
        #expect(figures.actualRiskReward == 2)
    }

    @Test("a stop that the average entry has moved past is left out of the trade instead of refused with it")
    func movedPastStop() throws {
        var position = try position(opening(at: 100, stop: 95))
        try position.fill(quantity: 1, price: 80, fees: .zero, at: noon)
        try position.close(quantity: nil, price: 91, fees: .zero, exit: exit())
        let trade = try #require(position.trade())
        #expect(trade.entryPrice == 90)
        #expect(trade.stopLoss == nil)
        var violations = Violations()
        trade.validate(into: &violations)
        #expect(violations.isEmpty)
    }

    struct Liquidation: Sendable, CustomTestStringConvertible {
        let side: Side
        let leverage: Decimal
        let margin: Decimal?
        let price: Decimal?
        var testDescription: String { "\(side) \(leverage)x" }
    }

    @Test(
        "liquidation is where collateral and profit have shrunk to the maintenance margin",
        arguments: [
            Liquidation(side: .long, leverage: 10, margin: nil, price: 90),
            Liquidation(side: .short, leverage: 10, margin: nil, price: 110),
            Liquidation(side: .long, leverage: 4, margin: 6.25, price: 80),
            Liquidation(side: .short, leverage: 4, margin: 25, price: 100),
            Liquidation(side: .long, leverage: 1, margin: nil, price: nil),
        ])
    func liquidation(_ row: Liquidation) throws {
        var opening = opening(row.side)
        (opening.leverage, opening.maintenanceMarginPercent) = (row.leverage, row.margin)
        #expect(try position(opening).liquidationPrice == row.price)
    }
}
