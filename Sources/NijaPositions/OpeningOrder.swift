/// Slots of positions by the event that opened them.
struct OpeningOrder: Sendable {
    private struct Entry {
        let sequence: UInt64
        /// Nil when its position is gone.
        var slot: Int?
    }

    /// Ascending; what is gone is swept out when it is more than half.
    private var entries: ContiguousArray<Entry> = []
    private var goneCount = 0

    /// Adds a position; events come in their sequence, so that it nearly always is the last.
    mutating func insert(_ sequence: UInt64, slot: Int) {
        var place = entries.count
        while place > 0 && entries[place - 1].sequence > sequence { place -= 1 }
        entries.insert(Entry(sequence: sequence, slot: slot), at: place)
    }

    /// Takes a position out.
    mutating func remove(_ sequence: UInt64, slot: Int) {
        var place = firstPlace(notBefore: sequence)
        while place < entries.count && entries[place].slot != slot { place += 1 }
        guard place < entries.count else { return }
        entries[place].slot = nil
        goneCount += 1
        if goneCount > entries.count / 2 {
            entries.removeAll { $0.slot == nil }
            goneCount = 0
        }
    }

    /// The event that opened the oldest position; nil when there is none.
    var oldest: UInt64? { entries.first { $0.slot != nil }?.sequence }

    /// The slots, the oldest first.
    var oldestFirst: some Sequence<Int> { entries.lazy.compactMap(\.slot) }

    /// The slots of positions that were opened before an event, the newest first.
    func newestFirst(before sequence: UInt64) -> some Sequence<Int> {
        entries[..<firstPlace(notBefore: sequence)].lazy.reversed().compactMap(\.slot)
    }

    private func firstPlace(notBefore sequence: UInt64) -> Int {
        var (low, high) = (0, entries.count)
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].sequence < sequence { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
