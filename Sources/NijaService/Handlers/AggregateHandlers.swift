import NijaAnalytics
import NijaLedger
import NijaMessages
import NijaModel
import NijaStore
import TTRPC

/// Serves what PortfolioService says of the past.
final class AggregateHandlers {
    private let engine: LedgerEngine
    private let readers: ReaderPool

    init(engine: LedgerEngine, readers: ReaderPool) {
        self.engine = engine
        self.readers = readers
    }

    func register(in registry: Registry) {
        registry.unaryLater(PortfolioService.getAggregates, aggregates)
    }

    private func aggregates(
        _ request: GetAggregatesRequest, _: Caller, _ responder: Responder<GetAggregatesResponse>
    ) throws(ServiceError) {
        var fields = FieldReader()
        let account = fields.account(request.account)
        let interval: NijaAnalytics.AggregateInterval = fields.choice(request.interval, "interval") ?? .day
        let (from, to) = fields.range(request.time, "time")
        let limit = fields.pageSize(request.pageSize)
        let token = fields.instantToken(request.pageToken)
        try fields.finish()
        guard let settings = engine.ledger.settings(ofAccount: account) else {
            throw .ledger(.notFound(.account, name: account))
        }
        let boundary = settings.dayBoundary ?? .utc
        let (capital, currency) = (settings.initialCapital, settings.currency)
        try readers.read { reader throws(StoreError) in
            let (rows, before) = try reader.aggregates(
                account: account, boundary, interval, from: token ?? from ?? .min, to: to ?? .max,
                limit: limit + 1)
            var response = GetAggregatesResponse()
            response.currency = currency
            var equity = before.extent(from: capital).close
            for row in rows.prefix(limit) {
                let message = AccountAggregate(row, opening: equity)
                equity = row.aggregate.path.extent(from: equity).close
                response.aggregates.append(message)
            }
            if rows.count > limit { response.nextPageToken = PageToken.text(instant: rows[limit].start) }
            return response
        } then: { result in
            responder.finish(result.mapError(ServiceError.store))
        }
    }
}

extension AccountAggregate {
    /// An hour or a day that starts with `opening`, as a message.
    init(_ row: AggregateRow, opening: Decimal) {
        self.init()
        let aggregate = row.aggregate
        start = TimestampMessage(row.start)
        end = TimestampMessage(row.interval.end(of: row.start))
        (trades, winningTrades) = (Int64(aggregate.trades), Int64(aggregate.wins))
        losingTrades = Int64(aggregate.losses)
        (grossPnl, fees) = (aggregate.grossProfit.description, aggregate.fees.description)
        (netProfit, cashFlow) = (aggregate.netProfit.description, aggregate.cashFlow.description)
        let extent = aggregate.path.extent(from: opening)
        (equityOpen, equityClose) = (opening.description, extent.close.description)
        (equityHigh, equityLow) = (extent.high.description, extent.low.description)
        if opening.signum > 0 {
            let gain = extent.close.doubleValue - aggregate.cashFlow.doubleValue - opening.doubleValue
            returnPercent = 100 * gain / opening.doubleValue
        }
    }
}
