import NijaMessages
import TTRPC

extension InputTable {
    static let portfolio: [InputTable] = [
        InputTable(PortfolioService.getAggregates, GetAggregatesRequest(), aggregateFaults),
        InputTable(PortfolioService.getPortfolio, GetPortfolioRequest(), portfolioFaults),
        InputTable(PortfolioService.getPortfolioSummary, GetPortfolioSummaryRequest(), summaryFaults),
        InputTable(PortfolioService.getPortfolioHealth, GetPortfolioHealthRequest(), healthFaults),
        InputTable(PortfolioService.streamPortfolio, StreamPortfolioRequest(), streamFaults),
    ]

    private static let portfolioFaults: [Fault<GetPortfolioRequest>] = [
        Fault("everything at once", "account", "exposures", "positions") {
            ($0.account, $0.exposures, $0.positions) = ("a b", -1, -1)
        },
        Fault("an account that there is not", .notFound) { $0.account = "nobody" },
    ]

    private static let summaryFaults: [Fault<GetPortfolioSummaryRequest>] = [
        Fault("everything at once", "account", "page_size", "page_token") {
            ($0.account, $0.pageSize, $0.pageToken) = (control, -1, "a b")
        },
        Fault("an account that there is not", .notFound) { $0.account = "nobody" },
    ]

    private static let healthFaults: [Fault<GetPortfolioHealthRequest>] = [
        Fault("everything at once", "account", "max_price_age", "max_balance_age") {
            ($0.account, $0.maxPriceAge, $0.maxBalanceAge) = (long, span(-1), span(0, -1))
        },
        Fault("an account that there is not", .notFound) { $0.account = "nobody" },
    ]

    private static let streamFaults: [Fault<StreamPortfolioRequest>] = [
        Fault("everything at once", "account", "exposures", "min_interval", "heartbeat_interval") {
            ($0.account, $0.exposures, $0.minInterval, $0.heartbeatInterval) = ("a/b", -1, span(-1), span(0))
        },
        Fault("an account that there is not", .notFound) { $0.account = "nobody" },
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
