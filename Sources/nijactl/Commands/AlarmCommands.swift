import JSON
import NijaMessages
import Protobuf

/// Commands on alarms.
enum AlarmCommands {
    private static let severity = Option("severity", "SEVERITY", "INFO, WARNING, CRITICAL or EMERGENCY")
    private static let filter = [
        SharedOptions.account, severity, Option("min-severity", "SEVERITY", "this bad or worse"),
        Option(
            "category", "CATEGORY",
            "BALANCE, DRAWDOWN, POSITION, TRADE_PERFORMANCE, VOLATILITY, SYSTEM, API or STRATEGY"),
        Option("strategy", "NAME", "of this strategy"), Option("name", "NAME", "of this name"),
    ]
    private static let thresholdFields = [
        "account", "strategy", "category", "severity", "metric", "comparison", "threshold_value", "enabled",
        "description", "min_trades", "hysteresis", "cooldown", "action",
    ]

    static let all = [
        Command(
            "alarm list", "list active alarms, worst first", options: filter,
            examples: ["nijactl alarm list", "nijactl alarm list --severity CRITICAL -o json"], run: list),
        Command(
            "alarm summary", "count alarms", options: [SharedOptions.account],
            examples: ["nijactl alarm summary", "nijactl alarm summary -o json"], run: summary),
        Command(
            "alarm ack", "note that you have seen an alarm", arguments: ["ALARM_ID"],
            options: [Option("note", "TEXT", "what was done about it")],
            examples: ["nijactl alarm ack low_balance_20260130_043000 --note 'topped up'"],
            run: { call throws(CommandError) in
                var request = AcknowledgeAlarmRequest()
                (request.alarmID, request.note) = (call.arguments[0], call.text("note"))
                try call.output.one(try call.call(AlarmService.acknowledgeAlarm, request), "alarm") {
                    card($0, call.output.style)
                }
            }),
        Command(
            "alarm clear", "end an alarm, or all that were acknowledged", arguments: ["[ALARM_ID]"],
            options: [
                Option(flag: "acked", "all that were acknowledged"), SharedOptions.account,
                Option("note", "TEXT", "why"),
            ],
            examples: ["nijactl alarm clear low_balance_20260130_043000", "nijactl alarm clear --acked"],
            run: clear),
        Command(
            "alarm history", "list what happened to alarms, newest first",
            options: filter + SharedOptions.range,
            examples: ["nijactl alarm history --limit 20"], run: history),
        Command(
            "alarm raise", "report trouble that a bot sees", arguments: ["NAME"],
            options: [
                SharedOptions.account, Option("strategy", "NAME", "the strategy concerned"), severity,
                Option("category", "CATEGORY", "API, SYSTEM, VOLATILITY, …"),
                Option("message", "TEXT", "what happened"),
                Option("current-value", "NUMBER", "how bad"),
                Option("action", "ACTION", "NONE, PAUSE_STRATEGY or STOP_ALL"),
            ],
            examples: [
                "nijactl alarm raise exchange_unreachable --severity CRITICAL --category API --message 'no answer for 30 s'"
            ],
            run: raise),
        Command(
            "alarm silence", "mark alarms as silenced for a time",
            options: [
                Option("until", "TIME", "until when"), Option("reason", "TEXT", "why"),
                Option("account", "NAME", "of this account only"),
                Option("name", "NAME", "of this name only"),
                Option("strategy", "NAME", "of this strategy only"),
            ],
            examples: [
                "nijactl alarm silence --until 2030-01-01T00:00:00Z --reason maintenance --name stale_balance"
            ],
            run: silence),
        Command(
            "alarm silences", "list silences in force", examples: ["nijactl alarm silences"],
            run: { call throws(CommandError) in
                try call.output.list(
                    try call.call(AlarmService.listSilences, ListSilencesRequest()), rows: "silences",
                    TableLayout(
                        [
                            Column("until", "until", .time), Column("name"), Column("account"),
                            Column("strategy"), Column("reason"),
                        ],
                        id: "silence_id"))
            }),
        Command(
            "alarm rule list", "list thresholds", options: [SharedOptions.account],
            examples: ["nijactl alarm rule list"], run: rules),
        Command(
            "alarm rule set", "create or replace a threshold", arguments: ["NAME"],
            options: thresholdFields.map { Option($0.dashed, "VALUE", "the threshold's \($0)") } + [
                Option("escalate", "VALUE:SEVERITY[:ACTION],…", "further levels of the same alarm")
            ],
            examples: [
                "nijactl alarm rule set custom_win_rate --metric win_rate --comparison LT --threshold-value 50 --severity WARNING --category TRADE_PERFORMANCE --description 'Win rate below 50%'"
            ], run: setRule),
        Command(
            "alarm rule delete", "delete a threshold; its alarms resolve", arguments: ["NAME"],
            options: [
                Option("account", "NAME", "the threshold of this account"),
                Option("strategy", "NAME", "the threshold of this strategy"),
            ],
            examples: ["nijactl alarm rule delete custom_win_rate"],
            run: { call throws(CommandError) in
                var request = DeleteThresholdRequest()
                (request.name, request.account, request.strategy) =
                    (call.arguments[0], call.text("account"), call.text("strategy"))
                let response = try call.call(AlarmService.deleteThreshold, request)
                try call.output.one(response, "threshold") { _ in "deleted \(call.arguments[0])\n" }
            }),
    ]

    static let layout = TableLayout(
        [
            Column("severity", "severity", .state(prefix: "SEVERITY_")), Column("timestamp", "since", .time),
            Column("account"), Column("strategy"), Column("message"), Column("acknowledged", "seen"),
            Column("alarm_id", "alarm"),
        ],
        wide: [
            Column("category", "category", .state(prefix: "ALARM_CATEGORY_")),
            Column("current_value", "value", .ratio),
            Column("threshold_value", "threshold", .ratio), Column("action_taken", "action"),
        ], id: "alarm_id")

    static func card(_ alarm: JSONValue, _ style: Style) -> String {
        var card = Card(style)
        card.title(alarm["alarm_id"]?.text ?? "")
        card.rows(
            alarm,
            [
                Column("state", "state", .state(prefix: "ALARM_STATE_")),
                Column("severity", "severity", .state(prefix: "SEVERITY_")),
                Column("category", "category", .state(prefix: "ALARM_CATEGORY_")),
                Column("message", "message"),
                Column("account"), Column("strategy"), Column("timestamp", "since", .time),
                Column("acknowledged_at", "seen at", .time), Column("ended_at", "ended at", .time),
                Column("action_taken", "action"),
            ])
        return card.rendered
    }

    private static func filter(_ call: Invocation) throws(CommandError) -> AlarmFilter {
        var filter = AlarmFilter()
        (filter.account, filter.strategy, filter.name) =
            (call.text("account"), call.text("strategy"), call.text("name"))
        (filter.severity, filter.minSeverity, filter.category) =
            (try call.choice("severity"), try call.choice("min-severity"), try call.choice("category"))
        return filter
    }

    private static func list(_ call: Invocation) throws(CommandError) {
        var request = ListActiveAlarmsRequest()
        request.filter = try filter(call)
        try call.output.list(try call.call(AlarmService.listActiveAlarms, request), rows: "alarms", layout)
    }

    private static func summary(_ call: Invocation) throws(CommandError) {
        var request = GetAlarmSummaryRequest()
        request.account = call.text("account")
        try call.output.one(try call.call(AlarmService.getAlarmSummary, request), "") {
            summaryCard($0, call.output.style)
        }
    }

    static func summaryCard(_ summary: JSONValue, _ style: Style) -> String {
        var card = Card(style)
        card.title("Alarms")
        card.row("active", summary["total_active"]?.text ?? "0")
        card.row("acknowledged", summary["total_acknowledged"]?.text ?? "0")
        card.row("ever raised", summary["total_historical"]?.text ?? "0")
        for name in ["active_by_severity", "active_by_category"] {
            for member in summary[name]?.members ?? [] where member.value.text != "0" {
                card.row("  " + style.state(member.name), member.value.text ?? "")
            }
        }
        return card.rendered
    }

    private static func clear(_ call: Invocation) throws(CommandError) {
        if call.has("acked") {
            var request = ClearAcknowledgedRequest()
            request.account = call.text("account")
            try call.output.list(
                try call.call(AlarmService.clearAcknowledged, request), rows: "alarms", layout)
            return
        }
        guard let id = call.arguments.first else { throw .usage("alarm clear needs ALARM_ID or --acked") }
        var request = ClearAlarmRequest()
        (request.alarmID, request.note) = (id, call.text("note"))
        try call.output.one(try call.call(AlarmService.clearAlarm, request), "alarm") {
            card($0, call.output.style)
        }
    }

    private static func history(_ call: Invocation) throws(CommandError) {
        var request = ListAlarmHistoryRequest()
        (request.filter, request.time) = (try filter(call), try call.range())
        request.pageSize = Int32(clamping: min(try call.number("limit") ?? 100, 1000))
        try call.output.list(
            try call.call(AlarmService.listAlarmHistory, request), rows: "events",
            TableLayout(
                [
                    Column("time", "time", .time),
                    Column("alarm.transition", "what", .state(prefix: "ALARM_TRANSITION_")),
                    Column("alarm.alarm.severity", "severity", .state(prefix: "SEVERITY_")),
                    Column("alarm.alarm.message", "message"), Column("alarm.alarm.alarm_id", "alarm"),
                ], id: "alarm.alarm.alarm_id"))
    }

    private static func raise(_ call: Invocation) throws(CommandError) {
        var request: RaiseAlarmRequest = try call.message(
            from: ["account", "strategy", "severity", "category", "message", "current_value", "action"])
        request.name = call.arguments[0]
        try call.output.one(try call.call(AlarmService.raiseAlarm, request), "alarm") {
            card($0, call.output.style)
        }
    }

    private static func silence(_ call: Invocation) throws(CommandError) {
        var request = SilenceRequest()
        request.silence = try call.message(
            Silence.self, from: ["account", "name", "strategy", "until", "reason"])
        let response = try call.call(AlarmService.silence, request)
        try call.output.one(response, "silence") { "silenced until \($0["until"]?.text ?? "")\n" }
    }

    private static func rules(_ call: Invocation) throws(CommandError) {
        var request = ListThresholdsRequest()
        request.account = call.text("account")
        try call.output.list(
            try call.call(AlarmService.listThresholds, request), rows: "thresholds",
            TableLayout(
                [
                    Column("name"), Column("metric"),
                    Column("comparison", "is", .state(prefix: "COMPARISON_")),
                    Column("threshold_value", "than", .ratio),
                    Column("severity", "severity", .state(prefix: "SEVERITY_")),
                    Column("min_trades", "from trades", .amount), Column("enabled"), Column("account"),
                    Column("strategy"),
                    Column("action", "action", .state(prefix: "ALARM_ACTION_")),
                ], id: "name"))
    }

    private static func setRule(_ call: Invocation) throws(CommandError) {
        var threshold: Threshold = try call.message(from: thresholdFields)
        threshold.name = call.arguments[0]
        for level in call.text("escalate").split(separator: ",") {
            let parts = level.split(separator: ":").map(String.init)
            guard parts.count >= 2, let value = Double(parts[0]), let severity = Severity(name: parts[1]),
                let action = AlarmAction(name: parts.count > 2 ? parts[2] : "NONE")
            else {
                throw .usage("--escalate is \(level); it must be VALUE:SEVERITY or VALUE:SEVERITY:ACTION")
            }
            var escalation = Escalation()
            (escalation.thresholdValue, escalation.severity, escalation.action) = (value, severity, action)
            threshold.escalations.append(escalation)
        }
        var request = PutThresholdRequest()
        request.threshold = threshold
        let response = try call.call(AlarmService.putThreshold, request)
        try call.output.one(response, "threshold") { value in
            "\(response.created ? "created" : "replaced") \(value["name"]?.text ?? "")\n"
        }
    }
}
