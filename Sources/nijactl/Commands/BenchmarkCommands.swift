import JSON
import NijaImport
import NijaMessages

/// Commands on market benchmarks.
enum BenchmarkCommands {
    static let all = [
        Command(
            "benchmark load",
            "keep daily closes of a benchmark (SPY, QQQ, DIA, IWM, VTI, VOO, AGG, GLD, BTC, …) from a CSV file",
            arguments: ["FILE"],
            options: [
                Option("symbol", "NAME", "the benchmark (the file's name: SPY for spy.csv and spy_us_d.csv)"),
                Option(
                    "price", "COLUMN", "which close (the adjusted one, where there is one)",
                    choices: PriceFile.Column.allCases.map(\.rawValue)),
                Option("source", "TEXT", "where the prices come from (the file's name)"),
                Option("as-of", "TIME", "when the source had them (the file's time)"),
                Option(flag: "replace", "replace closes that differ, as after a dividend"),
            ],
            examples: [
                "nijactl benchmark load Examples/market.csv",
                "nijactl benchmark load Examples/market.csv --symbol SPY --price close --source stooq",
                "cat Examples/market.csv | nijactl benchmark load - --symbol SPY --replace",
            ], run: load),
        Command(
            "benchmark list", "list the benchmarks that prices are kept of",
            examples: [
                "nijactl benchmark list", "nijactl benchmark list --columns symbol,last-date,age-days",
                "nijactl benchmark list -o id",
            ], run: list),
        Command(
            "benchmark compare", "compare an account with benchmarks", arguments: ["SYMBOL…"],
            options: [
                SharedOptions.account, Option("strategy", "NAME", "one strategy"),
                Option("from", "DAY", "the first day whose return counts (the account's first)"),
                Option("to", "DAY", "the last (the account's last)"),
                Option(
                    "matching", "HOW", "which days count: those with a close, or all with the close carried",
                    choices: ["common_days", "carried_closes"]),
                Option("periods-per-year", "N", "periods to annualise with (by the calendar)"),
                SharedOptions.basis,
            ] + ChartOutput.options,
            examples: [
                "nijactl benchmark compare SPY --to 2025-08-28",
                "nijactl benchmark compare SPY --to 2025-08-28 --png beside-spy.png",
                "nijactl benchmark compare SPY MARKET --from 2025-02-01 --to 2025-07-31",
                "nijactl benchmark compare SPY --to 2025-08-28 --matching carried_closes -o json",
            ], run: compare),
    ]

    /// Closes of one request; the daemon takes no more.
    private static let pricesPerRequest = 5000

    private static func load(_ call: Invocation) throws(CommandError) {
        let path = call.arguments[0]
        var request = PutBenchmarkPricesRequest()
        request.symbol = try symbol(call, path)
        let bytes = try FileBytes.required(path)
        let file = try CommandError.reading { () throws(ImportError) in
            try PriceFile(bytes, column: call["price"].flatMap(PriceFile.Column.init))
        }
        request.source = call["source"] ?? (path == "-" ? "" : String(FileBytes.name(of: path)))
        request.asOf = try call.time("as-of") ?? fileTime(path)
        request.replace = call.has("replace")
        var all = PutBenchmarkPricesResponse()
        for start in stride(from: 0, to: file.prices.count, by: pricesPerRequest) {
            request.prices = Array(file.prices[start...].prefix(pricesPerRequest))
            let response = try call.call(BenchmarkService.putBenchmarkPrices, request)
            all.inserted += response.inserted
            all.unchanged += response.unchanged
            all.replaced += response.replaced
        }
        if file.emptyLines > 0 { call.output.note("\(file.emptyLines) lines have no close") }
        try call.output.one(all, "") { answer in
            var card = Card(call.output.style)
            let kind = file.column == .adjusted ? "adjusted closes" : "closes"
            card.title("\(request.symbol): \(file.prices.count) \(kind)")
            card.rows(
                answer,
                [
                    Column("inserted", "new", .amount), Column("unchanged", "known", .amount),
                    Column("replaced", "replaced", .amount),
                ])
            return card.rendered
        }
    }

    private static func fileTime(_ path: String) -> TimestampMessage? {
        FileBytes.time(of: path).map { seconds in
            var time = TimestampMessage()
            time.seconds = seconds
            return time
        }
    }

    /// The symbol that was said, or the one that the file is named after.
    private static func symbol(_ call: Invocation, _ path: String) throws(CommandError) -> String {
        if let symbol = call["symbol"] { return symbol }
        guard path != "-" else { throw .usage("what comes from standard input needs --symbol") }
        let stem = FileBytes.name(of: path).prefix { $0 != "." && $0 != "_" }
        return stem.uppercased()
    }

    private static func list(_ call: Invocation) throws(CommandError) {
        var request = ListBenchmarksRequest()
        request.pageSize = 1000
        let response = try call.call(BenchmarkService.listBenchmarks, request)
        try call.output.list(
            response, rows: "benchmarks",
            TableLayout(
                [
                    Column("symbol"), Column("first_date", "first"), Column("last_date", "last"),
                    Column("days", "days", .amount), Column("last_close", "close", .amount),
                    Column("age_days", "age, days", .amount), Column("stale"), Column("source"),
                ],
                wide: [Column("longest_gap_days", "gap, days", .amount), Column("as_of", "as of", .time)]))
    }

    private static func compare(_ call: Invocation) throws(CommandError) {
        var request = GetComparisonRequest()
        (request.account, request.strategy) = (call.text("account"), call.text("strategy"))
        (request.startDate, request.endDate) = (call.text("from"), call.text("to"))
        request.benchmarks = call.arguments
        (request.matching, request.basis) = (try call.choice("matching"), try call.choice("basis"))
        request.periodsPerYear = try call.number("periods-per-year", as: Int32.self) ?? 0
        let isForPeople = call.output.format == .table || call.output.format == .wide
        let output = ChartOutput(call)
        request.includeCurve = isForPeople || output.wantsPictures
        let response = try call.call(BenchmarkService.getComparison, request)
        if !isForPeople || response.comparisons.count > 1 {
            var listed = response
            for index in listed.comparisons.indices { listed.comparisons[index].curve = [] }
            try call.output.list(listed, rows: "comparisons", ComparisonCard.layout)
        } else {
            try call.output.one(response, "") { ComparisonCard.text($0, call.output.style) }
        }
        guard isForPeople || output.wantsPictures, let chart = ComparisonCard.chart(response) else { return }
        try output.show(chart)
    }
}
