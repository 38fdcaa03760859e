import NijaLedger
import NijaMessages
import NijaModel
import NijaPortfolio
import NijaPositions
import TTRPC

/// Serves what PortfolioService says of the present.
final class PortfolioHandlers {
    private let engine: LedgerEngine
    private let figures: PortfolioFigures
    private let hub: SubscriptionHub
    private let portfolios: PortfolioHub

    init(
        engine: LedgerEngine, figures: PortfolioFigures, hub: SubscriptionHub, portfolios: PortfolioHub
    ) {
        (self.engine, self.figures, self.hub, self.portfolios) = (engine, figures, hub, portfolios)
    }

    func register(in registry: Registry) {
        registry.unary(PortfolioService.getPortfolio, portfolio)
        registry.unary(PortfolioService.getPortfolioSummary, summary)
        registry.unary(PortfolioService.getPortfolioHealth, health)
        registry.serverStream(PortfolioService.streamPortfolio, stream)
    }

    private func portfolio(
        _ request: GetPortfolioRequest, _ caller: Caller
    ) throws(ServiceError) -> GetPortfolioResponse {
        var fields = FieldReader()
        let account = fields.account(request.account)
        let exposures = fields.exposures(request.exposures)
        let limit = fields.count(request.positions, "positions")
        try fields.finish()
        var response = GetPortfolioResponse()
        response.portfolio = try figures.message(account, exposures: exposures, at: caller.now)
        guard limit > 0 else { return response }
        let open = engine.ledger.positions.newest(before: .max, limit: limit) {
            $0.opening.account == account && $0.status == .open
        }
        response.positions = open.map(NijaMessages.Position.init)
        return response
    }

    private func summary(
        _ request: GetPortfolioSummaryRequest, _ caller: Caller
    ) throws(ServiceError) -> GetPortfolioSummaryResponse {
        var fields = FieldReader()
        let account = fields.anyAccount(request.account)
        let limit = fields.pageSize(request.pageSize)
        let last = fields.nameToken(request.pageToken)
        try fields.finish()
        try engine.checkExists(account: account)
        var response = GetPortfolioSummaryResponse()
        response.sequence = engine.ledger.sequence
        var totals: [String: NijaPortfolio.PortfolioTotal] = [:]
        var summaries: [PortfolioSummary] = []
        for name in account.isEmpty ? engine.ledger.accountNames : [account] {
            let portfolio = try figures.current(name, at: caller.now)
            do throws(DecimalError) {
                try totals[portfolio.currency, default: .init()].add(portfolio)
            } catch {
                throw .status(
                    Status.because(
                        .outOfRange, "TOTAL_OUT_OF_RANGE",
                        "the accounts in \(portfolio.currency) together are beyond ±1.7e20; ask for one"))
            }
            if !last.isEmpty && name <= last { continue }
            let health = PortfolioHealth(of: portfolio, .standard, at: caller.now)
            summaries.append(PortfolioSummary(portfolio, health))
        }
        response.accounts = Array(summaries.prefix(limit))
        if summaries.count > limit { response.nextPageToken = summaries[limit - 1].account }
        response.totals = totals.sorted { $0.key < $1.key }
            .map { NijaMessages.PortfolioTotal($0.value, $0.key) }
        return response
    }

    private func health(
        _ request: GetPortfolioHealthRequest, _ caller: Caller
    ) throws(ServiceError) -> GetPortfolioHealthResponse {
        var (fields, limits) = (FieldReader(), PortfolioHealth.Limits.standard)
        let account = fields.account(request.account)
        limits.priceAge =
            fields.span(request.maxPriceAge, "max_price_age", atLeast: .zero) ?? limits.priceAge
        limits.balanceAge =
            fields.span(request.maxBalanceAge, "max_balance_age", atLeast: .zero) ?? limits.balanceAge
        try fields.finish()
        let portfolio = try figures.current(account, at: caller.now)
        let health = PortfolioHealth(of: portfolio, limits, at: caller.now)
        let holdings = engine.ledger.positions.holdings(of: account)
        var response = GetPortfolioHealthResponse()
        (response.account, response.status) = (account, health.status)
        response.problems = health.problems.map {
            PortfolioProblem($0, limits, holdings, at: caller.now)
        }
        response.priceAgeSeconds = portfolio.oldestPrice.map { caller.now.since($0).seconds }
        response.balanceAgeSeconds = portfolio.reportedAt.map { caller.now.since($0).seconds }
        response.unpricedPositions = Int32(clamping: portfolio.holdings.unpricedCount)
        return response
    }

    private func stream(
        _ request: StreamPortfolioRequest, _: Caller, _ call: ServerCall
    ) throws(ServiceError) {
        var fields = FieldReader()
        let account = fields.account(request.account)
        let exposures = fields.exposures(request.exposures)
        let interval = fields.portfolioInterval(request.minInterval, "min_interval")
        let heartbeat = fields.heartbeat(request.heartbeatInterval)
        try fields.finish()
        try engine.checkExists(account: account)
        var filter = EventFilter()
        filter.kinds = []
        let subscription = hub.subscribe(call, filter, after: nil, heartbeat: heartbeat)
        portfolios.follow(subscription, account: account, exposures: exposures, interval)
    }
}

extension FieldReader {
    /// Exposures that are listed when the caller does not say.
    static let exposuresDefault = 10
    /// Things of a kind that a portfolio lists, at most.
    private static let listedMax = 1000

    /// How many exposures are listed.
    fileprivate mutating func exposures(_ wanted: Int32) -> Int {
        wanted == 0 ? Self.exposuresDefault : count(wanted, "exposures")
    }

    /// How many things of a kind are listed.
    fileprivate mutating func count(_ wanted: Int32, _ field: String) -> Int {
        if wanted < 0 { refuse(field, "is \(wanted); it must not be negative") }
        return min(max(0, Int(wanted)), Self.listedMax)
    }

    /// Between portfolios of an account on a stream.
    mutating func portfolioInterval(_ message: DurationMessage?, _ field: String) -> TimeSpan {
        span(message, field, atLeast: .zero) ?? .seconds(1)
    }
}
