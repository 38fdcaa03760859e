import NijaModel

// What may be lost.

extension RiskChecker {
    func dailyLoss() -> RiskCheck {
        if isExempt { return .reducing(.maxDailyLoss) }
        guard let limit = limits.tightest(\.maxDailyLoss) else { return .unlimited(.maxDailyLoss) }
        let loss = max(.zero, Decimal.zero.minus(facts.dayPnL))
        // At the limit the day is over: one more loss would go beyond it.
        var check = RiskCheck.atMost(.maxDailyLoss, loss, limit, "since its day began the account has lost")
        if loss >= limit.value { check.result = .fail }
        return check
    }

    func drawdown() -> RiskCheck {
        if isExempt { return .reducing(.maxDrawdown) }
        guard let limit = limits.tightest(\.maxDrawdownPercent) else { return .unlimited(.maxDrawdown) }
        guard let drawdown = facts.drawdownPercent else {
            return RiskCheck(.maxDrawdown, .skipped, "the drawdown has no value yet")
        }
        return .atMost(.maxDrawdown, drawdown, limit, "equity lies below its highest by", unit: "%")
    }

    func circuitBreaker() -> RiskCheck {
        if isExempt { return .reducing(.circuitBreaker) }
        guard facts.breaker.isOpen else { return RiskCheck(.circuitBreaker, .pass, "it is closed") }
        let until = facts.breaker.resetsAt.map { "; it closes by itself at \($0)" } ?? ""
        return RiskCheck(
            .circuitBreaker, .fail, "it is open: \(facts.breaker.cause)\(until)", scope: "account")
    }
}
