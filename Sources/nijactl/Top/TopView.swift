import JSON
import NijaCharts

/// Draws the state into the lines of a screen of any size.
struct TopView {
    private let state: TopState
    private let columns: Int
    private let rows: Int
    private let style: Style

    /// Lines that a chart takes at most, and those below which it says nothing.
    private static let (chartRowsMax, chartRowsMin) = (14, 8)
    /// Lines of a chart's title and axis.
    private static let chartRowsAround = 4
    private static let chartColumnsMin = 60

    init(_ state: TopState, columns: Int, rows: Int) {
        (self.state, self.columns, self.rows) = (state, columns, rows)
        style = Style(isColored: true, width: columns)
    }

    /// The lines from the top; as many as the screen has, or fewer.
    var lines: [String] {
        if state.mode == .help { return Array(TopHelp.lines(style).prefix(rows)) }
        let head = [daemonLine, portfolioLine, figuresLine, moreFiguresLine]
        let room = rows - head.count - 1
        let chart = chartLines(height: min(Self.chartRowsMax, room / 3))
        let lists = listLines(height: room - chart.count)
        let body = Array((head + chart + lists).prefix(max(0, rows - 1)))
        return body + Array(repeating: "", count: max(0, rows - 1 - body.count)) + [footLine]
    }

    // MARK: Head

    private var daemonLine: String {
        if let outage = state.outage { return style.bad("nijad is away: \(outage)") }
        let service = state.data.service
        let rate = state.data.throughput.map { "\(Column.rounded($0.description)) trades/s" }
        let parts = [
            style.state(
                service["serving"]?.text?.split(separator: "_").dropFirst(2).joined(separator: "_") ?? ""),
            "up " + Dashboard.duration(Int64(service["uptime_seconds"]?.text ?? "") ?? 0),
            (service["trades_count"]?.text ?? "0") + " trades", rate ?? "",
            "p99 \(Column.rounded(service[path: "call_latency.p99_microseconds"]?.text ?? "0")) µs",
            (service["subscribers"]?.text ?? "0") + " subscribers",
            (service["connections"]?.text ?? "0") + " connections",
        ]
        return style.bold("nija ") + parts.filter { !$0.isEmpty }.joined(separator: style.faint(" · "))
    }

    private static let worth = [
        Column("total_value", "value", .money(isSigned: false)),
        Column("daily_pnl", "today", .money(isSigned: true)),
        Column("daily_pnl_percentage", "today %", .ratio),
        Column("total_pnl", "total", .money(isSigned: true)),
        Column("cash", "cash", .money(isSigned: false)),
        Column("exposure_percentage", "exposure %", .ratio),
        Column("total_pnl_percentage", "total %", .ratio),
        Column("unrealized_pnl", "unrealized", .money(isSigned: true)),
        Column("buying_power", "buying power", .money(isSigned: false)),
    ]
    private static let figures = [
        Column("account_equity", "equity", .amount), Column("net_profit", "net profit", .signed),
        Column("roi_percentage", "ROI %", .signed), Column("win_rate", "win %", .ratio),
        Column("profit_factor", "profit factor", .ratio), Column("sharpe_ratio", "Sharpe", .ratio),
    ]
    private static let moreFigures = [
        Column("daily_return", "day %", .signed), Column("weekly_return", "week %", .signed),
        Column("monthly_return", "month %", .signed), Column("current_drawdown", "drawdown %", .ratio),
        Column("max_drawdown", "max %", .ratio), Column("current_streak", "streak", .signed),
    ]

    private var portfolioLine: String { line(of: Self.worth, state.data.portfolio) }
    private var figuresLine: String { line(of: Self.figures, state.data.dashboard["kpis"] ?? .null) }
    private var moreFiguresLine: String {
        line(of: Self.moreFigures, state.data.dashboard["kpis"] ?? .null)
    }

    private func line(of figures: [Column], _ value: JSONValue) -> String {
        figures.map { column in
            let text = column.shown(value[column.field])
            return style.faint(column.title) + " " + column.painted(text, style)
        }.joined(separator: "   ")
    }

    private func chartLines(height: Int) -> [String] {
        guard height >= Self.chartRowsMin, columns >= Self.chartColumnsMin,
            let chart = Chart(
                "equity", unit: .amount(currency: state.data.dashboard[path: "kpis.currency"]?.text ?? ""),
                days: state.data.equity.map(\.day),
                series: [Chart.Series("account", state.data.equity.map(\.value))])
        else { return [] }
        let style = style
        let text = TextChart(width: columns, height: height - Self.chartRowsAround, isASCII: false) {
            text, tone in
            style.painted(text, tone)
        }.text(chart)
        return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    }

    // MARK: Lists

    /// Every list; what room is left goes to the one that is looked at, and then to the others.
    private func listLines(height: Int) -> [String] {
        let panels = [state.panel] + TopState.Panel.allCases.filter { $0 != state.panel }
        let needs = Dictionary(uniqueKeysWithValues: panels.map { ($0, state.rows($0).count + 2) })
        var heights: [TopState.Panel: Int] = [:]
        var room = height
        for share in [height / panels.count, height] {
            for panel in panels {
                let more = min(
                    (needs[panel] ?? 0) - (heights[panel] ?? 0), share - (heights[panel] ?? 0), room)
                heights[panel, default: 0] += max(0, more)
                room -= max(0, more)
            }
        }
        return TopState.Panel.allCases.flatMap { list($0, height: heights[$0] ?? 0) }
    }

    private func list(_ panel: TopState.Panel, height: Int) -> [String] {
        guard height > 1 else { return [] }
        let rows = state.rows(panel)
        let selected = panel == state.panel ? state.selectedIndex(panel, of: rows.count) : nil
        let visible = height - 2
        let first = max(0, min((selected ?? 0) - visible / 2, rows.count - visible))
        let shown = Array(rows.dropFirst(first).prefix(visible))
        let table = Table(shown, panel.layout.columns, style, id: panel.layout.id).text
        var lines = table.split(separator: "\n", omittingEmptySubsequences: true).map(String.init)
        if let selected, lines.indices.contains(selected - first + 1) {
            lines[selected - first + 1] = Self.reversed(lines[selected - first + 1])
        }
        let title = title(of: panel, count: rows.count)
        return [title] + lines
    }

    private func title(of panel: TopState.Panel, count: Int) -> String {
        let looking = state[panel]
        var title = "\(panel.title) (\(count))"
        if let column = looking.sortColumn {
            title += " by \(panel.layout.columns[column].title) \(looking.isDescending ? "▼" : "▲")"
        }
        return panel == state.panel ? style.bold("▸ " + title) : "  " + title
    }

    /// The whole line in reverse, and its colours with it.
    private static func reversed(_ line: String) -> String {
        "\u{1B}[7m"
            + line.split(separator: "\u{1B}[0m", omittingEmptySubsequences: false).joined(
                separator: "\u{1B}[0m\u{1B}[7m")
            + "\u{1B}[0m"
    }

    // MARK: Foot

    private var footLine: String {
        switch state.mode {
        case .confirming(let action): return style.bold(action.question) + " y/n"
        case .filtering: return "filter: \(state.filter)▏"
        case .browsing, .help: break
        }
        if !state.message.isEmpty { return state.message }
        let filter = state.filter.isEmpty ? "/ filter" : "filter \"\(state.filter)\" (Esc ends it)"
        return style.faint(
            "Tab list  ↑↓ select  s S sort  \(filter)  a acknowledge  p pause  r resume  ? help  q quit")
    }
}

/// What the keys do.
enum TopHelp {
    static func lines(_ style: Style) -> [String] {
        let keys = [
            ("Tab, ← →", "go to another list"), ("↑ ↓, j k, PgUp PgDn, Home End", "select a row"),
            ("s", "sort by the next column"), ("S", "sort the other way round"),
            ("/", "show rows that have a text; Esc shows all"), ("a", "acknowledge the selected alarm"),
            ("p", "pause the selected strategy"), ("r", "resume the selected strategy"),
            ("q", "quit"),
        ]
        return [style.bold("Keys"), ""]
            + keys.map { "  " + padded($0.0, to: 32) + $0.1 }
            + ["", "Whatever changes something asks first. Any key goes back."]
    }
}
