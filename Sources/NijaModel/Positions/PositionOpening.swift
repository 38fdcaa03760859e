/// What a bot says of a position when it opens it; this never changes.
///
/// Amounts are in the account's currency, prices in quote currency a unit, times in UTC. An empty text means that
/// nothing was said.
public struct PositionOpening: Hashable, Sendable {
    /// The caller's id, unique within the account; empty until the ledger fills it in.
    public var positionID = ""
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
    /// Long or short.
    public var side: Side
    /// The entry order is placed and nothing is filled.
    public var isPending = false
    /// Size in units of the instrument; positive; what is ordered, of a pending one.
    public var quantity: Decimal
    /// Leverage; positive; 1 when not said.
    public var leverage: Decimal?
    /// Price of the entry; positive; nil only for a pending one that did not say its limit.
    public var entryPrice: Decimal?
    /// The price the bot wanted at entry.
    public var intendedEntryPrice: Decimal?
    /// When it was opened, or ordered.
    public var entryTime: Timestamp
    /// The levels it begins with.
    public var levels = PositionLevels()
    /// Margin that must remain, in percent of the position's value; 0 when not said.
    public var maintenanceMarginPercent: Decimal?
    /// Fees of the entry.
    public var fees = Decimal.zero
    /// What happens when a level is reached.
    public var rules = ExitRules()
    /// The bot that trades.
    public var botID = ""
    /// The prompt or model version behind the decision.
    public var promptID = ""
    /// The user it is traded for.
    public var userID = ""
    /// That user's principal in another system.
    public var userPrincipalID = ""
    /// The subscription it is traded under.
    public var subscriptionID = ""
    /// The venue's id of the entry order.
    public var orderID = ""
    /// How sure the bot was, 0 to 1.
    public var confidence: Double?
    /// Why the bot traded.
    public var reason = ""
    /// Free labels, sorted and without repeats.
    public var tags: [String] = []

    /// A position with what is required; the rest is set by name.
    public init(
        strategy: String, symbol: String, side: Side, quantity: Decimal, entryPrice: Decimal?,
        entryTime: Timestamp
    ) {
        self.strategy = strategy
        self.symbol = symbol
        self.side = side
        self.quantity = quantity
        self.entryPrice = entryPrice
        self.entryTime = entryTime
    }

    /// Notes everything about the opening that cannot be true; its levels are held against its entry price.
    ///
    /// - Parameter violations: receives what is found.
    public func validate(into violations: inout Violations) {
        validateNames(into: &violations)
        for (field, value) in [
            ("quantity", quantity), ("leverage", leverage), ("entry_price", entryPrice),
            ("intended_entry_price", intendedEntryPrice),
        ] {
            if let value, value <= .zero {
                violations.add(field, "is \(value); it must be above 0")
            }
        }
        violations.require(
            entryPrice != nil || isPending, "entry_price",
            "is required: a decimal such as \"45000.25\"")
        levels.validate(
            side: side, against: entryPrice.map { ("entry_price", $0) }, into: &violations)
        validateMargin(into: &violations)
        if let confidence, !(0...1).contains(confidence) {
            violations.add("confidence", "is \(confidence); it must be between 0 and 1")
        }
    }

    /// A margin of the whole collateral would be liquidated at the entry.
    private func validateMargin(into violations: inout Violations) {
        guard let maintenanceMarginPercent else { return }
        let leverage = leverage.flatMap { $0 > .zero ? $0 : nil } ?? .one
        let limit = (try? Decimal(100).divided(by: leverage, rounding: .towardZero)) ?? .zero
        violations.require(
            !maintenanceMarginPercent.isNegative && maintenanceMarginPercent < limit,
            "maintenance_margin_percent",
            "is \(maintenanceMarginPercent); it must be 0 or more, and below 100 / leverage = \(limit)")
    }

    private func validateNames(into violations: inout Violations) {
        Names.checkShort(positionID, field: "position_id", into: &violations)
        Names.checkAccount(account, field: "account", into: &violations)
        Names.checkShort(strategy, field: "strategy", required: true, into: &violations)
        Names.checkShort(symbol, field: "symbol", required: true, into: &violations)
        for (field, text) in [
            ("venue", venue), ("bot_id", botID), ("prompt_id", promptID), ("user_id", userID),
            ("user_principal_id", userPrincipalID), ("subscription_id", subscriptionID),
            ("order_id", orderID),
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
    public func fieldsDiffering(from other: PositionOpening) -> [String] {
        var fields: [String] = []
        func compare<Value: Equatable>(_ field: String, _ path: KeyPath<PositionOpening, Value>) {
            if self[keyPath: path] != other[keyPath: path] { fields.append(field) }
        }
        compare("strategy", \.strategy)
        compare("symbol", \.symbol)
        compare("venue", \.venue)
        compare("asset_class", \.assetClass)
        compare("side", \.side)
        compare("pending", \.isPending)
        compare("quantity", \.quantity)
        compare("leverage", \.leverage)
        compare("entry_price", \.entryPrice)
        compare("intended_entry_price", \.intendedEntryPrice)
        compare("entry_time", \.entryTime)
        compare("stop_loss", \.levels.stopLoss)
        compare("take_profit", \.levels.takeProfit)
        compare("trailing_stop", \.levels.trailingStop)
        compare("timeout", \.levels.timeout)
        compare("maintenance_margin_percent", \.maintenanceMarginPercent)
        compare("fees", \.fees)
        compare("rules", \.rules)
        compare("bot_id", \.botID)
        compare("prompt_id", \.promptID)
        compare("user_id", \.userID)
        compare("user_principal_id", \.userPrincipalID)
        compare("subscription_id", \.subscriptionID)
        compare("order_id", \.orderID)
        compare("confidence", \.confidence)
        compare("reason", \.reason)
        compare("tags", \.tags)
        return fields
    }
}
