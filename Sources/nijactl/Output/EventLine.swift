import JSON
import NijaMessages
import Protobuf

/// An event on one line, for a person who watches.
enum EventLine {
    static func text(_ event: Event, _ style: Style) throws(CommandError) -> String {
        let value = try Output.parse(event)
        let time = style.faint(String((value["time"]?.text ?? "").dropFirst(11).prefix(8)))
        return "\(time) \(padded(event.sequence)) \(what(event, value, style))"
    }

    private static func padded(_ sequence: UInt64) -> String {
        let text = String(sequence)
        return String(repeating: " ", count: max(0, 7 - text.count)) + text
    }

    private static func what(_ event: Event, _ value: JSONValue, _ style: Style) -> String {
        switch event.payload {
        case .tradeRecorded(let trade):
            "trade     \(trade.strategy) \(trade.symbol) \(style.signed(trade.netProfit)) \(style.faint(trade.tradeID))"
        case .tradeVoided(let trade): "voided    \(trade.tradeID) \(trade.voidReason)"
        case .alarm(let change):
            "alarm     \(style.state(change.alarm?.severity.shortName ?? "")) \(change.transition.shortName.lowercased()): \(change.alarm?.message ?? "")"
        case .strategy(let change):
            "strategy  \(change.strategy?.name ?? "") is \(style.state(change.strategy?.status.shortName ?? "")) \(style.faint(change.reason))"
        case .balance(let report): "balance   \(report.account) \(report.balance), equity \(report.equity)"
        case .cashFlow(let flow): "cash flow \(flow.account) \(style.signed(flow.amount)) \(flow.note)"
        case .accountChanged(let account): "account   \(account.name) changed"
        case .kpis(let kpis):
            "kpis      \(kpis.totalTrades) trades, net \(style.signed(kpis.netProfit)), win rate \(kpis.winRate.map { Column.rounded($0.description) } ?? "–") %, drawdown \(kpis.currentDrawdown.map { Column.rounded($0.description) } ?? "–") %"
        case .threshold(let change):
            "threshold \(change.threshold?.name ?? "") \(change.deleted ? "deleted" : "set")"
        case .silence(let silence):
            "silence   until \(value["silence"]?["until"]?.text ?? ""): \(silence.reason)"
        case .position(let change): position(change, style)
        case .portfolio(let portfolio):
            "portfolio \(portfolio.account) is worth \(Column.shortened(portfolio.totalValue)), today \(style.signed(Column.shortened(portfolio.dailyPnl))), \(portfolio.openPositions) open"
        case .price(let price): "price     \(price.symbol) \(quoted(price)) \(style.faint(price.venue))"
        case .exitRules: "rules     of positions changed"
        case .fillRecorded(let fill):
            "fill      \(fill.side.shortName) \(fill.qty) \(fill.symbol) at \(fill.price) \(style.faint(fill.fillID))"
        case .complianceRule(let rule): "rule      \(rule.ruleID) set"
        case .heartbeat: style.faint("heartbeat")
        case .goingAway(let end): "going away: \(end.reason)"
        case nil: value.compact
        }
    }

    private static func position(_ change: PositionEvent, _ style: Style) -> String {
        let position = change.position ?? Position()
        let what = change.transition.shortName.lowercased().split(separator: "_").joined(separator: " ")
        let pnl = position.status == .open ? position.unrealizedPnl : position.realizedPnl
        return "position  \(position.symbol) \(position.side.shortName.lowercased()) \(what), "
            + "\(style.state(position.status.shortName)) \(style.signed(pnl)) \(style.faint(position.positionID))"
    }

    private static func quoted(_ price: Price) -> String {
        let last = price.bar?.close ?? [price.last, price.mark].first { !$0.isEmpty } ?? ""
        return last.isEmpty ? "\(price.bid) / \(price.ask)" : last
    }
}
