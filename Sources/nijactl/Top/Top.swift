import Glibc
import JSON
import NijaClient
import NijaMessages
import NijaModel
import Protobuf
import TTRPC

/// `top`: everything that one watches, full-screen and live.
struct Top {
    private let client: NijaClient
    private let account: String
    private var state = TopState()
    private var due = MonotonicTime(nanoseconds: 0)
    private var equityDue = MonotonicTime(nanoseconds: 0)
    private var sequence: UInt64?
    /// When the trades were counted last, and how many there were.
    private var counted: (at: MonotonicTime, trades: UInt64)?

    /// How long a key is waited for: what changes is on the screen so much later at most.
    private static let tickMilliseconds: Int32 = 100
    /// The daemon is asked whether anything has happened so often.
    private static let refreshNanoseconds: Int64 = 250_000_000
    /// Days of equity change seldom, and cost more than the rest.
    private static let equityNanoseconds: Int64 = 10_000_000_000
    private static let tradesCount: Int32 = 200
    private static let equityDays: Int32 = 120

    static let command = Command(
        "top", "watch the portfolio, positions, strategies, alarms and trades full-screen",
        options: [SharedOptions.account],
        examples: ["nijactl top", "nijactl top --account default", "nijactl top --timeout 2s"],
        run: run)

    @Sendable private static func run(_ call: Invocation) throws(CommandError) {
        guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
            throw .usage(
                "top needs a terminal", hint: "For programs there is `nijactl dashboard --watch -o ndjson`.")
        }
        var top = Top(client: try call.connect(), account: call["account"] ?? "default")
        // What is wrong from the start is said on the plain terminal.
        try top.refresh()
        guard let screen = Screen() else {
            throw .usage(
                "this terminal cannot be drawn on",
                hint: "Is TERM set? `nijactl dashboard --watch` needs less.")
        }
        top.loop(on: screen)
    }

    private init(client: NijaClient, account: String) {
        (self.client, self.account) = (client, account)
    }

    private mutating func loop(on screen: Screen) {
        while true {
            let size = screen.size
            screen.draw(TopView(state, columns: size.columns, rows: size.rows).lines)
            if let key = screen.key(within: Self.tickMilliseconds) {
                switch state.press(key) {
                case .nothing: continue
                case .quit: return
                case .carryOut(let action): carryOut(action)
                }
            }
            refreshWhenDue()
        }
    }

    // MARK: What the daemon says

    private mutating func refreshWhenDue() {
        guard due <= MonotonicTime.now() else { return }
        due = MonotonicTime.now().adding(nanoseconds: Self.refreshNanoseconds)
        do throws(CommandError) {
            try refresh()
            state.outage = nil
        } catch {
            state.outage = error.message
        }
    }

    /// Asks for everything when something has happened, and for the daemon's own state otherwise.
    private mutating func refresh() throws(CommandError) {
        var request = GetDashboardRequest()
        request.account = account
        let dashboard = try call(SystemService.getDashboard, request)
        state.data.dashboard = try Output.parse(dashboard)
        let status = dashboard.service ?? GetStatusResponse()
        count(trades: status.tradesCount)
        if status.sequence != sequence {
            sequence = status.sequence
            try refreshTrades()
        }
        // Prices move positions, and what the account is worth, without an event of their own.
        try refreshPositions()
        try refreshPortfolio()
        if equityDue <= MonotonicTime.now() {
            equityDue = MonotonicTime.now().adding(nanoseconds: Self.equityNanoseconds)
            try refreshEquity()
        }
    }

    private mutating func count(trades: UInt64) {
        let now = MonotonicTime.now()
        guard let last = counted else {
            counted = (now, trades)
            return
        }
        let seconds = Double(now.since(last.at)) / 1e9
        guard seconds >= 1 else { return }
        state.data.throughput = Double(trades - min(trades, last.trades)) / seconds
        counted = (now, trades)
    }

    private mutating func refreshTrades() throws(CommandError) {
        var (request, filter) = (ListTradesRequest(), TradeFilter())
        filter.account = account
        (request.filter, request.pageSize) = (filter, Self.tradesCount)
        let answer = try call(TradeService.listTrades, request)
        state.data.trades = try Output.parse(answer)["trades"]?.elements ?? []
    }

    private mutating func refreshPositions() throws(CommandError) {
        var (request, filter) = (ListPositionsRequest(), PositionFilter())
        filter.account = account
        (request.filter, request.pageSize) = (filter, Self.tradesCount)
        let answer = try call(PositionService.listPositions, request)
        state.data.positions = try Output.parse(answer)["positions"]?.elements ?? []
    }

    private mutating func refreshPortfolio() throws(CommandError) {
        var request = GetPortfolioRequest()
        request.account = account
        let answer = try call(PortfolioService.getPortfolio, request)
        state.data.portfolio = try Output.parse(answer)["portfolio"] ?? .null
    }

    private mutating func refreshEquity() throws(CommandError) {
        var (request, scope) = (GetKpiTrendsRequest(), KpiScope())
        scope.account = account
        (request.scope, request.days) = (scope, Self.equityDays)
        let answer = try call(KpiService.getKpiTrends, request)
        state.data.equity = answer.points.compactMap { point in
            guard let day = try? Day(point.day), let value = Double(point.equity) else { return nil }
            return (day, value)
        }
    }

    // MARK: What the person asks for

    private mutating func carryOut(_ action: TopState.Action) {
        let reason = "nijactl top"
        do throws(CommandError) {
            switch action {
            case .acknowledge(let alarm):
                var request = AcknowledgeAlarmRequest()
                (request.alarmID, request.note) = (alarm, reason)
                _ = try call(AlarmService.acknowledgeAlarm, request)
                state.message = "acknowledged \(alarm)"
            case .pause(let strategy):
                var request = PauseStrategyRequest()
                (request.account, request.name, request.reason) = (account, strategy, reason)
                _ = try call(StrategyService.pauseStrategy, request)
                state.message = "paused \(strategy)"
            case .resume(let strategy):
                var request = ResumeStrategyRequest()
                (request.account, request.name, request.reason) = (account, strategy, reason)
                _ = try call(StrategyService.resumeStrategy, request)
                state.message = "resumed \(strategy)"
            }
            due = MonotonicTime(nanoseconds: 0)
        } catch {
            state.message = error.message
        }
    }

    private func call<Request, Response>(
        _ method: UnaryMethod<Request, Response>, _ request: Request
    ) throws(CommandError) -> Response {
        try CommandError.wrap { () throws(NijaError) in try client.call(method, request) }
    }
}
