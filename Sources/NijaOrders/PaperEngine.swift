public import NijaModel

/// What fills on paper, at which price, and what that costs: a pure function of the order, the market and the model.
public struct PaperEngine: Sendable {
    private let model: PaperModel

    /// The engine of an account.
    public init(_ model: PaperModel) {
        self.model = model
    }

    /// A fill that is to be carried out.
    public struct Execution: Hashable, Sendable {
        /// How much.
        public var quantity: Decimal
        /// At which price.
        public var price: Decimal
        /// What it costs.
        public var fees: Decimal
    }

    /// What the market does to an order.
    public enum Decision: Hashable, Sendable {
        /// Nothing.
        case wait
        /// Its stop is set off, and it goes on.
        case trigger
        /// It is filled, whole or in part.
        case fill(Execution)
        /// It cannot be carried out.
        case cancel(String)
    }

    /// What an order meets.
    public struct Market: Hashable, Sendable {
        /// The prices.
        public var step: MarketStep
        /// How much is left of what is offered on the order's side; nil when that is not limited.
        public var left: Decimal?
        /// How much the order may reduce; nil when it may do more than reduce.
        public var reducible: Decimal?

        /// Creates a market.
        public init(_ step: MarketStep, left: Decimal? = nil, reducible: Decimal? = nil) {
            self.step = step
            self.left = left
            self.reducible = reducible
        }
    }

    /// Holds an order against the market.
    ///
    /// - Parameters:
    ///   - order: the order, not final.
    ///   - market: what it meets.
    ///   - isArrival: it comes into the market now: a limit that is marketable takes the quote. Later it is filled at
    ///     its limit.
    /// - Returns: what the market does to it.
    public func decide(_ order: Order, in market: Market, isArrival: Bool) -> Decision {
        guard let quote = market.step.price(order.ticket.side) else { return .wait }
        let isTaking = isArrival || order.ticket.duration.isImmediate
        guard let offer = offer(order, quote, market.step.isJump || isArrival, isTaking: isTaking) else {
            return order.ticket.duration.isImmediate ? .cancel("it could not be filled at once") : .wait
        }
        var wanted = order.fillableQuantity
        if let reducible = market.reducible {
            wanted = min(wanted, reducible)
            if wanted <= .zero { return .cancel("there is nothing to reduce") }
        }
        guard let price = offer.price else { return .trigger }
        let quantity = market.left.map { min($0, wanted) } ?? wanted
        if quantity < wanted && order.ticket.duration == .fillOrKill {
            return .cancel("only \(quantity) of \(wanted) could be filled at once")
        }
        guard quantity > .zero else {
            if order.ticket.duration == .immediateOrCancel { return .cancel("nothing is on offer") }
            return offer.isSettingOff ? .trigger : .wait
        }
        guard let fees = fees(quantity, price, isTaker: offer.isTaker) else {
            return .cancel("its value is beyond ±1.7e20")
        }
        return .fill(Execution(quantity: quantity, price: price, fees: fees))
    }

    // MARK: Prices

    /// What the market offers an order.
    private struct Offer {
        /// The price of a fill; nil when its stop is set off and its limit is not met.
        let price: Decimal?
        let isTaker: Bool
        /// Its stop is set off by this.
        var isSettingOff = false
    }

    /// - Parameters:
    ///   - order: the order.
    ///   - quote: the market's price on its side.
    ///   - isJump: the price has jumped here.
    ///   - isTaking: a limit takes the quote.
    /// - Returns: nil when the market leaves the order alone.
    private func offer(_ order: Order, _ quote: Decimal, _ isJump: Bool, isTaking: Bool) -> Offer? {
        let side = order.ticket.side
        switch order.ticket.type {
        case .market:
            return slipped(quote, order).map { Offer(price: $0, isTaker: true) }
        case .limit:
            return limited(order, quote, isTaking: isTaking)
        case .stop, .trailingStop:
            if order.isTriggered { return slipped(quote, order).map { Offer(price: $0, isTaker: true) } }
            guard let level = order.stopPrice, side.isReached(stop: level, by: quote) else { return nil }
            return slipped(isJump ? quote : level, order).map {
                Offer(price: $0, isTaker: true, isSettingOff: true)
            }
        case .stopLimit:
            if order.isTriggered { return limited(order, quote, isTaking: isTaking) }
            guard let level = order.stopPrice, let limit = order.terms.limitPrice,
                side.isReached(stop: level, by: quote)
            else { return nil }
            let base = isJump ? quote : level
            return Offer(
                price: side.isReached(limit: limit, by: base) ? base : nil, isTaker: true,
                isSettingOff: true)
        }
    }

    private func limited(_ order: Order, _ quote: Decimal, isTaking: Bool) -> Offer? {
        guard let limit = order.terms.limitPrice, order.ticket.side.isReached(limit: limit, by: quote) else {
            return nil
        }
        return Offer(price: isTaking ? quote : limit, isTaker: isTaking)
    }

    /// The price with slippage, against the trader; nil when nothing above 0 is left of it.
    private func slipped(_ price: Decimal, _ order: Order) -> Decimal? {
        var slippage = model.slippageBasisPoints
        if model.isSlippageRandom && !slippage.isZero {
            // Evenly between none and twice the value: value × n / 2³¹ for n below 2³².
            let share = SplitMix64.value(
                seed: model.seed, stream: order.submittedSequence, index: UInt64(order.fillsCount))
            slippage =
                (try? slippage.multiplied(
                    by: Decimal(Int(share >> 32)), dividedBy: Decimal(1 << 31), rounding: .halfEven))
                ?? slippage
        }
        let slipped = price.shifted(by: slippage, up: order.ticket.side == .buy)
        return slipped.flatMap { $0 > .zero ? $0 : nil }
    }

    // MARK: Fees

    /// What a fill costs; nil when it does not fit.
    public func fees(_ quantity: Decimal, _ price: Decimal, isTaker: Bool) -> Decimal? {
        let rate = isTaker ? model.takerFeeBasisPoints : model.makerFeeBasisPoints
        let fees = try? price.multiplied(by: quantity, rounding: .halfEven)
            .multiplied(by: rate, dividedBy: PaperModel.basisPointsPerWhole, rounding: .halfEven)
            .adding(model.feePerUnit.multiplied(by: quantity, rounding: .halfEven))
        return fees.map { fees in model.feeMinimum.map { max(fees, $0) } ?? fees }
    }
}

extension OrderSide {
    /// Whether a price sets a stop off: risen to it for a buy, fallen to it for a sell.
    func isReached(stop level: Decimal, by price: Decimal) -> Bool {
        self == .buy ? price >= level : price <= level
    }

    /// Whether a price is a limit or better.
    func isReached(limit: Decimal, by price: Decimal) -> Bool {
        self == .buy ? price <= limit : price >= limit
    }
}
