public import NijaModel

/// What an account's open positions are worth together.
public struct Exposure: Hashable, Sendable {
    /// Open positions.
    public internal(set) var count = 0
    /// Sum of their values.
    public internal(set) var total = Decimal.zero
    /// The largest value.
    public internal(set) var largest = Decimal.zero
    /// Since when the oldest exit request waits; nil when none does.
    public internal(set) var oldestRequest: Timestamp?
    /// When the price was taken in that is the oldest of the newest ones; of a position without one, its recording.
    public internal(set) var oldestPrice: Timestamp?
}

/// Values of open positions by account, kept as they come and go.
struct Exposures {
    private struct Entry {
        let account: String
        let value: Decimal
        let requestedAt: Timestamp?
        let pricedAt: Timestamp
    }

    private var entries: [Int: Entry] = [:]
    private var byAccount: [String: Exposure] = [:]

    /// Accounts with open positions, sorted.
    var accounts: [String] { byAccount.keys.sorted() }

    func exposure(of account: String) -> Exposure { byAccount[account] ?? Exposure() }

    /// Counts a position, in the place of what its slot held.
    mutating func set(_ position: Position, slot: Int, pricedAt: Timestamp? = nil) {
        remove(slot: slot)
        let entry = Entry(
            account: position.opening.account, value: position.value ?? position.amounts.openCost,
            requestedAt: position.exitRequest?.requestedAt, pricedAt: pricedAt ?? position.recordedAt)
        entries[slot] = entry
        byAccount[entry.account, default: Exposure()].add(
            entry.value, requestedAt: entry.requestedAt, pricedAt: pricedAt ?? position.recordedAt)
    }

    /// Takes a position out.
    mutating func remove(slot: Int) {
        guard let entry = entries.removeValue(forKey: slot), var exposure = byAccount[entry.account] else {
            return
        }
        exposure.count -= 1
        if exposure.count == 0 {
            byAccount[entry.account] = nil
            return
        }
        // Values were added without an overflow, or left the sum where it was.
        exposure.total = (try? exposure.total.subtracting(entry.value)) ?? exposure.total
        if entry.value == exposure.largest {
            let others = entries.values.lazy.filter { $0.account == entry.account }
            exposure.largest = others.map(\.value).max() ?? .zero
        }
        byAccount[entry.account] = exposure
    }
}

extension Exposure {
    mutating func add(_ value: Decimal, requestedAt: Timestamp?, pricedAt: Timestamp) {
        count += 1
        total = (try? total.adding(value)) ?? total
        largest = max(largest, value)
        if let requestedAt { oldestRequest = min(oldestRequest ?? .max, requestedAt) }
        oldestPrice = min(oldestPrice ?? .max, pricedAt)
    }
}
