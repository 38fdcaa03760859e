public import NijaModel

/// What open positions are worth together.
public struct Exposure: Hashable, Sendable {
    /// Open positions.
    public internal(set) var count = 0
    /// Sum of their values; the largest number there is when it does not fit.
    public internal(set) var total = Decimal.zero
    /// The largest value.
    public internal(set) var largest = Decimal.zero
    /// Since when the oldest exit request waits; nil when none does.
    public internal(set) var oldestRequest: Timestamp?
    /// When the price was taken in that is the oldest of the newest ones; of a position without one, its recording.
    public internal(set) var oldestPrice: Timestamp?

    /// An amount in percent of equity.
    public static func percent(_ amount: Decimal, of equity: Double) -> Double {
        100 * amount.doubleValue / equity
    }

    /// Seconds that the oldest exit request has waited; 0 when none does.
    public func requestAge(at now: Timestamp) -> Double { oldestRequest.map { now.since($0).seconds } ?? 0 }

    /// Seconds since the oldest of the newest prices was taken in; 0 when nothing is open.
    public func priceAge(at now: Timestamp) -> Double { oldestPrice.map { now.since($0).seconds } ?? 0 }
}

extension Exposure: Mergeable {
    static let nothing = Exposure()

    func merged(with other: Exposure) -> Exposure {
        var both = Exposure()
        both.count = count + other.count
        both.total = (try? total.adding(other.total)) ?? Decimal(units: .max)
        both.largest = max(largest, other.largest)
        both.oldestRequest = earlier(oldestRequest, other.oldestRequest)
        both.oldestPrice = earlier(oldestPrice, other.oldestPrice)
        return both
    }
}

/// The earlier of two times; one that is not there does not count.
func earlier(_ left: Timestamp?, _ right: Timestamp?) -> Timestamp? {
    guard let left, let right else { return left ?? right }
    return min(left, right)
}

/// How far an account's exposure can move before anybody has to look at it.
public struct QuietExposure: Sendable {
    /// Equity, of which exposure is a percentage; nil when there is none to speak of, and percentages say nothing.
    public var equity: Double?
    /// The total in percent of equity.
    public var total = OpenRange.everything
    /// The largest value in percent of equity.
    public var largest = OpenRange.everything
    /// Age of the oldest exit request in seconds.
    public var requestAge = OpenRange.everything
    /// Age of the oldest of the newest prices in seconds.
    public var priceAge = OpenRange.everything
    /// Until when; then somebody has to look in any case.
    public var until = Timestamp.max

    /// However far.
    public init() {}

    /// Whether an exposure lies within.
    func contains(_ exposure: Exposure, at now: Timestamp) -> Bool {
        guard now < until, requestAge.contains(exposure.requestAge(at: now)),
            priceAge.contains(exposure.priceAge(at: now))
        else { return false }
        guard let equity else { return true }
        return total.contains(Exposure.percent(exposure.total, of: equity))
            && largest.contains(Exposure.percent(exposure.largest, of: equity))
    }
}
