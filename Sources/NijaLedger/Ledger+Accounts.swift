public import NijaAnalytics
public import NijaModel

// Accounts: their settings, what they are worth, and the money that comes and goes.

extension Ledger {
    /// Creates an account; the same settings again are a duplicate.
    ///
    /// - Throws: `.invalid`, `.alreadyExists` with the settings that differ; nothing has changed then.
    public mutating func createAccount(_ account: Account, _ context: Context) throws(LedgerError) -> Answer<
        Account
    > {
        try Self.violations(in: account, prefix: "account.").throwIfAny()
        if let existing = settings(ofAccount: account.name) {
            if existing.hasSameSettings(as: account) { return Answer(existing, isDuplicate: true) }
            throw .alreadyExists(.account, name: account.name, difference: "settings")
        }
        return Answer(recordSettings(account, context))
    }

    /// Replaces an account's settings; its name and day boundary stay.
    ///
    /// - Throws: `.invalid`, `.notFound`; nothing has changed then.
    public mutating func updateAccount(_ account: Account, _ context: Context) throws(LedgerError) -> Answer<
        Account
    > {
        let existing = try settings(of: account.name)
        try Self.violations(in: account, prefix: "").throwIfAny()
        precondition(existing.dayBoundaryMinutes == account.dayBoundaryMinutes, "a day boundary cannot move")
        if existing.hasSameSettings(as: account) { return Answer(existing, isDuplicate: true) }
        let recorded = recordSettings(account, context)
        evaluateAlarms(account: account.name, context)
        return Answer(recorded)
    }

    /// Records what an account is worth.
    ///
    /// - Parameters:
    ///   - report: the report; an empty `requestID` is filled in.
    ///   - isTimeGiven: whether the sender gave the time: a retry without one is still the same report.
    ///   - known: the report of that account and request id in the store, if there is one.
    ///   - tail: what `needs(for:)` asked for, if it did.
    ///   - context: who reports, and when.
    /// - Returns: the report as it stands in the ledger.
    /// - Throws: `.invalid`, `.notFound`, `.alreadyExists`, `.notHydrated`; nothing has changed then.
    public mutating func reportBalance(
        _ report: BalanceReport, isTimeGiven: Bool, known: BalanceReport?, tail: DayTail?, _ context: Context
    ) throws(LedgerError) -> Answer<BalanceReport> {
        try Self.violations(in: report).throwIfAny()
        _ = try settings(of: report.account)
        var report = report
        if let known {
            (report.sequence, report.recordedAt) = (known.sequence, known.recordedAt)
            if !isTimeGiven { report.time = known.time }
            if report == known { return Answer(known, isDuplicate: true) }
            throw .alreadyExists(.balanceReport, name: report.requestID, difference: "amounts or time")
        }
        if tail == nil {
            let needs = needs(for: report)
            if !needs.isEmpty { throw .notHydrated(needs) }
        }
        if report.requestID.isEmpty { report.requestID = makeID(context) }
        (report.sequence, report.recordedAt) = (sequence + 1, context.now)
        record(.balanceReported(report), context, tail: tail)
        markOpenResult(at: report, context)
        evaluateAlarms(account: report.account, strategy: "", context)
        return Answer(report)
    }

    /// Records a deposit or a withdrawal.
    ///
    /// - Parameters:
    ///   - flow: the cash flow; an empty `requestID` is filled in.
    ///   - isTimeGiven: whether the sender gave the time.
    ///   - known: the cash flow of that account and request id in the store, if there is one.
    ///   - context: who records it, and when.
    /// - Returns: the cash flow as it stands in the ledger.
    /// - Throws: `.invalid`, `.notFound`, `.alreadyExists`; nothing has changed then.
    public mutating func recordCashFlow(
        _ flow: CashFlow, isTimeGiven: Bool, known: CashFlow?, _ context: Context
    ) throws(LedgerError) -> Answer<CashFlow> {
        try Self.violations(in: flow).throwIfAny()
        _ = try settings(of: flow.account)
        var flow = flow
        if let known {
            (flow.sequence, flow.recordedAt) = (known.sequence, known.recordedAt)
            if !isTimeGiven { flow.time = known.time }
            if flow == known { return Answer(known, isDuplicate: true) }
            throw .alreadyExists(.cashFlow, name: flow.requestID, difference: "amount, time or note")
        }
        if flow.requestID.isEmpty { flow.requestID = makeID(context) }
        (flow.sequence, flow.recordedAt) = (sequence + 1, context.now)
        record(.cashFlowRecorded(flow), context)
        evaluateAlarms(account: flow.account, strategy: "", context)
        return Answer(flow)
    }

    private mutating func recordSettings(_ account: Account, _ context: Context) -> Account {
        var account = account
        account.sequence = sequence + 1
        record(.accountChanged(account), context)
        return account
    }
}

// MARK: - Checking

extension Ledger {
    /// Everything about an account's settings that cannot be, by the field names of the .proto.
    ///
    /// - Parameters:
    ///   - account: the settings.
    ///   - prefix: their path in the request, with its dot.
    /// - Returns: what is wrong.
    public static func violations(in account: Account, prefix: String) -> Violations {
        var violations = Violations()
        Names.checkAccount(account.name, field: prefix + "name", into: &violations)
        violations.require(
            account.initialCapital > .zero && account.initialCapital <= AnalyticsLimits.amount,
            prefix + "initial_capital",
            "is \(account.initialCapital); it must be above 0 and at most \(AnalyticsLimits.amount)")
        Names.checkShort(account.currency, field: prefix + "currency", required: true, into: &violations)
        violations.require(
            [252, 365].contains(account.periodsPerYear), prefix + "periods_per_year",
            "is \(account.periodsPerYear); it must be 365 (every day) or 252 (business days)")
        violations.require(
            account.riskFreeRate > -1 && account.riskFreeRate <= 1, prefix + "risk_free_rate",
            "is \(account.riskFreeRate); it is a fraction a year, above -1 and at most 1 (0.02 is 2 %)")
        violations.require(
            (-720...840).contains(account.dayBoundaryMinutes), prefix + "day_boundary_minutes",
            "is \(account.dayBoundaryMinutes); it must be between -720 and 840")
        return violations
    }

    /// Everything about a balance report that cannot be, by the field names of the .proto.
    public static func violations(in report: BalanceReport) -> Violations {
        var violations = Violations()
        Names.checkAccount(report.account, field: "account", into: &violations)
        checkAmount(report.balance, field: "balance", into: &violations)
        checkAmount(report.equity, field: "equity", into: &violations)
        for (field, amount) in [("exposure", report.exposure), ("margin", report.margin)] {
            guard let amount else { continue }
            checkAmount(amount, field: field, into: &violations)
            violations.require(!amount.isNegative, field, "is \(amount); it must not be negative")
        }
        Names.checkShort(report.requestID, field: "request_id", into: &violations)
        return violations
    }

    /// Everything about a cash flow that cannot be, by the field names of the .proto.
    public static func violations(in flow: CashFlow) -> Violations {
        var violations = Violations()
        Names.checkAccount(flow.account, field: "account", into: &violations)
        violations.require(
            !flow.amount.isZero, "amount", "is 0; a deposit is positive, a withdrawal negative")
        checkAmount(flow.amount, field: "amount", into: &violations)
        Names.checkLong(flow.note, field: "note", into: &violations)
        Names.checkShort(flow.requestID, field: "request_id", into: &violations)
        return violations
    }

    static func checkAmount(_ amount: Decimal, field: String, into violations: inout Violations) {
        violations.require(
            amount.units.magnitude <= AnalyticsLimits.amount.units.magnitude, field,
            "is \(amount); the limit is ±\(AnalyticsLimits.amount)")
    }
}
