import JSON
import NijaMessages
import Protobuf

/// Commands on alarms.
enum AlarmCommands {
    private static let severity = Option("severity", of: Severity.self, "how bad it is")
    private static let filter = [
        SharedOptions.account, severity, Option("min-severity", of: Severity.self, "this bad or worse"),
        Option("category", of: AlarmCategory.self, "what it is about"),
        Option("strategy", "NAME", "of this strategy"), Option("name", "NAME", "of this name"),
    ]

    static let all = [
        Command(
            "alarm list", "list active alarms, worst first", options: filter,
            examples: [
                "nijactl alarm list",
                "nijactl alarm list --severity CRITICAL -o json",
                "nijactl alarm list --category DRAWDOWN --min-severity WARNING -o wide",
            ], run: list),
        Command(
            "alarm summary", "count alarms", options: [SharedOptions.account],
            examples: [
                "nijactl alarm summary",
                "nijactl alarm summary --account default",
                "nijactl alarm summary -o json",
            ], run: summary),
        Command(
            "alarm ack", "note that you have seen an alarm", arguments: ["ALARM_ID"],
            options: [Option("note", "TEXT", "what was done about it")],
            examples: [
                "nijactl alarm ack \"$(nijactl alarm list --limit 1 -o id)\"",
                "nijactl alarm ack \"$(nijactl alarm list --limit 1 -o id)\" --note 'topped up'",
                "nijactl alarm list -o id | while read -r alarm; do nijactl alarm ack \"$alarm\"; done",
            ],
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
            examples: [
                "nijactl alarm clear --acked",
                "nijactl alarm clear \"$(nijactl alarm history --limit 1 -o id)\" --note solved",
                "nijactl alarm clear --acked --account default -o json",
            ],
            run: clear),
        Command(
            "alarm history", "list what happened to alarms, newest first",
            options: filter + SharedOptions.range,
            examples: [
                "nijactl alarm history --limit 20",
                "nijactl alarm history --category API --from 2026-01-01",
                "nijactl alarm history -o ndjson",
            ], run: history),
        Command(
            "alarm raise", "report trouble that a bot sees", arguments: ["NAME"],
            options: [
                SharedOptions.account, Option("strategy", "NAME", "the strategy concerned"), severity,
                Option("category", of: AlarmCategory.self, "what it is about"),
                Option("message", "TEXT", "what happened"),
                Option("current-value", "NUMBER", "how bad"),
                Option("action", of: AlarmAction.self, "what the daemon should do"),
            ],
            examples: [
                "nijactl alarm raise exchange_unreachable --severity CRITICAL --category API --message 'no answer for 30 s'",
                "nijactl alarm raise wild_market --severity WARNING --category VOLATILITY --message 'spread above 2 %' --current-value 2.4",
                "nijactl alarm raise bot_down --severity EMERGENCY --category SYSTEM --strategy APEX_V71 --message 'bot-2 is gone' --action PAUSE_STRATEGY",
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
                "nijactl alarm silence --until 2100-01-01T00:00:00Z --reason maintenance --name stale_balance",
                "nijactl alarm silence --until 2100-01-01 --reason holiday --account default",
                "nijactl alarm silence --until 2100-01-01 --reason experiment --strategy APEX_V71 -o json",
            ],
            run: silence),
        Command(
            "alarm silences", "list silences in force",
            examples: [
                "nijactl alarm silences",
                "nijactl alarm silences -o json",
                "nijactl alarm silences --columns name,until,reason",
            ],
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

    /// The count of alarms on one line.
    static func summaryLine(_ summary: JSONValue, _ style: Style) -> String {
        func count(_ field: String) -> String { summary[field]?.text ?? "0" }
        let counts = [
            "\(count("total_active")) active", "\(count("total_acknowledged")) acknowledged",
            "\(count("total_historical")) ever raised",
        ]
        let severities = (summary["active_by_severity"]?.members ?? []).compactMap { member in
            member.value.text.flatMap { $0 == "0" ? nil : "\(style.state(member.name)) \($0)" }
        }
        return style.bold("Alarms ") + (counts + severities).joined(separator: style.faint(" · ")) + "\n"
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
}
