/// Orders of one kind by the price that reaches them, the nearest last.
///
/// Levels are in units of `Decimal`, negated where a falling price reaches them, so that one rule holds for all: a rung is
/// reached by a value that is not below its level.
///
/// - Cost: a look at the nearest O(1); a change O(log n), and moving what lies nearer.
struct Ladder {
    /// An order on the ladder.
    struct Rung {
        let level: Int128
        /// The event that accepted the order, which tells rungs of one level apart.
        let sequence: UInt64
        let slot: Int

        /// Whether this one lies farther away than `other`.
        func isFarther(than other: (level: Int128, sequence: UInt64)) -> Bool {
            level > other.level || (level == other.level && sequence > other.sequence)
        }
    }

    private var rungs: ContiguousArray<Rung> = []

    var isEmpty: Bool { rungs.isEmpty }

    /// Whether a value reaches any.
    @inline(__always)
    func isReached(by value: Int128) -> Bool { rungs.last.map { $0.level <= value } ?? false }

    mutating func insert(_ rung: Rung) {
        rungs.insert(rung, at: place(of: rung.level, rung.sequence))
    }

    mutating func remove(level: Int128, sequence: UInt64) {
        let place = place(of: level, sequence)
        precondition(
            place < rungs.count && rungs[place].sequence == sequence, "an order is not where it was put")
        rungs.remove(at: place)
    }

    /// Hands over the slots of all that a value reaches, the nearest first.
    func reached(by value: Int128, _ body: (Int) -> Void) {
        for rung in rungs.reversed() {
            guard rung.level <= value else { return }
            body(rung.slot)
        }
    }

    /// Where a rung stands, or would.
    private func place(of level: Int128, _ sequence: UInt64) -> Int {
        var (low, high) = (0, rungs.count)
        while low < high {
            let middle = (low + high) / 2
            if rungs[middle].isFarther(than: (level, sequence)) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
