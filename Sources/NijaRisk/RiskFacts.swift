public import NijaModel

/// What the ledger says at the moment of a check; the order is not in it.
public struct RiskFacts: Sendable {
    // MARK: The moment

    /// The time.
    public var now: Timestamp
    /// The market's clock and holidays, for hours of New York's exchange.
    public var newYork: MarketClock

    // MARK: The account

    /// Trading runs; nil, or why it does not.
    public var stoppedBecause: String?
    /// Its equity: cash, and what is held at the newest prices.
    public var equity = Decimal.zero
    /// Its equity when its day began.
    public var dayStartEquity = Decimal.zero
    /// Profit and loss since then: realised, unrealised and fees together.
    public var dayPnL = Decimal.zero
    /// How far equity lies below its highest, in percent; nil when that has no value.
    public var drawdownPercent: Double?
    /// What all other symbols and strategies come to at the worst, at their newest prices.
    public var exposureElsewhere = Decimal.zero
    /// Positions that are open, or that orders may open; that of this symbol and strategy included.
    public var positionsCount = 0
    /// The order's strategy has a position of the symbol, or an order that may open one.
    public var hasPosition = false
    /// What can still be spent; nil when nobody limits that.
    public var buyingPower: Decimal?
    /// The circuit breaker.
    public var breaker: CircuitBreaker
    /// Rules of compliance that the order would fail, as text for a person.
    public var complianceFailures: [String] = []
    /// How many rules of compliance are on.
    public var complianceRulesCount = 0

    // MARK: Strategy and symbol

    /// The strategy's status; nil when it is not registered yet, which recording an order does.
    public var strategyStatus: StrategyStatus?
    /// The symbol may be traded.
    public var isSymbolAllowed = true
    /// What is held of the symbol by all strategies together, and what their orders may make of it.
    public var symbolStake = Stake()
    /// The same of the order's strategy alone.
    public var strategyStake = Stake()
    /// The newest price of the symbol.
    public var price: Decimal?
    /// When that price came in.
    public var priceTime: Timestamp?

    // MARK: Rates

    /// Orders of the account in the last 60 seconds.
    public var ordersCount = 0
    /// Those of the symbol.
    public var symbolOrdersCount = 0
    /// When an equal order was last submitted.
    public var lastEqualOrder: Timestamp?

    /// Facts of an account that holds nothing and has no orders.
    public init(now: Timestamp, account: String, newYork: MarketClock = .newYork) {
        self.now = now
        self.newYork = newYork
        breaker = CircuitBreaker(account: account)
    }
}

extension RiskFacts {
    /// What an order would lead to.
    struct Outcome {
        let symbolStake: Stake
        let strategyStake: Stake
        /// What all that is held may come to.
        let exposure: Decimal
        let positionsCount: Int
        /// The order can only make what is held smaller.
        let isReducing: Bool
        /// How much more the order may hold of the symbol at the worst, in value.
        let increase: Decimal
    }

    /// What the order leads to; without one, how things stand.
    ///
    /// A symbol without a price counts by the order's own.
    func outcome(of order: OrderIntent?) -> Outcome {
        let value = price ?? order?.fingerprint.limitPrice ?? order?.fingerprint.stopPrice ?? .zero
        guard let order else {
            return Outcome(
                symbolStake: symbolStake, strategyStake: strategyStake,
                exposure: exposureElsewhere.plus(strategyStake.largest.times(value)),
                positionsCount: positionsCount, isReducing: true, increase: .zero)
        }
        let asked = order.fingerprint
        func added(to stake: Stake) -> Stake {
            stake.adding(asked.quantity, isBuy: asked.isBuy, isReduceOnly: order.isReduceOnly)
        }
        let (symbol, strategy) = (added(to: symbolStake), added(to: strategyStake))
        let isReducing =
            order.isReduceOnly
            || (asked.isBuy ? strategy.longest : strategy.shortest).isZero
        return Outcome(
            symbolStake: symbol, strategyStake: strategy,
            exposure: exposureElsewhere.plus(strategy.largest.times(value)),
            positionsCount: positionsCount + (hasPosition || isReducing ? 0 : 1), isReducing: isReducing,
            increase: strategy.largest.minus(strategyStake.largest).times(value))
    }
}
