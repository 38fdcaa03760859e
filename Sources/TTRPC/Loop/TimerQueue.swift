/// Timers in the sequence of their time: a binary heap with lazy cancellation.
struct TimerQueue {
    private struct Entry {
        let due: MonotonicTime
        let id: UInt64
    }

    private var heap: [Entry] = []
    private var actions: [UInt64: () -> Void] = [:]
    private var lastID: UInt64 = 0

    /// When the next timer is due; nil when there is none.
    mutating func nextDue() -> MonotonicTime? {
        while let first = heap.first {
            if actions[first.id] != nil { return first.due }
            _ = popFirst()
        }
        return nil
    }

    /// Adds a timer.
    mutating func add(due: MonotonicTime, _ action: @escaping () -> Void) -> UInt64 {
        lastID += 1
        actions[lastID] = action
        heap.append(Entry(due: due, id: lastID))
        siftUp(heap.count - 1)
        return lastID
    }

    /// Forgets a timer, whether it was due or not.
    ///
    /// - Cost: amortised O(1); what is left of cancelled timers never outnumbers the live ones for long.
    mutating func cancel(_ id: UInt64) {
        actions[id] = nil
        guard heap.count > Self.compactionMin, heap.count > 2 * actions.count else { return }
        heap.removeAll { actions[$0.id] == nil }
        // A sorted array is a heap.
        heap.sort(by: Self.precedes)
    }

    /// Takes all timers that are due, in the sequence of their time.
    ///
    /// What their actions add waits for the next turn, even when it is due at once: no timer can hold up the loop.
    mutating func takeDue(at now: MonotonicTime) -> [UInt64] {
        var due: [UInt64] = []
        while let next = nextDue(), next <= now, let entry = popFirst() { due.append(entry.id) }
        return due
    }

    /// Takes the action of a timer; nil when it was cancelled meanwhile.
    mutating func takeAction(of id: UInt64) -> (() -> Void)? {
        actions.removeValue(forKey: id)
    }

    /// Fewer entries are not worth a compaction.
    private static let compactionMin = 64

    private mutating func popFirst() -> Entry? {
        guard let first = heap.first, let last = heap.popLast() else { return nil }
        if !heap.isEmpty {
            heap[0] = last
            siftDown(0)
        }
        return first
    }

    private static func precedes(_ left: Entry, _ right: Entry) -> Bool {
        (left.due, left.id) < (right.due, right.id)
    }

    private mutating func siftUp(_ start: Int) {
        var index = start
        while index > 0, Self.precedes(heap[index], heap[(index - 1) / 2]) {
            heap.swapAt(index, (index - 1) / 2)
            index = (index - 1) / 2
        }
    }

    private mutating func siftDown(_ start: Int) {
        var index = start
        while true {
            var smallest = index
            for child in [2 * index + 1, 2 * index + 2]
            where child < heap.count && Self.precedes(heap[child], heap[smallest]) {
                smallest = child
            }
            if smallest == index { return }
            heap.swapAt(index, smallest)
            index = smallest
        }
    }
}
