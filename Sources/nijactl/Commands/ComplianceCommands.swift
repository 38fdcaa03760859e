import JSON
import NijaMessages
import Protobuf

/// Commands on rules of compliance and on users.
enum ComplianceCommands {
    private static let userID = Option("user-id", "ID", "the user (fills of none)")

    static let all = [
        Command(
            "compliance show", "what the rules say of a user's fills, the last executed first",
            options: [
                SharedOptions.account, userID,
                Option("result", "A,B", "only these results: PASS, FLAG, FAIL, PENDING, SKIPPED"),
                Option("rule", "A,B", "only these rules"), Option("symbol", "NAME", "of this symbol"),
            ] + SharedOptions.range,
            examples: [
                "nijactl compliance show --limit 100",
                "nijactl compliance show --user-id ann --result FLAG,FAIL,PENDING",
                "nijactl compliance show --rule us-wash-sale --from 2026-01-01 -o csv",
            ], run: show),
        Command(
            "compliance rerun", "audit a user from scratch, and raise the alarms that are missing",
            options: [SharedOptions.account, userID],
            examples: [
                "nijactl compliance rerun", "nijactl compliance rerun --user-id ann",
                "nijactl compliance rerun --account default -o json",
            ],
            run: { call throws(CommandError) in
                var request = RerunComplianceRequest()
                (request.account, request.userID) = (call.text("account"), call.text("user-id"))
                let response = try call.call(ComplianceService.rerunCompliance, request)
                try call.output.one(response, "") { answer in
                    let alarms = (answer["alarm_ids"]?.elements ?? []).compactMap(\.text)
                    return summary(answer["summary"] ?? .null, call.output.style)
                        + (alarms.isEmpty ? "" : "raised \(alarms.joined(separator: ", "))\n")
                }
            }),
        Command(
            "compliance rules", "list the rules as they are set",
            options: [Option("account", "NAME", "as they are set for this account")],
            examples: [
                "nijactl compliance rules", "nijactl compliance rules --account default -o wide",
                "nijactl compliance rules --columns rule-id,enabled,thresholds -o csv",
            ],
            run: { call throws(CommandError) in
                var request = ListRulesRequest()
                request.account = call.text("account")
                try call.output.list(
                    try call.call(ComplianceService.listRules, request), rows: "rules", ruleLayout)
            }),
        Command(
            "compliance rule set", "set a rule, for all accounts or for one", arguments: ["RULE"],
            options: [
                Option("account", "NAME", "the account it is set for (every account without its own)"),
                Option("enabled", "YES", "whether fills are held against it: true or false"),
                Option("threshold", "A=1,B=2", "thresholds by name; the others stay"),
                Option("asset-classes", "A,B", "what it applies to; all for every class"),
                Option("effective-from", "DAY", "the first day on which it is in force; - for always"),
                Option("effective-until", "DAY", "the first day on which it is so no more; - for never"),
            ],
            examples: [
                "nijactl compliance rule set position-size --threshold max_percent=25",
                "nijactl compliance rule set us-legacy-pdt --enabled true --effective-until 2027-10-20",
                "nijactl compliance rule set leverage --account default --threshold max_leverage=2 --asset-classes CRYPTO -o json",
            ], run: setRule),
        Command(
            "user metrics", "what a user has made of what was invested, by first in, first out",
            options: [SharedOptions.account, userID],
            examples: [
                "nijactl user metrics", "nijactl user metrics --user-id ann",
                "nijactl user metrics --account default -o json",
            ], run: metrics),
    ]

    /// Audits as rows.
    static let layout = TableLayout(
        [
            Column("fill.executed_at", "executed at", .time), Column("fill.symbol", "symbol"),
            Column("rule_id", "rule"), Column("result", "result", .state(prefix: "AUDIT_RESULT_")),
            Column("fill.fill_id", "fill"), Column("reason"),
        ],
        wide: [
            Column("disallowed_loss", "disallowed", .amount), Column("related_fill_ids", "related"),
            Column("fill.user_id", "user"), Column("fill.side", "side", .state(prefix: "FILL_SIDE_")),
            Column("fill.qty", "quantity", .amount), Column("fill.price", "price", .amount),
        ],
        id: "fill.fill_id")

    private static let ruleLayout = TableLayout(
        [
            Column("rule_id", "rule"), Column("enabled"), Column("thresholds"),
            Column("effective_from", "from"), Column("effective_until", "until"),
            Column("asset_classes.classes", "classes"), Column("account"), Column("summary"),
        ],
        wide: [
            Column("breach", "breach", .state(prefix: "AUDIT_RESULT_")), Column("source"), Column("sequence"),
        ],
        id: "rule_id")

    private static func show(_ call: Invocation) throws(CommandError) {
        var request = GetComplianceRequest()
        (request.account, request.userID, request.symbol) =
            (call.text("account"), call.text("user-id"), call.text("symbol"))
        request.ruleIds = call.text("rule").split(separator: ",").map(String.init)
        for name in call.text("result").split(separator: ",").map(String.init) {
            guard let result = AuditResult(name: name) else {
                throw .usage("--result is \(name); it must be of PASS, FLAG, FAIL, PENDING, SKIPPED")
            }
            request.results.append(result)
        }
        request.executedAt = try call.range()
        let limit = try call.number("limit") ?? 50
        var response = GetComplianceResponse()
        repeat {
            request.pageSize = Int32(clamping: min(1000, limit - response.audits.count))
            let page = try call.call(ComplianceService.getCompliance, request)
            response.summary = page.summary
            response.audits += page.audits
            response.nextPageToken = page.nextPageToken
            request.pageToken = page.nextPageToken
        } while !request.pageToken.isEmpty && response.audits.count < limit
        if [.table, .wide].contains(call.output.format) {
            let value = try Output.parse(response)
            Output.write(summary(value["summary"] ?? .null, call.output.style))
        }
        if !response.nextPageToken.isEmpty && call.output.format != .json {
            call.output.note("showing the first \(limit); more with --limit")
        }
        try call.output.list(response, rows: "audits", layout)
    }

    private static func summary(_ value: JSONValue, _ style: Style) -> String {
        var card = Card(style)
        card.title("Compliance")
        for name in ["total_checks", "passed", "flagged", "failed", "pending", "skipped", "fills"] {
            card.row(name.split(separator: "_").joined(separator: " "), value[name]?.text ?? "0")
        }
        if value["from_trades"]?.text == "true" {
            card.row("of", "the legs of recorded trades")
            card.row("trades left out", value["trades_left_out"]?.text ?? "0")
        }
        if let remaining = value["day_trades_remaining"]?.text { card.row("day trades left", remaining) }
        return card.rendered
    }

    private static func setRule(_ call: Invocation) throws(CommandError) {
        var rule = try call.message(
            ComplianceRule.self, from: ["account", "enabled", "effective_from", "effective_until"])
        rule.ruleID = call.arguments[0]
        for pair in call.text("threshold").split(separator: ",") {
            let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else {
                throw .usage("--threshold has \(pair); it must be NAME=NUMBER, such as max_percent=25")
            }
            rule.thresholds[parts[0]] = parts[1]
        }
        if let text = call["asset-classes"] {
            var classes = AssetClasses()
            for name in text.split(separator: ",").map(String.init) where name != "all" {
                guard let assetClass = AssetClass(name: name) else {
                    let known = AssetClass.names.dropFirst().map {
                        String($0.name.dropFirst(AssetClass.prefix.count))
                    }
                    throw .usage(
                        "--asset-classes has \(name); it must be all, or of \(known.joined(separator: ", "))")
                }
                classes.classes.append(assetClass)
            }
            rule.assetClasses = classes
        }
        var request = PutRuleRequest()
        request.rule = rule
        let response = try call.call(ComplianceService.putRule, request)
        if response.duplicate { call.output.note("it was set so before; nothing changed") }
        try call.output.one(response, "rule") { value in "set \(value["rule_id"]?.text ?? "")\n" }
    }

    private static func metrics(_ call: Invocation) throws(CommandError) {
        var request = GetUserMetricsRequest()
        (request.account, request.userID) = (call.text("account"), call.text("user-id"))
        let response = try call.call(ComplianceService.getUserMetrics, request)
        try call.output.one(response, "") { value in
            var card = Card(call.output.style)
            card.title("User \(request.userID.isEmpty ? "(none)" : request.userID)")
            card.row("trades", value["total_trades"]?.text ?? "0")
            for name in ["total_invested", "realized_pnl", "open_cost", "disallowed_losses"] {
                card.row(
                    name.split(separator: "_").joined(separator: " "),
                    Column.shortened(value[name]?.text ?? "0"))
            }
            card.row("returns %", value["returns_percent"]?.text.map(Column.rounded) ?? "–")
            return card.rendered
        }
    }
}
