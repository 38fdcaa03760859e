import NijaModel

// Whether the market, the strategy and the account are in a state to trade.

extension RiskChecker {
    func priceCollar() -> RiskCheck {
        guard let order else { return RiskCheck(.priceCollar, .skipped, "it is a limit of each order") }
        guard let limit = limits.tightest(\.priceCollarPercent) else { return .unlimited(.priceCollar) }
        let prices = [order.fingerprint.limitPrice, order.fingerprint.stopPrice].compactMap { $0 }
        guard !prices.isEmpty else {
            return RiskCheck(.priceCollar, .skipped, "the order names no price", scope: limit.key.scope)
        }
        guard let newest = facts.price else {
            return RiskCheck(
                .priceCollar, .fail, "there is no price to hold the order's against", scope: limit.key.scope)
        }
        let distances = prices.map { $0.minus(newest).absolute.percent(of: newest) ?? .infinity }
        return .atMost(
            .priceCollar, distances.max() ?? 0, limit, "from the newest price, \(newest), the order's lies",
            unit: "%")
    }

    func priceAge() -> RiskCheck {
        guard order != nil else { return RiskCheck(.stalePrice, .skipped, "it is held against each order") }
        if isExempt { return .reducing(.stalePrice) }
        guard let limit = limits.tightest({ $0.priceAgeMax?.seconds }) else { return .unlimited(.stalePrice) }
        guard let time = facts.priceTime else {
            return RiskCheck(.stalePrice, .fail, "there is no price yet", scope: limit.key.scope)
        }
        return .atMost(
            .stalePrice, max(0, facts.now.since(time).seconds), limit, "the newest price is old by", unit: "s"
        )
    }

    func marketHours() -> RiskCheck {
        if isExempt { return .reducing(.marketHours) }
        let closed = limits.limits.first { limits in
            limits.marketHours.map { !facts.newYork.isOpen($0, at: facts.now) } ?? false
        }
        if let closed {
            return RiskCheck(
                .marketHours, .fail, "the market is closed at \(facts.now)", scope: closed.key.scope)
        }
        return limits.limits.contains { $0.marketHours != nil }
            ? RiskCheck(.marketHours, .pass, "the market is open") : .unlimited(.marketHours)
    }

    func strategyActive() -> RiskCheck {
        guard let order else { return RiskCheck(.strategyActive, .skipped, "it is held against each order") }
        if isExempt { return .reducing(.strategyActive) }
        let name = Names.quoted(order.fingerprint.strategy)
        switch facts.strategyStatus {
        case .active, nil: return RiskCheck(.strategyActive, .pass, "strategy \(name) is active")
        case .paused: return RiskCheck(.strategyActive, .fail, "strategy \(name) is paused")
        case .stopped: return RiskCheck(.strategyActive, .fail, "strategy \(name) is stopped")
        }
    }

    func tradingRunning() -> RiskCheck {
        if isExempt { return .reducing(.tradingRunning) }
        if let reason = facts.stoppedBecause {
            return RiskCheck(.tradingRunning, .fail, "trading does not run: \(reason)", scope: "account")
        }
        if let order, !facts.isSymbolAllowed {
            return RiskCheck(
                .tradingRunning, .fail,
                "\(Names.quoted(order.fingerprint.symbol)) is not one of the symbols that may be traded",
                scope: "account")
        }
        return RiskCheck(.tradingRunning, .pass, "trading runs")
    }

    func compliance() -> RiskCheck {
        guard order != nil else { return RiskCheck(.compliance, .skipped, "it is held against each order") }
        if isExempt { return .reducing(.compliance) }
        if facts.complianceRulesCount == 0 {
            return RiskCheck(.compliance, .skipped, "no rule of compliance is on")
        }
        if facts.complianceFailures.isEmpty {
            return RiskCheck(.compliance, .pass, "no rule of compliance is broken")
        }
        return RiskCheck(
            .compliance, .fail, facts.complianceFailures.joined(separator: "; "), scope: "account")
    }
}
