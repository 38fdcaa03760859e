import NijaModel
import NijaOrders
import Testing

@Suite("Fills on paper")
struct PaperEngineTests {
    private func model(
        spread: Decimal = 0, slippage: Decimal = 0, taker: Decimal = 0, maker: Decimal = 0
    ) -> PaperModel {
        var model = PaperModel()
        (model.spreadBasisPoints, model.slippageBasisPoints) = (spread, slippage)
        (model.takerFeeBasisPoints, model.makerFeeBasisPoints) = (taker, maker)
        return model
    }

    @Test("a market order takes the other side of the book, and of a last price half the spread more")
    func market() {
        var session = Session(model(spread: 20))
        session.book(99, 101)
        #expect(session.submit(ticket(.buy, id: "b")) == ["b FILLED 1 @ 101"])
        #expect(session.submit(ticket(.sell, id: "s")) == ["s FILLED 1 @ 99"])
        session.last(100)
        #expect(session.submit(ticket(.buy, id: "c")) == ["c FILLED 1 @ 100.1"])
        #expect(session.submit(ticket(.sell, id: "d")) == ["d FILLED 1 @ 99.9"])
    }

    @Test("slippage is against the trader, and only of what takes the market")
    func slippage() {
        var session = Session(model(slippage: 100))
        session.book(99, 100)
        #expect(session.submit(ticket(.buy, id: "m")) == ["m FILLED 1 @ 101"])
        #expect(session.submit(ticket(.sell, id: "n")) == ["n FILLED 1 @ 98.01"])
        #expect(session.submit(ticket(.buy, .limit, id: "l", limit: 100)) == ["l FILLED 1 @ 100"])
    }

    @Test("random slippage lies between none and twice its value, and depends on seed and order alone")
    func randomSlippage() {
        func prices(seed: UInt64) -> [Decimal] {
            var model = model(slippage: 100)
            (model.isSlippageRandom, model.seed) = (true, seed)
            var session = Session(model)
            session.last(100)
            for number in 0..<50 { session.submit(ticket(.buy, id: "\(number)")) }
            return (0..<50).compactMap { session.fills["\($0)"]?.first?.price }
        }
        let first = prices(seed: 1)
        #expect(first == prices(seed: 1))
        #expect(first != prices(seed: 2))
        #expect(first.allSatisfy { (100...102).contains($0) })
        #expect(Set(first).count == 50)
        #expect(first.contains { $0 < 100.5 } && first.contains { $0 > 101.5 })
    }

    @Test("a market order without a price waits for the first")
    func withoutPrice() {
        var session = Session()
        #expect(session.submit(ticket(.buy, id: "m")) == ["m WORKING"])
        #expect(session.last(100) == ["m FILLED 1 @ 100"])
    }

    @Test("a limit that is marketable on arrival takes the quote, a resting one its limit")
    func limits() {
        var session = Session(model(taker: 10, maker: -5))
        session.book(99, 100)
        #expect(session.submit(ticket(.buy, .limit, id: "t", limit: 105)) == ["t FILLED 1 @ 100"])
        #expect(session.fills["t"]?.first?.fees == 0.1)
        #expect(session.submit(ticket(.buy, .limit, id: "m", limit: 98)) == ["m WORKING"])
        #expect(session.book(98, 98.5) == [])
        #expect(session.book(96, 97) == ["m FILLED 1 @ 98"])
        #expect(session.fills["m"]?.first?.fees == -0.049)
    }

    @Test("a stop that a quote sets off fills at that quote, a gap included")
    func stops() {
        var session = Session()
        session.last(100)
        session.submit(ticket(.buy, id: "e"))
        #expect(session.submit(ticket(.sell, .stop, id: "s", stop: 95)) == ["s WORKING"])
        #expect(session.last(95.01) == [])
        #expect(session.last(90) == ["s FILLED 1 @ 90"])
        #expect(session.submit(ticket(.buy, .stop, id: "late", stop: 89)) == ["late FILLED 1 @ 90"])
    }

    @Test("a stop limit that is set off past its limit rests there")
    func stopLimits() {
        var session = Session()
        session.last(100)
        session.submit(ticket(.sell, .stopLimit, id: "s", limit: 94, stop: 95))
        #expect(session.last(90) == ["s WORKING"])
        #expect(session.orders["s"]?.isTriggered == true)
        #expect(session.last(93) == [])
        #expect(session.last(96) == ["s FILLED 1 @ 94"])
        session.submit(ticket(.buy, .stopLimit, id: "b", limit: 101, stop: 100))
        #expect(session.last(100.5) == ["b FILLED 1 @ 100.5"])
    }

    @Test("a trailing stop follows the best price and never goes back")
    func trailing() {
        var session = Session()
        session.last(100)
        session.submit(ticket(.sell, .trailingStop, id: "s", trailing: .amount(5)))
        session.submit(ticket(.buy, .trailingStop, id: "b", trailing: .percent(10)))
        session.last(110)
        session.last(106)
        #expect(session.live("s")?.stopPrice == 105)
        #expect(session.live("b") == nil)
        #expect(session.fills["b"]?.first?.price == 110)
        #expect(session.last(104) == ["s FILLED 1 @ 104"])
    }

    @Test("a bar opens with a jump, and then sees stops before limits")
    func bars() {
        var session = Session()
        session.last(100)
        session.submit(ticket(.buy, id: "e", quantity: 3))
        session.submit(ticket(.sell, .stop, id: "stop", stop: 95))
        session.submit(ticket(.sell, .limit, id: "target", limit: 105))
        session.submit(ticket(.sell, .stop, id: "gap", stop: 99))
        #expect(
            session.bar(98, 106, 94, 100) == [
                "gap FILLED 1 @ 98", "stop FILLED 1 @ 95", "target FILLED 1 @ 105",
            ])
    }

    @Test("a trailing stop inside a bar fills at its level")
    func trailingInBar() {
        var session = Session()
        session.last(100)
        session.submit(ticket(.sell, .trailingStop, id: "s", trailing: .amount(5)))
        #expect(session.bar(100, 110, 99, 103) == ["s FILLED 1 @ 105"])
    }

    @Test("the size on offer is shared by submission, and never given twice")
    func sizes() {
        var session = Session()
        session.book(99, 100, askSize: 0)
        session.submit(ticket(.buy, id: "first", quantity: 3))
        session.submit(ticket(.buy, id: "second", quantity: 3))
        #expect(
            session.book(99, 101, askSize: 4) == [
                "first FILLED 3 @ 101", "second PARTIALLY_FILLED 1 @ 101",
            ])
        #expect(session.submit(ticket(.buy, id: "third")) == ["third WORKING"])
        #expect(
            session.book(99, 102, askSize: 10) == ["second FILLED 2 @ 102", "third FILLED 1 @ 102"])
    }

    @Test("IOC takes what there is, FOK all or nothing, and both decide once")
    func immediate() {
        var session = Session()
        session.book(99, 100, askSize: 2)
        #expect(
            session.submit(ticket(.buy, .limit, id: "i", quantity: 3, limit: 100, .immediateOrCancel)) == [
                "i PARTIALLY_FILLED 2 @ 100", "i CANCELLED",
            ])
        session.book(99, 100, askSize: 2)
        #expect(
            session.submit(ticket(.buy, id: "k", quantity: 3, .fillOrKill)) == ["k CANCELLED"])
        #expect(session.submit(ticket(.buy, id: "l", quantity: 2, .fillOrKill)) == ["l FILLED 2 @ 100"])
        #expect(
            session.submit(ticket(.buy, .limit, id: "m", limit: 99.5, .immediateOrCancel)) == ["m CANCELLED"])
        #expect(session.submit(ticket(.buy, id: "n", .immediateOrCancel, symbol: "X")) == ["n WORKING"])
        #expect(session.tell(.quote(Price.Quote(last: 7)), symbol: "X") == ["n FILLED 1 @ 7"])
    }

    @Test("with latency an order meets the price of the time at which it arrives")
    func latency() {
        var model = PaperModel()
        model.latency = .seconds(2)
        var session = Session(model)
        session.last(100)
        #expect(session.submit(ticket(.buy, id: "m")) == [])
        #expect(session.last(101) == [])
        #expect(session.last(102) == ["m FILLED 1 @ 101"])
        session.submit(ticket(.sell, .limit, id: "l", limit: 102))
        #expect(session.pass(.seconds(2)) == ["l FILLED 1 @ 102"])
    }

    @Test("fees are of value and of units, and at least the minimum")
    func fees() {
        var model = model(taker: 10)
        (model.feePerUnit, model.feeMinimum) = (0.01, 1)
        let engine = PaperEngine(model)
        #expect(engine.fees(100, 50, isTaker: true) == 6)
        #expect(engine.fees(1, 50, isTaker: true) == 1)
        #expect(engine.fees(200, 50, isTaker: false) == 2)
    }

    @Test("an order that only reduces is cut to what is there, and refused where nothing is")
    func reducing() {
        var session = Session()
        session.last(100)
        var exit = ticket(.sell, id: "x", quantity: 5)
        exit.isReduceOnly = true
        #expect(session.submit(exit) == ["x REJECTED"])
        session.submit(ticket(.buy, id: "e", quantity: 3))
        exit.clientOrderID = "y"
        #expect(session.submit(exit) == ["y PARTIALLY_FILLED 3 @ 100", "y CANCELLED"])
        #expect(session.desk.held.count(ofAccount: "default") == 0)
    }

    @Test("what is sold beyond what is held turns the position, unless that is forbidden")
    func turning() {
        var session = Session()
        session.last(100)
        session.submit(ticket(.buy, id: "e", quantity: 3))
        session.submit(ticket(.sell, id: "t", quantity: 5))
        let key = NetPosition.Key(ticket())
        #expect(session.desk.held[key]?.side == .short)
        #expect(session.desk.held[key]?.quantity == 2)
        #expect(session.kept == session.earned)

        var model = PaperModel()
        model.isShortForbidden = true
        session = Session(model)
        session.last(100)
        session.submit(ticket(.buy, id: "e", quantity: 3))
        #expect(
            session.submit(ticket(.sell, id: "t", quantity: 5)) == [
                "t PARTIALLY_FILLED 3 @ 100", "t CANCELLED",
            ])
    }

    @Test("a price of another venue does not concern an order, one without a venue does")
    func venues() {
        var desk = OrderDesk()
        desk.setModel(PaperModel(), account: "default")
        var sent = ticket(.buy, .limit, limit: 100)
        sent.venue = "binance"
        desk.openMarket(for: sent, newest: nil)
        var waiting = accepted(sent)
        waiting.status = .working
        desk.adopt(waiting)
        func fills(_ venue: String, at second: Int64) -> Bool {
            let time = noon.adding(.seconds(second))
            _ = desk.observe(
                Price(
                    symbol: "BTC-USD", venue: venue, time: time, receivedAt: time,
                    kind: .quote(Price.Quote(last: 99))))
            defer { desk.giveUp() }
            return desk.next(at: time) != nil
        }
        #expect(!fills("kraken", at: 1))
        #expect(fills("binance", at: 2))
        #expect(fills("", at: 3))
    }
}
