public import NijaModel

/// Holds orders against every rule.
///
/// A function of facts and limits alone: what it says of an order is the same in CheckOrder and in SubmitOrder.
public struct RiskChecker {
    let facts: RiskFacts
    let limits: LimitSet
    let order: OrderIntent?
    let outcome: RiskFacts.Outcome

    /// Prepares a check of `order`; of how things stand, without one.
    public init(_ order: OrderIntent?, _ facts: RiskFacts, _ limits: LimitSet) {
        self.order = order
        self.facts = facts
        self.limits = limits
        outcome = facts.outcome(of: order)
    }

    /// Every rule, in the sequence of their numbers.
    public func checks() -> [RiskCheck] { RiskRule.allCases.map(check) }

    /// The rules that have a limit for the account as a whole: what is used of each.
    public func usage() -> [RiskCheck] {
        [
            RiskRule.maxTotalExposure, .maxOpenPositions, .maxDailyLoss, .maxDrawdown, .ordersPerMinute,
            .maxLeverage, .circuitBreaker, .tradingRunning,
        ].map(check)
    }

    /// One rule.
    public func check(_ rule: RiskRule) -> RiskCheck {
        switch rule {
        case .maxPositionSize: positionSize()
        case .maxTotalExposure: totalExposure()
        case .maxOpenPositions: openPositions()
        case .maxOrderNotional: orderNotional()
        case .priceCollar: priceCollar()
        case .maxDailyLoss: dailyLoss()
        case .maxDrawdown: drawdown()
        case .ordersPerMinute: orderRate()
        case .ordersPerMinutePerSymbol: symbolOrderRate()
        case .duplicateWindow: duplicate()
        case .maxLeverage: leverage()
        case .compliance: compliance()
        case .strategyActive: strategyActive()
        case .stalePrice: priceAge()
        case .marketHours: marketHours()
        case .circuitBreaker: circuitBreaker()
        case .tradingRunning: tradingRunning()
        case .buyingPower: buyingPower()
        }
    }

    /// Whether an order that only reduces what is held passes the rule unseen; how things stand is never passed over.
    var isExempt: Bool { order != nil && outcome.isReducing }
}
