/// What the daemon does when a level is reached; the numbers are those of the .proto.
public enum ExitMode: UInt8, CaseIterable, Hashable, Sendable {
    /// Closes the position.
    case close = 1
    /// Asks the bot to.
    case signal = 2
    /// Leaves it to orders: levels say only what was planned.
    case orders = 3
}

/// At what price a level fills when a price jumps over it; the numbers are those of the .proto.
public enum GapPolicy: UInt8, CaseIterable, Hashable, Sendable {
    /// At whichever of level and price is worse.
    case worse = 1
    /// At the level.
    case level = 2
    /// At the price.
    case price = 3
}

/// In what sequence a bar is taken to have reached its extremes; the numbers are those of the .proto.
public enum BarPolicy: UInt8, CaseIterable, Hashable, Sendable {
    /// First the one against the position.
    case stopFirst = 1
    /// First the one in its favour.
    case targetFirst = 2
}

/// Which price a position is watched by; the numbers are those of the .proto.
public enum PriceSource: UInt8, CaseIterable, Hashable, Sendable {
    /// The last trade.
    case last = 1
    /// The mark price.
    case mark = 2
    /// The side of the book at which it would be closed.
    case book = 3
}

/// What happens when a level is reached.
public struct ExitRules: Hashable, Sendable {
    /// Close, or ask the bot to.
    public var mode: ExitMode
    /// The price of a fill past a gap.
    public var gap: GapPolicy
    /// The sequence inside a bar.
    public var bar: BarPolicy
    /// Which price is watched.
    public var source: PriceSource

    /// Rules; the defaults are those of an account that has said nothing.
    public init(
        mode: ExitMode = .close, gap: GapPolicy = .worse, bar: BarPolicy = .stopFirst,
        source: PriceSource = .last
    ) {
        self.mode = mode
        self.gap = gap
        self.bar = bar
        self.source = source
    }
}

extension ExitRules {
    /// Rules of which some may not have been said.
    public struct Partial: Hashable, Sendable {
        /// Close, or ask the bot to.
        public var mode: ExitMode?
        /// The price of a fill past a gap.
        public var gap: GapPolicy?
        /// The sequence inside a bar.
        public var bar: BarPolicy?
        /// Which price is watched.
        public var source: PriceSource?

        /// Rules of which nothing was said.
        public init() {}

        /// The rules with what was not said taken from others.
        public func resolved(over rules: ExitRules) -> ExitRules {
            ExitRules(
                mode: mode ?? rules.mode, gap: gap ?? rules.gap, bar: bar ?? rules.bar,
                source: source ?? rules.source)
        }
    }
}

/// The rules that an account's positions inherit were changed.
public struct ExitRulesChange: Hashable, Sendable {
    /// The account.
    public var account: String
    /// The rules in force.
    public var rules: ExitRules

    /// Creates a change.
    public init(account: String, rules: ExitRules) {
        self.account = account
        self.rules = rules
    }
}
