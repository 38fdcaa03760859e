import NijaMessages
import TTRPC

extension InputTable {
    static let kpis: [InputTable] = [
        InputTable(KpiService.getKpiSummary, GetKpiSummaryRequest(), summaryFaults),
        InputTable(KpiService.getKpiTrends, GetKpiTrendsRequest(), trendFaults),
        InputTable(KpiService.listKpiSnapshots, ListKpiSnapshotsRequest(), snapshotFaults),
        InputTable(KpiService.getPerformance, GetPerformanceRequest(), performanceFaults),
        InputTable(KpiService.compareStrategies, CompareStrategiesRequest(), comparisonFaults),
        InputTable(KpiService.comparePrompts, promptComparison, promptFaults),
        InputTable(KpiService.getStrategyCorrelation, GetStrategyCorrelationRequest(), correlationFaults),
        InputTable(
            KpiService.getRiskManagementPerformance, GetRiskManagementPerformanceRequest(), riskFaults),
        InputTable(KpiService.exportKpis, ExportKpisRequest(), exportFaults),
        InputTable(KpiService.streamKpis, StreamKpisRequest(), streamFaults),
    ]

    private static func scope(_ change: (inout KpiScope) -> Void) -> KpiScope {
        var scope = KpiScope()
        change(&scope)
        return scope
    }

    private static func window(_ change: (inout KpiWindow) -> Void) -> KpiWindow {
        var window = KpiWindow()
        change(&window)
        return window
    }

    private static let summaryFaults: [Fault<GetKpiSummaryRequest>] = [
        Fault(
            "everything at once", "scope.account", "scope.strategy", "scope.symbol", "scope.bot_id",
            "scope.prompt_id", "scope.venue", "scope.tag", "window.name", "window.range",
            "basis"
        ) {
            $0.scope = scope {
                ($0.account, $0.strategy, $0.symbol) = ("*", long, control)
                ($0.botID, $0.promptID, $0.venue, $0.tag) = (long, long, long, control)
            }
            $0.window = window { ($0.name, $0.range) = (.init(rawValue: 9), range(2, 1)) }
            $0.basis = .init(rawValue: 3)
        },
        Fault("a range the wrong way round", "window.range.to") {
            $0.window = window { $0.range = range(2, 1) }
        },
        Fault("a range past the ends of time", "window.range.from", "window.range.to") {
            var range = TimeRange()
            (range.from, range.to) = (tooEarly, tooLate)
            $0.window = window { $0.range = range }
        },
        Fault("a name and a range", "window.range") {
            $0.window = window { ($0.name, $0.range) = (._1d, range(1, 2)) }
        },
        Fault("an account that there is not", .notFound, in: \.scope) { $0.account = "nobody" },
        Fault("a strategy that there is not", .notFound, in: \.scope) { $0.strategy = "none" },
    ]

    private static let trendFaults: [Fault<GetKpiTrendsRequest>] = [
        Fault("days below zero", "days") { $0.days = -1 },
        Fault("too many days", "days") { $0.days = 3661 },
        Fault("a scope that is not kept", "scope.symbol", "scope.tag", "basis") {
            ($0.scope, $0.basis) = (scope { ($0.symbol, $0.tag) = ("BTC-USD", "a") }, .init(rawValue: -1))
        },
        Fault("a strategy that there is not", .notFound, in: \.scope) { $0.strategy = "none" },
    ]

    private static let snapshotFaults: [Fault<ListKpiSnapshotsRequest>] = [
        Fault("everything at once", "account", "page_size", "time.from", "page_token") {
            $0.account = "a b"
            $0.pageSize = -1
            $0.pageToken = "-1"
            $0.time = TimeRange()
            $0.time?.from = tooLate
        },
        Fault("a range the wrong way round", "time.to") { $0.time = range(2, 1) },
        Fault("an account that there is not", .notFound) { $0.account = "nobody" },
    ]

    private static let performanceFaults: [Fault<GetPerformanceRequest>] = [
        Fault("everything at once", "group_by", "order_by", "limit", "scope.account", "window.name", "basis")
        {
            ($0.groupBy, $0.orderBy, $0.limit) = (.init(rawValue: 9), "luck desc", -1)
            ($0.scope, $0.basis) = (
                scope {
                    $0.account = ""; $0.account = "#"
                }, .init(rawValue: 99)
            )
            $0.window = window { $0.name = .init(rawValue: 6) }
        },
        Fault("a sorting of blanks", "order_by") { $0.orderBy = " " },
        Fault("a sorting with a word too many", "order_by") { $0.orderBy = "win_rate asc desc" },
        Fault("an account that there is not", .notFound, in: \.scope) { $0.account = "nobody" },
    ]

    private static let comparisonFaults: [Fault<CompareStrategiesRequest>] = [
        Fault("everything at once", "account", "strategies[1]", "strategies[2]", "window.range.to", "basis") {
            ($0.account, $0.strategies) = (control, ["S", "", "S"])
            ($0.window, $0.basis) = (window { $0.range = range(2, 1) }, .init(rawValue: 8))
        },
        Fault("an account that there is not", .notFound) { $0.account = "nobody" },
        Fault("a strategy that there is not", .notFound) { $0.strategies = ["S", "none"] },
    ]

    private static let promptComparison: ComparePromptsRequest = {
        var request = ComparePromptsRequest()
        (request.first, request.second) = ("3", "7")
        return request
    }()

    private static let promptFaults: [Fault<ComparePromptsRequest>] = [
        Fault("everything at once", "account", "first", "second", "window.range.to", "basis") {
            ($0.account, $0.first, $0.second) = (control, "", long)
            ($0.window, $0.basis) = (window { $0.range = range(2, 1) }, .init(rawValue: 8))
        },
        Fault("a prompt against itself", "second") { $0.second = "3" },
        Fault("an account that there is not", .notFound) { $0.account = "nobody" },
    ]

    private static let correlationFaults: [Fault<GetStrategyCorrelationRequest>] = [
        Fault("everything at once", "account", "strategies[0]", "strategies[2]") {
            ($0.account, $0.strategies) = ("a b", [long, "S", "S"])
        },
        Fault("an account that there is not", .notFound) { $0.account = "nobody" },
        Fault("a strategy that there is not", .notFound) { $0.strategies = ["none"] },
    ]

    private static let riskFaults: [Fault<GetRiskManagementPerformanceRequest>] = [
        Fault("everything at once", "scope.tag", "window.name") {
            ($0.scope, $0.window) = (scope { $0.tag = control }, window { $0.name = .init(rawValue: 77) })
        },
        Fault("an account that there is not", .notFound, in: \.scope) { $0.account = "nobody" },
        Fault("a strategy that there is not", .notFound, in: \.scope) { $0.strategy = "none" },
    ]

    private static let exportFaults: [Fault<ExportKpisRequest>] = [
        Fault("everything at once", "account", "format", "window.range.to", "basis") {
            ($0.account, $0.format, $0.basis) = ("..\u{7}", .init(rawValue: 5), .init(rawValue: 5))
            $0.window = window { $0.range = range(1, 0) }
        },
        Fault("an account that there is not", .notFound) { $0.account = "nobody" },
    ]

    private static let streamFaults: [Fault<StreamKpisRequest>] = [
        Fault("everything at once", "scope.venue", "basis", "min_interval", "heartbeat_interval") {
            ($0.scope, $0.basis) = (scope { $0.venue = "binance" }, .init(rawValue: 4))
            ($0.minInterval, $0.heartbeatInterval) = (span(-1), span(0))
        },
        Fault("an account that there is not", .notFound, in: \.scope) { $0.account = "nobody" },
        Fault("a strategy that there is not", .notFound, in: \.scope) { $0.strategy = "none" },
    ]
}
