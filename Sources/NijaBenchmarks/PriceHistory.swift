public import NijaModel

/// The price of an instrument at the end of a day.
public struct Close: Hashable, Sendable {
    /// The day, as its market counts days.
    public let day: Day
    /// The price; positive.
    public let price: Decimal

    /// Makes a close; nil unless the price is positive and at most `BenchmarkLimits.closeMax`.
    public init?(day: Day, price: Decimal) {
        guard price.signum > 0, price <= Decimal(BenchmarkLimits.closeMax) else { return nil }
        self.day = day
        self.price = price
    }
}

/// Daily closes of one benchmark, oldest first, as far as they are known; nothing in between is made up.
public struct PriceHistory: Hashable, Sendable {
    /// What the benchmark is called ("SPY").
    public let symbol: String
    /// One a day, by day.
    public let closes: [Close]

    /// Makes a history; nil unless the days rise.
    public init?(symbol: String, closes: [Close]) {
        guard zip(closes, closes.dropFirst()).allSatisfy({ $0.day < $1.day }) else { return nil }
        self.symbol = symbol
        self.closes = closes
    }

    /// The index of the last close at or before `day`; nil when all are later.
    func index(onOrBefore day: Day) -> Int? {
        var (low, high) = (0, closes.count)
        while low < high {
            let middle = (low + high) / 2
            if closes[middle].day <= day { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? nil : low - 1
    }

    /// The last close at or before `day`; nil when all are later.
    public func close(onOrBefore day: Day) -> Close? { index(onOrBefore: day).map { closes[$0] } }
}
