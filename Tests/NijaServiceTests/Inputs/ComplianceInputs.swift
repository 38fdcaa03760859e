import NijaMessages
import Protobuf
import TTRPC

extension InputTable {
    static let goodFill: Fill = {
        var fill = Fill()
        (fill.fillID, fill.symbol, fill.side) = ("fill", "AAPL", .buy)
        (fill.qty, fill.price) = ("10", "150.50")
        return fill
    }()

    static let fills: [InputTable] = [
        InputTable(
            FillService.recordFill, made { $0.fill = goodFill },
            [
                Fault("no fill", "fill") { $0.fill = nil },
                Fault("an empty fill", "fill.side", "fill.qty", "fill.price", "fill.symbol") {
                    $0.fill = Fill()
                },
                Fault(
                    "everything at once", "fill.executed_at", "fill.side", "fill.qty", "fill.price",
                    "fill.fees", "fill.asset_class", "fill.equity", "fill.fill_id", "fill.account",
                    "fill.user_id", "fill.symbol", "fill.strategy", "fill.venue", "fill.order_id",
                    in: \.fill
                ) { fill in
                    (fill.fillID, fill.account, fill.userID, fill.symbol) = (long, "a b", control, long)
                    (fill.side, fill.assetClass) = (.init(rawValue: 5), .init(rawValue: 7))
                    (fill.qty, fill.price, fill.fees, fill.equity) = ("1e5", "NaN", "x", "--1")
                    (fill.executedAt, fill.strategy) = (tooLate, control)
                    (fill.venue, fill.orderID) = (long, control)
                },
                Fault("nothing of it, for nothing", "fill.qty", "fill.price", in: \.fill) {
                    ($0.qty, $0.price) = ("0", "-1")
                },
                Fault("more than can be summed", "fill.price", in: \.fill) {
                    ($0.qty, $0.price) = ("1000001", "1000000")
                },
                Fault("an account that there is not", .notFound, in: \.fill) { $0.account = "nobody" },
            ]),
        InputTable(
            FillService.batchRecordFills, made { $0.fills = [goodFill] },
            [
                Fault("a fill without a symbol", "fills[0].symbol") { $0.fills[0].symbol = "" },
                Fault("too many", "fills") { $0.fills = Array(repeating: goodFill, count: 10_001) },
                Fault("an account that there is not", .notFound) { $0.fills[0].account = "nobody" },
            ]),
        InputTable(
            FillService.listFills, ListFillsRequest(),
            [
                Fault(
                    "everything at once", "filter.account", "filter.user_id", "filter.symbol", "filter.side",
                    "filter.executed_at.to", "page_size", "page_token"
                ) {
                    var filter = FillFilter()
                    (filter.account, filter.userID, filter.symbol) = ("a b", long, control)
                    (filter.side, filter.executedAt) = (.init(rawValue: 9), range(5, 5))
                    ($0.filter, $0.pageSize, $0.pageToken) = (filter, -1, "x")
                },
                Fault("an account that there is not", .notFound) {
                    $0.filter = FillFilter()
                    $0.filter?.account = "nobody"
                },
            ]),
    ]

    static let compliance: [InputTable] = [
        InputTable(
            ComplianceService.getCompliance, GetComplianceRequest(),
            [
                Fault(
                    "everything at once", "account", "user_id", "results[0]", "results[1]", "rule_ids[0]",
                    "symbol", "executed_at.to", "page_size", "page_token"
                ) {
                    ($0.account, $0.userID, $0.symbol) = ("a b", long, control)
                    ($0.results, $0.ruleIds) = ([.unspecified, .init(rawValue: 6)], ["pdt"])
                    ($0.executedAt, $0.pageSize, $0.pageToken) = (range(2, 1), -1, "-1.5")
                },
                Fault("an account that there is not", .notFound) { $0.account = "nobody" },
            ]),
        InputTable(
            ComplianceService.rerunCompliance, RerunComplianceRequest(),
            userFaults { ($0.account, $0.userID) = ($1, $2) }),
        InputTable(
            ComplianceService.getUserMetrics, GetUserMetricsRequest(),
            userFaults { ($0.account, $0.userID) = ($1, $2) }),
        InputTable(
            ComplianceService.listRules, ListRulesRequest(),
            [
                Fault("an account that cannot be", "account") { $0.account = "a b" },
                Fault("an account that there is not", .notFound) { $0.account = "nobody" },
            ]),
        InputTable(
            ComplianceService.putRule,
            made {
                var rule = ComplianceRule()
                (rule.ruleID, rule.thresholds) = ("position-size", ["max_percent": "30"])
                $0.rule = rule
            },
            [
                Fault("no rule", "rule") { $0.rule = nil },
                Fault("an empty rule", "rule.rule_id") { $0.rule = ComplianceRule() },
                Fault(
                    "everything at once", "rule.account", "rule.thresholds[\"max_percent\"]",
                    "rule.asset_classes.classes[0]", "rule.effective_from", "rule.effective_until",
                    in: \.rule
                ) { rule in
                    (rule.account, rule.thresholds) = ("a b", ["max_percent": "much"])
                    rule.assetClasses = AssetClasses()
                    rule.assetClasses?.classes = [.unspecified]
                    (rule.effectiveFrom, rule.effectiveUntil) = ("2026-02-30", "never")
                },
                Fault("a threshold of another rule", "rule.thresholds", in: \.rule) {
                    $0.thresholds = ["max_leverage": "2"]
                },
                Fault("a threshold beyond its range", "rule.thresholds[max_percent]", in: \.rule) {
                    $0.thresholds = ["max_percent": "0"]
                },
                Fault("an end before its beginning", "rule.effective_until", in: \.rule) {
                    ($0.effectiveFrom, $0.effectiveUntil) = ("2026-02-01", "2026-01-01")
                },
                Fault("an account that there is not", .notFound, in: \.rule) { $0.account = "nobody" },
            ]),
    ]

    private static func made<Request: ProtobufMessage>(_ change: (inout Request) -> Void) -> Request {
        var request = Request()
        change(&request)
        return request
    }

    private static func userFaults<Request: ProtobufMessage>(
        _ set: @escaping @Sendable (inout Request, String, String) -> Void
    ) -> [Fault<Request>] {
        [
            Fault("everything at once", "account", "user_id") { set(&$0, "a b", long) },
            Fault("an account that there is not", .notFound) { set(&$0, "nobody", "") },
        ]
    }
}
