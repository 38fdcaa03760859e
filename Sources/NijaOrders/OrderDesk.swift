public import NijaModel

/// Everything that is known of orders, and what has to be done with them next.
///
/// Prices, time and what happens to orders put work on its agenda; `next` says what to do, one order at a time, and the
/// caller carries it out and tells with `carriedOut`. The same calls give the same actions. The agenda is empty between
/// turns: what a price brings about belongs to the price's commit.
public struct OrderDesk: Sendable {
    private enum Item {
        /// A step of a price is gone through.
        case step(Price, Int)
        /// An order was reached by a step.
        case reached(Order.Key, MarketStep)
    }

    /// Orders that are not final.
    public private(set) var book = OrderBook()
    /// Positions that orders have opened.
    public private(set) var held = NetPositions()
    /// The cash of paper accounts.
    public private(set) var cash = CashBook()
    /// The models of accounts that trade on paper.
    public private(set) var models: [String: PaperModel] = [:]
    /// What follows from what has happened; the first comes first, and before anything else.
    private var actions = Queue<OrderAction>()
    /// Orders that come into the market, or come anew after they were changed; they come next.
    private var arrivals = Queue<Order.Key>()
    /// What a price brings about; the last comes first.
    private var agenda: [Item] = []
    /// What `next` has said and was not carried out yet.
    private var current: OrderAction?
    /// Steps of a price that are on the agenda.
    private var stepsLeft = 0
    /// Orders that begin to work while a bar is gone through; they are held against its close.
    private var waiting: [Order.Key] = []

    /// Nothing is known.
    public init() {}

    // MARK: Facts

    /// Takes over an order as it is after a change.
    public mutating func adopt(_ order: Order) { book.adopt(order) }

    /// Takes over that a position was opened.
    public mutating func adopt(opened position: Position) {
        held.adopt(position)
        cash.apply(opened: position)
    }

    /// Takes over what happened to a position.
    public mutating func adopt(_ change: PositionChange) {
        held.adopt(change.position)
        cash.apply(change)
    }

    /// Takes over a position that was known before a restart.
    public mutating func restore(_ position: Position) { held.adopt(position) }

    /// Sets the model of an account that trades on paper; nil for one that does not.
    public mutating func setModel(_ model: PaperModel?, account: String) {
        cash.begin(
            account, with: model?.startingCash ?? .zero,
            insteadOf: models[account]?.startingCash ?? .zero)
        models[account] = model
        book.setSpread(model?.spreadBasisPoints, account: account)
    }

    /// Makes an order's market known with the newest price that concerns it, before the first order of it.
    public mutating func openMarket(for ticket: OrderTicket, newest: @autoclosure () -> Price?) {
        book.openLane(for: ticket, newest: newest())
    }

    /// Takes over a price that was known before a restart, without looking at orders.
    public mutating func restore(_ price: Price, hasMovedTrail: Bool = false) {
        book.restore(price, hasMovedTrail: hasMovedTrail)
    }

    // MARK: Reading

    /// How much an order could reduce now.
    public func reducible(_ ticket: OrderTicket) -> Decimal {
        held[NetPosition.Key(ticket)]?.reducible(by: ticket.side) ?? .zero
    }

    /// Whether an order that is accepted now reduces and does no more: it says so, it ends a bracket, it sells where
    /// nothing may be sold short, or there is enough to reduce.
    public func isReducing(_ ticket: OrderTicket, isBracketExit: Bool) -> Bool {
        if ticket.isReduceOnly || isBracketExit { return true }
        if ticket.side == .sell && models[ticket.account]?.isShortForbidden ?? false { return true }
        return reducible(ticket) >= ticket.terms.quantity
    }

    // MARK: What happens

    /// Takes a new price in; whether it moves any trailing stop.
    ///
    /// - Cost: O(accounts that trade the symbol) as long as it reaches no order.
    public mutating func observe(_ price: Price) -> Bool {
        precondition(!hasWork, "a price came before the one before it was done with")
        let isTrailMoved = book.take(price)
        stepsLeft = price.stepsCount
        for step in (0..<price.stepsCount).reversed() { agenda.append(.step(price, step)) }
        return isTrailMoved
    }

    /// Takes in that time has passed: orders begin to work, and expire.
    public mutating func pass(to now: Timestamp) {
        guard let due = book.nextDue, due <= now else { return }
        while let order = book.takeDue(at: now) {
            let isExpired = order.expiresAt.map { $0 <= now } ?? false
            if isExpired { actions.append(.expire(order.key)) } else { arrivals.append(order.key) }
        }
    }

    /// Takes in that a change of an order was carried out, and what has to follow from it.
    ///
    /// - Parameters:
    ///   - change: the change; `adopt` has made it true.
    ///   - ended: the position that its fill has ended, if it has.
    ///   - now: the time.
    public mutating func carriedOut(_ change: OrderChange, ended: NetPosition.Key? = nil, at now: Timestamp) {
        current = nil
        if let fill = change.fill { book.consume(fill.quantity, change.order.ticket) }
        let start = now.adding(models[change.order.ticket.account]?.latency ?? .zero)
        actions.append(
            contentsOf: OrderLinks.actions(
                after: change, relatives: book.relatives(of: change.order), start: start))
        if let ended { actions.append(contentsOf: withdrawals(ended)) }
        if Self.comesToMarket(change, at: now) { arrivals.append(change.order.key) }
    }

    private static func comesToMarket(_ change: OrderChange, at now: Timestamp) -> Bool {
        let order = change.order
        switch change.transition {
        case .submitted: return order.worksFrom.map { $0 <= now } ?? false
        case .modified where order.status == .pending:
            return order.worksFrom.map { $0 <= now } ?? false && order.fillableQuantity > .zero
        // Changed by its caller it takes its place anew, and with more that may be filled.
        case .modified: return !order.status.isFinal && order.fillableQuantity > .zero
        case .working, .triggered, .filled, .cancelled, .rejected, .expired: return false
        }
    }

    /// Orders that only reduce end with what they could reduce.
    ///
    /// Those of a bracket whose entry still works stay: what it
    /// fills yet is theirs to end.
    private func withdrawals(_ key: NetPosition.Key) -> [OrderAction] {
        let position = held[key]
        return book.reducers(key).compactMap { order in
            if position.map({ !$0.reducible(by: order.ticket.side).isZero }) ?? false { return nil }
            let entry = Order.Key(account: key.account, clientOrderID: order.parentID)
            if order.isBracketExit && book.order(entry) != nil { return nil }
            return .cancel(order.key, "there is nothing left to reduce")
        }
    }

    // MARK: What to do

    /// Whether anything may have to be done.
    public var hasWork: Bool {
        current != nil || !agenda.isEmpty || !arrivals.isEmpty || !actions.isEmpty
    }

    /// What has to be done next, the same until it is carried out or given up; nil when nothing has.
    public mutating func next(at now: Timestamp) -> OrderAction? {
        while current == nil {
            if let action = actions.popFirst() {
                current = book.order(action.key) == nil ? nil : action
            } else if let key = arrivals.popFirst() {
                arrive(key)
            } else if let item = agenda.popLast() {
                switch item {
                case .step(let price, let index): goThrough(price, index)
                case .reached(let key, let step): current = decide(key, step, isArrival: false)
                }
            } else {
                break
            }
        }
        return current
    }

    /// The action does not apply any more: it is left undone.
    public mutating func giveUp() { current = nil }

    private mutating func goThrough(_ price: Price, _ index: Int) {
        stepsLeft -= 1
        for (key, step) in book.reach(price, step: index).reversed() { agenda.append(.reached(key, step)) }
        guard stepsLeft == 0 else { return }
        arrivals.append(contentsOf: waiting)
        waiting.removeAll()
    }

    private mutating func arrive(_ key: Order.Key) {
        guard let order = book.order(key) else { return }
        if stepsLeft > 0 {
            waiting.append(key)
        } else if let step = book.standing(order.ticket) {
            current = decide(key, step, isArrival: true)
        } else if order.status == .pending && models[key.account] != nil {
            current = .work(key)
        }
    }

    /// Holds an order against what its market offers.
    private func decide(_ key: Order.Key, _ step: MarketStep, isArrival: Bool) -> OrderAction? {
        guard let model = models[key.account], let order = book.order(key),
            order.fillableQuantity > .zero
        else { return nil }
        let market = PaperEngine.Market(
            step, left: book.left(order.ticket),
            reducible: order.isReducing ? reducible(order.ticket) : nil)
        switch PaperEngine(model).decide(order, in: market, isArrival: isArrival) {
        case .wait: return order.status == .pending ? .work(key) : nil
        case .trigger: return order.isTriggered ? nil : .trigger(key)
        case .fill(let execution): return .fill(key, execution)
        case .cancel(let reason):
            let isRefused = order.status == .pending && !order.ticket.duration.isImmediate
            return isRefused ? .reject(key, reason) : .cancel(key, reason)
        }
    }
}

extension OrderDesk: Checkpointable {
    /// Appends models, orders and cash; positions are the ledger's.
    public func write(to writer: inout StateWriter) {
        writer.write(models)
        writer.write(book.orders().reversed())
        writer.write(cash)
    }

    /// Reads models, orders and cash.
    public init(from reader: inout StateReader) throws(StateError) {
        self.init()
        let models: [String: PaperModel] = try reader.dictionary()
        for (account, model) in models { setModel(model, account: account) }
        for order in try reader.array(Order.self) {
            guard !order.status.isFinal else { throw .malformed }
            adopt(order)
        }
        cash = try reader.value()
    }
}
