import NijaMessages
import TTRPC

extension InputTable {
    static let accounts: [InputTable] = [
        InputTable(AccountService.createAccount, creation, creationFaults),
        InputTable(AccountService.updateAccount, update, updateFaults),
        InputTable(
            AccountService.getAccount, GetAccountRequest(),
            [
                Fault("a name that cannot be", "name") { $0.name = "a/b" },
                Fault("an account that there is not", .notFound) { $0.name = "nobody" },
            ]),
        InputTable(
            AccountService.listAccounts, ListAccountsRequest(),
            [
                Fault("a size below zero, and no such token", "page_size", "page_token") {
                    ($0.pageSize, $0.pageToken) = (-1, "no name")
                }
            ]),
        InputTable(AccountService.updateBalance, balance, balanceFaults),
        InputTable(AccountService.recordCashFlow, flow, flowFaults),
        InputTable(AccountService.listEquity, ListEquityRequest(), equityFaults),
    ]

    private static let creation: CreateAccountRequest = {
        var request = CreateAccountRequest()
        var account = Account()
        (account.name, account.initialCapital) = ("second", "1000")
        request.account = account
        return request
    }()

    private static let creationFaults: [Fault<CreateAccountRequest>] = [
        Fault("no account", "account") { $0.account = nil },
        Fault("an empty account", "account.initial_capital", "account.name") { $0.account = Account() },
        Fault("a name with a blank", "account.name", in: \.account) { $0.name = "my account" },
        Fault("a name that is too long", "account.name", in: \.account) {
            $0.name = String(repeating: "a", count: 65)
        },
        Fault("a capital of nothing", "account.initial_capital", in: \.account) { $0.initialCapital = "0" },
        Fault("a capital of NaN", "account.initial_capital", in: \.account) { $0.initialCapital = "NaN" },
        Fault(
            "everything at once", "account.initial_capital", "account.name", "account.currency",
            "account.periods_per_year", "account.risk_free_rate", "account.day_boundary_minutes",
            in: \.account
        ) {
            ($0.initialCapital, $0.name) = ("1e3", "Ä")
            ($0.currency, $0.periodsPerYear) = (control, 364)
            ($0.riskFreeRate, $0.dayBoundaryMinutes) = (.nan, 841)
        },
        Fault("rates past their ends", "account.risk_free_rate", in: \.account) { $0.riskFreeRate = -1 },
        Fault("other settings for a known name", .alreadyExists, in: \.account) {
            ($0.name, $0.initialCapital) = ("default", "77")
        },
    ]

    private static let update: UpdateAccountRequest = {
        var request = UpdateAccountRequest()
        (request.name, request.currency) = ("default", "EUR")
        return request
    }()

    private static let updateFaults: [Fault<UpdateAccountRequest>] = [
        Fault("no name", "name") { $0.name = "" },
        Fault("an account that there is not", .notFound) { $0.name = "nobody" },
        Fault("a capital that is given and empty", "initial_capital") { $0.initialCapital = "" },
        Fault(
            "everything at once", "initial_capital", "currency", "periods_per_year", "risk_free_rate"
        ) {
            ($0.initialCapital, $0.currency) = ("-1", "")
            ($0.periodsPerYear, $0.riskFreeRate) = (0, .infinity)
        },
        Fault("what cannot be read and what cannot be, together", "initial_capital", "periods_per_year") {
            ($0.initialCapital, $0.periodsPerYear) = ("abc", 1)
        },
    ]

    private static let balance: UpdateBalanceRequest = {
        var request = UpdateBalanceRequest()
        request.balance = "1000"
        return request
    }()

    private static let balanceFaults: [Fault<UpdateBalanceRequest>] = [
        Fault("no balance", "balance") { $0.balance = "" },
        Fault("an account that there is not", .notFound) { $0.account = "nobody" },
        Fault(
            "everything at once", "balance", "time", "equity", "exposure", "margin", "account", "request_id"
        ) {
            ($0.balance, $0.equity, $0.exposure) = ("1.", "NaN", "٣")
            ($0.balance, $0.exposure, $0.margin) = ("x", "1e9", "0x1")
            ($0.time, $0.account, $0.requestID) = (tooLate, "*", control)
        },
        Fault("amounts below zero that cannot be", "exposure", "margin") {
            ($0.exposure, $0.margin) = ("-1", "-0.5")
        },
        Fault("amounts past the limit", "balance", "equity") {
            ($0.balance, $0.equity) = ("99000000000000000000", "-99000000000000000000")
        },
    ]

    private static let flow: RecordCashFlowRequest = {
        var request = RecordCashFlowRequest()
        request.amount = "-5"
        return request
    }()

    private static let flowFaults: [Fault<RecordCashFlowRequest>] = [
        Fault("no amount", "amount") { $0.amount = "" },
        Fault("an amount of nothing", "amount") { $0.amount = "0.00" },
        Fault("an amount past the limit", "amount") { $0.amount = "99000000000000000000" },
        Fault("an account that there is not", .notFound) { $0.account = "nobody" },
        Fault("everything at once", "time", "amount", "account", "note", "request_id") {
            ($0.time, $0.amount, $0.account) = (instant(0, -1), "five", "a b")
            ($0.note, $0.requestID) = (long, long)
        },
    ]

    private static let equityFaults: [Fault<ListEquityRequest>] =
        [
            Fault("everything at once", "account", "page_size", "time.to", "interval", "page_token") {
                ($0.account, $0.pageSize, $0.time) = ("Ä", -5, range(9, 1))
                ($0.interval, $0.pageToken) = (.init(rawValue: 3), "x")
            },
            Fault("an account that there is not", .notFound) { $0.account = "nobody" },
        ]
        + ["1", "1.", ".1", "1.-5", "1.x.2", "x.1.2", "1.2.3", "9223372036854775808.1", long].map { token in
            Fault("the page token \(token.prefix(20))", "page_token") { $0.pageToken = token }
        }
}
