import NijaModel
import NijaPositions
import NijaTesting
import Testing

@Suite("The book of positions")
struct BookTests {
    @Test("a price concerns the positions of its symbol and venue, and of none where it says none")
    func venues() throws {
        var (here, there, anywhere) = (
            opening(id: "here", stop: 95), opening(id: "there", stop: 95), opening(id: "any", stop: 95)
        )
        (here.venue, there.venue, anywhere.venue) = ("binance", "kraken", "")
        var desk = try Desk(here, there, anywhere)
        #expect(desk.last(90, symbol: "ETH-USD") == [])
        #expect(
            Set(desk.last(94, venue: "binance")) == ["here stopLoss 95 at 94", "any stopLoss 95 at 94"])
        #expect(desk.last(94).count == 3)
    }

    @Test("a price that is older than the newest changes nothing")
    func late() throws {
        var desk = try Desk(opening(stop: 95))
        #expect(desk.last(100) == [])
        let old = Price(
            symbol: "BTC-USD", time: noon, receivedAt: noon, kind: .quote(Price.Quote(last: 90)))
        let observation = desk.book.observe(old)
        #expect(observation.isLate)
        #expect(observation.hits.isEmpty)
        #expect(desk.position()?.marks?.last == 100)
    }

    @Test("a position whose bot was asked is marked, and its levels rest until they are changed")
    func asked() throws {
        var desk = try Desk(opening(stop: 95, trailing: .amount(10)))
        var position = try #require(desk.position())
        position.exitRequest = ExitRequest(reason: .stopLoss, level: 95, price: 94, requestedAt: noon)
        desk.book.adopt(position)
        #expect(desk.last(80) == [])
        #expect(desk.position()?.marks?.low == 80)
        position = try #require(desk.position())
        try position.setLevels(PositionLevels(stopLoss: 75))
        desk.book.adopt(position)
        #expect(desk.last(74) == ["p1 stopLoss 75 at 74"])
    }

    @Test("a position that orders keep is marked, and its levels rest")
    func keptByOrders() throws {
        var desk = try Desk(opening(stop: 95, target: 105, rules: ExitRules(mode: .orders)))
        #expect(desk.last(80) == [])
        #expect(desk.last(120) == [])
        #expect(desk.position()?.marks?.low == 80)
        #expect(desk.position()?.marks?.high == 120)
    }

    @Test("time is up when the timeout has passed since the entry, once for each look")
    func timeouts() throws {
        let desk = try Desk(
            opening(id: "a", timeout: .minutes(5)), opening(id: "b", timeout: .minutes(10)), opening(id: "c"))
        #expect(desk.book.expired(at: noon.adding(.seconds(299))) == [])
        #expect(desk.book.expired(at: noon.adding(.seconds(300))).map(\.positionID) == ["a"])
        #expect(desk.book.expired(at: noon.adding(.minutes(10))).map(\.positionID) == ["a", "b"])
    }

    @Test("a look finds levels that prices known from before a restart have reached, and nothing twice")
    func look() throws {
        var desk = try Desk(
            opening(id: "a", stop: 95), opening(id: "b", timeout: .minutes(5)),
            opening(id: "c", symbol: "ETH-USD", timeout: .minutes(5)), opening(id: "d"))
        func look(after span: TimeSpan, _ id: String? = nil) -> PositionBook.Findings {
            desk.book.look(at: noon.adding(span)) { id == nil || $0.positionID == id }
        }
        #expect(look(after: .minutes(1)).checkedCount == 4)
        #expect(look(after: .minutes(1)).pricedCount == 0)
        let known = noon.adding(.seconds(1))
        desk.book.adopt(
            Price(symbol: "BTC-USD", time: known, receivedAt: known, kind: .quote(Price.Quote(last: 94))))
        let found = look(after: .minutes(5))
        #expect(found.pricedCount == 3)
        func hit(_ id: String, _ reason: ExitReason, _ level: Decimal) -> Hit {
            Hit(
                key: Position.Key(account: "default", positionID: id), reason: reason, level: level,
                price: 94)
        }
        #expect(found.hits == [hit("a", .stopLoss, 95), hit("b", .timeout, 94)])
        #expect(found.unpriced.map(\.opening.positionID) == ["c"])
        #expect(look(after: .minutes(5), "d").hits == [])
        #expect(look(after: .minutes(5), "nobody").checkedCount == 0)
    }

    @Test("a page has the newest positions before an event, and only those that are wanted")
    func pages() throws {
        var book = PositionBook()
        #expect(book.newest(before: .max, limit: 10) { _ in true }.isEmpty)
        for number in 1...9 {
            book.adopt(
                try Position.opened(
                    opening(id: "p\(number)"), sequence: UInt64(number * 10), recordedAt: noon))
        }
        func page(_ before: UInt64, _ limit: Int, not id: String = "") -> [UInt64] {
            book.newest(before: before, limit: limit) { $0.opening.positionID != id }.map(\.openedSequence)
        }
        #expect(page(.max, 3) == [90, 80, 70])
        #expect(page(70, 3) == [60, 50, 40])
        #expect(page(20, 3) == [10])
        #expect(page(10, 3) == [])
        #expect(page(.max, 3, not: "p8") == [90, 70, 60])
        #expect(page(.max, 0) == [])
        #expect(book.oldestSequence == 10)
    }

    /// What a book is expected to do, position by position and without an index.
    private struct Oracle {
        let opening: PositionOpening
        var best: Decimal
        var isOpen = true

        mutating func hit(_ price: Decimal) -> Bool {
            let isLong = opening.side == .long
            best = isLong ? max(best, price) : min(best, price)
            var stops: [Decimal] = []
            if let stop = opening.levels.stopLoss { stops.append(stop) }
            if let trail = opening.levels.trailingStop?.level(behind: best, side: opening.side) {
                stops.append(trail)
            }
            let isStopped = stops.contains { isLong ? price <= $0 : price >= $0 }
            let isWon = opening.levels.takeProfit.map { isLong ? price >= $0 : price <= $0 } ?? false
            return isStopped || isWon
        }
    }

    @Test(
        "with thousands of random prices it hits exactly what a look at every position hits", arguments: 1...8
    )
    func matchesOracle(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var book = PositionBook()
        var oracles: [String: Oracle] = [:]
        for number in 0..<200 {
            let opening = Self.randomOpening(number, &random)
            book.adopt(try position(opening))
            oracles[opening.positionID] = Oracle(opening: opening, best: 100)
        }
        var prices: [String: Int] = [:]
        for step in 0..<4000 {
            let symbol = "S\(Int.random(in: 0..<5, using: &random))"
            prices[symbol, default: 1000] += Int.random(in: -9...9, using: &random)
            let price = Decimal(units: Int128(prices[symbol] ?? 0) * Decimal.unitsPerOne / 10)
            let time = noon.adding(.seconds(Int64(step)))
            let found = book.observe(
                Price(
                    symbol: symbol, time: time, receivedAt: time, kind: .quote(Price.Quote(last: price)))
            ).hits.map(\.key.positionID)
            var expected: Set<String> = []
            for (id, oracle) in oracles where oracle.isOpen && oracle.opening.symbol == symbol {
                var oracle = oracle
                if oracle.hit(price) {
                    expected.insert(id)
                    oracle.isOpen = false
                }
                oracles[id] = oracle
            }
            #expect(Set(found) == expected)
            for id in found {
                var position = try #require(book.position(Position.Key(account: "default", positionID: id)))
                try position.close(quantity: nil, price: price, fees: .zero, exit: exit())
                book.adopt(position)
            }
        }
        #expect(book.count == oracles.values.count { $0.isOpen })
    }

    private static func randomOpening(_ number: Int, _ random: inout SeededGenerator) -> PositionOpening {
        let side: Side = Bool.random(using: &random) ? .long : .short
        let sign = side == .long ? 1 : -1
        func level(_ direction: Int) -> Decimal? {
            guard Int.random(in: 0..<3, using: &random) > 0 else { return nil }
            return Decimal(100 + direction * sign * Int.random(in: 1...40, using: &random))
        }
        let trailing: [TrailingStop?] = [nil, .amount(7), .percent(12)]
        return opening(
            side, id: "p\(number)", symbol: "S\(number % 5)", stop: level(-1), target: level(1),
            trailing: trailing.randomElement(using: &random) ?? nil)
    }

    @Test("a checkpoint gives the same book back, and it goes on alike", arguments: 1...4)
    func checkpoint(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var book = PositionBook()
        for number in 0..<50 {
            book.adopt(
                try Position.opened(
                    Self.randomOpening(number, &random), sequence: UInt64(number), recordedAt: noon))
        }
        var price = 1000
        func next(_ step: Int) -> Price {
            price += Int.random(in: -9...9, using: &random)
            let time = noon.adding(.seconds(Int64(step)))
            return Price(
                symbol: "S\(step % 5)", time: time, receivedAt: time,
                kind: .quote(Price.Quote(last: Decimal(units: Int128(price) * Decimal.unitsPerOne / 10))))
        }
        for step in 0..<200 { _ = book.observe(next(step)) }
        var writer = StateWriter()
        writer.write(book)
        var reader = StateReader(writer.bytes)
        var restored: PositionBook = try reader.value()
        #expect(restored.positions == book.positions)
        #expect(restored.prices == book.prices)
        for step in 200..<400 {
            let price = next(step)
            #expect(book.observe(price).hits == restored.observe(price).hits)
        }
        var again = StateWriter()
        again.write(restored)
        writer = StateWriter()
        writer.write(book)
        #expect(again.bytes == writer.bytes)
    }
}
