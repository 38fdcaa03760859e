/// What an account's holdings come to, together and in parts.
public struct AccountHoldings: Sendable {
    /// All of them.
    public private(set) var total = HoldingSums()
    /// By symbol.
    public private(set) var bySymbol: [String: HoldingSums] = [:]
    /// By strategy.
    public private(set) var byStrategy: [String: HoldingSums] = [:]

    /// Nothing.
    public init() {}

    /// Counts a holding in the place of what was counted of it.
    mutating func replace(
        _ old: HoldingSums, with new: HoldingSums, symbol: String, strategy: String
    ) {
        total -= old
        total += new
        Self.replace(old, with: new, in: &bySymbol, symbol)
        Self.replace(old, with: new, in: &byStrategy, strategy)
    }

    private static func replace(
        _ old: HoldingSums, with new: HoldingSums, in parts: inout [String: HoldingSums], _ key: String
    ) {
        parts[key, default: HoldingSums()] -= old
        parts[key, default: HoldingSums()] += new
        if parts[key]?.count == 0 { parts[key] = nil }
    }
}
