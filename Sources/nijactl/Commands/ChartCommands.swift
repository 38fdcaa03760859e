import NijaCharts
import NijaMessages
import NijaModel

/// Commands that draw an account's history.
enum ChartCommands {
    private static let options = [SharedOptions.account] + SharedOptions.range + ChartOutput.options

    static let all = [
        Command(
            "chart equity", "draw equity at the end of each day", options: options,
            examples: [
                "nijactl chart equity", "nijactl chart equity --from 2025-03-01 --to 2025-06-01 --ascii",
                "nijactl chart equity --png equity.png --pdf equity.pdf",
            ],
            run: { call throws(CommandError) in
                try draw(call) { days, currency, isPicture in
                    let equity = days.map(\.equity)
                    let isGain = (equity.last ?? 0) >= (equity.first ?? 0)
                    return Chart(
                        "Equity", unit: .amount(currency: currency), days: days.map(\.day),
                        series: [.init("equity", equity, tone: isPicture ? .primary : isGain ? .gain : .loss)]
                    )
                }
            }),
        Command(
            "chart drawdown", "draw how far equity is below its peak", options: options,
            examples: [
                "nijactl chart drawdown", "nijactl chart drawdown --from 2025-03-01",
                "nijactl chart drawdown --svg drawdown.svg",
            ],
            run: { call throws(CommandError) in
                try draw(call) { days, _, _ in
                    Chart(
                        "Drawdown", unit: .percent, days: days.map(\.day),
                        series: [.init("drawdown", days.map { -$0.drawdown }, .area, tone: .loss)])
                }
            }),
        Command(
            "chart returns", "draw the return of each day", options: options,
            examples: [
                "nijactl chart returns", "nijactl chart returns --from 2025-06-01 --to 2025-08-01",
                "nijactl chart returns --png returns.png",
            ],
            run: { call throws(CommandError) in
                try draw(call) { days, _, _ in
                    Chart(
                        "Daily returns", unit: .percent, days: days.map(\.day),
                        series: [.init("return", days.map { $0.percent ?? 0 }, .bars)])
                }
            }),
        Command(
            "chart monthly", "show the returns of months and years", options: options,
            examples: [
                "nijactl chart monthly", "nijactl chart monthly --from 2025-01-01",
                "nijactl chart monthly --svg months.svg --png months.png",
            ], run: monthly),
    ]

    /// A day of an account.
    private struct Point {
        let day: Day
        let equity: Double
        /// Percent below the peak.
        let drawdown: Double
        /// The return in percent; nil once equity was not positive.
        let percent: Double?
    }

    private static func draw(
        _ call: Invocation, _ make: ([Point], _ currency: String, _ isPicture: Bool) -> Chart?
    ) throws(CommandError) {
        let output = ChartOutput(call)
        var request = GetAccountRequest()
        request.name = call.text("account")
        let currency = try call.call(AccountService.getAccount, request).account?.currency ?? ""
        guard let chart = make(try points(call), currency, output.wantsPictures) else {
            throw .failed("there are fewer than two days to draw", hint: "Record trades or balances first.")
        }
        try output.show(chart)
    }

    private static func monthly(_ call: Invocation) throws(CommandError) {
        let days = try points(call).compactMap { point in
            point.percent.map { (day: point.day, percent: $0) }
        }
        guard !days.isEmpty else {
            throw .failed("there is no day to show", hint: "Record trades or balances first.")
        }
        try ChartOutput(call).show(MonthlyReturns(days), title: "Monthly returns, %")
    }

    /// The days of the account's series, oldest first.
    private static func points(_ call: Invocation) throws(CommandError) -> [Point] {
        var request = ListEquityRequest()
        (request.account, request.time) = (call.text("account"), try call.range())
        (request.interval, request.pageSize) = (.day, 1000)
        var points: [Point] = []
        repeat {
            let page = try call.call(AccountService.listEquity, request)
            points += page.days.compactMap { row in
                guard let day = try? Day(row.day), let equity = Double(row.equity) else { return nil }
                return Point(day: day, equity: equity, drawdown: row.drawdown, percent: row.dailyReturn)
            }
            request.pageToken = page.nextPageToken
        } while !request.pageToken.isEmpty
        return points
    }
}
