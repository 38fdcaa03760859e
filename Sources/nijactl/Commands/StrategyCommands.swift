import JSON
import NijaMessages

/// Commands on strategies.
enum StrategyCommands {
    private static let reason = [SharedOptions.account, Option("reason", "TEXT", "why, for the record")]

    static let all = [
        Command(
            "strategy list", "list strategies with their performance",
            options: [
                Option("account", "NAME", "of this account"),
                Option("status", of: StrategyStatus.self, "with this status only"),
            ],
            examples: [
                "nijactl strategy list",
                "nijactl strategy list --status PAUSED -o json",
                "nijactl strategy list --sort -net-profit -o wide",
            ], run: list),
        Command(
            "strategy show", "show a strategy", arguments: ["NAME"], options: [SharedOptions.account],
            examples: [
                "nijactl strategy show APEX_V71",
                "nijactl strategy show APEX_V71 --account default",
                "nijactl strategy show APEX_V71 -o json",
            ], run: show),
        Command(
            "strategy register", "register a strategy, or replace what it says of itself",
            arguments: ["NAME"],
            options: [
                SharedOptions.account, Option("description", "TEXT", "what it does"),
                Option("allocation", "AMOUNT", "capital set aside for it"),
                Option("parameters", "K=V,…", "its parameters, for the record"),
            ],
            examples: [
                "nijactl strategy register APEX_V71 --description breakout",
                "nijactl strategy register APEX_V71 --description breakout --parameters window=20,risk=0.01",
                "nijactl strategy register MEAN_REV --allocation 250 -o json",
            ],
            run: register),
        Command(
            "strategy pause", "ACTIVE to PAUSED: open nothing new", arguments: ["NAME"], options: reason,
            examples: [
                "nijactl strategy pause APEX_V71",
                "nijactl strategy pause APEX_V71 --reason 'spread too wide'",
                "nijactl strategy pause APEX_V71 --account default -o json",
            ],
            run: { call throws(CommandError) in
                var request = PauseStrategyRequest()
                (request.account, request.name, request.reason) = words(call)
                try call.output.one(try call.call(StrategyService.pauseStrategy, request), "strategy") {
                    moved($0)
                }
            }),
        Command(
            "strategy resume", "PAUSED to ACTIVE", arguments: ["NAME"], options: reason,
            examples: [
                "nijactl strategy resume APEX_V71",
                "nijactl strategy resume APEX_V71 --reason 'spread is fine again'",
                "nijactl strategy resume APEX_V71 -o json",
            ],
            run: { call throws(CommandError) in
                var request = ResumeStrategyRequest()
                (request.account, request.name, request.reason) = words(call)
                try call.output.one(try call.call(StrategyService.resumeStrategy, request), "strategy") {
                    moved($0)
                }
            }),
        Command(
            "strategy stop", "ACTIVE or PAUSED to STOPPED", arguments: ["NAME"], options: reason,
            examples: [
                "nijactl strategy stop APEX_V71",
                "nijactl strategy stop APEX_V71 --reason 'end of the experiment'",
                "nijactl strategy stop APEX_V71 -o json",
            ],
            run: { call throws(CommandError) in
                var request = StopStrategyRequest()
                (request.account, request.name, request.reason) = words(call)
                try call.output.one(try call.call(StrategyService.stopStrategy, request), "strategy") {
                    moved($0)
                }
            }),
        Command(
            "strategy start", "STOPPED to ACTIVE", arguments: ["NAME"], options: reason,
            examples: [
                "nijactl strategy start APEX_V71",
                "nijactl strategy start APEX_V71 --reason 'new parameters'",
                "nijactl strategy start APEX_V71 -o json",
            ],
            run: { call throws(CommandError) in
                var request = StartStrategyRequest()
                (request.account, request.name, request.reason) = words(call)
                try call.output.one(try call.call(StrategyService.startStrategy, request), "strategy") {
                    moved($0)
                }
            }),
        Command(
            "stop-all", "stop every strategy: the emergency button",
            options: [
                Option("account", "NAME", "of this account only"),
                Option("reason", "TEXT", "why, for the record"),
            ],
            examples: [
                "nijactl stop-all --yes --reason 'exchange is down'",
                "nijactl stop-all --yes --account default --reason maintenance",
                "nijactl stop-all --yes --reason drill -o json",
            ], run: stopAll),
    ]

    private static func words(_ call: Invocation) -> (String, String, String) {
        (call.text("account"), call.arguments[0], call.text("reason"))
    }

    private static func moved(_ strategy: JSONValue) -> String {
        let status = strategy["status"]?.text?.dropFirst("STRATEGY_STATUS_".count) ?? ""
        return "\(strategy["name"]?.text ?? "") is \(status)\n"
    }

    static let layout = TableLayout(
        [
            Column("name", "strategy"), Column("account"),
            Column("status", "status", .state(prefix: "STRATEGY_STATUS_")),
            Column("performance.total_trades", "trades", .amount),
            Column("performance.win_rate", "win %", .ratio),
            Column("performance.profit_factor", "PF", .ratio),
            Column("performance.net_profit", "net profit", .money(isSigned: true)),
            Column("performance.max_drawdown", "max DD %", .ratio), Column("status_reason", "reason"),
        ], wide: [Column("status_since", "since", .time), Column("allocation", "allocation", .amount)],
        id: "name")

    private static func list(_ call: Invocation) throws(CommandError) {
        var request = ListStrategiesRequest()
        (request.account, request.status) = (call.text("account"), try call.choice("status"))
        try call.output.list(
            try call.call(StrategyService.listStrategies, request), rows: "strategies", layout)
    }

    private static func show(_ call: Invocation) throws(CommandError) {
        var request = GetStrategyRequest()
        (request.account, request.name) = (call.text("account"), call.arguments[0])
        let style = call.output.style
        try call.output.one(try call.call(StrategyService.getStrategy, request), "strategy") { strategy in
            var card = Card(style)
            card.title("Strategy \(strategy["name"]?.text ?? "")")
            card.rows(
                strategy,
                [
                    Column("status", "status", .state(prefix: "STRATEGY_STATUS_")),
                    Column("status_reason", "reason"),
                    Column("status_since", "since", .time), Column("description"),
                    Column("allocation", "allocation", .amount), Column("parameters"),
                ])
            return card.rendered + KpiCard.text(strategy["performance"] ?? .null, style)
        }
    }

    private static func register(_ call: Invocation) throws(CommandError) {
        var strategy: Strategy = try call.message(from: ["account", "description", "allocation"])
        strategy.name = call.arguments[0]
        for pair in call.text("parameters").split(separator: ",") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(
                String.init)
            guard parts.count == 2 else { throw .usage("--parameters holds \(pair); it must be NAME=VALUE") }
            strategy.parameters[parts[0]] = parts[1]
        }
        var request = RegisterStrategyRequest()
        request.strategy = strategy
        try call.output.one(try call.call(StrategyService.registerStrategy, request), "strategy") {
            moved($0)
        }
    }

    private static func stopAll(_ call: Invocation) throws(CommandError) {
        let whose = call["account"].map { "of account \($0)" } ?? "of every account"
        try call.confirm("Stop every strategy \(whose)?")
        var request = StopAllRequest()
        (request.account, request.reason) = (call.text("account"), call["reason"] ?? "nijactl stop-all")
        try call.output.list(try call.call(StrategyService.stopAll, request), rows: "stopped", layout)
    }
}
