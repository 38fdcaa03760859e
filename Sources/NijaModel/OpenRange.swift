/// The numbers strictly between two.
public struct OpenRange: Hashable, Sendable {
    /// The lower bound, which is not one of them.
    public private(set) var lower: Double
    /// The upper bound, which is not one of them.
    public private(set) var upper: Double

    /// Every number.
    public static let everything = OpenRange(lower: -.infinity, upper: .infinity)

    /// Whether a number is one of them.
    @inlinable
    public func contains(_ value: Double) -> Bool { lower < value && value < upper }

    /// Leaves out `edge` and what is beyond it as seen from `value`; nothing stays when both are the same.
    public mutating func exclude(_ edge: Double, around value: Double) {
        if edge <= value { lower = max(lower, edge) }
        if edge >= value { upper = min(upper, edge) }
    }
}
