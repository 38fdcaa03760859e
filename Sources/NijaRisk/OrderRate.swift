public import NijaModel

/// How many orders an account has submitted lately, and when each kind was last.
///
/// It counts what was refused too: a bot that hammers away is to be stopped, whatever comes of it.
public struct OrderRate: Sendable {
    /// How long orders count for a rate.
    public static let window = TimeSpan.seconds(60)
    /// Most kinds of orders of which the last is remembered; with more the oldest are forgotten first.
    public static let kindsCountMax = 10_000

    private struct Entry {
        let time: Timestamp
        let symbol: String
    }

    /// Those of the window, oldest first, from `first` on.
    private var entries: ContiguousArray<Entry> = []
    private var first = 0
    private var countsBySymbol: [String: Int] = [:]
    private var lastTimes: [OrderIntent.Fingerprint: Timestamp] = [:]

    /// No orders yet.
    public init() {}

    /// Notes that an order was submitted; times do not go back.
    public mutating func note(_ order: OrderIntent.Fingerprint, at time: Timestamp) {
        forget(before: time)
        entries.append(Entry(time: time, symbol: order.symbol))
        countsBySymbol[order.symbol, default: 0] += 1
        lastTimes[order] = time
        if lastTimes.count > Self.kindsCountMax { forgetKinds(at: time) }
    }

    /// Orders in the 60 seconds before `now`.
    public mutating func count(at now: Timestamp) -> Int {
        forget(before: now)
        return entries.count - first
    }

    /// Orders of a symbol in the 60 seconds before `now`.
    public mutating func count(symbol: String, at now: Timestamp) -> Int {
        forget(before: now)
        return countsBySymbol[symbol] ?? 0
    }

    /// When an equal order was last submitted.
    public func lastTime(of order: OrderIntent.Fingerprint) -> Timestamp? { lastTimes[order] }

    private mutating func forget(before now: Timestamp) {
        while first < entries.count, now.since(entries[first].time) >= Self.window {
            let symbol = entries[first].symbol
            if let count = countsBySymbol[symbol] { countsBySymbol[symbol] = count > 1 ? count - 1 : nil }
            first += 1
        }
        // Moved to the front now and then, so that it costs O(1) an order.
        if first > 64 && first * 2 > entries.count {
            entries.removeFirst(first)
            first = 0
        }
    }

    /// Those that no window can ask for any more go first, then the oldest.
    private mutating func forgetKinds(at now: Timestamp) {
        lastTimes = lastTimes.filter { now.since($0.value) < RiskLimits.duplicateWindowMax }
        guard lastTimes.count > Self.kindsCountMax / 2 else { return }
        let kept = lastTimes.sorted { $0.value > $1.value }.prefix(Self.kindsCountMax / 2)
        lastTimes = Dictionary(uniqueKeysWithValues: kept.map { ($0.key, $0.value) })
    }
}
