/// What waits, the first comes first.
///
/// - Cost: O(1), amortised.
struct Queue<Element> {
    private var elements: ContiguousArray<Element> = []
    private var head = 0

    var isEmpty: Bool { head == elements.count }

    mutating func append(_ element: Element) { elements.append(element) }

    mutating func append(contentsOf more: some Sequence<Element>) { elements.append(contentsOf: more) }

    /// Takes the first out; nil when there is none.
    mutating func popFirst() -> Element? {
        guard head < elements.count else { return nil }
        defer {
            head += 1
            if head == elements.count {
                elements.removeAll(keepingCapacity: elements.count < Self.keptCountMax)
                head = 0
            }
        }
        return elements[head]
    }

    /// Places that are kept for what comes next, at most.
    private static var keptCountMax: Int { 1_024 }
}

extension Queue: Sendable where Element: Sendable {}
