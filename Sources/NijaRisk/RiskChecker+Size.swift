import NijaModel

// How much may be held, and how much of it at once.

extension RiskChecker {
    /// An order that only reduces is held to this one as well: it can take away the short that a larger buy was to close, which
    /// would then open a larger long than is allowed.
    func positionSize() -> RiskCheck {
        guard let order else { return RiskCheck(.maxPositionSize, .skipped, "it is a limit of each symbol") }
        // Strategies may hold against each other: a strategy's own limit looks at the strategy alone.
        let bySymbol = worst(outcome.symbolStake, order)
        let byStrategy = worst(outcome.strategyStake, order)
        let candidates = limits.limits.compactMap { limits in
            limits.maxPositionSize.map { size in
                (value: limits.key.strategy.isEmpty ? bySymbol : byStrategy, limit: (size, limits.key))
            }
        }
        let nearest = candidates.min { $0.limit.0.minus($0.value) < $1.limit.0.minus($1.value) }
        guard let nearest else { return .unlimited(.maxPositionSize) }
        return .atMost(
            .maxPositionSize, nearest.value, nearest.limit, "at the worst the position comes to")
    }

    /// The side that the order can enlarge, at its worst.
    private func worst(_ stake: Stake, _ order: OrderIntent) -> Decimal {
        order.fingerprint.isBuy ? stake.longest : stake.shortest
    }

    func totalExposure() -> RiskCheck {
        if isExempt { return .reducing(.maxTotalExposure) }
        guard let limit = limits.tightest(\.maxTotalExposure) else { return .unlimited(.maxTotalExposure) }
        if let unpriced { return unpriced(.maxTotalExposure) }
        return .atMost(.maxTotalExposure, outcome.exposure, limit, "at the worst all that is held is worth")
    }

    func openPositions() -> RiskCheck {
        if isExempt { return .reducing(.maxOpenPositions) }
        guard let limit = limits.tightest(\.maxOpenPositions) else { return .unlimited(.maxOpenPositions) }
        return .atMost(
            .maxOpenPositions, outcome.positionsCount, limit, "positions, with those that orders may open:")
    }

    func orderNotional() -> RiskCheck {
        guard let order else { return RiskCheck(.maxOrderNotional, .skipped, "it is a limit of each order") }
        if isExempt { return .reducing(.maxOrderNotional) }
        guard let limit = limits.tightest(\.maxOrderNotional) else { return .unlimited(.maxOrderNotional) }
        if let unpriced { return unpriced(.maxOrderNotional) }
        let price = order.fingerprint.limitPrice ?? facts.price ?? order.fingerprint.stopPrice ?? .zero
        return .atMost(
            .maxOrderNotional, order.fingerprint.quantity.times(price), limit, "the order is worth")
    }

    func leverage() -> RiskCheck {
        if isExempt { return .reducing(.maxLeverage) }
        guard let limit = limits.tightest(\.maxLeverage) else { return .unlimited(.maxLeverage) }
        if let unpriced { return unpriced(.maxLeverage) }
        guard facts.equity > .zero else {
            if outcome.exposure.isZero { return RiskCheck(.maxLeverage, .pass, "nothing is held") }
            return RiskCheck(
                .maxLeverage, .fail, "equity is \(facts.equity); nothing may be held on it",
                scope: limit.key.scope)
        }
        // Held against limit × equity, so that nothing is divided and nothing rounded.
        let allowed = limit.value.times(facts.equity)
        return .atMost(
            .maxLeverage, outcome.exposure, (allowed, limit.key),
            "at \(limit.value) times the equity of \(facts.equity), all that is held is worth")
    }

    func buyingPower() -> RiskCheck {
        guard order != nil else { return RiskCheck(.buyingPower, .skipped, "it is held against each order") }
        if isExempt { return .reducing(.buyingPower) }
        guard let power = facts.buyingPower else {
            return RiskCheck(.buyingPower, .skipped, "the account's broker does not say what it can spend")
        }
        if let unpriced { return unpriced(.buyingPower) }
        let key = RiskLimits.Key(account: facts.breaker.account)
        return .atMost(
            .buyingPower, max(.zero, outcome.increase), (power, key), "the order needs buying power of")
    }

    /// What cannot be valued can be held to no limit of value: such an order is refused, not waved through.
    private var unpriced: ((RiskRule) -> RiskCheck)? {
        guard let asked = order?.fingerprint, facts.price == nil, asked.limitPrice == nil,
            asked.stopPrice == nil
        else { return nil }
        return { rule in
            RiskCheck(
                rule, .fail,
                "there is no price of \(Names.quoted(asked.symbol)) yet, so the order cannot be valued")
        }
    }
}
