import NijaModel
import NijaPositions
import NijaTesting
import Testing

@Suite("What accounts hold")
struct AccountHoldingsTests {
    private func holdings(_ desk: Desk, of account: String = "default") -> AccountHoldings {
        var book = desk.book
        book.sumUpHoldings()
        return book.accountHoldings(of: account)
    }

    @Test("is nothing at first, and nothing again at the end")
    func nothing() throws {
        var desk = try Desk()
        #expect(holdings(desk).total == HoldingSums())
        var position = try position(opening())
        desk.book.adopt(position)
        _ = desk.last(110)
        #expect(holdings(desk).total.count == 1)
        _ = try position.close(quantity: nil, price: 110, fees: 0, exit: exit())
        desk.book.adopt(position)
        let left = holdings(desk)
        #expect(left.total == HoldingSums())
        #expect(left.bySymbol.isEmpty && left.byStrategy.isEmpty)
    }

    @Test("costs what it has cost while there is no price, and then what it would bring")
    func pricing() throws {
        var desk = try Desk(opening(quantity: 2), opening(.short, id: "p2", symbol: "ETH-USD"))
        var sums = holdings(desk).total
        #expect((sums.count, sums.unpricedCount) == (2, 2))
        #expect((sums.longValue, sums.shortValue) == (200, 100))
        _ = desk.last(110)
        _ = desk.last(90, symbol: "ETH-USD")
        sums = holdings(desk).total
        #expect((sums.unpricedCount, sums.value) == (0, 310))
        #expect((sums.longValue, sums.shortValue) == (220, 90))
        #expect(sums.result == OpenResult(unrealizedPnL: 30, realizedPnL: 0))
    }

    @Test("counts what was closed of a position that is still open, its fees, and its margin by leverage")
    func parts() throws {
        var opened = opening(quantity: 4)
        (opened.leverage, opened.fees) = (5, 3)
        var (desk, position) = (try Desk(), try position(opened))
        _ = try position.close(quantity: 1, price: 120, fees: 1, exit: exit())
        desk.book.adopt(position)
        let sums = holdings(desk).total
        #expect(sums.result.realizedPnL == 16)
        #expect(sums.margin == 60)
        #expect(sums.longValue == 300)
    }

    @Test("a position whose value is beyond all reason has none")
    func absurd() throws {
        var desk = try Desk(opening(quantity: 1_000_000_000))
        _ = desk.last(10_000_000)
        #expect(holdings(desk).total.unpricedCount == 1)
    }

    @Test("is valued by each venue's price, by what a position is watched by")
    func venues() throws {
        var (here, there, marked) = (opening(id: "a"), opening(id: "b"), opening(id: "c"))
        (here.venue, there.venue, marked.rules.source) = ("binance", "kraken", .mark)
        var desk = try Desk(here, there, marked)
        _ = desk.quote(Price.Quote(last: 110, mark: 111), venue: "binance")
        _ = desk.quote(Price.Quote(last: 120, mark: 121), venue: "kraken")
        #expect(holdings(desk).total.longValue == 351)
    }

    @Test("the sums are those of the positions one by one, whatever came", arguments: 1...8)
    func random(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var (book, time) = (PositionBook(), noon)
        var positions: [Position] = []
        for step in 0..<400 {
            time = time.adding(.seconds(1))
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<4:
                var opened = opening(
                    Bool.random(using: &random) ? .long : .short, id: "p\(step)",
                    symbol: random.pick(["A", "B", "C"]),
                    quantity: Decimal(Int.random(in: 1...9, using: &random)))
                (opened.account, opened.strategy) = (random.pick(["x", "y"]), random.pick(["s", "t"]))
                opened.fees = Decimal(Int.random(in: -2...2, using: &random))
                positions.append(try position(opened))
                book.adopt(positions[positions.count - 1])
            case 4, 5:
                guard let index = positions.indices.randomElement(using: &random) else { continue }
                let half = try positions[index].amounts.openQuantity.divided(by: 2, rounding: .halfEven)
                let isWhole = Bool.random(using: &random)
                _ = try positions[index].close(
                    quantity: isWhole ? nil : half, price: 100, fees: 1, exit: exit())
                book.adopt(positions[index])
                if isWhole { positions.remove(at: index) }
            case 6: book.sumUpHoldings()
            default:
                let last = Decimal(Int.random(in: 50...150, using: &random))
                _ = book.observe(
                    Price(
                        symbol: random.pick(["A", "B", "C"]), time: time, receivedAt: time,
                        kind: .quote(Price.Quote(last: last))))
            }
        }
        book.sumUpHoldings()
        for account in ["x", "y"] {
            let (held, expected) = (book.accountHoldings(of: account), try Reference(book, account))
            #expect(held.total == expected.total, "seed \(seed)")
            #expect(held.bySymbol == expected.bySymbol, "seed \(seed)")
            #expect(held.byStrategy == expected.byStrategy, "seed \(seed)")
        }
    }
}

/// What an account holds, added up from its positions one by one.
private struct Reference {
    var total = HoldingSums()
    var bySymbol: [String: HoldingSums] = [:]
    var byStrategy: [String: HoldingSums] = [:]

    init(_ book: PositionBook, _ account: String) throws {
        for position in book.positions where position.opening.account == account {
            let (side, last) = (position.opening.side, position.marks?.last)
            let value = try #require(position.value)
            let realized = try position.realizedPnL().subtracting(position.amounts.fees)
            func add(to sums: inout HoldingSums) throws {
                sums.count += 1
                if last == nil { sums.unpricedCount += 1 }
                sums.margin = try sums.margin.adding(position.amounts.openCost)
                if side == .long {
                    sums.longValue = try sums.longValue.adding(value)
                } else {
                    sums.shortValue = try sums.shortValue.adding(value)
                }
                let unrealized = last.flatMap(position.unrealizedPnL) ?? .zero
                sums.result = sums.result.adding(
                    OpenResult(unrealizedPnL: unrealized, realizedPnL: realized))
            }
            try add(to: &total)
            try add(to: &bySymbol[position.opening.symbol, default: HoldingSums()])
            try add(to: &byStrategy[position.opening.strategy, default: HoldingSums()])
        }
    }
}
