/// Where a position stands; the numbers are those of the .proto.
public enum PositionStatus: UInt8, CaseIterable, Hashable, Sendable {
    /// The entry order is placed and nothing is filled.
    case pending = 1
    /// It is held and watched.
    case open = 2
    /// It is closed.
    case closed = 3
    /// A stop or a liquidation has closed it at a loss.
    case stoppedOut = 4
    /// The entry order failed.
    case failed = 5
    /// The entry order was cancelled.
    case cancelled = 6

    /// Whether nothing can happen to it any more.
    public var isEnded: Bool {
        switch self {
        case .pending, .open: false
        case .closed, .stoppedOut, .failed, .cancelled: true
        }
    }

    /// As the .proto calls it, without its prefix.
    public var label: String {
        switch self {
        case .pending: "PENDING"
        case .open: "OPEN"
        case .closed: "CLOSED"
        case .stoppedOut: "STOPPED_OUT"
        case .failed: "FAILED"
        case .cancelled: "CANCELLED"
        }
    }

    /// What a position becomes whose last part is closed.
    ///
    /// The one rule: closed by a stop loss, a trailing stop or a liquidation with a realised loss before fees it is
    /// stopped out; in every other case it is closed.
    public init(closedFor reason: ExitReason, realizedPnL: Decimal) {
        switch reason {
        case .stopLoss, .trailingStop, .liquidation: self = realizedPnL.isNegative ? .stoppedOut : .closed
        case .unspecified, .takeProfit, .manual, .timeout: self = .closed
        }
    }
}

/// What happened to a position; the numbers are those of the .proto.
public enum PositionTransition: UInt8, CaseIterable, Hashable, Sendable {
    /// It was recorded.
    case opened = 1
    /// An entry was filled.
    case filled = 2
    /// Levels were changed.
    case updated = 3
    /// A part was closed.
    case reduced = 4
    /// It was closed, and has become a trade.
    case closed = 5
    /// The bot is asked to close it.
    case exitRequested = 6
    /// The entry was given up.
    case cancelled = 7
}
