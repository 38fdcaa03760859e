import NijaMessages
import TTRPC

extension InputTable {
    static let portfolio: [InputTable] = [
        InputTable(PortfolioService.getAggregates, GetAggregatesRequest(), aggregateFaults)
    ]

    private static let aggregateFaults: [Fault<GetAggregatesRequest>] = [
        Fault("everything at once", "account", "interval", "time.from", "page_size", "page_token") {
            ($0.account, $0.interval, $0.pageSize) = ("a b", .init(rawValue: 3), -1)
            ($0.time, $0.pageToken) = (TimeRange(), "next")
            $0.time?.from = tooLate
        },
        Fault("a range the wrong way round", "time.to") { $0.time = range(2, 1) },
        Fault("an account that there is not", .notFound) { $0.account = "nobody" },
    ]
}
