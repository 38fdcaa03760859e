/// Why the analytics refused a fact; nothing has changed then.
public enum AnalyticsError: Error, Hashable, Sendable {
    /// The named amount is beyond `AnalyticsLimits.amount`, or a holding time is negative.
    case outOfRange(field: String)
    /// The scope already has a trade with this exit time and id.
    case duplicateTrade(TradeKey)
    /// The scope has no trade with this exit time and id.
    case unknownTrade(TradeKey)
    /// The scope already has `AnalyticsLimits.trades` trades.
    case tooManyTrades
    /// The caller must first supply what `requirements(for:)` names.
    case requires(Requirement)
    /// What the caller supplied is not what the scope once counted: the store and the state disagree.
    case mismatch(TradeKeyRange)
}
