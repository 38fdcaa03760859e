import NijaMessages
import NijaModel

extension NijaMessages.BalanceReport {
    /// The report as a message.
    init(_ report: BalanceReport) {
        self.init()
        (account, requestID, sequence) = (report.account, report.requestID, report.sequence)
        (balance, equity) = (report.balance.description, report.equity.description)
        (exposure, margin) = (text(report.exposure), text(report.margin))
        (time, recordedAt) = (TimestampMessage(report.time), TimestampMessage(report.recordedAt))
    }
}

extension NijaMessages.CashFlow {
    /// The cash flow as a message.
    init(_ flow: CashFlow) {
        self.init()
        (account, requestID, sequence) = (flow.account, flow.requestID, flow.sequence)
        (amount, note) = (flow.amount.description, flow.note)
        (time, recordedAt) = (TimestampMessage(flow.time), TimestampMessage(flow.recordedAt))
    }
}

extension NijaMessages.Account {
    /// The settings as a message, without what the account is worth.
    init(_ account: Account) {
        self.init()
        (name, currency, sequence) = (account.name, account.currency, account.sequence)
        initialCapital = account.initialCapital.description
        periodsPerYear = Int32(truncatingIfNeeded: account.periodsPerYear)
        riskFreeRate = account.riskFreeRate
        dayBoundaryMinutes = Int32(truncatingIfNeeded: account.dayBoundaryMinutes)
        strict = account.isStrict
        createdAt = TimestampMessage(account.createdAt)
    }
}
