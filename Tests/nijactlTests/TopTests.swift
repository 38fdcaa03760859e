import JSON
import NijaModel
import Testing

@testable import nijactl

/// A state with two strategies, an alarm and trades.
private func state(trades: Int = 3) throws -> TopState {
    var state = TopState()
    state.data.dashboard = try JSONValue.parse(
        Array(
            """
            {"kpis": {"account_equity": "1034.5", "net_profit": "34.5", "win_rate": 58.33, "sharpe_ratio": null},
             "active_alarms": [{"alarm_id": "low_win_rate_1", "severity": "SEVERITY_WARNING", "message": "Win rate is low"}],
             "strategies": [
               {"name": "GRID", "status": "STRATEGY_STATUS_ACTIVE", "performance": {"net_profit": "-4"}},
               {"name": "TREND", "status": "STRATEGY_STATUS_PAUSED", "performance": {"net_profit": "38.5"}}],
             "service": {"serving": "SERVING_STATUS_SERVING", "trades_count": "3", "uptime_seconds": "65"}}
            """.utf8))
    state.data.portfolio = try JSONValue.parse(
        Array("{\"total_value\": \"1041.5\", \"daily_pnl\": \"7\", \"cash\": \"1034.5\"}".utf8))
    let trade = "{\"trade_id\": \"t\", \"strategy\": \"GRID\", \"symbol\": \"BTC-USD\"}"
    state.data.trades = try (0..<trades).map { _ in try JSONValue.parse(Array(trade.utf8)) }
    return state
}

private func press(_ state: inout TopState, _ keys: Key...) -> TopState.Effect {
    keys.map { state.press($0) }.last ?? .nothing
}

@Suite("Keys of top")
struct TopKeyTests {
    @Test("what changes something asks first, and only y does it")
    func confirming() throws {
        var state = try state()
        state.panel = .strategies
        #expect(press(&state, .down, .character("p")) == .nothing)
        #expect(state.mode == .confirming(.pause(strategy: "TREND")))
        #expect(press(&state, .character("y")) == .carryOut(.pause(strategy: "TREND")))
        for key in [Key.character("n"), .enter, .escape, .character("Y")] {
            #expect(press(&state, .character("r"), key) == .nothing)
            #expect(state.mode == .browsing)
            #expect(state.message == "nothing was done")
        }
    }

    @Test("an alarm is acknowledged in the list of alarms only")
    func acknowledging() throws {
        var state = try state()
        #expect(press(&state, .character("a")) == .nothing)
        #expect(state.mode == .browsing)
        #expect(
            press(&state, .tab, .character("a"), .character("y"))
                == .carryOut(.acknowledge(alarm: "low_win_rate_1")))
    }

    @Test("lists follow each other in a ring")
    func ring() throws {
        var state = try state()
        _ = press(&state, .backTab)
        #expect(state.panel == .positions)
        _ = press(&state, .backTab)
        #expect(state.panel == .trades)
        _ = press(&state, .right)
        #expect(state.panel == .positions)
    }

    @Test("sorting goes through the columns and back to the daemon's sequence")
    func sorting() throws {
        var state = try state()
        state.panel = .strategies
        let columns = TopState.Panel.strategies.layout.columns
        let profit = try #require(columns.firstIndex { $0.field == "performance.net_profit" })
        for _ in 0...profit { _ = press(&state, .character("s")) }
        #expect(state.rows(.strategies).compactMap { $0["name"]?.text } == ["TREND", "GRID"])
        _ = press(&state, .character("S"))
        #expect(state.rows(.strategies).compactMap { $0["name"]?.text } == ["GRID", "TREND"])
        for _ in profit..<columns.count { _ = press(&state, .character("s")) }
        #expect(state[.strategies].sortColumn == nil)
    }

    @Test("the filter shows rows that have the text in any column; Escape shows all")
    func filtering() throws {
        var state = try state()
        _ = press(
            &state, .character("/"), .character("t"), .character("R"), .character("x"), .backspace, .enter)
        #expect(state.rows(.strategies).count == 1)
        _ = press(&state, .escape)
        #expect(state.rows(.strategies).count == 2)
    }

    @Test("a selection stays within a list that shrinks, and in an empty one nothing can be done")
    func shrinking() throws {
        var state = try state(trades: 50)
        state.panel = .trades
        _ = press(&state, .end)
        #expect(state.selectedIndex(.trades, of: 50) == 49)
        state.data.trades = []
        #expect(state.selectedIndex(.trades, of: 0) == nil)
        var empty = TopState()
        #expect(press(&empty, .character("p")) == .nothing)
        #expect(empty.message == "nothing is selected")
        #expect(press(&empty, .up, .pageDown, .character("q")) == .quit)
    }
}

@Suite("The screen of top")
struct TopViewTests {
    @Test("every size is filled and never exceeded", arguments: [0, 1, 2, 5, 10, 24, 60], [1, 20, 80, 200])
    func sizes(rows: Int, columns: Int) throws {
        var state = try state(trades: 100)
        state.data.equity = (0..<90).map { (Day(index: 20_000 + $0), Double($0 % 13)) }
        for panel in TopState.Panel.allCases {
            state.panel = panel
            #expect(TopView(state, columns: columns, rows: rows).lines.count == max(1, rows))
        }
    }

    @Test("shows the daemon, figures, lists and keys; what has no value is a dash")
    func content() throws {
        let text = try TopView(state(), columns: 100, rows: 30).lines.joined(separator: "\n")
        for part in [
            "SERVING", "up 1 min 5 s", "3 trades", "+34.5", "58.33", "Strategies (2)", "Win rate is low",
            "BTC-USD", "1041.50", "+7.00",
        ] {
            #expect(text.contains(part), "\(part)")
        }
        let plain = StyledSpan.spans(of: text).map(\.text).joined()
        #expect(plain.contains("Sharpe –"))
    }

    @Test("says when the daemon is away, and what was shown stays")
    func outage() throws {
        var state = try state()
        state.outage = "no such file"
        let lines = TopView(state, columns: 100, rows: 30).lines
        #expect(lines[0].contains("nijad is away: no such file"))
        #expect(lines.contains { $0.contains("TREND") })
    }

    @Test("the selected row is in reverse to its end, whatever colours it has")
    func selection() throws {
        var state = try state()
        state.panel = .strategies
        let lines = TopView(state, columns: 100, rows: 30).lines
        let row = try #require(lines.first { $0.contains("GRID") })
        #expect(StyledSpan.spans(of: row).allSatisfy { $0.isReversed })
    }
}

@Suite("Painted lines as stretches")
struct StyledSpanTests {
    @Test("each look is a stretch of its own and ends with the reset")
    func looks() {
        let spans = StyledSpan.spans(of: "a\u{1B}[1mb\u{1B}[0m\u{1B}[31;7mc\u{1B}[0md")
        #expect(spans.map(\.text) == ["a", "b", "c", "d"])
        #expect(spans.map(\.isBold) == [false, true, false, false])
        #expect(spans[2].color == .red && spans[2].isReversed)
        #expect(StyledSpan.spans(of: "").isEmpty)
    }
}
