import NijaModel
import NijaOrders
import Testing

@Suite("The states of an order")
struct MoveTests {
    /// A move, and from which states it may be made.
    struct Move: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let from: Set<OrderStatus>
        let to: OrderStatus?
        let make: @Sendable (inout Order) throws(OrderError) -> Void

        init(
            _ name: String, from: Set<OrderStatus>, to: OrderStatus?,
            _ make: @escaping @Sendable (inout Order) throws(OrderError) -> Void
        ) {
            (testDescription, self.from, self.to, self.make) = (name, from, to, make)
        }
    }

    private static let live: Set<OrderStatus> = [.pending, .working, .partiallyFilled]

    static let moves = [
        Move("work", from: [.pending], to: .working) { order throws(OrderError) in
            try order.work(quote: 100)
        },
        Move("fill a part", from: live, to: .partiallyFilled) { order throws(OrderError) in
            try order.fill(OrderFill(quantity: 1, price: 100, time: noon), value: 100)
        },
        Move("fill the rest", from: live, to: .filled) { order throws(OrderError) in
            let rest = order.remaining
            try order.fill(OrderFill(quantity: rest, price: 100, time: noon), value: 100)
        },
        Move("modify", from: live, to: nil) { order throws(OrderError) in
            try order.modify(OrderTerms(quantity: 20), quote: nil)
        },
        Move("cancel", from: live, to: .cancelled) { order throws(OrderError) in
            try order.cancel("asked for")
        },
        Move("reject", from: [.pending, .working], to: .rejected) { order throws(OrderError) in
            try order.reject("no")
        },
        Move("expire", from: live, to: .expired) { order throws(OrderError) in try order.expire() },
    ]

    private func made(in status: OrderStatus) -> Order {
        var order = accepted(ticket(quantity: 10))
        order.status = status
        if status == .partiallyFilled { order.filledQuantity = 2 }
        return order
    }

    @Test(
        "every move is made from the states it is drawn from, and refused from all others without a trace",
        arguments: moves, OrderStatus.allCases)
    func legal(_ move: Move, _ status: OrderStatus) throws {
        var order = made(in: status)
        let before = order
        guard move.from.contains(status) else {
            #expect(throws: OrderError.self) { try move.make(&order) }
            #expect(order == before)
            return
        }
        try move.make(&order)
        #expect(order.status == move.to ?? status)
    }

    @Test("a stop is set off once, and other orders are not")
    func triggers() throws {
        var stop = accepted(ticket(.sell, .stop, stop: 90))
        try stop.trigger()
        #expect(stop.isTriggered)
        #expect(stop.status == .working)
        #expect(throws: OrderError.wrongStatus(.working, move: "be set off")) { try stop.trigger() }
        var market = accepted(ticket())
        #expect(throws: OrderError.self) { try market.trigger() }
    }

    @Test("more than works cannot be filled, and less than is filled cannot be asked for")
    func bounds() throws {
        var order = accepted(ticket(quantity: 3))
        #expect(throws: OrderError.tooMuch(working: 3)) {
            try order.fill(OrderFill(quantity: 4, price: 100, time: noon), value: 400)
        }
        try order.fill(OrderFill(quantity: 2, price: 100, fees: 1, time: noon), value: 200)
        #expect(throws: OrderError.tooMuch(working: 2)) {
            try order.modify(OrderTerms(quantity: 2), quote: nil)
        }
        try order.fill(OrderFill(quantity: 1, price: 103, fees: -2, time: noon), value: 103)
        #expect(order.averagePrice == 101)
        #expect(order.fees == -1)
    }

    @Test("a new distance of a trailing stop follows from the price of now on, a new quantity does not")
    func trailing() throws {
        var order = accepted(ticket(.sell, .trailingStop, quantity: 2, trailing: .amount(5)))
        try order.work(quote: 100)
        #expect(order.stopPrice == 95)
        try order.modify(OrderTerms(quantity: 1, trailingStop: .amount(5)), quote: 120)
        #expect(order.stopPrice == 95)
        try order.modify(OrderTerms(quantity: 1, trailingStop: .percent(10)), quote: 120)
        #expect(order.stopPrice == 108)
    }

    @Test("an exit of a bracket works for what is released, and what the sibling has filled falls away")
    func exits() throws {
        var exit = Order(
            ticket(.sell, .limit, quantity: 10, limit: 110), strategyType: .bracket, groupID: "e",
            parentID: "e", isReducing: true, sequence: 2, submittedAt: noon)
        exit.released = 0
        #expect(exit.fillableQuantity == 0)
        try exit.release(4)
        #expect(exit.fillableQuantity == 4)
        #expect(throws: OrderError.tooMuch(working: 10)) { try exit.release(7) }
        try exit.yield(3, reason: "")
        #expect(exit.fillableQuantity == 1)
        #expect(exit.terms.quantity == 7)
        #expect(throws: OrderError.tooMuch(working: 1)) { try exit.yield(2, reason: "") }
        try exit.fill(OrderFill(quantity: 1, price: 110, time: noon), value: 110)
        try exit.conclude(reason: "the entry is cancelled")
        #expect(exit.status == .filled)
    }

    @Test("an order survives a checkpoint as it is")
    func checkpoint() throws {
        var original = accepted(
            ticket(.sell, .trailingStop, quantity: 10, trailing: .percent(2.5), .day, symbol: "ETH-USD"))
        (original.trailed, original.released, original.isReducing) = (1234.5, 7, true)
        (original.groupID, original.parentID, original.positionID) = ("g", "p", "q")
        (original.expiresAt, original.statusReason) = (noon.adding(.hours(3)), "because")
        (original.filledQuantity, original.filledValue, original.fees) = (3, 301.5, -0.25)
        (original.fillsCount, original.isTriggered, original.arrivalPrice) = (2, true, 99)
        var writer = StateWriter()
        writer.write(original)
        var reader = StateReader(writer.bytes)
        #expect(try Order(from: &reader) == original)
        #expect(reader.isAtEnd)
    }
}
