import NijaLedger
import NijaMessages
import NijaModel
import NijaStore
import Protobuf
import TTRPC

/// Serves EventService.
final class EventHandlers {
    private let engine: LedgerEngine
    private let hub: SubscriptionHub
    private let prices: PriceHub
    private let portfolios: PortfolioHub

    init(engine: LedgerEngine, hub: SubscriptionHub, prices: PriceHub, portfolios: PortfolioHub) {
        self.engine = engine
        self.hub = hub
        self.prices = prices
        self.portfolios = portfolios
    }

    func register(in registry: Registry) {
        registry.serverStream(EventService.subscribe, subscribe)
        registry.unary(EventService.unsubscribe) { [hub] request, caller throws(ServiceError) in
            var fields = FieldReader()
            let name = fields.requiredText(request.subscriptionID, "subscription_id")
            try fields.finish()
            guard hub.unsubscribe(name, uid: caller.peer.uid) else {
                throw .status(
                    Status.because(
                        .notFound, "SUBSCRIPTION_NOT_FOUND",
                        "there is no subscription \(Names.quoted(name)) of yours"))
            }
            return UnsubscribeResponse()
        }
    }

    private func subscribe(_ request: SubscribeRequest, _ caller: Caller, _ call: ServerCall)
        throws(ServiceError)
    {
        var fields = FieldReader()
        var filter = EventFilter()
        filter.kinds = fields.kinds(request.topics)
        (filter.account, filter.strategy) =
            (fields.anyAccount(request.account), fields.text(request.strategy, "strategy"))
        filter.trades.symbol = fields.text(request.symbol, "symbol")
        filter.positions.symbol = filter.trades.symbol
        let name = fields.text(request.subscriptionID, "subscription_id")
        filter.alarms.minSeverity = fields.choice(request.minSeverity, "min_severity")
        let heartbeat = fields.heartbeat(request.heartbeatInterval)
        let interval = fields.span(request.minKpiInterval, "min_kpi_interval", atLeast: .zero) ?? .seconds(1)
        let portfolioInterval = fields.portfolioInterval(
            request.minPortfolioInterval, "min_portfolio_interval")
        let priceInterval = fields.priceInterval(request.minPriceInterval, "min_price_interval")
        try fields.finish()
        try engine.checkExists(account: filter.account)
        try hub.checkReached(request.afterSequence)
        try hub.checkFree(name, uid: caller.peer.uid)
        var kpis: KpiFeed?
        if request.topics.contains(.kpis) {
            let names = request.account.isEmpty ? engine.ledger.accountNames : [request.account]
            kpis = KpiFeed(
                target: request.account.isEmpty
                    ? nil : KpiFeed.Target(account: request.account, strategy: ""),
                basisIsNet: false, interval: interval,
                dirty: Set(names.map { KpiFeed.Target(account: $0, strategy: "") }),
                nextDue: MonotonicTime(nanoseconds: 0))
        }
        let subscription = hub.subscribe(
            call, filter, after: request.afterSequence, heartbeat: heartbeat, name: name, kpis: kpis)
        if request.topics.contains(.prices) {
            prices.follow(call, symbols: request.symbol.isEmpty ? [] : [request.symbol], priceInterval)
        }
        if request.topics.contains(.portfolio) {
            portfolios.follow(
                subscription, account: filter.account, exposures: FieldReader.exposuresDefault,
                portfolioInterval)
        }
    }
}

extension FieldReader {
    /// The kinds of events that topics stand for; all when there are none.
    fileprivate mutating func kinds(_ topics: [Topic]) -> EventKinds {
        if topics.isEmpty { return .all }
        var kinds: EventKinds = []
        for (index, topic) in topics.enumerated() {
            switch topic {
            case .trades: kinds.insert(.trades)
            case .alarms: kinds.insert(.alarms)
            case .strategies: kinds.insert(.strategies)
            case .account: kinds.insert(.accounts)
            case .positions: kinds.insert(.positions)
            case .compliance: kinds.insert(.compliance)
            case .kpis, .prices, .portfolio: break
            default:
                let names = Topic.names.dropFirst().map(\.name).joined(separator: ", ")
                refuse("topics[\(index)]", "is \(topic.rawValue); it must be one of \(names)")
            }
        }
        return kinds
    }
}
