import Glibc
import JSON
import NijaClient
import NijaMessages
import Protobuf
import TTRPC

/// `dashboard`: figures, strategies, alarms and the daemon at a glance; with `--watch` as they change.
struct Dashboard {
    private let call: Invocation
    private let client: NijaClient
    private let account: String
    private var trends = GetKpiTrendsResponse()
    private var trendsDue = MonotonicTime(nanoseconds: 0)
    /// What has happened since it is watched, a line each, the newest last.
    private var latest: [String] = []

    /// Lines of what has happened that are kept.
    private static let latestMax = 8
    /// Redraws are at least so far apart: a busy bot changes more than eyes can follow.
    private static let redrawNanoseconds: Int64 = 200_000_000
    /// Trends move by the day, and cost more than the rest.
    private static let trendsNanoseconds: Int64 = 2_000_000_000

    @Sendable static func run(_ call: Invocation) throws(CommandError) {
        var dashboard = Dashboard(
            call: call, client: try call.connect(), account: call["account"] ?? "default")
        if call.has("watch") {
            try dashboard.watch()
        } else {
            let answer = try dashboard.answer()
            try call.output.thing(try Output.parse(answer)) { _ in "" }
            if [.table, .wide].contains(call.output.format) {
                let (text, footer) = try dashboard.text(answer)
                Output.write(text + footer)
            }
        }
    }

    /// Draws at once, and then whenever something has happened, for ever.
    private mutating func watch() throws(CommandError) {
        let subscription = subscription()
        let isScreen = isatty(STDOUT_FILENO) == 1
        while true {
            if call.output.isForPeople {
                try draw(isScreen: isScreen)
            } else {
                Output.write(try answer().json() + "\n")
            }
            let next = MonotonicTime.now().adding(nanoseconds: Self.redrawNanoseconds)
            try CommandError.wrap { () throws(NijaError) in
                var event: Event? = try subscription.next()
                while let happened = event {
                    note(happened)
                    event = try subscription.next(before: next)
                }
            }
        }
    }

    private mutating func note(_ event: Event) {
        if case .heartbeat = event.payload { return }
        guard call.output.isForPeople, let line = try? EventLine.text(event, call.output.style) else {
            return
        }
        latest = (latest + [line]).suffix(Self.latestMax)
    }

    private func subscription() -> EventSubscription<SubscribeRequest, SubscribeResponse> {
        let account = account
        return EventSubscription(client, EventService.subscribe, after: nil) { after in
            var request = SubscribeRequest()
            (request.account, request.afterSequence) = (account, after)
            request.topics = [.trades, .alarms, .strategies, .account]
            return request
        } event: {
            $0.event
        }
    }

    /// Draws over what was drawn before, line by line and without clearing first, so that nothing flickers.
    private mutating func draw(isScreen: Bool) throws(CommandError) {
        let (text, footer) = try text(try answer())
        guard isScreen else {
            Output.write(text + footer + "\n")
            return
        }
        let rows = terminalSize(of: STDOUT_FILENO)?.rows ?? 24
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let end = footer.split(separator: "\n", omittingEmptySubsequences: false)
        // The end stays in sight whatever the height; what has happened fills the room that is left.
        lines = Array(lines.prefix(max(0, rows - 1 - end.count)))
        let room = rows - 2 - end.count - lines.count
        if room > 1 && !latest.isEmpty {
            lines += [call.output.style.bold("Latest")[...]] + latest.suffix(room - 1).map { $0[...] } + [""]
        }
        lines += end
        Output.write("\u{1B}[H" + lines.map { $0 + "\u{1B}[K\n" }.joined() + "\u{1B}[J")
    }

    private func answer() throws(CommandError) -> GetDashboardResponse {
        var request = GetDashboardRequest()
        request.account = account
        return try CommandError.wrap { () throws(NijaError) in
            try client.callRepeatedly(SystemService.getDashboard, request)
        }
    }

    // MARK: Text

    /// The figures, and what stands below them.
    private mutating func text(
        _ answer: GetDashboardResponse
    ) throws(CommandError) -> (text: String, footer: String) {
        let style = call.output.style
        let value = try Output.parse(answer)
        var text = KpiCard.text(value["kpis"] ?? .null, style) + (try trendLines(style))
        let strategies = value["strategies"]?.elements ?? []
        if !strategies.isEmpty {
            text += "\n" + style.bold("Strategies") + "\n"
            text += Table(strategies, StrategyCommands.layout.columns, style).text
        }
        text += "\n" + AlarmCommands.summaryLine(value["alarm_summary"] ?? .null, style)
        let alarms = value["active_alarms"]?.elements ?? []
        if !alarms.isEmpty { text += Table(alarms, AlarmCommands.layout.columns, style, id: "alarm_id").text }
        let note = call["note"].map { style.faint($0) + "\n" } ?? ""
        return (text + "\n", Self.serviceLine(answer.service ?? GetStatusResponse(), style) + "\n" + note)
    }

    private mutating func trendLines(_ style: Style) throws(CommandError) -> String {
        if trendsDue <= MonotonicTime.now() {
            trendsDue = MonotonicTime.now().adding(nanoseconds: Self.trendsNanoseconds)
            var request = GetKpiTrendsRequest()
            var scope = KpiScope()
            (scope.account, request.days) = (account, 60)
            request.scope = scope
            trends = try CommandError.wrap { () throws(NijaError) in
                try client.callRepeatedly(KpiService.getKpiTrends, request)
            }
        }
        return KpiCard.trendLines(trends.points, style)
    }

    static func serviceLine(_ status: GetStatusResponse, _ style: Style) -> String {
        let parts = [
            style.state(status.serving.shortName), "up \(duration(status.uptimeSeconds))",
            "\(status.tradesCount) trades", "\(status.subscribers) subscribers",
            "p99 \(Column.rounded((status.callLatency?.p99Microseconds ?? 0).description)) µs",
            "sequence \(status.sequence)",
        ]
        return style.bold("nijad ") + parts.joined(separator: style.faint(" · "))
    }

    /// A span for people ("2 d 3 h").
    static func duration(_ seconds: Int64) -> String {
        let units: [(Int64, String)] = [(86_400, "d"), (3600, "h"), (60, "min"), (1, "s")]
        guard let first = units.firstIndex(where: { seconds >= $0.0 }) else { return "0 s" }
        let (size, name) = units[first]
        let rest = seconds % size
        guard first + 1 < units.count, rest >= units[first + 1].0 else { return "\(seconds / size) \(name)" }
        return "\(seconds / size) \(name) \(rest / units[first + 1].0) \(units[first + 1].1)"
    }
}
