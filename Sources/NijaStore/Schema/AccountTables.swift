import NijaModel

/// The settings of accounts, each time they changed; the last row of a name is the account as it is.
enum AccountTable: EventTable {
    static let name = "account_change"
    static let kind = EventKinds.accountChanges
    static let columns = [
        "name", "initial_capital", "currency", "periods_per_year", "risk_free_rate", "day_boundary_minutes",
        "is_strict", "created_at",
    ]

    static func write(_ event: LedgerEvent, to row: inout RowBinder) throws(StoreError) {
        guard case .accountChanged(let account) = event.payload, account.sequence == event.sequence else {
            throw .inconsistent(event)
        }
        row.add(account.name)
        row.add(account.initialCapital)
        row.add(account.currency)
        row.add(account.periodsPerYear)
        row.add(account.riskFreeRate)
        row.add(account.dayBoundaryMinutes)
        row.add(account.isStrict)
        row.add(account.createdAt)
    }

    static func read(_ row: inout RowReader, _ start: EventStart) throws(StoreError) -> LedgerEvent.Payload {
        .accountChanged(
            Account(
                name: try row.text(), initialCapital: try row.decimal(), currency: try row.text(),
                periodsPerYear: try row.int(), riskFreeRate: try row.double(),
                dayBoundaryMinutes: try row.int(),
                isStrict: try row.bool(), createdAt: try row.time(), sequence: start.sequence))
    }
}

/// Reported balances.
enum BalanceReportTable: EventTable {
    static let name = "balance_report"
    static let kind = EventKinds.balanceReports
    static let columns = ["account", "request_id", "time", "balance", "equity", "exposure", "margin"]

    static func write(_ event: LedgerEvent, to row: inout RowBinder) throws(StoreError) {
        guard case .balanceReported(let report) = event.payload, report.sequence == event.sequence,
            report.recordedAt == event.time
        else { throw .inconsistent(event) }
        row.add(report.account)
        row.add(report.requestID)
        row.add(report.time)
        row.add(report.balance)
        row.add(report.equity)
        row.add(report.exposure)
        row.add(report.margin)
    }

    static func read(_ row: inout RowReader, _ start: EventStart) throws(StoreError) -> LedgerEvent.Payload {
        .balanceReported(try report(&row, start))
    }

    /// Reads the columns after the first five.
    static func report(_ row: inout RowReader, _ start: EventStart) throws(StoreError) -> BalanceReport {
        let (account, requestID, time) = (try row.text(), try row.text(), try row.time())
        return BalanceReport(
            account: account, requestID: requestID, balance: try row.decimal(), equity: try row.decimal(),
            exposure: try row.optionalDecimal(), margin: try row.optionalDecimal(), time: time,
            sequence: start.sequence, recordedAt: start.time)
    }
}

/// Deposits and withdrawals.
enum CashFlowTable: EventTable {
    static let name = "cash_flow"
    static let kind = EventKinds.cashFlows
    static let columns = ["account", "request_id", "time", "amount", "note"]

    static func write(_ event: LedgerEvent, to row: inout RowBinder) throws(StoreError) {
        guard case .cashFlowRecorded(let flow) = event.payload, flow.sequence == event.sequence,
            flow.recordedAt == event.time
        else { throw .inconsistent(event) }
        row.add(flow.account)
        row.add(flow.requestID)
        row.add(flow.time)
        row.add(flow.amount)
        row.add(said: flow.note)
    }

    static func read(_ row: inout RowReader, _ start: EventStart) throws(StoreError) -> LedgerEvent.Payload {
        .cashFlowRecorded(try flow(&row, start))
    }

    /// Reads the columns after the first five.
    static func flow(_ row: inout RowReader, _ start: EventStart) throws(StoreError) -> CashFlow {
        let (account, requestID, time) = (try row.text(), try row.text(), try row.time())
        return CashFlow(
            account: account, requestID: requestID, amount: try row.decimal(), time: time,
            note: try row.said(),
            sequence: start.sequence, recordedAt: start.time)
    }
}
