import NijaModel

/// The columns of a trade, in the sequence of its table.
enum TradeColumns {
    /// Columns of the table, the five that every table begins with included.
    static let count = 39
    /// All of them by name, for queries.
    static let list = """
        t.sequence, t.recorded_at, t.uid, t.gid, t.pid, t.account, t.trade_id, t.exit_time, t.strategy, t.symbol,
        t.profit, t.fees, t.void_sequence, t.side, t.quantity, t.entry_price, t.exit_price, t.entry_time, t.stop_loss,
        t.take_profit, t.exit_reason, t.bot_id, t.prompt_id, t.venue, t.asset_class, t.leverage,
        t.intended_entry_price, t.intended_exit_price, t.fee_currency, t.is_win, t.user_id, t.user_principal_id,
        t.subscription_id, t.order_id, t.confidence, t.reason, t.tags, t.corrects_trade_id, t.warnings, v.time, v.reason
        """
    /// Where they come from, with the voiding of voided trades.
    static let source = "trade AS t LEFT JOIN trade_void AS v ON v.sequence = t.void_sequence"
    /// What separates tags and warnings: a control character that names cannot hold.
    private static let separator: Character = "\u{1F}"

    static func bind(_ recorded: RecordedTrade, to row: Statement) {
        let trade = recorded.trade
        row.bind(6, trade.account)
        row.bind(7, trade.tradeID)
        row.bind(8, trade.exitTime)
        row.bind(9, trade.strategy)
        row.bind(10, trade.symbol)
        row.bind(11, trade.profit)
        row.bind(12, trade.fees)
        row.bind(13, optional: recorded.voiding.map { Int64(bitPattern: $0.sequence) })
        row.bind(14, optional: trade.side.map { Int64($0.rawValue) })
        row.bind(15, trade.quantity)
        row.bind(16, trade.entryPrice)
        row.bind(17, trade.exitPrice)
        row.bind(18, optional: trade.entryTime?.nanoseconds)
        row.bind(19, trade.stopLoss)
        row.bind(20, trade.takeProfit)
        row.bind(21, optional: trade.exitReason == .unspecified ? nil : Int64(trade.exitReason.rawValue))
        row.bind(22, said: trade.botID)
        row.bind(23, said: trade.promptID)
        row.bind(24, said: trade.venue)
        row.bind(25, optional: trade.assetClass.map { Int64($0.rawValue) })
        row.bind(26, trade.leverage)
        row.bind(27, trade.intendedEntryPrice)
        row.bind(28, trade.intendedExitPrice)
        row.bind(29, said: trade.feeCurrency)
        row.bind(30, optional: trade.isWin.map { $0 ? 1 : 0 })
        row.bind(31, said: trade.userID)
        row.bind(32, said: trade.userPrincipalID)
        row.bind(33, said: trade.subscriptionID)
        row.bind(34, said: trade.orderID)
        row.bind(35, trade.confidence)
        row.bind(36, said: trade.reason)
        row.bind(37, said: joined(trade.tags))
        row.bind(38, said: trade.correctsTradeID)
        row.bind(39, said: joined(recorded.warnings.map { "\($0.code.rawValue)\($0.message)" }))
    }

    /// Reads a trade whose columns begin at `first`.
    static func read(_ row: Statement, from first: Int32 = 0) throws(StoreError) -> RecordedTrade {
        var trade = Trade(
            strategy: row.text(first + 8), symbol: row.text(first + 9),
            profit: try row.requiredDecimal(first + 10), exitTime: row.time(first + 7))
        (trade.account, trade.tradeID) = (row.text(first + 5), row.text(first + 6))
        trade.fees = try row.requiredDecimal(first + 11)
        try readPrices(row, first, into: &trade)
        if !row.isNull(first + 20) { trade.exitReason = try row.choice(first + 20) }
        (trade.botID, trade.promptID, trade.venue) = (
            row.text(first + 21), row.text(first + 22), row.text(first + 23)
        )
        trade.feeCurrency = row.text(first + 28)
        trade.isWin = row.optionalInt(first + 29).map { $0 != 0 }
        (trade.userID, trade.userPrincipalID) = (row.text(first + 30), row.text(first + 31))
        (trade.subscriptionID, trade.orderID) = (row.text(first + 32), row.text(first + 33))
        (trade.confidence, trade.reason) = (row.double(first + 34), row.text(first + 35))
        trade.tags = split(row.text(first + 36))
        trade.correctsTradeID = row.text(first + 37)
        var recorded = RecordedTrade(
            trade: trade, sequence: row.uint(first + 0), recordedAt: row.time(first + 1))
        recorded.warnings = split(row.text(first + 38)).compactMap(warning)
        if !row.isNull(first + 12) {
            recorded.voiding = TradeVoiding(
                sequence: row.uint(first + 12), time: row.time(first + 39), reason: row.text(first + 40))
        }
        return recorded
    }

    private static func readPrices(_ row: Statement, _ first: Int32, into trade: inout Trade)
        throws(StoreError)
    {
        if !row.isNull(first + 13) { trade.side = try row.choice(first + 13) }
        trade.quantity = try row.decimal(first + 14)
        trade.entryPrice = try row.decimal(first + 15)
        trade.exitPrice = try row.decimal(first + 16)
        trade.entryTime = row.isNull(first + 17) ? nil : row.time(first + 17)
        trade.stopLoss = try row.decimal(first + 18)
        trade.takeProfit = try row.decimal(first + 19)
        if !row.isNull(first + 24) { trade.assetClass = try row.choice(first + 24) }
        trade.leverage = try row.decimal(first + 25)
        trade.intendedEntryPrice = try row.decimal(first + 26)
        trade.intendedExitPrice = try row.decimal(first + 27)
    }

    private static func joined(_ texts: [String]) -> String {
        texts.joined(separator: String(separator))
    }

    private static func split(_ text: String) -> [String] {
        text.isEmpty
            ? [] : text.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
    }

    private static func warning(_ text: String) -> TradeWarning? {
        guard let digit = text.first?.wholeNumberValue, let code = TradeWarning.Code(rawValue: UInt8(digit))
        else {
            return nil
        }
        return TradeWarning(code: code, message: String(text.dropFirst()))
    }
}
