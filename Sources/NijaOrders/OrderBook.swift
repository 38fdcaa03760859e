public import NijaModel

/// Every order that is not final, by id, submission, market, and time.
///
/// Final orders are forgotten; the store has them. It reads no clock: the caller passes the time.
public struct OrderBook: Sendable {
    private struct Slot {
        var order: Order
        let lane: Int
    }

    /// What an account has outstanding.
    private struct AccountOrders {
        var count = 0
        var reserved = Decimal.zero
        var byPosition: [NetPosition.Key: Outstanding] = [:]
    }

    private var slots: ContiguousArray<Slot?> = []
    private var free: [Int] = []
    private var index: [Order.Key: Int] = [:]
    /// Orders of submissions of several, by the first one's key.
    private var groups: [Order.Key: [Int]] = [:]
    private var accounts: [String: AccountOrders] = [:]
    private var due = DueTimes()
    private(set) var lanes: ContiguousArray<Lane> = []
    private var laneIndex: [Lane.Key: Int] = [:]
    private var lanesBySymbol: [String: [Int]] = [:]
    /// The spread of each account that trades on paper.
    private var spreads: [String: Decimal] = [:]

    /// An empty book.
    public init() {}

    // MARK: Reading

    /// Orders that are not final.
    public var count: Int { index.count }

    /// Those of an account.
    public func count(ofAccount account: String) -> Int { accounts[account]?.count ?? 0 }

    /// An order that is not final, with its trailing stop where it stands now; nil when there is none.
    public func order(_ key: Order.Key) -> Order? { index[key].flatMap(order(atSlot:)) }

    /// Orders of which what was asked for is wanted, the newest first.
    public func orders(where isWanted: (Order) -> Bool = { _ in true }) -> [Order] {
        slots.indices.compactMap { slot in
            slots[slot].flatMap { isWanted($0.order) ? order(atSlot: slot) : nil }
        }
        .sorted { $0.submittedSequence > $1.submittedSequence }
    }

    /// The other orders of a submission that are not final, in the sequence in which they were accepted.
    func relatives(of order: Order) -> [Order] {
        guard order.strategyType != .single else { return [] }
        let slots = groups[Order.Key(account: order.ticket.account, clientOrderID: order.groupID)] ?? []
        return slots.compactMap { self.order(atSlot: $0) }.filter { $0.key != order.key }
            .sorted { $0.submittedSequence < $1.submittedSequence }
    }

    /// What orders of an account have reserved.
    public func reserved(ofAccount account: String) -> Decimal { accounts[account]?.reserved ?? .zero }

    /// What is outstanding of orders whose fills go to one position.
    public func outstanding(_ key: NetPosition.Key) -> Outstanding {
        accounts[key.account]?.byPosition[key] ?? Outstanding()
    }

    /// What is outstanding of an account, by the position that fills go to.
    public func outstanding(ofAccount account: String) -> [NetPosition.Key: Outstanding] {
        accounts[account]?.byPosition ?? [:]
    }

    /// The orders of a position that only reduce it, in the sequence in which they were accepted.
    func reducers(_ key: NetPosition.Key) -> [Order] {
        outstanding(key).reducers.compactMap { order(atSlot: $0) }
            .sorted { $0.submittedSequence < $1.submittedSequence }
    }

    /// The event that accepted the oldest order; nil when there is none.
    public var oldestSequence: UInt64? { slots.lazy.compactMap { $0?.order.submittedSequence }.min() }

    // MARK: Orders

    /// Takes over an order as it is after a change: puts it where prices reach it, or forgets it when it is final.
    public mutating func adopt(_ order: Order) {
        let key = order.key
        let known = index[key]
        if let known { takeOut(known) }
        if order.status.isFinal {
            if let known { forget(known, key) }
            return
        }
        let slot = known ?? takeSlot()
        let lane = slots[slot]?.lane ?? lane(for: order.ticket)
        if known == nil {
            index[key] = slot
            if order.strategyType != .single {
                groups[Order.Key(account: key.account, clientOrderID: order.groupID), default: []]
                    .append(slot)
            }
        }
        slots[slot] = Slot(order: order, lane: lane)
        putIn(slot, order, lane, isNew: known == nil)
    }

    private mutating func putIn(_ slot: Int, _ order: Order, _ lane: Int, isNew: Bool) {
        count(order, slot, sign: 1)
        if spreads[order.ticket.account] != nil { lanes[lane].insert(order, slot: slot) }
        if order.status == .pending, let start = order.worksFrom {
            due.insert(start, sequence: order.submittedSequence, slot: slot)
        }
        if isNew, let end = order.expiresAt {
            due.insert(end, sequence: order.submittedSequence, slot: slot)
        }
        if due.count > 2 * index.count + Limits.staleDueTimesCountMax { refreshDue() }
    }

    /// Forgets the times of orders that are gone.
    private mutating func refreshDue() {
        due = DueTimes()
        for (slot, held) in slots.enumerated() {
            guard let order = held?.order else { continue }
            let times = [order.status == .pending ? order.worksFrom : nil, order.expiresAt]
            for case let time? in times {
                due.insert(time, sequence: order.submittedSequence, slot: slot)
            }
        }
    }

    private mutating func takeOut(_ slot: Int) {
        guard let held = slots[slot] else { return }
        count(held.order, slot, sign: -1)
        if spreads[held.order.ticket.account] != nil { lanes[held.lane].remove(held.order, slot: slot) }
    }

    private mutating func count(_ order: Order, _ slot: Int, sign: Int128) {
        let position = NetPosition.Key(order.ticket)
        let reservation = Decimal(units: sign * order.reservation.units)
        var account = accounts[position.account] ?? AccountOrders()
        // Not shared while it is changed.
        accounts[position.account] = nil
        account.count += Int(sign)
        account.reserved = Decimal(units: account.reserved.units + reservation.units)
        var outstanding = account.byPosition[position] ?? Outstanding()
        account.byPosition[position] = nil
        outstanding.add(order, sign: sign)
        if order.isReducing {
            if sign > 0 {
                outstanding.reducers.append(slot)
            } else {
                outstanding.reducers.removeAll { $0 == slot }
            }
        }
        if outstanding.count > 0 { account.byPosition[position] = outstanding }
        if account.count > 0 { accounts[position.account] = account }
    }

    private func order(atSlot slot: Int) -> Order? {
        guard let held = slots[slot] else { return nil }
        guard held.order.ticket.type == .trailingStop else { return held.order }
        var order = held.order
        order.trailed = lanes[held.lane].best(of: order, slot: slot) ?? order.trailed
        return order
    }

    private mutating func takeSlot() -> Int {
        if let slot = free.popLast() { return slot }
        slots.append(nil)
        return slots.count - 1
    }

    private mutating func forget(_ slot: Int, _ key: Order.Key) {
        if let order = slots[slot]?.order, order.strategyType != .single {
            let group = Order.Key(account: key.account, clientOrderID: order.groupID)
            groups[group]?.removeAll { $0 == slot }
            if groups[group]?.isEmpty ?? false { groups[group] = nil }
        }
        index[key] = nil
        slots[slot] = nil
        free.append(slot)
    }

    // MARK: Markets

    /// Sets the spread of an account that trades on paper; nil for one whose orders prices do not reach.
    public mutating func setSpread(_ spread: Decimal?, account: String) {
        let concerned = slots.indices.filter { slots[$0]?.order.ticket.account == account }
        let isReached = (before: spreads[account] != nil, now: spread != nil)
        spreads[account] = spread
        for lane in lanes.indices where lanes[lane].key.account == account {
            lanes[lane].spread = spread ?? .zero
        }
        guard isReached.before != isReached.now else { return }
        for slot in concerned {
            guard let held = slots[slot] else { continue }
            if isReached.now {
                lanes[held.lane].insert(held.order, slot: slot)
            } else {
                lanes[held.lane].remove(held.order, slot: slot)
            }
        }
    }

    /// Makes an order's market known with the newest price that concerns it, before the first order of it.
    public mutating func openLane(for ticket: OrderTicket, newest: @autoclosure () -> Price?) {
        let key = Lane.Key(account: ticket.account, symbol: ticket.symbol, venue: ticket.venue)
        guard laneIndex[key] == nil else { return }
        makeLane(key, newest())
    }

    private mutating func lane(for ticket: OrderTicket) -> Int {
        let key = Lane.Key(account: ticket.account, symbol: ticket.symbol, venue: ticket.venue)
        return laneIndex[key] ?? makeLane(key, nil)
    }

    @discardableResult
    private mutating func makeLane(_ key: Lane.Key, _ price: Price?) -> Int {
        lanes.append(Lane(key, spread: spreads[key.account] ?? .zero, price: price))
        laneIndex[key] = lanes.count - 1
        lanesBySymbol[key.symbol, default: []].append(lanes.count - 1)
        return lanes.count - 1
    }

    /// What an order's market offers now; nil when there is no price.
    public func standing(_ ticket: OrderTicket) -> MarketStep? { lane(of: ticket)?.standing }

    /// How much is left of what the newest price of an order's market offers on its side; nil when that is not limited.
    func left(_ ticket: OrderTicket) -> Decimal? { lane(of: ticket)?.left(ticket.side) }

    private func lane(of ticket: OrderTicket) -> Lane? {
        laneIndex[Lane.Key(account: ticket.account, symbol: ticket.symbol, venue: ticket.venue)]
            .map { lanes[$0] }
    }

    /// Takes what was filled from what the newest price offers.
    mutating func consume(_ quantity: Decimal, _ ticket: OrderTicket) {
        let key = Lane.Key(account: ticket.account, symbol: ticket.symbol, venue: ticket.venue)
        if let lane = laneIndex[key] { lanes[lane].consume(quantity, ticket.side) }
    }

    // MARK: Prices and time

    /// Takes a price over as the newest of its markets; whether it moves any trailing stop.
    mutating func take(_ price: Price) -> Bool {
        var isTrailMoved = false
        forEachLane(price) { lane in
            isTrailMoved = lane.isTrailMoved(by: price) || isTrailMoved
            lane.take(price)
        }
        return isTrailMoved
    }

    /// Takes over a price that was known before a restart: trailing stops follow it when it had moved one.
    public mutating func restore(_ price: Price, hasMovedTrail: Bool) {
        forEachLane(price) { lane in
            if hasMovedTrail { lane.follow(price) }
            lane.take(price.exhausted)
        }
    }

    /// The orders that a step of a price reaches, in the sequence in which they were accepted, and what they meet.
    mutating func reach(_ price: Price, step: Int) -> [(key: Order.Key, step: MarketStep)] {
        var reached: [(order: Order, step: MarketStep)] = []
        var hits: [Int] = []
        for index in lanesBySymbol[price.symbol] ?? [] where Self.concerns(price, lanes[index]) {
            let offered = price.step(step, spread: lanes[index].spread)
            hits.removeAll(keepingCapacity: true)
            lanes[index].reach(offered, hits: &hits)
            for slot in hits { if let held = slots[slot] { reached.append((held.order, offered)) } }
        }
        if reached.count > 1 { reached.sort { $0.order.submittedSequence < $1.order.submittedSequence } }
        return reached.map { ($0.order.key, $0.step) }
    }

    private mutating func forEachLane(_ price: Price, _ body: (inout Lane) -> Void) {
        for index in lanesBySymbol[price.symbol] ?? [] where Self.concerns(price, lanes[index]) {
            body(&lanes[index])
        }
    }

    /// A price without a venue concerns every order; one with a venue those of that venue and those without one.
    private static func concerns(_ price: Price, _ lane: Lane) -> Bool {
        lane.key.venue.isEmpty || price.venue.isEmpty || lane.key.venue == price.venue
    }

    /// When an order has to be looked at next; nil when none has to.
    public var nextDue: Timestamp? { due.next }

    /// Takes the next order out whose time has come, to work or to expire; nil when there is none.
    mutating func takeDue(at now: Timestamp) -> Order? {
        while let (slot, sequence) = due.take(at: now) {
            guard let order = slots[slot]?.order, order.submittedSequence == sequence else { continue }
            if order.expiresAt.map({ $0 <= now }) ?? false { return order }
            if order.status == .pending, order.worksFrom.map({ $0 <= now }) ?? false { return order }
        }
        return nil
    }
}
