import NijaModel

@testable import NijaRisk

/// A decimal as it is written.
func decimal(_ text: String) -> Decimal {
    guard let value = try? Decimal(text) else { preconditionFailure("\(text) is no decimal") }
    return value
}

/// An instant of the tests' day, so many seconds after noon of 2026-03-02, a Monday.
func noon(_ seconds: Int64 = 0) -> Timestamp {
    guard let start = try? Timestamp(seconds: 1_772_452_800 + seconds) else {
        preconditionFailure("the tests' day is no time")
    }
    return start
}

/// An order of the strategy "S".
func intent(
    _ text: String, symbol: String = "BTC-USD", limit: String? = nil, stop: String? = nil,
    isReduceOnly: Bool = false, isModification: Bool = false
) -> OrderIntent {
    let words = text.split(separator: " ")
    return OrderIntent(
        OrderIntent.Fingerprint(
            strategy: "S", symbol: symbol, isBuy: words[0] == "buy", type: limit == nil ? 1 : 2,
            quantity: decimal(String(words[1])), limitPrice: limit.map(decimal), stopPrice: stop.map(decimal)),
        isReduceOnly: isReduceOnly, isModification: isModification)
}

/// Facts of an account of 1,000 that holds nothing, with a price of 100.
func facts(_ change: (inout RiskFacts) -> Void = { _ in }) -> RiskFacts {
    var facts = RiskFacts(now: noon(), account: "default")
    (facts.equity, facts.dayStartEquity) = (Decimal(1000), Decimal(1000))
    (facts.price, facts.priceTime) = (Decimal(100), noon())
    change(&facts)
    return facts
}

/// A book with limits of the account, and of others.
func book(_ limits: RiskLimits...) -> LimitBook {
    var book = LimitBook()
    for limits in limits { book.adopt(RiskLimitsChange(limits: limits, isRemoved: false)) }
    return book
}

/// Limits of the account, of a strategy or of a symbol.
func limits(strategy: String = "", symbol: String = "", _ change: (inout RiskLimits) -> Void) -> RiskLimits {
    var limits = RiskLimits(key: RiskLimits.Key(account: "default", strategy: strategy, symbol: symbol))
    change(&limits)
    return limits
}

/// What one rule says of an order.
func check(
    _ rule: RiskRule, _ order: OrderIntent?, _ facts: RiskFacts, _ book: LimitBook = LimitBook()
) -> RiskCheck {
    let set = book.limits(
        account: "default", strategy: order?.fingerprint.strategy ?? "",
        symbol: order?.fingerprint.symbol ?? "")
    return RiskChecker(order, facts, set).check(rule)
}
