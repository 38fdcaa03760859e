import NijaModel
import NijaOrders
import Testing

@Suite("Orders that belong together")
struct LinkTests {
    private func bracket(_ quantity: Decimal = 10, entry: OrderTicket? = nil) -> OrderGroup {
        OrderGroup(
            entry ?? ticket(.buy, id: "entry", quantity: quantity), strategyType: .bracket,
            others: [
                ticket(.sell, .limit, id: "target", quantity: quantity, limit: 110),
                ticket(.sell, .stop, id: "stop", quantity: quantity, stop: 90),
            ])
    }

    @Test("OCO: the first fill of one, however small, cancels the other")
    func oneCancelsOther() {
        var session = Session()
        session.book(99, 101)
        let group = OrderGroup(
            ticket(.buy, .limit, id: "low", quantity: 5, limit: 95), strategyType: .oneCancelsOther,
            others: [ticket(.buy, .stop, id: "high", quantity: 5, stop: 105)])
        #expect(session.submit(group) == ["low WORKING", "high WORKING"])
        #expect(
            session.book(94, 95, askSize: 1) == ["low PARTIALLY_FILLED 1 @ 95", "high CANCELLED"])
        #expect(session.book(104, 106) == [])
    }

    @Test("OCO: one that is cancelled leaves the other at work")
    func oneIsCancelled() {
        var session = Session()
        session.last(100)
        session.submit(
            OrderGroup(
                ticket(.buy, .limit, id: "low", limit: 95), strategyType: .oneCancelsOther,
                others: [ticket(.buy, .stop, id: "high", stop: 105)]))
        #expect(session.cancel("low") == ["low CANCELLED"])
        #expect(session.last(106) == ["high FILLED 1 @ 106"])
    }

    @Test("bracket: the exits begin with the entry's fill, and one that is filled cancels the other")
    func brackets() {
        var session = Session()
        session.last(100)
        #expect(
            session.submit(bracket()) == [
                "entry FILLED 10 @ 100", "target PENDING", "stop PENDING", "target WORKING", "stop WORKING",
            ])
        #expect(session.last(111) == ["target FILLED 10 @ 110", "stop CANCELLED"])
        #expect(session.desk.book.count == 0)
    }

    @Test("bracket: the exits work for what the entry has filled, and share it")
    func partialBracket() {
        var session = Session()
        session.book(99, 100, askSize: 4)
        session.submit(bracket())
        #expect(session.live("target")?.workingQuantity == 4)
        #expect(session.live("stop")?.workingQuantity == 4)
        #expect(
            session.book(110, 111, bidSize: 1, askSize: 0) == [
                "target PARTIALLY_FILLED 1 @ 110", "stop WORKING",
            ])
        #expect(session.live("stop")?.workingQuantity == 3)
        session.book(100, 101, askSize: 6)
        #expect(session.live("stop")?.workingQuantity == 9)
        #expect(session.live("target")?.workingQuantity == 9)
        #expect(session.book(85, 86) == ["stop FILLED 9 @ 85", "target CANCELLED"])
        #expect(session.kept == session.earned)
    }

    @Test("bracket: an entry that is given up takes exits with nothing to end along, and cuts the others")
    func entryGivenUp() {
        var session = Session()
        session.book(99, 101, askSize: 4)
        let entry = ticket(.buy, .limit, id: "entry", quantity: 10, limit: 95)
        session.submit(bracket(entry: entry))
        #expect(
            session.cancel("entry") == ["entry CANCELLED", "target CANCELLED", "stop CANCELLED"])
        session.book(99, 100, askSize: 4)
        var again = bracket()
        again.first.clientOrderID = "entry2"
        again.others[0].clientOrderID = "target2"
        again.others[1].clientOrderID = "stop2"
        session.submit(again)
        session.cancel("entry2")
        #expect(session.live("stop2")?.terms.quantity == 4)
        #expect(session.book(89, 90) == ["stop2 FILLED 4 @ 89", "target2 CANCELLED"])
    }

    @Test("bracket: exits of a position that was closed otherwise do not wait for the next one")
    func closedOtherwise() {
        var session = Session()
        session.last(100)
        session.submit(bracket())
        #expect(
            session.submit(ticket(.sell, id: "by hand", quantity: 10)) == [
                "by hand FILLED 10 @ 100", "target CANCELLED", "stop CANCELLED",
            ])
    }

    @Test("trigger: the others begin when the first one is filled whole, and not before")
    func triggers() {
        var session = Session()
        session.book(99, 100, askSize: 1)
        session.submit(
            OrderGroup(
                ticket(.buy, id: "first", quantity: 2), strategyType: .trigger,
                others: [
                    ticket(.buy, id: "second", quantity: 3), ticket(.sell, .stop, id: "third", stop: 90),
                ]))
        #expect(session.live("second")?.status == .pending)
        session.book(99, 101, askSize: 9)
        #expect(session.fills["second"]?.map(\.price) == [101])
        #expect(session.live("third")?.status == .working)
    }

    @Test("trigger: the others end with the first one when that is not filled")
    func triggerGivenUp() {
        var session = Session()
        session.last(100)
        session.submit(
            OrderGroup(
                ticket(.buy, .limit, id: "first", limit: 90), strategyType: .trigger,
                others: [ticket(.buy, id: "second")]))
        #expect(session.cancel("first") == ["first CANCELLED", "second CANCELLED"])
    }

    @Test("an order expires when its time has come, and with it what waits for it")
    func expiry() {
        var session = Session()
        session.last(100)
        var entry = ticket(.buy, .limit, id: "entry", quantity: 10, limit: 95, .day)
        entry.expireTime = noon.adding(.minutes(5))
        session.submit(bracket(entry: entry))
        #expect(session.pass(.minutes(4)) == [])
        #expect(
            session.pass(.minutes(1)) == ["entry EXPIRED", "target CANCELLED", "stop CANCELLED"])
    }

    /// What is wrong with a group, and where.
    struct Wrong: CustomTestStringConvertible, Sendable {
        let group: OrderGroup
        let field: String
        var testDescription: String { field }

        init(_ field: String, _ group: OrderGroup) { (self.field, self.group) = (field, group) }
    }

    private static let entry = ticket(.buy, .limit, id: "e", limit: 100)
    static let wrong = [
        Wrong("order.quantity", OrderGroup(ticket(quantity: 0))),
        Wrong("order.limit_price", OrderGroup(ticket(.buy, .limit))),
        Wrong("order.limit_price", OrderGroup(ticket(.buy, .market, limit: 1))),
        Wrong("order.stop_price", OrderGroup(ticket(.buy, .stop))),
        Wrong("order.stop_price", OrderGroup(ticket(.buy, .stopLimit, limit: 1, stop: 0))),
        Wrong("order.trailing_stop", OrderGroup(ticket(.buy, .trailingStop))),
        Wrong(
            "order.trailing_stop.percent", OrderGroup(ticket(.buy, .trailingStop, trailing: .percent(100)))),
        Wrong("order.trailing_stop", OrderGroup(ticket(trailing: .amount(1)))),
        Wrong("order.duration", OrderGroup(ticket(.buy, .stop, stop: 1, .fillOrKill))),
        Wrong("others", OrderGroup(ticket(), others: [ticket(id: "b")])),
        Wrong("others", OrderGroup(ticket(), strategyType: .oneCancelsOther)),
        Wrong("others", OrderGroup(ticket(), strategyType: .trigger)),
        Wrong("others", OrderGroup(ticket(), strategyType: .trigger, others: [ticket()])),
        Wrong(
            "others",
            OrderGroup(
                ticket(), strategyType: .trigger, others: (0..<9).map { ticket(id: "o\($0)") })),
        Wrong("others", OrderGroup(entry, strategyType: .bracket)),
        Wrong("others", OrderGroup(entry, strategyType: .bracket, others: [ticket(.sell, id: "t")])),
        Wrong(
            "others[0].side",
            OrderGroup(entry, strategyType: .bracket, others: [ticket(.buy, .limit, id: "t", limit: 110)])),
        Wrong(
            "others[0].limit_price",
            OrderGroup(entry, strategyType: .bracket, others: [ticket(.sell, .limit, id: "t", limit: 90)])),
        Wrong(
            "others[0].stop_price",
            OrderGroup(entry, strategyType: .bracket, others: [ticket(.sell, .stop, id: "t", stop: 110)])),
        Wrong(
            "others[0].quantity",
            OrderGroup(
                entry, strategyType: .bracket,
                others: [ticket(.sell, .limit, id: "t", quantity: 2, limit: 110)])),
        Wrong(
            "others[0].symbol",
            OrderGroup(
                entry, strategyType: .bracket,
                others: [ticket(.sell, .limit, id: "t", limit: 110, symbol: "ETH-USD")])),
    ]

    @Test("what cannot be true of a submission is said by the field it is in", arguments: wrong)
    func violations(_ row: Wrong) {
        #expect(row.group.violations(at: noon).map(\.field) == [row.field])
    }

    @Test("what can be true of a submission is not complained about")
    func noViolations() {
        #expect(bracket().violations(at: noon) == [])
        #expect(OrderGroup(ticket(.buy, .limit, limit: 1, .fillOrKill)).violations(at: noon) == [])
    }
}
