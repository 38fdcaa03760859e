import Glibc
import NijaMessages
import TTRPC

extension InputTable {
    static let events: [InputTable] = [
        InputTable(
            EventService.subscribe, SubscribeRequest(),
            [
                Fault(
                    "everything at once", "topics[1]", "topics[2]", "account", "strategy", "symbol",
                    "subscription_id", "min_severity", "heartbeat_interval", "min_kpi_interval"
                ) {
                    $0.topics = [.trades, .unspecified, .init(rawValue: 99)]
                    ($0.account, $0.strategy, $0.symbol) = ("a b", long, control)
                    ($0.subscriptionID, $0.minSeverity) = (long, .init(rawValue: 5))
                    ($0.heartbeatInterval, $0.minKpiInterval) = (span(0, -1), span(-1))
                },
                Fault("an account that there is not", .notFound) { $0.account = "nobody" },
                Fault("a sequence that is not reached", .outOfRange) { $0.afterSequence = 1_000_000 },
            ]),
        InputTable(
            EventService.unsubscribe, unsubscription,
            [
                Fault("no name", "subscription_id") { $0.subscriptionID = "" },
                Fault("a name that cannot be", "subscription_id") { $0.subscriptionID = control },
                Fault("a subscription that there is not", .notFound) { $0.subscriptionID = "none" },
            ]),
    ]

    static let system: [InputTable] = [
        InputTable(
            SystemService.checkHealth, CheckHealthRequest(),
            [
                Fault("a name that cannot be", "service") { $0.service = control },
                Fault("a service that there is not", .notFound) { $0.service = "nija.v1.Nobody" },
            ]),
        InputTable(
            SystemService.watchHealth, WatchHealthRequest(),
            [
                Fault("a name that cannot be", "service") { $0.service = long },
                Fault("a service that there is not", .notFound) { $0.service = "TradeService" },
            ]),
        InputTable(SystemService.getStatus),
        InputTable(SystemService.getVersion),
        InputTable(SystemService.listServices),
        InputTable(
            SystemService.describeSymbol, DescribeSymbolRequest(),
            [
                Fault("a name that cannot be", "symbol") { $0.symbol = control },
                Fault("a symbol that there is not", .notFound) { $0.symbol = "nija.v1.Nothing" },
            ]),
        InputTable(
            SystemService.getDashboard, GetDashboardRequest(),
            accountFaults { request, name in request.account = name }),
        InputTable(
            SystemService.setIntervals, SetIntervalsRequest(),
            [
                Fault("everything at once", "intervals.update", "intervals.kpi", "intervals.alarm_check") {
                    $0.intervals = Intervals()
                    $0.intervals?.update = span(0, 999_999_999)
                    $0.intervals?.kpi = span(-5)
                    $0.intervals?.alarmCheck = span(.max)
                },
                Fault("one that is good beside one that is not", "intervals.kpi") {
                    $0.intervals = Intervals()
                    $0.intervals?.update = span(60)
                    $0.intervals?.kpi = span(0)
                },
            ]),
        InputTable(SystemService.startTracking),
        InputTable(SystemService.stopTracking),
        InputTable(
            SystemService.backup, backup,
            ["", "relative.db", "./here.db", "/tmp", "/nonexistent/nija.db", "/tmp/a\nb", "/tmp/" + long]
                .map { path in Fault("the path \(path.prefix(24))", "path") { $0.path = path } }),
        InputTable(
            SystemService.shutdown, ShutdownRequest(),
            [
                Fault("a reason that is too long", "reason") { $0.reason = long },
                Fault("a reason that steers terminals", "reason") { $0.reason = control },
            ]),
    ]

    private static let unsubscription: UnsubscribeRequest = {
        var request = UnsubscribeRequest()
        request.subscriptionID = "mine"
        return request
    }()

    private static let backup: BackupRequest = {
        var request = BackupRequest()
        request.path = "/tmp/nija-service-backup-\(getpid()).db"
        return request
    }()
}
