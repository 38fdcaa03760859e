public import NijaModel

/// The limits that were set.
public struct LimitBook: Sendable {
    private var limits: [String: [RiskLimits.Key: RiskLimits]] = [:]

    /// No limits.
    public init() {}

    /// Takes limits over; they replace those of the same key, and are removed when there are none in them.
    public mutating func adopt(_ change: RiskLimitsChange) {
        let key = change.limits.key
        limits[key.account, default: [:]][key] = change.isRemoved ? nil : change.limits
        if limits[key.account]?.isEmpty ?? false { limits[key.account] = nil }
    }

    /// The limits of exactly this key.
    public func limits(_ key: RiskLimits.Key) -> RiskLimits? { limits[key.account]?[key] }

    /// Every limit of an account, that of the account as a whole first.
    public func limits(ofAccount account: String) -> [RiskLimits] {
        (limits[account] ?? [:]).values.sorted { $0.key < $1.key }
    }

    /// What an order of a strategy and symbol is held to.
    public func limits(account: String, strategy: String, symbol: String) -> LimitSet {
        guard let all = limits[account] else { return LimitSet(limits: []) }
        let keys = [
            RiskLimits.Key(account: account), RiskLimits.Key(account: account, strategy: strategy),
            RiskLimits.Key(account: account, symbol: symbol),
            RiskLimits.Key(account: account, strategy: strategy, symbol: symbol),
        ]
        // Without a strategy or a symbol some of these are the same key, which then counts once.
        var found: [RiskLimits] = []
        for key in keys {
            if let limits = all[key], found.last?.key != limits.key { found.append(limits) }
        }
        return LimitSet(limits: found)
    }
}

extension LimitBook: Checkpointable {
    /// Appends the limits, sorted.
    public func write(to writer: inout StateWriter) {
        writer.write(limits.keys.sorted().flatMap(limits(ofAccount:)))
    }

    /// Reads the limits.
    public init(from reader: inout StateReader) throws(StateError) {
        for limits in try reader.array(RiskLimits.self) {
            adopt(RiskLimitsChange(limits: limits, isRemoved: false))
        }
    }
}

/// The limits that concern an order: those of its account, its strategy, its symbol, and of both.
public struct LimitSet: Sendable {
    /// They, the general ones first.
    let limits: [RiskLimits]

    /// The tightest of a limit, and whom it concerns; nil when nobody has set it.
    func tightest<Value: Comparable>(_ limit: (RiskLimits) -> Value?) -> (value: Value, key: RiskLimits.Key)?
    {
        var found: (value: Value, key: RiskLimits.Key)?
        for candidate in limits {
            guard let value = limit(candidate), found.map({ value < $0.value }) ?? true else { continue }
            found = (value, candidate.key)
        }
        return found
    }

    /// The widest of a limit that asks for a minimum.
    func widest<Value: Comparable>(_ limit: (RiskLimits) -> Value?) -> (value: Value, key: RiskLimits.Key)? {
        var found: (value: Value, key: RiskLimits.Key)?
        for candidate in limits {
            guard let value = limit(candidate), found.map({ value > $0.value }) ?? true else { continue }
            found = (value, candidate.key)
        }
        return found
    }

    /// The loss that trips the breaker, in percent; nil: it never trips by a loss.
    public var breakerLossPercent: Double? {
        let percent = limits.first?.breakerLossPercent ?? RiskLimits.breakerLossPercentDefault
        return percent > 0 ? percent : nil
    }

    /// How long the breaker stays open.
    public var breakerReset: TimeSpan { limits.first?.breakerReset ?? RiskLimits.breakerResetDefault }
}

extension RiskLimits.Key {
    /// Whom the limits concern, for people.
    var scope: String {
        switch (strategy.isEmpty, symbol.isEmpty) {
        case (true, true): "account"
        case (false, true): "strategy \(strategy)"
        case (true, false): "symbol \(symbol)"
        case (false, false): "strategy \(strategy), symbol \(symbol)"
        }
    }
}
