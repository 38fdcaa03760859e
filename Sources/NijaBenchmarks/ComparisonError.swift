public import NijaModel

/// Why an account cannot be compared with a benchmark; no figure is made up instead.
public enum ComparisonError: Error, Hashable, Sendable {
    /// The account has no trade, report or cash flow, so it has no returns.
    case noActivity
    /// The window ends before it begins, or before the account's first day.
    case emptyWindow(from: Day, to: Day)
    /// The benchmark has no close on `day`, from which the window is measured, nor in the days before that it may be
    /// carried from. `last` is its last close before, `next` its first after; nil when there is none.
    case noCloseAtStart(symbol: String, day: Day, last: Day?, next: Day?)
    /// The benchmark has no close after the one that the window starts from, `last`.
    case noCloseAtEnd(symbol: String, day: Day, last: Day)
}
