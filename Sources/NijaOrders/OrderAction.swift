public import NijaModel

/// What has to be done with an order next.
public enum OrderAction: Hashable, Sendable {
    /// It comes into the market.
    case work(Order.Key)
    /// Its stop is set off.
    case trigger(Order.Key)
    /// It is filled, whole or in part.
    case fill(Order.Key, PaperEngine.Execution)
    /// It is cancelled, and why.
    case cancel(Order.Key, String)
    /// It cannot be taken, and why.
    case reject(Order.Key, String)
    /// Its time is up.
    case expire(Order.Key)
    /// What it has waited for has happened, and it works from then on.
    case begin(Order.Key, from: Timestamp)
    /// The entry of its bracket has filled so much more; it works from then on.
    case release(Order.Key, Decimal, from: Timestamp)
    /// Its sibling has filled so much.
    case yield(Order.Key, Decimal, String)
    /// The entry of its bracket will fill no more.
    case conclude(Order.Key, String)

    /// The order.
    public var key: Order.Key {
        switch self {
        case .work(let key), .trigger(let key), .fill(let key, _), .cancel(let key, _),
            .reject(let key, _), .expire(let key), .begin(let key, _), .release(let key, _, _),
            .yield(let key, _, _), .conclude(let key, _):
            key
        }
    }
}

extension Order {
    /// The change that an action is; a fill is the caller's, who knows where it goes.
    ///
    /// - Parameters:
    ///   - action: what is done.
    ///   - quote: the market's price on the order's side.
    ///   - now: the time.
    /// - Returns: the change, before it has its place in the ledger.
    /// - Throws: `.wrongStatus`, `.tooMuch`; the action does not apply any more.
    public func change(
        by action: OrderAction, quote: Decimal?, at now: Timestamp
    ) throws(OrderError) -> OrderChange {
        var order = self
        let transition: OrderTransition
        switch action {
        case .work:
            try order.work(quote: quote)
            transition = .working
        case .trigger:
            try order.trigger()
            transition = .triggered
        case .fill: preconditionFailure("a fill is more than a change of the order")
        case .cancel(_, let reason):
            try order.cancel(reason)
            transition = .cancelled
        case .reject(_, let reason):
            try order.reject(reason)
            transition = .rejected
        case .expire:
            try order.expire()
            transition = .expired
        case .begin(_, let start):
            order.worksFrom = start
            transition = .modified
        case .release(_, let quantity, let start):
            try order.release(quantity)
            order.worksFrom = order.worksFrom ?? start
            transition = .modified
        case .yield(_, let quantity, let reason):
            try order.yield(quantity, reason: reason)
            transition = order.status == .cancelled ? .cancelled : .modified
        case .conclude(_, let reason):
            try order.conclude(reason: reason)
            transition = order.status == .cancelled ? .cancelled : .modified
        }
        order.updatedAt = now
        return OrderChange(order: order, transition: transition, previousStatus: status)
    }
}
