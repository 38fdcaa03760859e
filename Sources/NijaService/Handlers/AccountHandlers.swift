import NijaAnalytics
import NijaLedger
import NijaMessages
import NijaModel
import NijaStore
import TTRPC

/// Serves AccountService.
final class AccountHandlers {
    private let engine: LedgerEngine
    private let readers: ReaderPool

    init(engine: LedgerEngine, readers: ReaderPool) {
        self.engine = engine
        self.readers = readers
    }

    func register(in registry: Registry) {
        registry.unary(AccountService.createAccount, create)
        registry.unary(AccountService.updateAccount, update)
        registry.unary(AccountService.getAccount) { [self] request, caller throws(ServiceError) in
            var response = GetAccountResponse()
            var fields = FieldReader()
            let name = fields.account(request.name, "name")
            try fields.finish()
            response.account = try account(name, at: caller.now)
            return response
        }
        registry.unary(AccountService.listAccounts, list)
        registry.unary(AccountService.updateBalance, updateBalance)
        registry.unary(AccountService.recordCashFlow, recordCashFlow)
        registry.unaryLater(AccountService.listEquity, listEquity)
    }

    // MARK: Settings

    private func create(
        _ request: CreateAccountRequest, _ caller: Caller
    ) throws(ServiceError) -> CreateAccountResponse {
        var fields = FieldReader()
        if request.account == nil { fields.refuse("account", "is required") }
        let message = request.account ?? NijaMessages.Account()
        let account = Account(
            name: message.name,
            initialCapital: fields.requiredDecimal(message.initialCapital, "account.initial_capital"),
            currency: message.currency.isEmpty ? "USD" : message.currency,
            periodsPerYear: message.periodsPerYear == 0 ? 365 : Int(message.periodsPerYear),
            riskFreeRate: message.riskFreeRate, dayBoundaryMinutes: Int(message.dayBoundaryMinutes),
            isStrict: message.strict, createdAt: caller.now)
        try fields.finish(with: Ledger.violations(in: account, prefix: "account."))
        let answer = try engine.perform { ledger throws(LedgerError) in
            try ledger.createAccount(account, caller.context)
        }
        var response = CreateAccountResponse()
        (response.account, response.duplicate) = (
            try self.account(account.name, at: caller.now), answer.isDuplicate
        )
        return response
    }

    private func update(
        _ request: UpdateAccountRequest, _ caller: Caller
    ) throws(ServiceError) -> UpdateAccountResponse {
        var fields = FieldReader()
        let name = fields.anyAccount(request.name, "name")
        if request.name.isEmpty { fields.refuse("name", "is required") }
        try fields.finish()
        guard var settings = engine.ledger.settings(ofAccount: name) else {
            throw .ledger(.notFound(.account, name: name))
        }
        if let capital = request.initialCapital {
            settings.initialCapital = fields.requiredDecimal(capital, "initial_capital")
        }
        if let currency = request.currency { settings.currency = currency }
        if let periods = request.periodsPerYear { settings.periodsPerYear = Int(periods) }
        if let rate = request.riskFreeRate { settings.riskFreeRate = rate }
        if let strict = request.strict { settings.isStrict = strict }
        let changed = settings
        try fields.finish(with: Ledger.violations(in: changed, prefix: ""))
        _ = try engine.perform { ledger throws(LedgerError) in
            try ledger.updateAccount(changed, caller.context)
        }
        var response = UpdateAccountResponse()
        response.account = try account(name, at: caller.now)
        return response
    }

    private func list(_ request: ListAccountsRequest, _ caller: Caller) throws(ServiceError)
        -> ListAccountsResponse
    {
        var fields = FieldReader()
        let limit = fields.pageSize(request.pageSize)
        let last = fields.nameToken(request.pageToken)
        try fields.finish()
        let names = engine.ledger.accountNames.filter { last.isEmpty || $0 > last }
        var response = ListAccountsResponse()
        for name in names.prefix(limit) { response.accounts.append(try account(name, at: caller.now)) }
        if names.count > limit { response.nextPageToken = names[limit - 1] }
        return response
    }

    /// The account with what it is worth now.
    private func account(_ name: String, at now: Timestamp) throws(ServiceError) -> NijaMessages.Account {
        let view = try ServiceError.wrap { () throws(LedgerError) in try engine.ledger.view(ofAccount: name) }
        let kpis = view.performance.kpis(.net)
        var message = NijaMessages.Account(view.settings)
        message.balance = view.balance(kpis).description
        message.equity = kpis.equity.description
        (message.exposure, message.margin) = (
            text(view.latestReport?.exposure), text(view.latestReport?.margin)
        )
        message.balanceTime = (view.latestReport?.time).map(TimestampMessage.init)
        message.netDeposits = view.netDeposits.description
        message.realizedPnl = kpis.trades.netProfit.description
        let invested = view.settings.initialCapital.units + view.netDeposits.units
        message.totalPnl = Decimal(units: kpis.equity.units - invested).description
        let last = view.performance.trend(lastDays: 1, .net).last
        let isToday = last?.day == view.performance.settings.boundary.day(of: now)
        message.dailyPnl = (isToday ? last?.ofDay.change ?? .zero : .zero).description
        message.totalTrades = UInt64(kpis.trades.totalTrades)
        return message
    }

    // MARK: Worth

    private func updateBalance(
        _ request: UpdateBalanceRequest, _ caller: Caller
    ) throws(ServiceError) -> UpdateBalanceResponse {
        var fields = FieldReader()
        let balance = fields.requiredDecimal(request.balance, "balance")
        let time = fields.time(request.time, "time")
        let report = BalanceReport(
            account: accountName(request.account), requestID: request.requestID, balance: balance,
            equity: fields.decimal(request.equity, "equity") ?? balance,
            exposure: fields.decimal(request.exposure, "exposure"),
            margin: fields.decimal(request.margin, "margin"),
            time: time ?? caller.now, recordedAt: caller.now)
        try fields.finish(with: Ledger.violations(in: report))
        let known = try engine.lookUp { store throws(StoreError) in
            report.requestID.isEmpty
                ? nil : try store.balanceReport(account: report.account, requestID: report.requestID)
        }
        let tail = known == nil ? try engine.meet(engine.ledger.needs(for: report)) : nil
        let answer = try engine.perform { ledger throws(LedgerError) in
            try ledger.reportBalance(
                report, isTimeGiven: time != nil, known: known, tail: tail, caller.context)
        }
        var response = UpdateBalanceResponse()
        (response.report, response.duplicate) = (NijaMessages.BalanceReport(answer.value), answer.isDuplicate)
        return response
    }

    private func recordCashFlow(
        _ request: RecordCashFlowRequest, _ caller: Caller
    ) throws(ServiceError) -> RecordCashFlowResponse {
        var fields = FieldReader()
        let time = fields.time(request.time, "time")
        let flow = CashFlow(
            account: accountName(request.account), requestID: request.requestID,
            amount: fields.requiredDecimal(request.amount, "amount"), time: time ?? caller.now,
            note: request.note,
            recordedAt: caller.now)
        try fields.finish(with: Ledger.violations(in: flow))
        let known = try engine.lookUp { store throws(StoreError) in
            flow.requestID.isEmpty
                ? nil : try store.cashFlow(account: flow.account, requestID: flow.requestID)
        }
        let answer = try engine.perform { ledger throws(LedgerError) in
            try ledger.recordCashFlow(flow, isTimeGiven: time != nil, known: known, caller.context)
        }
        var response = RecordCashFlowResponse()
        (response.cashFlow, response.duplicate) = (NijaMessages.CashFlow(answer.value), answer.isDuplicate)
        return response
    }

    private func listEquity(
        _ request: ListEquityRequest, _: Caller, _ responder: Responder<ListEquityResponse>
    ) throws(ServiceError) {
        var fields = FieldReader()
        let (name, limit) = (fields.account(request.account), fields.pageSize(request.pageSize))
        let (from, to) = fields.closedRange(request.time, "time")
        let interval = fields.known(request.interval, "interval")
        let last = fields.placeToken(request.pageToken)
        try fields.finish()
        let view = try ServiceError.wrap { () throws(LedgerError) in try engine.ledger.view(ofAccount: name) }
        if interval == .day {
            responder.finish(.success(days(of: view, from, to, past: last?.place, limit)))
            return
        }
        let after = last.map { (time: Timestamp(nanoseconds: $0.place), sequence: $0.sequence) }
        try readers.read { reader throws(StoreError) in
            let reports = try reader.balanceReports(
                account: name, from: from, to: to, after: after, limit: limit + 1)
            var response = ListEquityResponse()
            response.reports = reports.prefix(limit).map(NijaMessages.BalanceReport.init)
            if reports.count > limit {
                let last = reports[limit - 1]
                response.nextPageToken = PageToken.text(
                    place: last.time.nanoseconds, sequence: last.sequence)
            }
            return response
        } then: { result in
            responder.finish(result.mapError(ServiceError.store))
        }
    }

    /// The daily series, page by page; the token is the index of the last day.
    private func days(
        of view: Ledger.AccountView, _ from: Timestamp, _ to: Timestamp, past last: Int64?, _ limit: Int
    ) -> ListEquityResponse {
        let boundary = view.performance.settings.boundary
        let wanted = view.performance.trend(lastDays: .max, .net).filter { point in
            let start = boundary.start(of: point.day)
            return start >= from && start < to && Int64(point.day.index) > last ?? .min
        }
        var response = ListEquityResponse()
        response.days = wanted.prefix(limit).map(EquityDay.init)
        if wanted.count > limit {
            response.nextPageToken = PageToken.text(place: Int64(wanted[limit - 1].day.index), sequence: 0)
        }
        return response
    }
}

extension EquityDay {
    /// A day of the series as a message.
    init(_ point: TrendPoint) {
        self.init()
        (day, equity) = (point.day.description, point.equity.description)
        (cashFlow, netProfit) = (point.ofDay.cashFlow.description, point.ofDay.netProfit.description)
        dailyReturn = point.ofDay.dailyReturn.map { 100 * $0 }
        (drawdown, trades) = (point.drawdown.value ?? 0, UInt64(point.ofDay.trades))
    }
}
