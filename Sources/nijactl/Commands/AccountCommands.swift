import JSON
import NijaClient
import NijaMessages

/// Commands on accounts.
enum AccountCommands {
    static let all = [
        Command(
            "account create", "create an account", arguments: ["NAME"],
            options: [
                Option("initial-capital", "AMOUNT", "capital before the first trade"),
                Option("currency", "CODE", "currency of all amounts (USD)"),
                Option("periods-per-year", "N", "365, or 252 for business days (365)"),
                Option("risk-free-rate", "RATE", "a fraction a year: 0.02 is 2 % (0)"),
                Option("day-boundary-minutes", "N", "when its day begins, in minutes after 00:00 UTC (0)"),
                Option(flag: "strict", "refuse trades that contradict themselves"),
            ],
            examples: [
                "nijactl account create live --initial-capital 1000",
                "nijactl account create stocks --initial-capital 25000 --periods-per-year 252 --risk-free-rate 0.02",
                "nijactl account create careful --initial-capital 500 --currency EUR --strict",
            ], run: create),
        Command(
            "account list", "list accounts",
            examples: [
                "nijactl account list",
                "nijactl account list -o id",
                "nijactl account list --sort -total_pnl -o json",
            ],
            run: { call throws(CommandError) in
                try call.output.list(
                    try call.call(AccountService.listAccounts, ListAccountsRequest()), rows: "accounts",
                    layout)
            }),
        Command(
            "account show", "show an account and what it is worth", arguments: ["[NAME]"],
            examples: [
                "nijactl account show",
                "nijactl account show default",
                "nijactl account show default -o json",
            ], run: show),
        Command(
            "account update", "change an account's settings", arguments: ["NAME"],
            options: [
                Option("initial-capital", "AMOUNT", "new initial capital"),
                Option("currency", "CODE", "new currency"),
                Option("periods-per-year", "N", "365 or 252"),
                Option("risk-free-rate", "RATE", "a fraction a year"),
                Option("strict", "YES", "true or false"),
            ],
            examples: [
                "nijactl account update default --risk-free-rate 0.03",
                "nijactl account update default --initial-capital 2000",
                "nijactl account update default --strict true -o json",
            ], run: update),
        Command(
            "account balance", "report what an account is worth",
            options: [
                SharedOptions.account, Option("balance", "AMOUNT", "cash and settled value"),
                Option("equity", "AMOUNT", "balance with open positions at market (the balance)"),
                Option("exposure", "AMOUNT", "value of open positions"),
                Option("margin", "AMOUNT", "margin in use"),
                Option("time", "TIME", "the instant it stands for (now)"),
                Option("request-id", "ID", "your own id, which makes a retry safe"),
            ],
            examples: [
                "nijactl account balance --account default --balance 1049 --equity 1049",
                "nijactl account balance --balance 1000 --equity 1010 --exposure 250 --time 2026-01-30T04:30:00Z",
                "nijactl account balance --balance 1051.5 --request-id report-7",
            ], run: balance),
        Command(
            "account cash-flow", "record a deposit or a withdrawal",
            options: [
                SharedOptions.account,
                Option("amount", "AMOUNT", "positive for a deposit, negative for a withdrawal"),
                Option("time", "TIME", "when (now)"), Option("note", "TEXT", "why"),
                Option("request-id", "ID", "your own id, which makes a retry safe"),
            ],
            examples: [
                "nijactl account cash-flow --amount 500 --note deposit",
                "nijactl account cash-flow --amount -100 --note withdrawal",
                "nijactl account cash-flow --account default --amount 250 --time 2026-02-01 --request-id flow-3",
            ], run: cashFlow),
        Command(
            "account equity", "list balance reports, or the daily series",
            options: [
                SharedOptions.account, Option(flag: "daily", "the series that figures are computed from"),
            ]
                + SharedOptions.range,
            examples: [
                "nijactl account equity",
                "nijactl account equity --daily",
                "nijactl account equity --daily --from 2026-01-01 -o csv",
            ], run: equity),
        Command(
            "account import", "record balances and cash flows of a CSV file", arguments: ["FILE"],
            options: [
                SharedOptions.account, Option("rejects", "FILE", "write refused lines there"),
                Option(flag: "dry-run", "check everything, write nothing"),
            ],
            examples: [
                "nijactl account import Examples/equity.csv --dry-run",
                "nijactl account import Examples/equity.csv --account default",
                "printf 'time,balance,equity,cash_flow\\n2026-02-02,1100,1100,\\n' | nijactl account import -",
            ], run: AccountImport.run),
    ]

    private static let layout = TableLayout(
        [
            Column("name", "account"), Column("currency"), Column("initial_capital", "capital", .amount),
            Column("equity", "equity", .amount), Column("realized_pnl", "realized", .signed),
            Column("total_pnl", "total", .signed), Column("daily_pnl", "today", .signed),
            Column("total_trades", "trades", .amount),
        ],
        wide: [
            Column("balance", "balance", .amount), Column("net_deposits", "deposits", .amount),
            Column("periods_per_year", "periods", .amount), Column("created_at", "created", .time),
        ], id: "name")

    private static func card(_ account: JSONValue, _ style: Style) -> String {
        var card = Card(style)
        card.title("Account \(account["name"]?.text ?? "") (\(account["currency"]?.text ?? ""))")
        card.rows(
            account,
            [
                Column("balance", "balance", .amount), Column("equity", "equity", .amount),
                Column("exposure", "exposure", .amount), Column("margin", "margin", .amount),
                Column("realized_pnl", "realized", .signed), Column("total_pnl", "total", .signed),
                Column("daily_pnl", "today", .signed), Column("net_deposits", "net deposits", .amount),
                Column("initial_capital", "initial capital", .amount),
                Column("total_trades", "trades", .amount),
                Column("periods_per_year", "periods a year", .amount),
                Column("risk_free_rate", "risk-free rate", .plain),
            ])
        return card.rendered
    }

    private static func create(_ call: Invocation) throws(CommandError) {
        var request = CreateAccountRequest()
        var account: Account = try call.message(
            from: [
                "initial_capital", "currency", "periods_per_year", "risk_free_rate", "day_boundary_minutes",
            ])
        (account.name, account.strict) = (call.arguments[0], call.has("strict"))
        request.account = account
        let response = try call.call(AccountService.createAccount, request)
        if response.duplicate { call.output.note("it existed with the same settings; nothing changed") }
        try call.output.one(response, "account") { card($0, call.output.style) }
    }

    private static func show(_ call: Invocation) throws(CommandError) {
        var request = GetAccountRequest()
        request.name = call.arguments.first ?? ""
        try call.output.one(try call.call(AccountService.getAccount, request), "account") {
            card($0, call.output.style)
        }
    }

    private static func update(_ call: Invocation) throws(CommandError) {
        var request: UpdateAccountRequest = try call.message(
            from: ["initial_capital", "currency", "periods_per_year", "risk_free_rate", "strict"])
        request.name = call.arguments[0]
        try call.output.one(try call.call(AccountService.updateAccount, request), "account") {
            card($0, call.output.style)
        }
    }

    private static func balance(_ call: Invocation) throws(CommandError) {
        _ = try call.required("balance")
        var request: UpdateBalanceRequest = try call.message(
            from: ["account", "balance", "equity", "exposure", "margin", "time", "request_id"])
        if request.requestID.isEmpty { request.requestID = NijaClient.makeID() }
        let response = try call.record(
            AccountService.updateBalance, request, id: request.requestID, option: "request-id")
        if response.duplicate { call.output.note("it had been reported before; nothing changed") }
        try call.output.one(response, "report") { recorded($0, "Balance", call.output.style) }
    }

    private static func cashFlow(_ call: Invocation) throws(CommandError) {
        _ = try call.required("amount")
        var request: RecordCashFlowRequest = try call.message(
            from: ["account", "amount", "time", "note", "request_id"])
        if request.requestID.isEmpty { request.requestID = NijaClient.makeID() }
        let response = try call.record(
            AccountService.recordCashFlow, request, id: request.requestID, option: "request-id")
        if response.duplicate { call.output.note("it had been recorded before; nothing changed") }
        try call.output.one(response, "cash_flow") { recorded($0, "Cash flow", call.output.style) }
    }

    private static func recorded(_ value: JSONValue, _ title: String, _ style: Style) -> String {
        var card = Card(style)
        card.title(title)
        for member in value.members {
            if let text = member.value.text, !text.isEmpty {
                card.row(member.name.split(separator: "_").joined(separator: " "), text)
            }
        }
        return card.rendered
    }

    private static func equity(_ call: Invocation) throws(CommandError) {
        var request = ListEquityRequest()
        (request.account, request.time) = (call.text("account"), try call.range())
        request.interval = call.has("daily") ? .day : .report
        request.pageSize = 1000
        var all = ListEquityResponse()
        repeat {
            let page = try call.call(AccountService.listEquity, request)
            all.reports += page.reports
            all.days += page.days
            request.pageToken = page.nextPageToken
        } while !request.pageToken.isEmpty
        if call.has("daily") {
            try call.output.list(all, rows: "days", days)
            if [.table, .wide].contains(call.output.format) {
                Output.write(
                    Sparkline.line("equity", all.days.compactMap { Double($0.equity) }, call.output.style))
            }
        } else {
            try call.output.list(all, rows: "reports", reports)
        }
    }

    private static let days = TableLayout([
        Column("day"), Column("equity", "equity", .amount), Column("net_profit", "net profit", .signed),
        Column("cash_flow", "cash flow", .amount), Column("daily_return", "return %", .ratio),
        Column("drawdown", "drawdown %", .ratio), Column("trades", "trades", .amount),
    ])

    private static let reports = TableLayout(
        [
            Column("time", "time", .time), Column("balance", "balance", .amount),
            Column("equity", "equity", .amount),
            Column("exposure", "exposure", .amount), Column("margin", "margin", .amount),
            Column("request_id", "request"),
        ], id: "request_id")
}
