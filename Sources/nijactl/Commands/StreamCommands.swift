import Glibc
import NijaClient
import NijaMessages
import Protobuf

/// Commands that follow what happens: the subscriber tool.
enum StreamCommands {
    private static let shared = [
        Option("after-sequence", "N", "begin after this event; 0 replays history"),
        Option("exec", "COMMAND", "hand each event as JSON to this command's standard input"),
        Option("count", "N", "end after so many events"),
    ]

    static let all = [
        Command(
            "stream trades", "follow trades as they are recorded and voided",
            options: shared + [
                SharedOptions.account, Option("strategy", "NAME", "of this strategy"),
                Option("symbol", "NAME", "of this symbol"),
            ],
            examples: [
                "nijactl stream trades --after-sequence 0 --count 1",
                "nijactl stream trades --symbol BTC-USD",
                "nijactl stream trades --after-sequence 0 --count 2 --exec 'jq -r .trade_recorded.symbol'",
            ],
            run: { call throws(CommandError) in
                var request = StreamTradesRequest()
                var filter = TradeFilter()
                (filter.account, filter.strategy, filter.symbol) =
                    (call.text("account"), call.text("strategy"), call.text("symbol"))
                request.filter = filter
                let base = request
                try follow(call, TradeService.streamTrades) { after in
                    var request = base
                    request.afterSequence = after
                    return request
                } event: {
                    $0.event
                }
            }),
        Command(
            "stream kpis", "follow the figures of an account or strategy",
            options: [
                SharedOptions.account, Option("strategy", "NAME", "of this strategy"), SharedOptions.basis,
                Option("min-interval", "TIME", "at most one snapshot in this time (1s)"),
                Option("exec", "COMMAND", "hand each event as JSON to this command's standard input"),
                Option("count", "N", "end after so many events"),
            ],
            examples: [
                "nijactl stream kpis --count 1",
                "nijactl stream kpis --strategy APEX_V71 --min-interval 5s",
                "nijactl stream kpis --basis net --count 1 -o ndjson",
            ],
            run: { call throws(CommandError) in
                var request: StreamKpisRequest = try call.message(from: ["min_interval"])
                (request.scope, request.basis) = (KpiCommands.scope(call), try call.choice("basis"))
                let base = request
                try follow(call, KpiService.streamKpis, isPinned: false) { _ in
                    base
                } event: {
                    $0.event
                }
            }),
        Command(
            "stream alarms", "follow what happens to alarms",
            options: shared + [
                SharedOptions.account, Option("min-severity", of: Severity.self, "this bad or worse"),
                Option("category", of: AlarmCategory.self, "of this category"),
            ],
            examples: [
                "nijactl stream alarms",
                "nijactl stream alarms --min-severity CRITICAL --exec ./page-me",
                "nijactl stream alarms --after-sequence 0 --count 1 -o table",
            ],
            run: { call throws(CommandError) in
                var filter = AlarmFilter()
                filter.account = call.text("account")
                (filter.minSeverity, filter.category) = (
                    try call.choice("min-severity"), try call.choice("category")
                )
                let wanted = filter
                try follow(call, AlarmService.streamAlarms) { after in
                    var request = StreamAlarmsRequest()
                    (request.filter, request.afterSequence) = (wanted, after)
                    return request
                } event: {
                    $0.event
                }
            }),
        Command(
            "stream strategies", "follow what happens to strategies, their current state first",
            options: shared + [
                Option("account", "NAME", "of this account"), Option("name", "NAME", "this strategy only"),
            ],
            examples: [
                "nijactl stream strategies --count 1",
                "nijactl stream strategies --name APEX_V71",
                "nijactl stream strategies --after-sequence 0 --count 1 -o ndjson",
            ],
            run: { call throws(CommandError) in
                try follow(call, StrategyService.streamStrategies, isPinned: false) { after in
                    var request = StreamStrategiesRequest()
                    (request.account, request.name) = (call.text("account"), call.text("name"))
                    request.afterSequence = after
                    return request
                } event: {
                    $0.event
                }
            }),
        Command(
            "stream positions", "follow what happens to positions, the open ones first",
            options: shared + [
                Option("account", "NAME", "of this account"), Option("strategy", "NAME", "of this strategy"),
                Option("symbol", "NAME", "of this symbol"), Option("bot-id", "ID", "of this bot"),
            ],
            examples: [
                "nijactl stream positions --count 1",
                "nijactl stream positions --bot-id 52 --after-sequence 0 --count 1 -o ndjson",
                "nijactl stream positions --symbol ETH-USD --count 1 -o table",
            ],
            run: { call throws(CommandError) in
                let filter: PositionFilter = try call.message(from: [
                    "account", "strategy", "symbol", "bot_id",
                ])
                try follow(call, PositionService.streamPositions, isPinned: false) { after in
                    var request = StreamPositionsRequest()
                    (request.filter, request.afterSequence) = (filter, after)
                    return request
                } event: {
                    $0.event
                }
            }),
        Command(
            "stream prices", "follow prices, the newest of each symbol first",
            options: [
                Option("symbols", "A,B", "of these symbols"),
                Option("min-interval", "TIME", "at most one price of a symbol in this time (0.1s)"),
                Option("exec", "COMMAND", "hand each event as JSON to this command's standard input"),
                Option("count", "N", "end after so many events"),
            ],
            examples: [
                "nijactl stream prices --count 1",
                "nijactl stream prices --symbols BTC-USD,ETH-USD --count 2 -o ndjson",
                "nijactl stream prices --symbols BTC-USD --min-interval 1s --count 1",
            ],
            run: { call throws(CommandError) in
                let request: StreamPricesRequest = try call.message(from: ["symbols", "min_interval"])
                try follow(call, MarketService.streamPrices, isPinned: false) { _ in
                    request
                } event: {
                    $0.event
                }
            }),
        Command(
            "stream portfolio", "follow what an account is worth",
            options: [
                SharedOptions.account,
                Option("exposures", "N", "how many of the largest symbols and strategies (10)"),
                Option("min-interval", "TIME", "at most one portfolio in this time (1s)"),
                Option("exec", "COMMAND", "hand each event as JSON to this command's standard input"),
                Option("count", "N", "end after so many events"),
            ],
            examples: [
                "nijactl stream portfolio --count 1",
                "nijactl stream portfolio --account default --min-interval 5s --count 1 -o table",
                "nijactl stream portfolio --count 1 --exec 'jq -r .portfolio.total_value'",
            ],
            run: { call throws(CommandError) in
                let request: StreamPortfolioRequest = try call.message(from: [
                    "account", "exposures", "min_interval",
                ])
                try follow(call, PortfolioService.streamPortfolio, isPinned: false) { _ in
                    request
                } event: {
                    $0.event
                }
            }),
        Command(
            "stream events", "follow everything in one stream",
            options: shared + [
                Option(
                    "topic", "A,B",
                    "trades, kpis, alarms, strategies, account, positions, prices, portfolio or compliance (all "
                        + "but kpis, prices and portfolio)"
                ),
                Option("account", "NAME", "of this account"),
                Option("strategy", "NAME", "of this strategy"),
                Option("symbol", "NAME", "trades of this symbol"),
                Option("min-severity", of: Severity.self, "alarms this bad or worse"),
            ],
            examples: [
                "nijactl stream events --after-sequence 0 --count 3",
                "nijactl stream events --topic trades,alarms",
                "nijactl stream events --after-sequence 0 --count 2 --exec 'cat >> events.ndjson'",
            ],
            run: events),
    ]

    private static func events(_ call: Invocation) throws(CommandError) {
        var request = SubscribeRequest()
        (request.account, request.strategy, request.symbol) =
            (call.text("account"), call.text("strategy"), call.text("symbol"))
        request.minSeverity = try call.choice("min-severity")
        for name in call.text("topic").split(separator: ",") {
            guard let topic = Topic(name: String(name)) else {
                throw .usage(
                    "--topic is \(name); it must be trades, kpis, alarms, strategies, account, positions, "
                        + "prices, portfolio or compliance"
                )
            }
            request.topics.append(topic)
        }
        let base = request
        try follow(call, EventService.subscribe) { after in
            var request = base
            request.afterSequence = after
            return request
        } event: {
            $0.event
        }
    }

    /// Writes events as they come; lost connections are made again where they ended.
    private static func follow<Request, Response>(
        _ call: Invocation, _ method: ServerStreamMethod<Request, Response>, isPinned: Bool = true,
        request: @escaping (UInt64?) -> Request, event: @escaping (Response) -> Event?
    ) throws(CommandError) {
        let after = try call.number("after-sequence", as: UInt64.self)
        var left = try call.number("count", as: UInt64.self) ?? .max
        let subscription = EventSubscription(
            try call.connect(), method, after: after, isPinned: isPinned, request: request, event: event)
        subscription.onReconnect = { error in
            // While nobody listens there is nothing new to say.
            if case .unreachable = error { return }
            call.output.note("the connection was lost; resuming after \(subscription.cursor ?? 0)")
        }
        while left > 0 {
            let event = try CommandError.wrap { () throws(NijaError) in try subscription.next() }
            if case .heartbeat = event.payload, !call.has("verbose") { continue }
            if case .goingAway = event.payload {
                call.output.note("the daemon is going away; waiting for it to come back")
                continue
            }
            try deliver(event, call)
            left -= 1
        }
    }

    private static func deliver(_ event: Event, _ call: Invocation) throws(CommandError) {
        if let command = call["exec"] {
            hand(event, to: command)
        } else if call.output.isForPeople {
            Output.write(try EventLine.text(event, call.output.style) + "\n")
        } else {
            Output.write(event.json() + "\n")
        }
    }

    /// Runs a command with the event on its standard input, and says when that fails.
    private static func hand(_ event: Event, to command: String) {
        guard let pipe = popen(command, "w") else {
            Output.say("cannot run \(command): \(String(cString: strerror(errno)))")
            return
        }
        // A command that does not read its input is no reason to end.
        let previous = signal(SIGPIPE, SIG_IGN)
        fputs(event.json() + "\n", pipe)
        let status = pclose(pipe)
        signal(SIGPIPE, previous)
        let (signalNumber, code) = (status & 0x7F, status >> 8 & 0xFF)
        if status != 0 {
            let how = signalNumber == 0 ? "exit code \(code)" : "signal \(signalNumber)"
            Output.say("event \(event.sequence): \(command) ended with \(how)")
        }
    }
}
