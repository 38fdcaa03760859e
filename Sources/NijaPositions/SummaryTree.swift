/// What several things come to together.
protocol Mergeable {
    /// Nothing.
    static var nothing: Self { get }
    /// Both together; which of them comes first makes no difference.
    func merged(with other: Self) -> Self
}

/// Elements in numbered leaves, and what all of them come to.
///
/// A binary tree in an array: each node is the merger of its two children, so a leaf that changes costs a path to the
/// root, and one that is emptied leaves no trace. Nothing is ever subtracted, so sums and extremes are kept alike.
struct SummaryTree<Element: Mergeable & Sendable>: Sendable {
    /// The root is at 1, the children of n are at 2n and 2n + 1; leaves are the second half.
    private var nodes: ContiguousArray<Element> = [.nothing, .nothing]

    private var capacity: Int { nodes.count / 2 }

    /// What all leaves come to.
    ///
    /// - Cost: O(1).
    var total: Element { nodes[1] }

    /// Puts an element into a leaf, in the place of what it held.
    ///
    /// - Cost: O(log n), and a copy of the tree whenever it doubles.
    mutating func set(_ element: Element, leaf: Int) {
        while leaf >= capacity { grow() }
        var node = capacity + leaf
        nodes[node] = element
        while node > 1 {
            node /= 2
            nodes[node] = nodes[2 * node].merged(with: nodes[2 * node + 1])
        }
    }

    /// The leaves whose element is wanted, in their sequence.
    ///
    /// - Parameter isWanted: is asked of mergers too, for which it must hold when it holds for a part.
    /// - Returns: the leaves.
    /// - Cost: O(log n) for each of them.
    func leaves(where isWanted: (Element) -> Bool) -> [Int] {
        var found: [Int] = []
        collect(1, isWanted, &found)
        return found
    }

    private func collect(_ node: Int, _ isWanted: (Element) -> Bool, _ found: inout [Int]) {
        guard isWanted(nodes[node]) else { return }
        if node >= capacity {
            found.append(node - capacity)
        } else {
            collect(2 * node, isWanted, &found)
            collect(2 * node + 1, isWanted, &found)
        }
    }

    private mutating func grow() {
        let leaves = nodes[capacity...]
        nodes = ContiguousArray(repeating: .nothing, count: 4 * capacity)
        nodes.replaceSubrange(capacity..<capacity + leaves.count, with: leaves)
        for node in stride(from: capacity - 1, to: 0, by: -1) {
            nodes[node] = nodes[2 * node].merged(with: nodes[2 * node + 1])
        }
    }
}

/// Hands out small numbers, first those that were given back.
struct Places: Sendable {
    private var free: [Int] = []
    private var next = 0

    /// A number that nobody has.
    mutating func take() -> Int {
        if let place = free.popLast() { return place }
        next += 1
        return next - 1
    }

    /// Gives a number back.
    mutating func giveBack(_ place: Int) { free.append(place) }
}
