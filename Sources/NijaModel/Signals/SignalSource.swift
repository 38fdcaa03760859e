/// How a source proves that a signal is its own; the numbers are those of the .proto.
public enum SignalAuthentication: UInt8, CaseIterable, Hashable, Sendable {
    /// A field of the body is the secret: TradingView can neither sign nor set headers.
    case secretInBody = 1
    /// HMAC-SHA256 over the raw bytes, as a relay in front adds it.
    case hmacSHA256 = 2
    /// None: whoever may call may signal.
    case none = 3
}

/// How the size of a signal's order is found; the numbers are those of the .proto.
public enum SizeRule: UInt8, CaseIterable, Hashable, Sendable {
    /// The signal says it.
    case signal = 1
    /// Always the same quantity.
    case fixed = 2
    /// For a value in the account's currency.
    case notional = 3
    /// For a part of the equity, in percent.
    case percentOfEquity = 4
}

/// What a signal can say.
public enum SignalField: String, CaseIterable, Hashable, Sendable {
    /// What is to be done.
    case action
    /// With which instrument.
    case symbol
    /// How much of it.
    case quantity
    /// At what price.
    case price
    /// For which strategy.
    case strategy
    /// When it was said.
    case time
    /// By which id it is told from others.
    case id
    /// What proves who says it.
    case secret
}

/// Where signals come from, and how they become orders.
public struct SignalSource: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// The account its orders are of.
    public var account = Names.defaultAccount
    /// How its signals are authenticated.
    public var authentication: SignalAuthentication
    /// The name of its secret in the daemon's configuration; empty when nothing is authenticated.
    public var secretName = ""
    /// Where in the body each field is, where that is not one of the usual places.
    public var fields: [SignalField: String] = [:]
    /// The strategy of its orders, where a signal names none.
    public var strategy = ""
    /// What its symbols are called here.
    public var symbols: [String: String] = [:]
    /// Its orders are limit orders at the signal's price; market orders otherwise.
    public var isLimit = false
    /// How the size of an order is found.
    public var sizeRule = SizeRule.signal
    /// The size of the rule; nil when the signal says it.
    public var size: Decimal?
    /// How far a signal's time may lie from the daemon's clock; nil: it is not looked at.
    public var replayWindow: TimeSpan? = .minutes(5)
    /// Signals without a time are taken.
    public var isUntimedAllowed = false
    /// Its signals are noted, and become no orders.
    public var isPaused = false

    /// A source; the rest is set by name.
    public init(name: String, authentication: SignalAuthentication = .secretInBody) {
        self.name = name
        self.authentication = authentication
    }

    /// Notes everything that cannot be true.
    ///
    /// - Parameter violations: receives what is found.
    public func validate(into violations: inout Violations) {
        Names.checkShort(name, field: "name", required: true, into: &violations)
        Names.checkAccount(account, field: "account", into: &violations)
        Names.checkShort(
            secretName, field: "secret_name", required: authentication != .none, into: &violations)
        Names.checkShort(strategy, field: "strategy", into: &violations)
        for (field, place) in fields.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            Names.checkShort(place, field: "fields.\(field.rawValue)", required: true, into: &violations)
        }
        for (outside, inside) in symbols.sorted(by: { $0.key < $1.key }) {
            Names.checkShort(inside, field: "symbols.\(outside)", required: true, into: &violations)
        }
        validateSize(into: &violations)
        if let replayWindow, replayWindow <= .zero {
            violations.add("replay_window", "is \(replayWindow.seconds) s; it must be above 0")
        }
    }

    private func validateSize(into violations: inout Violations) {
        switch (sizeRule, size) {
        case (.signal, nil): break
        case (.signal, .some):
            violations.add("size", "is set; with the rule SIGNAL each signal says its own")
        case (_, nil): violations.add("size", "is required by the rule")
        case (.percentOfEquity, let size?):
            violations.require(
                size > .zero && size <= Decimal(1000), "size",
                "is \(size); it must be above 0 and at most 1000")
        case (_, let size?): violations.require(size > .zero, "size", "is \(size); it must be above 0")
        }
    }
}
