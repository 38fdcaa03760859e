import NijaModel
import NijaPositions
import Testing

@Suite("Levels held against prices")
struct LevelTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let what: String
        let side: Side
        var gap = GapPolicy.worse
        let price: Decimal
        let hits: [String]
        var testDescription: String { what }
    }

    @Test(
        "a price at a level or past it is filled as the gap policy says",
        arguments: [
            Row(what: "long inside", side: .long, price: 100.5, hits: []),
            Row(what: "long at stop", side: .long, price: 95, hits: ["p1 stopLoss 95 at 95"]),
            Row(what: "long past stop", side: .long, price: 90, hits: ["p1 stopLoss 95 at 90"]),
            Row(what: "long at target", side: .long, price: 110, hits: ["p1 takeProfit 110 at 110"]),
            Row(what: "long past target", side: .long, price: 115, hits: ["p1 takeProfit 110 at 110"]),
            Row(what: "short inside", side: .short, price: 99, hits: []),
            Row(what: "short past stop", side: .short, price: 108, hits: ["p1 stopLoss 105 at 108"]),
            Row(what: "short past target", side: .short, price: 80, hits: ["p1 takeProfit 90 at 90"]),
            Row(
                what: "stop at its level", side: .long, gap: .level, price: 90,
                hits: ["p1 stopLoss 95 at 95"]),
            Row(
                what: "target at the price", side: .long, gap: .price, price: 115,
                hits: ["p1 takeProfit 110 at 115"]),
        ])
    func gaps(_ row: Row) throws {
        let (stop, target): (Decimal, Decimal) = row.side == .long ? (95, 110) : (105, 90)
        var desk = try Desk(
            opening(row.side, stop: stop, target: target, rules: ExitRules(gap: row.gap)))
        #expect(desk.last(row.price) == row.hits)
    }

    @Test("of several levels that a price has jumped over, the one that was met first counts")
    func nearest() throws {
        var opening = opening(stop: 92, trailing: .amount(5))
        opening.leverage = 10
        var desk = try Desk(opening)
        #expect(desk.last(89) == ["p1 trailingStop 95 at 89"])
        opening.levels.trailingStop = nil
        opening.levels.stopLoss = 85
        desk = try Desk(opening)
        #expect(desk.last(84) == ["p1 liquidation 90 at 84"])
    }

    @Test("a trailing stop follows the best price by an amount, and never goes back")
    func trailingAmount() throws {
        var desk = try Desk(opening(trailing: .amount(5)))
        #expect(desk.last(104) == [])
        #expect(desk.position()?.stopPrice == 99)
        #expect(desk.last(101) == [])
        #expect(desk.position()?.stopPrice == 99)
        #expect(desk.position()?.marks?.high == 104)
        #expect(desk.last(98.5) == ["p1 trailingStop 99 at 98.5"])
    }

    @Test("a short's follows the lowest price by percent")
    func trailingPercent() throws {
        var desk = try Desk(opening(.short, trailing: .percent(10)))
        #expect(desk.last(80) == [])
        #expect(desk.position()?.stopPrice == 88)
        #expect(desk.last(87.9) == [])
        #expect(desk.last(88) == ["p1 trailingStop 88 at 88"])
    }

    struct Bar: Sendable, CustomTestStringConvertible {
        let what: String
        var side = Side.long
        var policy = BarPolicy.stopFirst
        let bar: [Decimal]
        let hits: [String]
        var testDescription: String { what }
    }

    @Test(
        "a bar goes by its policy, and fills inside it at levels",
        arguments: [
            Bar(what: "inside", bar: [100, 104, 97, 101], hits: []),
            Bar(what: "stop", bar: [100, 104, 94, 101], hits: ["p1 stopLoss 95 at 95"]),
            Bar(what: "target", bar: [100, 112, 97, 101], hits: ["p1 takeProfit 110 at 110"]),
            Bar(what: "both, stop first", bar: [100, 112, 94, 101], hits: ["p1 stopLoss 95 at 95"]),
            Bar(
                what: "both, target first", policy: .targetFirst, bar: [100, 112, 94, 101],
                hits: ["p1 takeProfit 110 at 110"]),
            Bar(what: "opens past the stop", bar: [93, 112, 92, 101], hits: ["p1 stopLoss 95 at 93"]),
            Bar(what: "opens past the target", bar: [111, 112, 94, 101], hits: ["p1 takeProfit 110 at 110"]),
            Bar(
                what: "short, both", side: .short, bar: [100, 106, 89, 101],
                hits: ["p1 stopLoss 105 at 105"]),
        ])
    func bars(_ row: Bar) throws {
        let (stop, target): (Decimal, Decimal) = row.side == .long ? (95, 110) : (105, 90)
        var desk = try Desk(
            opening(row.side, stop: stop, target: target, rules: ExitRules(bar: row.policy)))
        #expect(desk.bar(row.bar[0], row.bar[1], row.bar[2], row.bar[3]) == row.hits)
    }

    @Test("inside a bar the trailing stop moves with the high, and the close may reach it")
    func trailingInBar() throws {
        var desk = try Desk(opening(trailing: .amount(5)))
        #expect(desk.bar(100, 120, 99, 110) == ["p1 trailingStop 115 at 115"])
        desk = try Desk(opening(trailing: .amount(5), rules: ExitRules(bar: .targetFirst)))
        #expect(desk.bar(100, 103, 97, 97.5) == ["p1 trailingStop 98 at 98"])
        // The low came before the high that would have made it a hit.
        desk = try Desk(opening(trailing: .amount(5)))
        #expect(desk.bar(100, 103, 97, 102) == [])
    }

    @Test("each position goes by the price that it is watched by, or the best substitute")
    func sources() throws {
        let quote = Price.Quote(last: 100, bid: 94, ask: 106, mark: 90)
        for (source, expected) in [
            (PriceSource.last, []), (.book, ["p1 stopLoss 95 at 94"]), (.mark, ["p1 stopLoss 95 at 90"]),
        ] {
            var desk = try Desk(opening(stop: 95, rules: ExitRules(source: source)))
            #expect(desk.quote(quote) == expected)
        }
        var desk = try Desk(opening(.short, stop: 105, rules: ExitRules(source: .book)))
        #expect(desk.quote(quote) == ["p1 stopLoss 105 at 106"])
        desk = try Desk(opening(.short, stop: 105))
        #expect(desk.quote(Price.Quote(bid: 99, ask: 107)) == ["p1 stopLoss 105 at 107"])
    }
}
