import NijaModel

/// Fills.
enum FillTable: EventTable {
    static let name = "fill"
    static let kind = EventKinds.fills
    static let columns = [
        "account", "fill_id", "user_id", "symbol", "side", "quantity", "price", "fees", "executed_at",
        "asset_class", "equity", "strategy", "venue", "order_id",
    ]

    static func write(_ event: LedgerEvent, to row: inout RowBinder) throws(StoreError) {
        guard case .fillRecorded(let recorded) = event.payload, recorded.sequence == event.sequence,
            recorded.recordedAt == event.time
        else { throw .inconsistent(event) }
        let fill = recorded.fill
        row.add(fill.account)
        row.add(fill.fillID)
        row.add(fill.userID)
        row.add(fill.symbol)
        row.add(fill.side)
        row.add(fill.quantity)
        row.add(fill.price)
        row.add(fill.fees)
        row.add(fill.executedAt)
        row.add(fill.assetClass)
        row.add(fill.equity)
        row.add(said: fill.strategy)
        row.add(said: fill.venue)
        row.add(said: fill.orderID)
    }

    static func read(_ row: inout RowReader, _ start: EventStart) throws(StoreError) -> LedgerEvent.Payload {
        .fillRecorded(try fill(&row, start))
    }

    /// Reads the columns after the first five.
    static func fill(_ row: inout RowReader, _ start: EventStart) throws(StoreError) -> RecordedFill {
        let (account, fillID, userID) = (try row.text(), try row.text(), try row.text())
        var fill = Fill(
            symbol: try row.text(), side: try row.choice(), quantity: try row.decimal(),
            price: try row.decimal(), executedAt: .epoch)
        (fill.account, fill.fillID, fill.userID) = (account, fillID, userID)
        fill.fees = try row.decimal()
        fill.executedAt = try row.time()
        fill.assetClass = try row.optionalChoice()
        fill.equity = try row.optionalDecimal()
        fill.strategy = try row.said()
        fill.venue = try row.said()
        fill.orderID = try row.said()
        return RecordedFill(fill: fill, sequence: start.sequence, recordedAt: start.time)
    }
}

/// Rules of compliance as they were set, each time; the last row of a rule and an account is the setting as it is.
enum ComplianceRuleTable: EventTable {
    static let name = "compliance_rule_change"
    static let kind = EventKinds.complianceRules
    static let columns = [
        "rule_id", "account", "is_enabled", "thresholds", "asset_classes", "effective_from",
        "effective_until",
    ]

    static func write(_ event: LedgerEvent, to row: inout RowBinder) throws(StoreError) {
        guard case .complianceRuleChanged(let rule) = event.payload, rule.sequence == event.sequence else {
            throw .inconsistent(event)
        }
        row.add(rule.key.ruleID)
        row.add(rule.key.account)
        row.add(rule.isEnabled)
        row.add(
            said: rule.thresholds.isEmpty ? "" : TextJSON.text(rule.thresholds.mapValues(\.description)))
        row.add(said: rule.assetClasses.isEmpty ? "" : TextJSON.text(rule.assetClasses.map(\.label)))
        row.add(said: rule.effectiveFrom?.description ?? "")
        row.add(said: rule.effectiveUntil?.description ?? "")
    }

    static func read(_ row: inout RowReader, _ start: EventStart) throws(StoreError) -> LedgerEvent.Payload {
        let key = ComplianceRule.Key(ruleID: try row.text(), account: try row.text())
        var rule = ComplianceRule(key: key, isEnabled: try row.bool(), sequence: start.sequence)
        for (name, text) in try row.textsByName() {
            guard let value = try? Decimal(text) else {
                throw row.damaged("\(text), which is no threshold")
            }
            rule.thresholds[name] = value
        }
        for label in try row.texts() {
            guard let assetClass = AssetClass(label: label) else {
                throw row.damaged("\(label), which is no asset class")
            }
            rule.assetClasses.append(assetClass)
        }
        rule.effectiveFrom = try day(&row)
        rule.effectiveUntil = try day(&row)
        return .complianceRuleChanged(rule)
    }

    private static func day(_ row: inout RowReader) throws(StoreError) -> Day? {
        let text = try row.said()
        if text.isEmpty { return nil }
        guard let day = try? Day(text) else { throw row.damaged("\(text), which is no day") }
        return day
    }
}
