import NijaModel

// How often orders may come. A change of an order that is there counts for none of these.

extension RiskChecker {
    private var isNew: Bool { order.map { !$0.isModification } ?? false }

    func orderRate() -> RiskCheck {
        if isExempt { return .reducing(.ordersPerMinute) }
        guard let limit = limits.tightest(\.ordersPerMinute) else { return .unlimited(.ordersPerMinute) }
        return .atMost(
            .ordersPerMinute, facts.ordersCount + (isNew ? 1 : 0), limit, "orders in the last 60 s:")
    }

    func symbolOrderRate() -> RiskCheck {
        guard let order else {
            return RiskCheck(.ordersPerMinutePerSymbol, .skipped, "it is a limit of each symbol")
        }
        if isExempt { return .reducing(.ordersPerMinutePerSymbol) }
        guard let limit = limits.tightest(\.ordersPerMinutePerSymbol) else {
            return .unlimited(.ordersPerMinutePerSymbol)
        }
        return .atMost(
            .ordersPerMinutePerSymbol, facts.symbolOrdersCount + (isNew ? 1 : 0), limit,
            "orders of \(Names.quoted(order.fingerprint.symbol)) in the last 60 s:")
    }

    func duplicate() -> RiskCheck {
        guard isNew else { return RiskCheck(.duplicateWindow, .skipped, "it concerns new orders") }
        guard let window = limits.widest(\.duplicateWindow) else { return .unlimited(.duplicateWindow) }
        guard let last = facts.lastEqualOrder, facts.now.since(last) < window.value else {
            return RiskCheck(.duplicateWindow, .pass, "no equal order came lately", scope: window.key.scope)
        }
        var check = RiskCheck(
            .duplicateWindow, .fail,
            "an equal order came \(facts.now.since(last).seconds) s ago; wait \(window.value.seconds) s",
            scope: window.key.scope)
        (check.value, check.limit) = (String(facts.now.since(last).seconds), String(window.value.seconds))
        return check
    }
}
