import Glibc
import JSON
import NijaMessages
import Protobuf

/// Commands on the daemon itself.
enum SystemCommands {
    static let all = [
        Command(
            "status", "show what the daemon is doing",
            examples: [
                "nijactl status",
                "nijactl status -o json",
                "nijactl status --timeout 500ms",
            ], run: status),
        Command(
            "health", "say whether the daemon serves; exit 1 when it does not, 5 when nobody answers",
            options: [Option("service", "NAME", "one service")],
            examples: [
                "nijactl health",
                "nijactl health --service nija.v1.TradeService",
                "nijactl health -q >/dev/null && echo serves",
            ], run: health),
        Command(
            "dashboard", "show figures, alarms, strategies and the daemon at a glance",
            options: [
                SharedOptions.account,
                Option(flag: "watch", "go on, as things change"),
                Option("note", "TEXT", "a line of your own at the end"),
            ],
            examples: [
                "nijactl dashboard",
                "nijactl dashboard --account default -o json",
                "nijactl dashboard --watch",
            ], run: Dashboard.run),
        Top.command,
        Command(
            "backup", "copy the database to a file while the daemon runs", arguments: ["PATH"],
            examples: [
                "nijactl backup \"$PWD/nija-backup.db\"",
                "nijactl backup nija-$(date +%F).db",
                "nijactl backup copy.db -o json",
            ],
            run: { call throws(CommandError) in
                var request = BackupRequest()
                request.path =
                    call.arguments[0].hasPrefix("/")
                    ? call.arguments[0] : currentDirectory() + "/" + call.arguments[0]
                try call.output.one(try call.call(SystemService.backup, request), "") { value in
                    "\(value["path"]?.text ?? ""): \(value["size_bytes"]?.text ?? "") bytes, up to event \(value["sequence"]?.text ?? "")\n"
                }
            }),
        Command(
            "service start", "start keeping periodic KPI snapshots",
            examples: [
                "nijactl service start",
                "nijactl service start -o json",
                "nijactl service start && nijactl kpi history",
            ],
            run: { call throws(CommandError) in
                try call.output.one(try call.call(SystemService.startTracking, StartTrackingRequest()), "") {
                    _ in
                    "tracking\n"
                }
            }),
        Command(
            "service stop", "stop keeping periodic KPI snapshots",
            examples: [
                "nijactl service stop",
                "nijactl service stop -o json",
                "nijactl service stop && nijactl status",
            ],
            run: { call throws(CommandError) in
                try call.output.one(try call.call(SystemService.stopTracking, StopTrackingRequest()), "") {
                    _ in
                    "not tracking\n"
                }
            }),
        Command(
            "intervals", "show or change how often the daemon does what it does periodically",
            options: [
                Option("update", "TIME", "between counts of updates"),
                Option("kpi", "TIME", "between KPI snapshots"),
                Option("alarm-check", "TIME", "between checks of time-based thresholds"),
            ],
            examples: [
                "nijactl intervals",
                "nijactl intervals --kpi 30m --alarm-check 30s",
                "nijactl intervals -o json",
            ],
            run: { call throws(CommandError) in
                var request = SetIntervalsRequest()
                request.intervals = try call.message(Intervals.self, from: ["update", "kpi", "alarm_check"])
                try call.output.one(try call.call(SystemService.setIntervals, request), "intervals") {
                    value in
                    value.members.map { "\($0.name) \($0.value.text ?? "")\n" }.joined()
                }
            }),
        Command(
            "shutdown", "drain the daemon and end it",
            options: [Option("reason", "TEXT", "why, for the log")],
            examples: [
                "nijactl shutdown --yes --reason upgrade",
                "nijactl shutdown --yes --timeout 5s",
                "nijactl shutdown -y -q",
            ],
            run: { call throws(CommandError) in
                try call.confirm("End the daemon?")
                var request = ShutdownRequest()
                request.reason = call.text("reason")
                _ = try call.call(SystemService.shutdown, request)
                call.output.note("the daemon is draining")
            }),
    ]

    private static func currentDirectory() -> String {
        guard let path = getcwd(nil, 0) else { return "" }
        defer { free(path) }
        return String(cString: path)
    }

    private static func status(_ call: Invocation) throws(CommandError) {
        let response = try call.call(SystemService.getStatus, GetStatusRequest())
        try call.output.one(response, "") { statusCard($0, call.output.style) }
    }

    private static func statusCard(_ status: JSONValue, _ style: Style) -> String {
        var card = Card(style)
        card.title("Daemon")
        card.rows(
            status,
            [
                Column("serving", "serving", .state(prefix: "SERVING_STATUS_")),
                Column("uptime_seconds", "uptime, s"),
                Column("durability"), Column("running", "tracking"), Column("sequence"),
                Column("trades_count", "trades"), Column("updates_count", "updates"),
                Column("kpi_calculations_count", "KPI calculations"),
                Column("alarm_checks_count", "alarm checks"),
                Column("connections"), Column("subscribers"), Column("calls_count", "calls"),
                Column("errors_count", "errors"),
                Column("call_latency.p50_microseconds", "call p50, µs", .ratio),
                Column("call_latency.p99_microseconds", "call p99, µs", .ratio),
                Column("commit_latency.p50_microseconds", "commit p50, µs", .ratio),
                Column("commit_latency.p99_microseconds", "commit p99, µs", .ratio),
                Column("database_bytes", "database, bytes"), Column("resident_bytes", "resident, bytes"),
            ])
        return card.rendered
    }

    private static func health(_ call: Invocation) throws(CommandError) {
        var request = CheckHealthRequest()
        request.service = call.text("service")
        let response = try call.call(SystemService.checkHealth, request)
        try call.output.one(response, "") { _ in
            call.output.style.state(response.status.shortName)
                + (response.reason.isEmpty ? "" : ": \(response.reason)") + "\n"
        }
        if response.status != .serving { exit(ExitCode.failed.rawValue) }
    }
}
