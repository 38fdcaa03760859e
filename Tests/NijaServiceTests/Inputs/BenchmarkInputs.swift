import NijaMessages
import TTRPC

extension InputTable {
    /// Closes around the day of `goodTrade`.
    static let goodPrices: PutBenchmarkPricesRequest = {
        var request = PutBenchmarkPricesRequest()
        (request.symbol, request.source) = ("SPY", "spy.csv")
        request.prices = [price("2025-12-26", "690.25"), price("2025-12-29", "692")]
        return request
    }()

    private static func price(_ date: String, _ close: String) -> BenchmarkPrice {
        var price = BenchmarkPrice()
        (price.date, price.close) = (date, close)
        return price
    }

    private static let comparison: GetComparisonRequest = {
        var request = GetComparisonRequest()
        request.benchmarks = ["SPY"]
        return request
    }()

    static let benchmarks: [InputTable] = [
        InputTable(BenchmarkService.putBenchmarkPrices, goodPrices, priceFaults),
        InputTable(BenchmarkService.listBenchmarks, ListBenchmarksRequest(), listFaults),
        InputTable(BenchmarkService.getComparison, comparison, comparisonFaults),
    ]

    private static let priceFaults: [Fault<PutBenchmarkPricesRequest>] = [
        Fault(
            "everything at once", "symbol", "prices[0].date", "prices[0].close", "prices[1].date",
            "prices[1].close", "source", "as_of"
        ) {
            ($0.symbol, $0.source, $0.asOf) = ("S P Y", long, tooLate)
            $0.prices = [price("", ""), price("29/12/2025", "1e5")]
        },
        Fault("closes that cannot be", "prices[0].close", "prices[1].close") {
            $0.prices = [price("2025-12-26", "0"), price("2025-12-29", "-692")]
        },
        Fault("a close of the future", "prices[0].date") { $0.prices = [price("2026-02-01", "1")] },
        Fault("two closes of a day", "prices") { $0.prices.append(price("2025-12-29", "692")) },
        Fault("no close", "prices") { $0.prices = [] },
        Fault("too many closes", "prices") {
            $0.prices = Array(repeating: price("2025-12-29", "1"), count: 5001)
        },
        Fault("no symbol", "symbol") { $0.symbol = "" },
        Fault("another close for a day", .alreadyExists) { $0.prices[1].close = "693" },
    ]

    private static let listFaults: [Fault<ListBenchmarksRequest>] = [
        Fault("everything at once", "page_size", "page_token") {
            ($0.pageSize, $0.pageToken) = (-1, control)
        }
    ]

    private static let comparisonFaults: [Fault<GetComparisonRequest>] = [
        Fault(
            "everything at once", "account", "strategy", "benchmarks[0]", "start_date", "end_date",
            "periods_per_year",
            "matching", "basis"
        ) {
            ($0.account, $0.strategy, $0.benchmarks) = ("a b", long, [control])
            ($0.startDate, $0.endDate, $0.periodsPerYear) = ("yesterday", "2026-02-30", 1001)
            ($0.matching, $0.basis) = (.init(rawValue: 3), .init(rawValue: 3))
        },
        Fault("no benchmark", "benchmarks") { $0.benchmarks = [] },
        Fault("too many benchmarks", "benchmarks") { $0.benchmarks = (0..<17).map { "B\($0)" } },
        Fault("a benchmark twice", "benchmarks[1]") { $0.benchmarks = ["SPY", "SPY"] },
        Fault("days the wrong way round", "end_date") {
            ($0.startDate, $0.endDate) = ("2025-12-29", "2025-12-28")
        },
        Fault("a day in the future", "end_date") { $0.endDate = "2026-02-01" },
        Fault("an end before the first trade", "end_date") { $0.endDate = "2025-12-01" },
        Fault("a benchmark that there is not", .notFound) { $0.benchmarks = ["QQQ"] },
        Fault("an account that there is not", .notFound) { $0.account = "nobody" },
        Fault("a strategy that there is not", .notFound) { $0.strategy = "none" },
    ]
}
