import JSON
import NijaMessages
import Protobuf

/// Commands on the thresholds that raise alarms.
enum AlarmRuleCommands {
    private static let fields = [
        Option("account", "NAME", "the account it holds for (every account)"),
        Option(
            "strategy", "NAME", "the strategy it holds for; * for each by itself (the account as a whole)"),
        Option(
            "metric", "FIGURE",
            "a numeric field of KpiSnapshot, or balance, balance_drop_percentage, …; required"),
        Option("comparison", of: Comparison.self, "how it is compared; required"),
        Option("threshold-value", "NUMBER", "with what (0)"),
        Option("severity", of: Severity.self, "how bad a breach is; required"),
        Option("category", of: AlarmCategory.self, "what it is about; required"),
        Option("description", "TEXT", "what it means, for a person"),
        Option("enabled", "YES", "whether it is watched: true or false (true)"),
        Option("min-trades", "N", "silent until there are so many trades (0)"),
        Option("hysteresis", "NUMBER", "how far the value must come back before the alarm resolves (0)"),
        Option("cooldown", "TIME", "after it resolved, not raised again within this time (0)"),
        Option("action", of: AlarmAction.self, "what the daemon does when it is raised"),
        Option("escalate", "LEVELS", "further levels: VALUE:SEVERITY or VALUE:SEVERITY:ACTION, with commas"),
    ]

    static let all = [
        Command(
            "alarm rule list", "list thresholds", options: [SharedOptions.account],
            examples: [
                "nijactl alarm rule list",
                "nijactl alarm rule list --account default",
                "nijactl alarm rule list --sort name -o csv",
            ], run: rules),
        Command(
            "alarm rule set", "create or replace a threshold", arguments: ["NAME"],
            options: fields,
            examples: [
                "nijactl alarm rule set custom_win_rate --metric win_rate --comparison LT --threshold-value 50 --severity WARNING --category TRADE_PERFORMANCE --description 'Win rate below 50%'",
                "nijactl alarm rule set apex_streak --strategy APEX_V71 --metric consecutive_losses --comparison GTE --threshold-value 7 --severity CRITICAL --category STRATEGY --action PAUSE_STRATEGY",
                "nijactl alarm rule set deep_drawdown --account live --metric current_drawdown --comparison GT --threshold-value 5 --severity WARNING --category DRAWDOWN --hysteresis 1 --cooldown 1h --escalate 15:CRITICAL,30:EMERGENCY:STOP_ALL",
            ], run: setRule),
        Command(
            "alarm rule delete", "delete a threshold; its alarms resolve", arguments: ["NAME"],
            options: [
                Option("account", "NAME", "the threshold of this account"),
                Option("strategy", "NAME", "the threshold of this strategy"),
            ],
            examples: [
                "nijactl alarm rule delete custom_win_rate",
                "nijactl alarm rule delete apex_streak --strategy APEX_V71",
                "nijactl alarm rule delete deep_drawdown --account live -o json",
            ],
            run: { call throws(CommandError) in
                var request = DeleteThresholdRequest()
                (request.name, request.account, request.strategy) =
                    (call.arguments[0], call.text("account"), call.text("strategy"))
                let response = try call.call(AlarmService.deleteThreshold, request)
                try call.output.one(response, "threshold") { _ in "deleted \(call.arguments[0])\n" }
            }),
    ]

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
        var threshold: Threshold = try call.message(
            from: fields.map(\.name.underscored).filter { $0 != "escalate" })
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
