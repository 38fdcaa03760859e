import NijaMessages
import Protobuf
import TTRPC

extension InputTable {
    /// A threshold with a further level.
    static let goodThreshold: Threshold = {
        var threshold = Threshold()
        (threshold.name, threshold.metric, threshold.thresholdValue) = ("rule", "win_rate", 40)
        (threshold.category, threshold.severity, threshold.comparison) = (.tradePerformance, .warning, .lt)
        var level = Escalation()
        (level.thresholdValue, level.severity) = (30, .critical)
        threshold.escalations = [level]
        return threshold
    }()

    static let alarms: [InputTable] = [
        InputTable(
            AlarmService.listActiveAlarms, ListActiveAlarmsRequest(),
            filterFaults(in: \.filter)),
        InputTable(
            AlarmService.getAlarmSummary, GetAlarmSummaryRequest(),
            accountFaults { request, name in request.account = name }),
        InputTable(AlarmService.acknowledgeAlarm, acknowledgement, acknowledgementFaults),
        InputTable(AlarmService.clearAlarm, clearing, clearingFaults),
        InputTable(
            AlarmService.clearAcknowledged, ClearAcknowledgedRequest(),
            accountFaults { request, name in request.account = name }),
        InputTable(AlarmService.listAlarmHistory, ListAlarmHistoryRequest(), historyFaults),
        InputTable(AlarmService.putThreshold, put, levelFaults + putFaults),
        InputTable(
            AlarmService.listThresholds, ListThresholdsRequest(),
            accountFaults { request, name in request.account = name }),
        InputTable(AlarmService.deleteThreshold, deletion, deletionFaults),
        InputTable(AlarmService.raiseAlarm, report, reportFaults),
        InputTable(AlarmService.silence, silencing, silenceFaults),
        InputTable(AlarmService.listSilences),
        InputTable(AlarmService.streamAlarms, StreamAlarmsRequest(), followFaults),
    ]

    private static func filterFaults<Request>(
        in part: any WritableKeyPath<Request, AlarmFilter?> & Sendable
    ) -> [Fault<Request>] {
        [
            Fault(
                "everything in the filter", "filter.account", "filter.strategy", "filter.name",
                "filter.severity", "filter.min_severity", "filter.category", in: part
            ) {
                ($0.account, $0.strategy, $0.name) = ("*", long, control)
                ($0.severity, $0.minSeverity) = (.init(rawValue: 5), .init(rawValue: -1))
                $0.category = .init(rawValue: 10)
            },
            Fault("an account that there is not", .notFound, in: part) { $0.account = "nobody" },
        ]
    }

    static func accountFaults<Request>(
        _ set: @escaping @Sendable (inout Request, String) -> Void
    ) -> [Fault<Request>] {
        [
            Fault("an account that cannot be one", "account") { set(&$0, control) },
            Fault("an account that there is not", .notFound) { set(&$0, "nobody") },
        ]
    }

    private static let acknowledgement: AcknowledgeAlarmRequest = {
        var request = AcknowledgeAlarmRequest()
        request.alarmID = alarmID
        return request
    }()

    private static let acknowledgementFaults: [Fault<AcknowledgeAlarmRequest>] = [
        Fault("everything at once", "alarm_id", "note") { ($0.alarmID, $0.note) = ("", long) },
        Fault("an alarm that there is not", .notFound) { $0.alarmID = "trouble_19700101_000000" },
    ]

    private static let clearing: ClearAlarmRequest = {
        var request = ClearAlarmRequest()
        request.alarmID = alarmID
        return request
    }()

    private static let clearingFaults: [Fault<ClearAlarmRequest>] = [
        Fault("everything at once", "alarm_id", "note") { ($0.alarmID, $0.note) = (control, control) },
        Fault("an alarm that there is not", .notFound) { $0.alarmID = "none" },
    ]

    private static let historyFaults: [Fault<ListAlarmHistoryRequest>] =
        filterFaults(in: \.filter) + [
            Fault("everything else", "time.to", "page_size", "page_token") {
                ($0.time, $0.pageSize, $0.pageToken) = (range(5, 4), .min, "99999999999999999999")
            }
        ]

    private static let put: PutThresholdRequest = {
        var request = PutThresholdRequest()
        request.threshold = goodThreshold
        return request
    }()

    private static let putFaults: [Fault<PutThresholdRequest>] = [
        Fault("no threshold", "threshold") { $0.threshold = nil },
        Fault(
            "an empty threshold", "threshold.category", "threshold.severity", "threshold.comparison",
            "threshold.name", "threshold.metric"
        ) { $0.threshold = Threshold() },
        Fault(
            "everything at once", "threshold.category", "threshold.severity", "threshold.comparison",
            "threshold.cooldown", "threshold.action", "threshold.name", "threshold.account",
            "threshold.strategy", "threshold.metric", "threshold.threshold_value", "threshold.description",
            "threshold.min_trades", "threshold.hysteresis"
        ) {
            var all = Threshold()
            (all.category, all.severity) = (.init(rawValue: 10), .init(rawValue: 5))
            (all.comparison, all.action) = (.init(rawValue: 6), .init(rawValue: 4))
            (all.cooldown, all.name, all.account) = (span(-1), long, "a b")
            (all.strategy, all.metric, all.thresholdValue) = (control, "luck", .nan)
            (all.description, all.minTrades, all.hysteresis) = (long, -1, -.infinity)
            $0.threshold = all
        },
        Fault("a value that is infinite", "threshold.threshold_value", in: \.threshold) {
            ($0.thresholdValue, $0.escalations) = (.infinity, [])
        },
        Fault("an account that there is not", .notFound, in: \.threshold) { $0.account = "nobody" },
    ]

    private static let levelFaults: [Fault<PutThresholdRequest>] = [
        Fault("a level without a severity", "threshold.escalations[0].severity", in: \.threshold) {
            $0.escalations[0].severity = .unspecified
        },
        Fault(
            "a level that is no worse", "threshold.escalations[0].threshold_value",
            "threshold.escalations[0].severity", in: \.threshold
        ) {
            $0.escalations[0].thresholdValue = 40
            $0.escalations[0].severity = .warning
        },
        Fault("a level that is no number", "threshold.escalations[0].threshold_value", in: \.threshold) {
            $0.escalations[0].thresholdValue = .nan
        },
        Fault("a level with no such action", "threshold.escalations[0].action", in: \.threshold) {
            $0.escalations[0].action = .init(rawValue: 9)
        },
        Fault("levels of an equality", "threshold.escalations", in: \.threshold) { $0.comparison = .eq },
    ]

    private static let deletion: DeleteThresholdRequest = {
        var request = DeleteThresholdRequest()
        request.name = "rule"
        return request
    }()

    private static let deletionFaults: [Fault<DeleteThresholdRequest>] = [
        Fault("everything at once", "name", "account", "strategy") {
            ($0.name, $0.account, $0.strategy) = ("", "a b", long)
        },
        Fault("a threshold that there is not", .notFound) { $0.name = "none" },
        Fault("a threshold of another scope", .notFound) { $0.strategy = "S" },
    ]

    private static let report: RaiseAlarmRequest = {
        var request = RaiseAlarmRequest()
        (request.name, request.message) = ("unreachable", "the venue does not answer")
        (request.severity, request.category) = (.warning, .api)
        return request
    }()

    private static let reportFaults: [Fault<RaiseAlarmRequest>] = [
        Fault("nothing said", "severity", "category", "name", "message") { $0 = RaiseAlarmRequest() },
        Fault(
            "everything at once", "severity", "category", "action", "account", "name", "strategy", "message",
            "current_value", "metadata[\"k\"]", "metadata"
        ) {
            ($0.severity, $0.category, $0.action) = (
                .init(rawValue: 5), .init(rawValue: 10), .init(rawValue: 4)
            )
            ($0.account, $0.name, $0.strategy, $0.message) = ("a b", control, long, long)
            ($0.currentValue, $0.metadata) = (.nan, [long: "v", "k": long])
        },
        Fault("too many entries", "metadata") {
            $0.metadata = Dictionary(uniqueKeysWithValues: (0..<33).map { ("k\($0)", "v") })
        },
        Fault("an account that there is not", .notFound) { $0.account = "nobody" },
    ]

    private static let silencing: SilenceRequest = {
        var request = SilenceRequest()
        var silence = Silence()
        (silence.until, silence.reason) = (instant(1_800_000_000), "maintenance")
        request.silence = silence
        return request
    }()

    private static let silenceFaults: [Fault<SilenceRequest>] = [
        Fault("no silence", "silence") { $0.silence = nil },
        Fault("an empty silence", "silence.until", "silence.reason") { $0.silence = Silence() },
        Fault("an end that has passed", "silence.until", in: \.silence) { $0.until = instant(1) },
        Fault(
            "everything at once", "silence.until", "silence.silence_id", "silence.account", "silence.name",
            "silence.strategy", "silence.reason", in: \.silence
        ) {
            ($0.until, $0.silenceID, $0.account) = (tooLate, long, "a b")
            ($0.name, $0.strategy, $0.reason) = (control, long, long)
        },
        Fault("an account that there is not", .notFound, in: \.silence) { $0.account = "nobody" },
    ]

    private static let followFaults: [Fault<StreamAlarmsRequest>] =
        filterFaults(in: \.filter) + [
            Fault("a heartbeat that is too fast", "heartbeat_interval") { $0.heartbeatInterval = span(-1) },
            Fault("a sequence that is not reached", .outOfRange) { $0.afterSequence = 1_000_000 },
        ]
}
