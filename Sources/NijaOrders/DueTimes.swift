import NijaModel

/// When orders must be looked at: a binary heap, the earliest first.
///
/// An entry is not taken out when its order changes; whoever takes it looks at the order again.
struct DueTimes {
    private struct Entry {
        let time: Timestamp
        let sequence: UInt64
        let slot: Int

        func isBefore(_ other: Entry) -> Bool {
            time < other.time || (time == other.time && sequence < other.sequence)
        }
    }

    private var heap: ContiguousArray<Entry> = []

    /// Entries, those of orders that are gone included.
    var count: Int { heap.count }

    /// The earliest; nil when there is none.
    var next: Timestamp? { heap.first?.time }

    mutating func insert(_ time: Timestamp, sequence: UInt64, slot: Int) {
        heap.append(Entry(time: time, sequence: sequence, slot: slot))
        var child = heap.count - 1
        while child > 0, heap[child].isBefore(heap[(child - 1) / 2]) {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    /// Takes the earliest entry out when its time has come: the slot, and the order that was in it.
    mutating func take(at now: Timestamp) -> (slot: Int, sequence: UInt64)? {
        guard let first = heap.first, first.time <= now else { return nil }
        heap.swapAt(0, heap.count - 1)
        heap.removeLast()
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count {
                if heap[child].isBefore(heap[least]) { least = child }
            }
            if least == parent { break }
            heap.swapAt(parent, least)
            parent = least
        }
        return (first.slot, first.sequence)
    }
}
