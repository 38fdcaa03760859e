public import NijaModel

/// How equity moved over a stretch of time, whatever it was worth at its start.
///
/// Until the first report only the changes are known, so lows and highs are relative to the start; from then on they are
/// amounts. Paths of neighbouring stretches can be joined, which gives days from hours and any stretch from days.
public struct EquityPath: Hashable, Sendable {
    /// Lowest, highest and last.
    public struct Extent: Hashable, Sendable {
        /// The lowest.
        public private(set) var low: Decimal
        /// The highest.
        public private(set) var high: Decimal
        /// The last.
        public private(set) var close: Decimal

        /// Makes an extent.
        public init(low: Decimal, high: Decimal, close: Decimal) {
            (self.low, self.high, self.close) = (low, high, close)
        }

        fileprivate mutating func move(to value: Decimal) {
            (low, high, close) = (min(low, value), max(high, value), value)
        }

        fileprivate mutating func append(_ other: Extent, from start: Int128) {
            low = min(low, Decimal(units: start + other.low.units))
            high = max(high, Decimal(units: start + other.high.units))
            close = Decimal(units: start + other.close.units)
        }
    }

    /// Changes before the first report, relative to the start.
    public private(set) var changes: Extent
    /// Amounts from the first report on; nil without one.
    public private(set) var amounts: Extent?

    /// Nothing has happened.
    public init() { self.init(changes: Extent(low: .zero, high: .zero, close: .zero), amounts: nil) }

    /// Makes a path of what was kept of one.
    public init(changes: Extent, amounts: Extent?) {
        (self.changes, self.amounts) = (changes, amounts)
    }

    /// A profit, or money paid in or out.
    mutating func move(by units: Int128) {
        if let close = amounts?.close {
            amounts?.move(to: Decimal(units: close.units + units))
        } else {
            changes.move(to: Decimal(units: changes.close.units + units))
        }
    }

    /// A report of what the account is worth.
    mutating func report(_ equity: Decimal) {
        if amounts == nil { amounts = Extent(low: equity, high: equity, close: equity) }
        amounts?.move(to: equity)
    }

    /// Goes on with what came next.
    public mutating func append(_ next: EquityPath) {
        if let close = amounts?.close {
            amounts?.append(next.changes, from: close.units)
            guard let later = next.amounts else { return }
            amounts?.append(later, from: 0)
        } else {
            changes.append(next.changes, from: changes.close.units)
            amounts = next.amounts
        }
    }

    /// Lowest, highest and last equity of a stretch that starts with `opening`, which counts as well.
    public func extent(from opening: Decimal) -> Extent {
        var extent = Extent(low: opening, high: opening, close: opening)
        extent.append(changes, from: opening.units)
        if let amounts { extent.append(amounts, from: 0) }
        return extent
    }
}
