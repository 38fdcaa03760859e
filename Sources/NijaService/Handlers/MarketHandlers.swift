import NijaLedger
import NijaMessages
import NijaModel
import NijaPositions
import TTRPC

/// Serves MarketService.
final class MarketHandlers {
    private let engine: LedgerEngine
    private let desk: PositionDesk
    private let hub: SubscriptionHub
    private let prices: PriceHub

    init(engine: LedgerEngine, desk: PositionDesk, hub: SubscriptionHub, prices: PriceHub) {
        self.engine = engine
        self.desk = desk
        self.hub = hub
        self.prices = prices
    }

    func register(in registry: Registry) {
        registry.unary(MarketService.pushPrice, push)
        registry.clientStream(MarketService.pushPrices) { [self] in
            let tally = Tally()
            return ({ request, caller in self.push(request, caller, tally) }, { tally.response })
        }
        registry.unary(MarketService.getPrices) { [engine] request, _ throws(ServiceError) in
            var fields = FieldReader()
            let symbols = Set(fields.symbols(request.symbols)).sorted()
            try fields.finish()
            let book = engine.ledger.positions
            let found = symbols.isEmpty ? book.prices : symbols.flatMap { book.prices(of: $0) }
            var response = GetPricesResponse()
            response.prices = found.map(NijaMessages.Price.init)
            return response
        }
        registry.serverStream(MarketService.streamPrices, stream)
    }

    private func push(_ request: PushPriceRequest, _ caller: Caller) throws(ServiceError) -> PushPriceResponse
    {
        let effect = try take(request.price, caller)
        var response = PushPriceResponse()
        var outcome = PriceOutcome()
        outcome.positionsMarked = Int32(clamping: effect.markedCount)
        outcome.positionsClosed = Int32(clamping: effect.closedCount)
        outcome.exitsRequested = Int32(clamping: effect.requestedCount)
        outcome.late = effect.isLate
        response.outcome = outcome
        return response
    }

    /// What a stream of prices has done so far.
    private final class Tally {
        var response = PushPricesResponse()

        private var index: UInt64 = 0

        /// Counts a price that was taken in.
        func add(_ effect: PriceEffect) {
            index += 1
            response.accepted += 1
            if effect.isLate { response.late += 1 }
            response.positionsClosed += UInt64(effect.closedCount)
            response.exitsRequested += UInt64(effect.requestedCount)
        }

        /// Counts a price that was not.
        func refuse(_ error: ServiceError) {
            response.refused += 1
            if response.rejections.count < rejectionsCountMax {
                var rejection = RejectedPrice()
                (rejection.index, rejection.error) = (index, StatusMessage(error.status))
                response.rejections.append(rejection)
            }
            index += 1
        }

        /// Rejections that are told of, at most.
        private let rejectionsCountMax = 100
    }

    private func push(_ request: PushPricesRequest, _ caller: Caller, _ tally: Tally) {
        do throws(ServiceError) {
            tally.add(try take(request.price, caller))
        } catch {
            tally.refuse(error)
        }
    }

    private func take(
        _ message: NijaMessages.Price?, _ caller: Caller
    ) throws(ServiceError) -> PriceEffect {
        guard let message else {
            throw .invalid([FieldViolation(field: "price", description: "is required")])
        }
        var fields = FieldReader(in: .field("price"))
        let price = fields.price(message, now: caller.now)
        try fields.finish(with: Ledger.violations(in: price, at: caller.now))
        return try desk.take(price, caller.context)
    }

    private func stream(_ request: StreamPricesRequest, _: Caller, _ call: ServerCall) throws(ServiceError) {
        var fields = FieldReader()
        let symbols = fields.symbols(request.symbols)
        let interval = fields.priceInterval(request.minInterval, "min_interval")
        let heartbeat = fields.heartbeat(request.heartbeatInterval)
        try fields.finish()
        var filter = EventFilter()
        filter.kinds = []
        hub.subscribe(call, filter, after: nil, heartbeat: heartbeat)
        prices.follow(call, symbols: symbols, interval)
    }
}
