public import NijaModel
import NijaOrders
import NijaPositions

extension Decimal: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral {
    /// Whole numbers in tests.
    public init(integerLiteral value: Int) { self.init(value) }

    /// Numbers with up to six places in tests.
    public init(floatLiteral value: Double) {
        self.init(units: Int128((value * 1e6).rounded()) * 1_000_000_000_000)
    }
}

/// When everything in these tests begins: noon of 30 January 2026.
let noon = Timestamp(nanoseconds: 1_769_774_400_000_000_000)

/// A ticket of one unit.
func ticket(
    _ side: OrderSide = .buy, _ type: OrderType = .market, id: String = "a", quantity: Decimal = 1,
    limit: Decimal? = nil, stop: Decimal? = nil, trailing: TrailingStop? = nil,
    _ duration: OrderDuration = .untilCancelled, symbol: String = "BTC-USD"
) -> OrderTicket {
    var ticket = OrderTicket(
        strategy: "APEX", symbol: symbol, side: side, type: type,
        terms: OrderTerms(
            quantity: quantity, limitPrice: limit, stopPrice: stop, trailingStop: trailing))
    ticket.clientOrderID = id
    ticket.duration = duration
    return ticket
}

/// The order that a ticket becomes, at noon.
func accepted(_ ticket: OrderTicket) -> Order {
    var order = Order(ticket, sequence: 1, submittedAt: noon)
    order.worksFrom = noon
    return order
}

/// Orders, prices and positions of one account, in the way in which the ledger composes them.
struct Session {
    var desk = OrderDesk()
    private(set) var positions: [Position] = []
    /// What happened, a line each: "a FILLED 1 @ 100".
    private(set) var happened: [String] = []
    /// Every order as it was last.
    private(set) var orders: [String: Order] = [:]
    private(set) var fills: [String: [OrderFill]] = [:]
    private(set) var now = noon
    private var sequence: UInt64 = 0
    private var newest: [String: Price] = [:]
    private let starting: Decimal

    init(_ model: PaperModel = PaperModel(), cash: Decimal = 100_000) {
        var model = model
        model.startingCash = cash
        starting = cash
        desk.setModel(model, account: "default")
    }

    // MARK: What is done

    @discardableResult
    mutating func submit(_ group: OrderGroup) -> [String] {
        let start = now.adding(desk.models["default"]?.latency ?? .zero)
        var accepted: [OrderChange] = []
        for (index, ticket) in group.tickets.enumerated() {
            desk.openMarket(for: ticket, newest: newest[ticket.symbol])
            sequence += 1
            let isExit = index > 0 && group.strategyType == .bracket
            let waits = index > 0 && group.strategyType != .oneCancelsOther
            var order = Order(
                ticket, strategyType: group.strategyType, groupID: group.first.clientOrderID,
                parentID: waits ? group.first.clientOrderID : "",
                isReducing: desk.isReducing(ticket, isBracketExit: isExit), sequence: sequence,
                submittedAt: now)
            order.released = isExit ? .zero : nil
            order.worksFrom = waits ? nil : start
            order.expiresAt = ticket.expireTime
            order.arrivalPrice = desk.book.standing(ticket)?.price(ticket.side)
            desk.adopt(order)
            accepted.append(OrderChange(order: order, transition: .submitted, previousStatus: nil))
        }
        for change in accepted { desk.carriedOut(change, at: now) }
        return settle()
    }

    @discardableResult
    mutating func submit(_ ticket: OrderTicket) -> [String] { submit(OrderGroup(ticket)) }

    @discardableResult
    mutating func last(_ price: Decimal) -> [String] { tell(.quote(Price.Quote(last: price))) }

    @discardableResult
    mutating func book(
        _ bid: Decimal, _ ask: Decimal, bidSize: Decimal? = nil, askSize: Decimal? = nil
    ) -> [String] {
        tell(.quote(Price.Quote(bid: bid, ask: ask, bidSize: bidSize, askSize: askSize)))
    }

    @discardableResult
    mutating func bar(_ open: Decimal, _ high: Decimal, _ low: Decimal, _ close: Decimal) -> [String] {
        tell(.bar(Price.Bar(open: open, high: high, low: low, close: close)))
    }

    @discardableResult
    mutating func tell(_ kind: Price.Kind, symbol: String = "BTC-USD") -> [String] {
        now = now.adding(.seconds(1))
        desk.pass(to: now)
        var lines = settle()
        let price = Price(symbol: symbol, time: now, receivedAt: now, kind: kind)
        newest[symbol] = price
        _ = desk.observe(price)
        lines += settle()
        return lines
    }

    @discardableResult
    mutating func pass(_ span: TimeSpan) -> [String] {
        now = now.adding(span)
        desk.pass(to: now)
        return settle()
    }

    @discardableResult
    mutating func cancel(_ id: String) -> [String] {
        guard let order = desk.book.order(Order.Key(account: "default", clientOrderID: id)),
            let change = try? order.change(by: .cancel(order.key, "asked for"), quote: nil, at: now)
        else { return [] }
        let before = happened.count
        record(change)
        return Array(happened[before..<happened.count]) + settle()
    }

    @discardableResult
    mutating func modify(_ id: String, _ terms: OrderTerms) -> [String] {
        guard let held = desk.book.order(Order.Key(account: "default", clientOrderID: id)) else { return [] }
        var order = held
        guard
            (try? order.modify(terms, quote: desk.book.standing(order.ticket)?.price(order.ticket.side)))
                != nil
        else { return [] }
        record(
            OrderChange(
                order: order, transition: .modified, previousStatus: held.status, requestID: "r"))
        return settle()
    }

    /// Through a checkpoint and back.
    mutating func restart() throws {
        var writer = StateWriter()
        writer.write(desk)
        var reader = StateReader(writer.bytes)
        desk = try OrderDesk(from: &reader)
        for position in positions { desk.restore(position) }
        for price in newest.values { desk.restore(price) }
    }

    // MARK: What follows

    private mutating func settle() -> [String] {
        let before = happened.count
        while let action = desk.next(at: now) {
            guard let order = desk.book.order(action.key) else {
                desk.giveUp()
                continue
            }
            if case .fill(_, let execution) = action {
                fill(order, execution)
            } else {
                let quote = desk.book.standing(order.ticket)?.price(order.ticket.side)
                if let change = try? order.change(by: action, quote: quote, at: now) {
                    record(change)
                } else {
                    desk.giveUp()
                }
            }
        }
        return Array(happened[before..<happened.count])
    }

    private mutating func fill(_ held: Order, _ execution: PaperEngine.Execution) {
        let fill = OrderFill(
            quantity: execution.quantity, price: execution.price, fees: execution.fees, time: now)
        let (key, before) = (NetPosition.Key(held.ticket), desk.reducible(held.ticket))
        do {
            var value = Decimal.zero
            for part in try desk.held.parts(of: fill, held.ticket.side, key) {
                value = try value.adding(apply(part, of: fill, held))
            }
            var order = held
            try order.fill(fill, value: value)
            let isEnded = !before.isZero && desk.reducible(held.ticket).isZero
            fills[held.ticket.clientOrderID, default: []].append(fill)
            record(
                OrderChange(
                    order: order, transition: .filled, previousStatus: held.status, fill: fill),
                ended: isEnded ? key : nil)
        } catch {
            preconditionFailure("a fill that was decided could not be carried out: \(error)")
        }
    }

    /// Carries a part of a fill out; its value.
    private mutating func apply(
        _ part: NetPositions.Part, of fill: OrderFill, _ order: Order
    ) throws -> Decimal {
        switch part.effect {
        case .open:
            sequence += 1
            var opening = PositionOpening(
                strategy: order.ticket.strategy, symbol: order.ticket.symbol,
                side: order.ticket.side.position, quantity: part.quantity, entryPrice: fill.price,
                entryTime: now)
            (opening.positionID, opening.rules.mode, opening.fees) = ("p\(sequence)", .orders, part.fees)
            let position = try Position.opened(opening, sequence: sequence, recordedAt: now)
            positions.append(position)
            desk.adopt(opened: position)
        case .enlarge(let id):
            try change(id, .filled, part, fill) { position in
                try position.fill(
                    quantity: part.quantity, price: fill.price, fees: part.fees, at: fill.time)
            }
        case .reduce(let id):
            try change(id, .reduced, part, fill) { position in
                let exit = PositionExit(time: fill.time, reason: .manual, intendedPrice: nil)
                _ = try position.close(
                    quantity: part.quantity, price: fill.price, fees: part.fees, exit: exit)
            }
        }
        return try fill.price.multiplied(by: part.quantity, rounding: .halfEven)
    }

    private mutating func change(
        _ id: String, _ transition: PositionTransition, _ part: NetPositions.Part, _ fill: OrderFill,
        _ move: (inout Position) throws -> Void
    ) throws {
        guard let index = positions.firstIndex(where: { $0.opening.positionID == id }) else { return }
        try move(&positions[index])
        desk.adopt(
            PositionChange(
                position: positions[index], transition: transition, previousStatus: .open,
                quantity: part.quantity, price: fill.price, fees: part.fees))
    }

    private mutating func record(_ change: OrderChange, ended: NetPosition.Key? = nil) {
        sequence += 1
        var change = change
        change.order.sequence = sequence
        orders[change.order.ticket.clientOrderID] = change.order
        desk.adopt(change.order)
        desk.carriedOut(change, ended: ended, at: now)
        let what = change.fill.map { " \($0.quantity) @ \($0.price)" } ?? ""
        happened.append("\(change.order.ticket.clientOrderID) \(change.order.status.label)\(what)")
    }

    // MARK: What must hold

    var cash: Decimal { desk.cash.cash(of: "default") }

    /// Cash and what is held at its cost.
    var kept: Decimal {
        positions.reduce(cash) { sum, position in
            let cost = position.amounts.openCost.units
            return Decimal(units: sum.units + (position.opening.side == .long ? cost : -cost))
        }
    }

    /// What the account began with and what it has earned since.
    var earned: Decimal {
        positions.reduce(starting) { sum, position in
            let realized = (try? position.realizedPnL()) ?? .zero
            return Decimal(units: sum.units + realized.units - position.amounts.fees.units)
        }
    }

    func live(_ id: String) -> Order? {
        desk.book.order(Order.Key(account: "default", clientOrderID: id))
    }
}
