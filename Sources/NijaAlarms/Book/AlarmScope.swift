public import NijaModel

/// What an alarm is about: an account as a whole, or one strategy of it.
public struct AlarmScope: Hashable, Comparable, Sendable {
    /// The account.
    public var account: String
    /// The strategy; empty for the account as a whole.
    public var strategy: String

    /// Makes a scope.
    public init(account: String, strategy: String) {
        self.account = account
        self.strategy = strategy
    }

    /// By account and strategy.
    public static func < (left: AlarmScope, right: AlarmScope) -> Bool {
        (left.account, left.strategy) < (right.account, right.strategy)
    }
}

extension AlarmScope: Checkpointable {
    /// Appends account and strategy.
    public func write(to writer: inout StateWriter) {
        writer.write(account)
        writer.write(strategy)
    }

    /// Reads account and strategy.
    public init(from reader: inout StateReader) throws(StateError) {
        self.init(account: try reader.string(), strategy: try reader.string())
    }
}
