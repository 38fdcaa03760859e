import NijaAnalytics
import NijaModel

/// Hours and days of accounts as rows.
enum AggregateTable {
    /// What is read of a row.
    static let columns = """
        start, trades, wins, losses, gross_profit, fees, cash_flow, last_time, change_low, change_high, change_close,
        equity_low, equity_high, equity_close
        """

    static let insertion = """
        INSERT OR REPLACE INTO aggregate (account, span, \(columns))
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """

    static func write(_ row: AggregateRow, to binder: inout RowBinder) {
        let aggregate = row.aggregate
        binder.add(row.account)
        binder.add(row.interval)
        binder.add(row.start)
        for count in [aggregate.trades, aggregate.wins, aggregate.losses] { binder.add(count) }
        for sum in [aggregate.grossProfit, aggregate.fees, aggregate.cashFlow] { binder.add(sum) }
        binder.add(aggregate.lastTime)
        let (changes, amounts) = (aggregate.path.changes, aggregate.path.amounts)
        for value in [changes.low, changes.high, changes.close] { binder.add(value) }
        for value in [amounts?.low, amounts?.high, amounts?.close] { binder.add(value) }
    }

    static func read(_ row: inout RowReader) throws(StoreError) -> (start: Timestamp, aggregate: Aggregate) {
        let start = try row.time()
        var aggregate = Aggregate()
        (aggregate.trades, aggregate.wins, aggregate.losses) = (try row.int(), try row.int(), try row.int())
        (aggregate.grossProfit, aggregate.fees) = (try row.decimal(), try row.decimal())
        (aggregate.cashFlow, aggregate.lastTime) = (try row.decimal(), try row.time())
        let changes = EquityPath.Extent(
            low: try row.decimal(), high: try row.decimal(), close: try row.decimal())
        let (low, high, close) = (
            try row.optionalDecimal(), try row.optionalDecimal(), try row.optionalDecimal()
        )
        var amounts: EquityPath.Extent?
        if let low, let high, let close { amounts = EquityPath.Extent(low: low, high: high, close: close) }
        aggregate.path = EquityPath(changes: changes, amounts: amounts)
        return (start, aggregate)
    }
}
