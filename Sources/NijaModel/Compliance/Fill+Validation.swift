extension Fill {
    /// The largest quantity, price, value and fee: 10¹², so that sums over a lifetime of fills stay exact.
    public static let amountMax = Decimal(1_000_000_000_000)

    /// Notes everything about the fill that cannot be true, field by field in the order of the .proto.
    ///
    /// - Parameters:
    ///   - prefix: the path of the fill in the request, with its dot (`fill.`).
    ///   - violations: receives what is found.
    public func validate(prefix: String = "fill.", into violations: inout Violations) {
        Names.checkShort(fillID, field: prefix + "fill_id", into: &violations)
        Names.checkAccount(account, field: prefix + "account", into: &violations)
        Names.checkShort(userID, field: prefix + "user_id", into: &violations)
        Names.checkShort(symbol, field: prefix + "symbol", required: true, into: &violations)
        for (field, amount) in [("qty", quantity), ("price", price)] {
            violations.require(
                amount > .zero && amount <= Self.amountMax, prefix + field,
                "is \(amount); it must be above 0 and at most \(Self.amountMax)")
        }
        for (field, amount) in [("fees", fees), ("equity", equity ?? .zero)] {
            violations.require(
                amount.units.magnitude <= Self.amountMax.units.magnitude, prefix + field,
                "is \(amount); the limit is ±\(Self.amountMax)")
        }
        if quantity > .zero, price > .zero, (value.map { $0 > Self.amountMax } ?? true) {
            violations.add(
                prefix + "price",
                "is \(price), which makes \(quantity) worth more than the limit of \(Self.amountMax)")
        }
        for (field, text) in [("strategy", strategy), ("venue", venue), ("order_id", orderID)] {
            Names.checkShort(text, field: prefix + field, into: &violations)
        }
    }

    /// Quantity × price; nil beyond the range of amounts.
    public var value: Decimal? { try? quantity.multiplied(by: price, rounding: .halfEven) }

    /// The fields, as the .proto names them, in which this fill says something else than `other`.
    public func fieldsDiffering(from other: Fill) -> [String] {
        var fields: [String] = []
        func compare<Value: Equatable>(_ field: String, _ path: KeyPath<Fill, Value>) {
            if self[keyPath: path] != other[keyPath: path] { fields.append(field) }
        }
        compare("user_id", \.userID)
        compare("symbol", \.symbol)
        compare("asset_class", \.assetClass)
        compare("side", \.side)
        compare("qty", \.quantity)
        compare("price", \.price)
        compare("fees", \.fees)
        compare("executed_at", \.executedAt)
        compare("strategy", \.strategy)
        compare("venue", \.venue)
        compare("order_id", \.orderID)
        compare("equity", \.equity)
        return fields
    }
}
