import JSON
import NijaClient
import NijaMessages
import Protobuf

/// Commands on positions.
enum PositionCommands {
    static let all = [
        Command(
            "position open", "open a position, which is then watched on every price",
            options: PositionFields.options,
            examples: [
                "nijactl position open --position-id p-1 --strategy APEX_V71 --symbol BTC-USD --side LONG --quantity 0.001 --entry-price 50000 --stop-loss 49000 --take-profit 53000 --bot-id 52",
                "nijactl position open --position-id p-2 --strategy APEX_V71 --symbol ETH-USD --side SHORT --quantity 2 --entry-price 3000 --trailing 2.5% --timeout 4h --mode SIGNAL",
                "nijactl position open --position-id p-3 --strategy DUAL_RSI --symbol ETH-USD --side LONG --quantity 1 --pending -o json",
            ], run: open),
        Command(
            "position fill", "record an entry: opens a pending position, scales an open one in",
            arguments: ["ID"], options: fillOptions,
            examples: [
                "nijactl position fill p-3 --quantity 0.5 --price 2990",
                "nijactl position fill p-3 --quantity 0.5 --price 2970 --request-id fill-2",
                "nijactl position fill p-1 --quantity 0.001 --price 49800 --fees 0.02 -o json",
            ], run: fill),
        Command(
            "position list", "list positions, newest first",
            options: [
                Option("account", "NAME", "of this account"), Option("strategy", "NAME", "of this strategy"),
                Option("symbol", "NAME", "of this symbol"), Option("bot-id", "ID", "of this bot"),
                Option("venue", "NAME", "of this venue"), Option("prompt-id", "ID", "of this prompt"),
                Option("status", of: PositionStatus.self, "with this status only"),
                Option(flag: "all", "closed and given up ones too"),
            ],
            examples: [
                "nijactl position list", "nijactl position list --bot-id 52 -o json",
                "nijactl position list --all --symbol ETH-USD --sort -net-pnl -o wide",
            ], run: list),
        Command(
            "position show", "show a position", arguments: ["ID"], options: [SharedOptions.account],
            examples: [
                "nijactl position show p-1", "nijactl position show p-1 --account default",
                "nijactl position show p-1 -o json",
            ], run: show),
        Command(
            "position update", "change the levels that are given; none takes one away", arguments: ["ID"],
            options: [SharedOptions.account] + PositionFields.levels,
            examples: [
                "nijactl position update p-1 --stop-loss 49500",
                "nijactl position update p-1 --take-profit none --trailing 500",
                "nijactl position update p-2 --timeout 8h -o json",
            ], run: update),
        Command(
            "position monitor", "look at every open position now",
            options: [
                Option("account", "NAME", "of this account"), Option("bot-id", "ID", "of this bot"),
            ],
            examples: [
                "nijactl position monitor", "nijactl position monitor --bot-id 52",
                "nijactl position monitor --account default -o json",
            ], run: monitor),
        Command(
            "position close", "close a position, whole or in part", arguments: ["ID"],
            options: fillOptions + [
                Option("exit-reason", of: ExitReason.self, "why (MANUAL)"),
                Option("intended-price", "PRICE", "the price wanted; gives slippage"),
                Option("note", "TEXT", "why, in words"),
            ],
            examples: [
                "nijactl position close p-1 --quantity 0.001 --price 51000",
                "nijactl position close p-1 --price 52000 --request-id close-2 --note 'taking the rest'",
                "nijactl position close p-2 --price 2900 --fees 1.2 -o json",
            ], run: close),
        Command(
            "position cancel", "give a pending position up", arguments: ["ID"],
            options: [
                SharedOptions.account, Option(flag: "failed", "the order has failed: FAILED, not CANCELLED"),
                Option("note", "TEXT", "why, in words"),
            ],
            examples: [
                "nijactl position open --position-id p-4 --strategy DUAL_RSI --symbol ETH-USD --side LONG --quantity 1 --pending && nijactl position cancel p-4",
                "nijactl position cancel p-4 --note 'never filled'",
                "nijactl position open --position-id p-5 --strategy DUAL_RSI --symbol ETH-USD --side LONG --quantity 1 --pending -q && nijactl position cancel p-5 --failed -o json",
            ], run: cancel),
        Command(
            "position reconcile", "compare with what a venue holds: SYMBOL:SIDE:QUANTITY[:ENTRY_PRICE]",
            arguments: ["HOLDING…"],
            options: [
                SharedOptions.account, Option("venue", "NAME", "positions of this venue only"),
                Option(flag: "apply", "make what is kept agree with the venue"),
            ],
            examples: [
                "nijactl position reconcile ETH-USD:LONG:1",
                "nijactl position reconcile ETH-USD:LONG:1 SOL-USD:SHORT:5:20.5 -o json",
                "nijactl position reconcile ETH-USD:LONG:1 SOL-USD:SHORT:5:20.5 --apply --yes",
            ], run: reconcile),
        Command(
            "position rules", "set what an account's positions inherit",
            options: [SharedOptions.account] + PositionFields.ruleOptions,
            examples: [
                "nijactl position rules --mode SIGNAL",
                "nijactl position rules --account default --mode CLOSE --gap WORSE --bar STOP_FIRST",
                "nijactl position rules --source MARK -o json",
            ], run: rules),
    ]

    private static let fillOptions = [
        SharedOptions.account, Option("quantity", "AMOUNT", "how much (of a close: all that is open)"),
        Option("price", "PRICE", "at which price (of a close: the newest of the symbol)"),
        Option("fees", "AMOUNT", "fees paid for it (0)"),
        Option("request-id", "ID", "your own id, which makes a retry safe"),
    ]

    static let layout = TableLayout(
        [
            Column("position_id", "position"), Column("symbol"),
            Column("side", "side", .state(prefix: "SIDE_")),
            Column("status", "status", .state(prefix: "POSITION_STATUS_")),
            Column("quantity", "quantity", .amount), Column("entry_price", "entry", .amount),
            Column("last_price", "last", .amount), Column("unrealized_pnl", "unrealized", .signed),
            Column("pnl_percentage", "%", .ratio), Column("stop_price", "stop", .amount),
            Column("take_profit", "target", .amount), Column("realized_pnl", "realized", .signed),
        ],
        wide: [
            Column("strategy"), Column("bot_id", "bot"), Column("prompt_id", "prompt"),
            Column("net_pnl", "net", .signed), Column("liquidation_price", "liquidation", .amount),
            Column("entry_time", "opened", .time), Column("exit_time", "closed", .time),
            Column("exit_reason", "reason", .state(prefix: "EXIT_REASON_")), Column("account"),
        ], id: "position_id")

    private static func card(_ position: JSONValue, _ style: Style) -> String {
        var card = Card(style)
        card.title("Position \(position["position_id"]?.text ?? "") (\(position["symbol"]?.text ?? ""))")
        card.rows(
            position,
            [
                Column("status", "status", .state(prefix: "POSITION_STATUS_")),
                Column("side", "side", .state(prefix: "SIDE_")), Column("quantity", "quantity", .amount),
                Column("entry_price", "entry price", .amount), Column("last_price", "last price", .amount),
                Column("exit_price", "exit price", .amount), Column("stop_price", "stop in force", .amount),
                Column("take_profit", "take profit", .amount),
                Column("liquidation_price", "liquidation", .amount),
                Column("timeout_time", "times out", .time),
                Column("unrealized_pnl", "unrealized", .signed), Column("realized_pnl", "realized", .signed),
                Column("fees", "fees", .amount), Column("net_pnl", "net", .signed),
                Column("pnl_percentage", "price move %", .ratio),
                Column("planned_risk_reward", "planned RR", .ratio),
                Column("actual_risk_reward", "actual RR", .ratio),
                Column("exit_reason", "exit reason", .state(prefix: "EXIT_REASON_")),
                Column("exit_request", "bot is asked to close"), Column("trade_id", "trade"),
            ])
        return card.rendered
    }

    private static func open(_ call: Invocation) throws(CommandError) {
        for name in ["strategy", "symbol", "side", "quantity"] { _ = try call.required(name) }
        var position: Position = try call.message(from: PositionFields.names)
        position.trailingStop = PositionFields.trailingStop(call)
        position.rules = try PositionFields.exitRules(call)
        if position.positionID.isEmpty { position.positionID = NijaClient.makeID() }
        var request = OpenPositionRequest()
        (request.position, request.pending) = (position, call.has("pending"))
        let response = try call.record(
            PositionService.openPosition, request, id: position.positionID, option: "position-id")
        if response.duplicate { call.output.note("it had been opened before; nothing changed") }
        try call.output.one(response, "position") { card($0, call.output.style) }
    }

    private static func fill(_ call: Invocation) throws(CommandError) {
        for name in ["quantity", "price"] { _ = try call.required(name) }
        var request: FillPositionRequest = try call.message(
            from: ["account", "quantity", "price", "fees", "request_id"])
        request.positionID = call.arguments[0]
        if request.requestID.isEmpty { request.requestID = NijaClient.makeID() }
        let response = try call.record(
            PositionService.fillPosition, request, id: request.requestID, option: "request-id")
        if response.duplicate { call.output.note("it had been recorded before; nothing changed") }
        try call.output.one(response, "position") { card($0, call.output.style) }
    }

    private static func list(_ call: Invocation) throws(CommandError) {
        var request = ListPositionsRequest()
        request.filter = try call.message(
            from: ["account", "strategy", "symbol", "bot_id", "venue", "prompt_id"])
        (request.status, request.includeEnded) = (try call.choice("status"), call.has("all"))
        request.pageSize = 1000
        var all = ListPositionsResponse()
        repeat {
            let page = try call.call(PositionService.listPositions, request)
            all.positions += page.positions
            request.pageToken = page.nextPageToken
        } while !request.pageToken.isEmpty
        try call.output.list(all, rows: "positions", layout)
    }

    private static func show(_ call: Invocation) throws(CommandError) {
        var request = GetPositionRequest()
        (request.account, request.positionID) = (call.text("account"), call.arguments[0])
        try call.output.one(try call.call(PositionService.getPosition, request), "position") {
            card($0, call.output.style)
        }
    }

    private static func update(_ call: Invocation) throws(CommandError) {
        var request = UpdatePositionRequest()
        (request.account, request.positionID) = (call.text("account"), call.arguments[0])
        request.stopLoss = call["stop-loss"].map { $0 == "none" ? "" : $0 }
        request.takeProfit = call["take-profit"].map { $0 == "none" ? "" : $0 }
        request.trailingStop = PositionFields.trailingStop(call)
        let times: UpdatePositionRequest = try call.message(
            from: call["timeout"] == "none" ? [] : ["timeout"])
        request.timeout = call["timeout"] == "none" ? DurationMessage() : times.timeout
        let response = try call.call(PositionService.updatePosition, request)
        if response.duplicate { call.output.note("it had these levels already") }
        try call.output.one(response, "position") { card($0, call.output.style) }
    }

    private static func monitor(_ call: Invocation) throws(CommandError) {
        let request: RunMonitorRequest = try call.message(from: ["account", "bot_id"])
        let response = try call.call(PositionService.runMonitor, request)
        try call.output.one(response, "") { report in
            var card = Card(call.output.style)
            card.title("Monitor")
            card.rows(
                report,
                [
                    Column("total_checked", "checked", .amount),
                    Column("positions_closed", "closed", .amount),
                    Column("positions_updated", "open with a price", .amount), Column("errors", "errors"),
                ])
            return card.rendered
        }
    }

    private static func close(_ call: Invocation) throws(CommandError) {
        var request: ClosePositionRequest = try call.message(
            from: ["account", "quantity", "price", "fees", "request_id", "intended_price", "note"])
        (request.positionID, request.reason) = (call.arguments[0], try call.choice("exit-reason"))
        if request.requestID.isEmpty { request.requestID = NijaClient.makeID() }
        let response = try call.record(
            PositionService.closePosition, request, id: request.requestID, option: "request-id")
        if response.duplicate { call.output.note("it had been recorded before; nothing changed") }
        try call.output.one(response, "position") { card($0, call.output.style) }
    }

    private static func cancel(_ call: Invocation) throws(CommandError) {
        var request: CancelPositionRequest = try call.message(from: ["account", "note"])
        (request.positionID, request.failed) = (call.arguments[0], call.has("failed"))
        let response = try call.call(PositionService.cancelPosition, request)
        if response.duplicate { call.output.note("it had been given up before") }
        try call.output.one(response, "position") { card($0, call.output.style) }
    }

    private static func rules(_ call: Invocation) throws(CommandError) {
        var request = SetExitRulesRequest()
        (request.account, request.rules) = (call.text("account"), try PositionFields.exitRules(call))
        try call.output.one(try call.call(PositionService.setExitRules, request), "rules") { rules in
            var card = Card(call.output.style)
            card.title("Rules of new positions")
            card.rows(
                rules,
                [
                    Column("mode", "at a level", .state(prefix: "EXIT_MODE_")),
                    Column("gap", "past a gap", .state(prefix: "GAP_POLICY_")),
                    Column("bar", "inside a bar", .state(prefix: "BAR_POLICY_")),
                    Column("source", "watched by", .state(prefix: "PRICE_SOURCE_")),
                ])
            return card.rendered
        }
    }

    private static func reconcile(_ call: Invocation) throws(CommandError) {
        var request = ReconcilePositionsRequest()
        (request.account, request.venue) = (call.text("account"), call.text("venue"))
        for argument in call.arguments {
            // A symbol may have colons itself.
            let parts = argument.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
            guard let at = parts.lastIndex(where: { Side(name: $0) != nil }), at > 0,
                let side = Side(name: parts[at]), (at + 2...at + 3).contains(parts.count)
            else {
                throw .usage(
                    "\(argument) is no holding; it must be SYMBOL:SIDE:QUANTITY or with :ENTRY_PRICE")
            }
            var position = VenuePosition()
            (position.symbol, position.side) = (parts[..<at].joined(separator: ":"), side)
            position.quantity = parts[at + 1]
            position.entryPrice = parts.count > at + 2 ? parts[at + 2] : ""
            request.positions.append(position)
        }
        request.apply = call.has("apply")
        if request.apply { try call.confirm("Close and open positions until they agree with the venue?") }
        try call.output.list(
            try call.call(PositionService.reconcilePositions, request), rows: "differences", differences)
    }

    private static let differences = TableLayout([
        Column("kind", "difference", .state(prefix: "KIND_")), Column("symbol"),
        Column("side", "side", .state(prefix: "SIDE_")), Column("kept_quantity", "kept", .amount),
        Column("venue_quantity", "at the venue", .amount), Column("applied"), Column("problem"),
        Column("position_ids", "positions"),
    ])
}
