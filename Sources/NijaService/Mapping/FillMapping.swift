import NijaLedger
import NijaMessages
import NijaModel
import NijaStore

extension FieldReader {
    /// Reads a fill as it was sent; what was not given is filled in where the ledger needs it.
    mutating func submission(
        _ message: NijaMessages.Fill?, now: Timestamp, prefix: String = "fill."
    ) -> Ledger.FillSubmission {
        if message == nil { refuse(String(prefix.dropLast()), "is required") }
        let message = message ?? NijaMessages.Fill()
        let executedAt = time(message.executedAt, prefix + "executed_at")
        var fill = Fill(
            symbol: message.symbol,
            side: requiredChoice(message.side, prefix + "side", standIn: .buy),
            quantity: requiredDecimal(message.qty, prefix + "qty"),
            price: requiredDecimal(message.price, prefix + "price"), executedAt: executedAt ?? now)
        (fill.fillID, fill.account, fill.userID) = (
            message.fillID, accountName(message.account), message.userID
        )
        fill.fees = decimal(message.fees, prefix + "fees") ?? .zero
        fill.assetClass = choice(message.assetClass, prefix + "asset_class")
        (fill.strategy, fill.venue, fill.orderID) = (message.strategy, message.venue, message.orderID)
        fill.equity = decimal(message.equity, prefix + "equity")
        return Ledger.FillSubmission(fill: fill, isTimeGiven: executedAt != nil)
    }

    /// Which fills a filter means.
    mutating func query(_ filter: NijaMessages.FillFilter?) -> FillQuery {
        let filter = filter ?? NijaMessages.FillFilter()
        var query = FillQuery(account: account(filter.account, "filter.account"))
        let user = text(filter.userID, "filter.user_id")
        query.userID = user.isEmpty ? nil : user
        query.symbol = text(filter.symbol, "filter.symbol")
        query.side = choice(filter.side, "filter.side")
        (query.from, query.to) = range(filter.executedAt, "filter.executed_at")
        return query
    }
}

extension NijaMessages.Fill {
    /// The fill as it stands in the ledger.
    init(_ recorded: RecordedFill) {
        self.init()
        let fill = recorded.fill
        (fillID, account, userID, symbol) = (fill.fillID, fill.account, fill.userID, fill.symbol)
        side = .init(rawValue: Int32(fill.side.rawValue))
        (qty, price, fees) = (
            fill.quantity.description, fill.price.description, fill.fees.description
        )
        executedAt = TimestampMessage(fill.executedAt)
        assetClass = .init(rawValue: Int32(fill.assetClass?.rawValue ?? 0))
        (strategy, venue, orderID) = (fill.strategy, fill.venue, fill.orderID)
        (equity, sequence) = (text(fill.equity), recorded.sequence)
        recordedAt = TimestampMessage(recorded.recordedAt)
    }
}
