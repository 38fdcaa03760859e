import NijaModel
import NijaTesting
import Testing

@testable import NijaPositions

@Suite("What open positions are worth together")
struct HoldingTests {
    @Test("exposure follows what is opened, closed and marked, each time at once")
    func exposure() throws {
        var desk = try Desk(
            opening(id: "a", quantity: 2), opening(id: "b", quantity: 1), opening(id: "c", quantity: 3))
        #expect(desk.exposure.total == 600)
        #expect(desk.exposure.largest == 300)
        _ = desk.last(110)
        #expect(desk.exposure.total == 660)
        #expect(desk.exposure.largest == 330)
        var largest = try #require(desk.position("c"))
        try largest.close(quantity: nil, price: 110, fees: .zero, exit: exit())
        desk.book.adopt(largest)
        #expect(desk.exposure.total == 330)
        #expect(desk.exposure.largest == 220)
        #expect(desk.book.exposure(of: "nobody") == Exposure())
    }

    @Test("a quote that says nothing for a side leaves that side where it was")
    func oneSided() throws {
        let rules = ExitRules(source: .book)
        var desk = try Desk(opening(id: "long", rules: rules), opening(.short, id: "short", rules: rules))
        _ = desk.quote(Price.Quote(bid: 90, ask: 92))
        _ = desk.quote(Price.Quote(ask: 95))
        #expect(desk.position("long")?.marks?.last == 90)
        #expect(desk.position("short")?.marks?.last == 95)
        let profits = desk.book.holdings(of: "default").map { ($0.key.side, $0.unrealizedPnL) }
        #expect(profits.first { $0.0 == .long }?.1 == -10)
        #expect(profits.first { $0.0 == .short }?.1 == 5)
    }

    @Test("a value that does not fit is left at what it cost, and a sum that does not is the largest number")
    func huge() throws {
        var desk = try Desk(opening(quantity: Decimal(1_000_000_000)))
        _ = desk.last(Decimal(1_000_000_000_000))
        #expect(desk.exposure.total == Decimal(100_000_000_000))
        _ = desk.last(Decimal(100_000_000_000))
        #expect(desk.exposure.total == Decimal(units: 100_000_000_000 * 1_000_000_000 * Decimal.unitsPerOne))
        var other = opening(id: "other", quantity: Decimal(1_000_000_000))
        other.strategy = "NEXT"
        desk.book.adopt(try position(other))
        #expect(desk.exposure.total == Decimal(units: .max))
    }

    @Test("a price tells of an account once its exposure has left what is quiet")
    func quiet() throws {
        var desk = try Desk(opening(id: "a", quantity: 2))
        var quiet = QuietExposure()
        quiet.equity = 1000
        quiet.total.exclude(25, around: 20)
        func restless(_ price: Decimal) -> [String] {
            _ = desk.last(price)
            return desk.restless
        }
        #expect(restless(100) == ["default"])
        desk.book.setQuiet(quiet, account: "default")
        #expect(restless(124.999) == [])
        #expect(restless(125) == ["default"])
        #expect(restless(124) == [])
        desk.book.disturb()
        #expect(restless(124) == ["default"])
        quiet.priceAge.exclude(60, around: 0)
        desk.book.setQuiet(quiet, account: "default")
        let seen = try #require(desk.exposure.oldestPrice)
        #expect(desk.book.restlessAccounts(at: seen.adding(.seconds(59))) == [])
        #expect(desk.book.restlessAccounts(at: seen.adding(.seconds(60))) == ["default"])
    }

    // MARK: Against everything added up anew

    /// A market of a few symbols and accounts, and what has happened in it.
    private struct Market {
        var book = PositionBook()
        var random: SeededGenerator
        var step = 0
        /// The newest price of each symbol, and when it was taken in.
        var prices: [String: (price: Decimal, time: Timestamp)] = [:]

        var now: Timestamp { noon.adding(.seconds(Int64(step))) }

        mutating func act() throws {
            step += 1
            switch Int.random(in: 0..<6, using: &random) {
            case 0: book.adopt(try Position.opened(next(), sequence: UInt64(step), recordedAt: now))
            case 1: try change()
            default: price()
            }
        }

        private mutating func next() -> PositionOpening {
            var opening = opening(
                Bool.random(using: &random) ? .long : .short, id: "p\(step)", symbol: symbol(),
                quantity: Decimal(Int.random(in: 1...3, using: &random)),
                at: Decimal(Int.random(in: 90...110, using: &random)))
            opening.account = "account \(Int.random(in: 0..<3, using: &random))"
            opening.strategy = "strategy \(Int.random(in: 0..<2, using: &random))"
            opening.rules.source = PriceSource.allCases.randomElement(using: &random) ?? .last
            return opening
        }

        private mutating func symbol() -> String { "S\(Int.random(in: 0..<4, using: &random))" }

        private mutating func change() throws {
            guard var position = book.positions.randomElement(using: &random) else { return }
            switch Int.random(in: 0..<4, using: &random) {
            case 0: try position.close(quantity: nil, price: 100, fees: .zero, exit: exit())
            case 1: try position.close(quantity: 0.5, price: 100, fees: .zero, exit: exit())
            case 2: try position.fill(quantity: 1, price: 101.5, fees: .zero, at: now)
            default:
                position.exitRequest = ExitRequest(
                    reason: .stopLoss, level: 95, price: 94, requestedAt: now)
            }
            book.adopt(position)
        }

        private mutating func price() {
            let (symbol, price) = (symbol(), Decimal(Int.random(in: 50...150, using: &random)))
            prices[symbol] = (price, now)
            _ = book.observe(
                Price(symbol: symbol, time: now, receivedAt: now, kind: .quote(Price.Quote(last: price))))
        }

        /// An account's exposure, position by position.
        func exposure(of account: String) -> Exposure {
            var exposure = Exposure()
            for position in book.positions where position.opening.account == account {
                let value = position.value ?? .zero
                exposure.count += 1
                exposure.total = Decimal(units: exposure.total.units + value.units)
                exposure.largest = max(exposure.largest, value)
                exposure.oldestRequest = earlier(
                    exposure.oldestRequest, position.exitRequest?.requestedAt)
                exposure.oldestPrice = earlier(
                    exposure.oldestPrice, prices[position.opening.symbol]?.time ?? position.recordedAt)
            }
            return exposure
        }

        /// An account's profit at the newest prices, position by position.
        func profit(of account: String) -> Decimal {
            let profits = book.positions.filter { $0.opening.account == account }
                .map { $0.marks?.last.flatMap($0.unrealizedPnL(at:)) ?? .zero }
            return Decimal(units: profits.reduce(0) { $0 + $1.units })
        }
    }

    @Test("after anything it is what adding up every position gives", arguments: 1...8)
    func matchesRecomputation(seed: UInt64) throws {
        var market = Market(random: SeededGenerator(seed: seed))
        for _ in 0..<600 {
            try market.act()
            for account in (0..<3).map({ "account \($0)" }) {
                #expect(market.book.exposure(of: account) == market.exposure(of: account))
                let holdings = market.book.holdings(of: account)
                #expect(
                    Decimal(units: holdings.reduce(0) { $0 + $1.unrealizedPnL.units })
                        == market.profit(of: account))
                #expect(holdings.reduce(0) { $0 + $1.count } == market.exposure(of: account).count)
            }
            for position in market.book.positions {
                #expect(position.marks?.last == market.prices[position.opening.symbol]?.price)
            }
        }
    }
}

@Suite("Structures of the book")
struct StructureTests {
    private struct Sum: Mergeable, Equatable {
        var sum = 0
        var largest = 0
        static let nothing = Sum()
        func merged(with other: Sum) -> Sum {
            Sum(sum: sum + other.sum, largest: max(largest, other.largest))
        }
    }

    @Test("a tree comes to what its leaves come to, and finds those that are wanted", arguments: 1...4)
    func tree(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var (tree, plain) = (SummaryTree<Sum>(), [Sum](repeating: .nothing, count: 100))
        #expect(tree.total == .nothing)
        for _ in 0..<500 {
            let leaf = Int.random(in: 0..<100, using: &random)
            let value = Int.random(in: 0...9, using: &random)
            plain[leaf] = Sum(sum: value, largest: value)
            tree.set(plain[leaf], leaf: leaf)
            #expect(tree.total == plain.reduce(.nothing) { $0.merged(with: $1) })
            #expect(tree.leaves { $0.largest >= 8 } == plain.indices.filter { plain[$0].largest >= 8 })
        }
    }

    @Test("positions stay in the sequence of their opening, whatever goes", arguments: 1...4)
    func order(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var (order, plain) = (OpeningOrder(), [(sequence: UInt64, slot: Int)]())
        for step in 0..<400 {
            if Bool.random(using: &random) || plain.isEmpty {
                // Now and then one comes late.
                let sequence = UInt64(2 * step + (step % 10 == 0 ? 0 : 100))
                order.insert(sequence, slot: step)
                plain.append((sequence, step))
                plain.sort { $0.sequence < $1.sequence }
            } else {
                let gone = plain.remove(at: Int.random(in: plain.indices, using: &random))
                order.remove(gone.sequence, slot: gone.slot)
            }
            let before = UInt64.random(in: 0...1000, using: &random)
            #expect(Array(order.oldestFirst) == plain.map(\.slot))
            #expect(
                Array(order.newestFirst(before: before))
                    == plain.reversed().filter { $0.sequence < before }.map(\.slot))
            #expect(order.oldest == plain.first?.sequence)
        }
    }

    @Test("a number is not given twice before it is given back")
    func places() {
        var places = Places()
        #expect([places.take(), places.take(), places.take()] == [0, 1, 2])
        places.giveBack(1)
        #expect([places.take(), places.take()] == [1, 3])
    }
}
