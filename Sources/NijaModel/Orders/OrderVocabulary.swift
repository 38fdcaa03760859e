// The words that orders are described with; the numbers are those of the .proto.

/// Whether an order buys or sells.
public enum OrderSide: UInt8, CaseIterable, Hashable, Sendable {
    /// Opens or enlarges a long, closes or reduces a short.
    case buy = 1
    /// Closes or reduces a long, opens or enlarges a short.
    case sell = 2

    /// The other one.
    @inlinable public var opposite: OrderSide { self == .buy ? .sell : .buy }

    /// The side of a position that it opens.
    @inlinable public var position: Side { self == .buy ? .long : .short }

    /// As the .proto calls it, without its prefix.
    public var label: String { self == .buy ? "BUY" : "SELL" }
}

extension Side {
    /// The side of an order that opens such a position.
    @inlinable public var entry: OrderSide { self == .long ? .buy : .sell }
}

/// At what price an order is carried out.
public enum OrderType: UInt8, CaseIterable, Hashable, Sendable {
    /// At the market, at once.
    case market = 1
    /// At its limit or better.
    case limit = 2
    /// At the market once the price has reached its stop.
    case stop = 3
    /// As a limit order once the price has reached its stop.
    case stopLimit = 4
    /// As a stop that follows behind the best price.
    case trailingStop = 5

    /// As the .proto calls it, without its prefix.
    public var label: String {
        switch self {
        case .market: "MARKET"
        case .limit: "LIMIT"
        case .stop: "STOP"
        case .stopLimit: "STOP_LIMIT"
        case .trailingStop: "TRAILING_STOP"
        }
    }

    /// Whether it waits for a price that sets it off.
    public var isStop: Bool {
        switch self {
        case .stop, .stopLimit, .trailingStop: true
        case .market, .limit: false
        }
    }
}

/// How long an order works.
public enum OrderDuration: UInt8, CaseIterable, Hashable, Sendable {
    /// Until the account's day ends.
    case day = 1
    /// Until it is cancelled.
    case untilCancelled = 2
    /// At once; what is not filled is cancelled.
    case immediateOrCancel = 3
    /// At once and whole, or not at all.
    case fillOrKill = 4

    /// Whether it is decided at the first price at which it works.
    public var isImmediate: Bool { self == .immediateOrCancel || self == .fillOrKill }
}

/// How the orders of one submission belong together.
public enum OrderStrategyType: UInt8, CaseIterable, Hashable, Sendable {
    /// One order by itself.
    case single = 1
    /// One cancels the other.
    case oneCancelsOther = 2
    /// An entry, and the orders that end what it has opened.
    case bracket = 3
    /// Orders that are submitted when the first one is filled whole.
    case trigger = 4
}

/// Where an order stands.
public enum OrderStatus: UInt8, CaseIterable, Hashable, Sendable {
    /// Accepted, and not yet in the market.
    case pending = 1
    /// In the market.
    case working = 2
    /// A part is filled, the rest works.
    case partiallyFilled = 3
    /// All of it is filled.
    case filled = 4
    /// It was cancelled.
    case cancelled = 5
    /// The broker would not take it.
    case rejected = 6
    /// Its time was up.
    case expired = 7

    /// Whether nothing can happen to it any more.
    @inlinable public var isFinal: Bool {
        switch self {
        case .pending, .working, .partiallyFilled: false
        case .filled, .cancelled, .rejected, .expired: true
        }
    }

    /// As the .proto calls it, without its prefix.
    public var label: String {
        switch self {
        case .pending: "PENDING"
        case .working: "WORKING"
        case .partiallyFilled: "PARTIALLY_FILLED"
        case .filled: "FILLED"
        case .cancelled: "CANCELLED"
        case .rejected: "REJECTED"
        case .expired: "EXPIRED"
        }
    }
}

/// What happened to an order.
public enum OrderTransition: UInt8, CaseIterable, Hashable, Sendable {
    /// It was accepted.
    case submitted = 1
    /// It works.
    case working = 2
    /// A stop was set off.
    case triggered = 3
    /// A part was filled, or the rest.
    case filled = 4
    /// Quantity or prices were changed.
    case modified = 5
    /// It was cancelled.
    case cancelled = 6
    /// It was rejected.
    case rejected = 7
    /// Its time was up.
    case expired = 8
}
