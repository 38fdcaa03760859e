/// What is asked for with an order; this never changes.
///
/// Prices are in quote currency a unit, times in UTC. An empty text means that nothing was said.
public struct OrderTicket: Hashable, Sendable {
    /// The caller's id, unique within the account; empty until the ledger fills it in.
    public var clientOrderID = ""
    /// The account's name.
    public var account = Names.defaultAccount
    /// Name of the strategy that trades.
    public var strategy: String
    /// The instrument.
    public var symbol: String
    /// Where it trades; empty: prices of every venue concern it.
    public var venue = ""
    /// What kind of instrument it is.
    public var assetClass: AssetClass?
    /// Buy or sell.
    public var side: OrderSide
    /// At what price.
    public var type: OrderType
    /// Quantity and prices as they were asked for.
    public var terms: OrderTerms
    /// How long it works.
    public var duration = OrderDuration.untilCancelled
    /// When it expires; nil when its duration says all.
    public var expireTime: Timestamp?
    /// It may only reduce what is held.
    public var isReduceOnly = false
    /// The bot that trades.
    public var botID = ""
    /// The prompt or model version behind the decision.
    public var promptID = ""
    /// The user it is traded for.
    public var userID = ""
    /// Why, in words.
    public var reason = ""
    /// Free labels, sorted and without repeats.
    public var tags: [String] = []

    /// A ticket with what is required; the rest is set by name.
    public init(
        strategy: String, symbol: String, side: OrderSide, type: OrderType = .market, terms: OrderTerms
    ) {
        self.strategy = strategy
        self.symbol = symbol
        self.side = side
        self.type = type
        self.terms = terms
    }
}

/// Quantity and prices of an order: what can be changed while it works.
public struct OrderTerms: Hashable, Sendable {
    /// How much; positive.
    public var quantity: Decimal
    /// The worst price that is taken.
    public var limitPrice: Decimal?
    /// The price that sets it off.
    public var stopPrice: Decimal?
    /// How far a stop follows behind the best price.
    public var trailingStop: TrailingStop?

    /// Terms; no price where none is said.
    public init(
        quantity: Decimal, limitPrice: Decimal? = nil, stopPrice: Decimal? = nil,
        trailingStop: TrailingStop? = nil
    ) {
        self.quantity = quantity
        self.limitPrice = limitPrice
        self.stopPrice = stopPrice
        self.trailingStop = trailingStop
    }
}

extension OrderTicket {
    /// Notes everything about the ticket that cannot be true, by the field names of the .proto.
    ///
    /// - Parameters:
    ///   - now: the time, which its expiry must lie behind.
    ///   - violations: receives what is found.
    public func validate(at now: Timestamp, into violations: inout Violations) {
        validateNames(into: &violations)
        terms.validate(for: type, into: &violations)
        violations.require(
            !(duration.isImmediate && type.isStop), "duration",
            "is IOC or FOK, which is decided at once; a \(type.label) order waits for its price")
        guard let expireTime else { return }
        violations.require(
            !duration.isImmediate, "expire_time", "is given, and an IOC or FOK order is decided at once")
        violations.require(expireTime > now, "expire_time", "is \(expireTime); it must be after now, \(now)")
    }

    private func validateNames(into violations: inout Violations) {
        Names.checkShort(clientOrderID, field: "client_order_id", into: &violations)
        Names.checkAccount(account, field: "account", into: &violations)
        Names.checkShort(strategy, field: "strategy", required: true, into: &violations)
        Names.checkShort(symbol, field: "symbol", required: true, into: &violations)
        for (field, text) in [
            ("venue", venue), ("bot_id", botID), ("prompt_id", promptID), ("user_id", userID),
        ] { Names.checkShort(text, field: field, into: &violations) }
        Names.checkLong(reason, field: "reason", into: &violations)
        violations.require(
            tags.count <= Trade.tagsCountMax, "tags",
            "has \(tags.count) tags; the limit is \(Trade.tagsCountMax)")
        for (index, tag) in tags.enumerated() {
            Names.checkShort(tag, field: "tags[\(index)]", required: true, into: &violations)
        }
    }

    /// The fields, as the .proto names them, in which this says something else than `other`.
    public func fieldsDiffering(from other: OrderTicket) -> [String] {
        var fields: [String] = []
        func compare<Value: Equatable>(_ field: String, _ path: KeyPath<OrderTicket, Value>) {
            if self[keyPath: path] != other[keyPath: path] { fields.append(field) }
        }
        compare("strategy", \.strategy)
        compare("symbol", \.symbol)
        compare("venue", \.venue)
        compare("asset_class", \.assetClass)
        compare("side", \.side)
        compare("type", \.type)
        compare("quantity", \.terms.quantity)
        compare("limit_price", \.terms.limitPrice)
        compare("stop_price", \.terms.stopPrice)
        compare("trailing_stop", \.terms.trailingStop)
        compare("duration", \.duration)
        compare("expire_time", \.expireTime)
        compare("reduce_only", \.isReduceOnly)
        compare("bot_id", \.botID)
        compare("prompt_id", \.promptID)
        compare("user_id", \.userID)
        compare("reason", \.reason)
        compare("tags", \.tags)
        return fields
    }
}

extension OrderTerms {
    /// Notes what an order of `type` cannot have, and what it lacks.
    public func validate(for type: OrderType, into violations: inout Violations) {
        violations.require(quantity > .zero, "quantity", "is \(quantity); it must be above 0")
        Self.validate(limitPrice, "limit_price", of: type, in: [.limit, .stopLimit], into: &violations)
        Self.validate(stopPrice, "stop_price", of: type, in: [.stop, .stopLimit], into: &violations)
        switch trailingStop {
        case nil where type == .trailingStop:
            violations.add("trailing_stop", "is required by a TRAILING_STOP order: amount or percent")
        case .some where type != .trailingStop:
            violations.add("trailing_stop", "is given; only a TRAILING_STOP order has one")
        case .amount(let amount) where amount <= .zero:
            violations.add("trailing_stop.amount", "is \(amount); it must be above 0")
        case .percent(let percent) where percent <= .zero || percent >= Decimal(100):
            violations.add("trailing_stop.percent", "is \(percent); it must be above 0 and below 100")
        case .amount, .percent, nil: break
        }
    }

    private static func validate(
        _ price: Decimal?, _ field: String, of type: OrderType, in types: Set<OrderType>,
        into violations: inout Violations
    ) {
        guard types.contains(type) else {
            violations.require(price == nil, field, "is given; a \(type.label) order has none")
            return
        }
        guard let price else {
            violations.add(field, "is required by a \(type.label) order: a decimal such as \"45000.25\"")
            return
        }
        violations.require(price > .zero, field, "is \(price); it must be above 0")
    }
}
