/// How much the target keeps.
public enum Limits {
    /// Most orders that are not final: a bot that submits without end is stopped before memory is.
    public static let ordersCountMax = 100_000
    /// Most of one order, so that sums over all of them fit.
    public static let quantityMax = 1_000_000_000_000
    /// Times of orders that are gone, at most, before they are forgotten.
    static let staleDueTimesCountMax = 1_024
}
