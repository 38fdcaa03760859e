import NijaAnalytics
import NijaBenchmarks
import NijaLedger
import NijaMessages
import NijaModel
import NijaStore
import TTRPC

/// Serves BenchmarkService.
///
/// Closes are kept beside the ledger and read by workers: what is in memory does not grow with them.
final class BenchmarkHandlers {
    private let engine: LedgerEngine
    private let readers: ReaderPool

    init(engine: LedgerEngine, readers: ReaderPool) {
        self.engine = engine
        self.readers = readers
    }

    func register(in registry: Registry) {
        registry.unary(BenchmarkService.putBenchmarkPrices, put)
        registry.unaryLater(BenchmarkService.listBenchmarks, list)
        registry.unaryLater(BenchmarkService.getComparison, compare)
    }

    // MARK: Closes

    private func put(
        _ request: PutBenchmarkPricesRequest, _ caller: Caller
    ) throws(ServiceError) -> PutBenchmarkPricesResponse {
        var fields = FieldReader()
        let symbol = fields.symbol(request.symbol, "symbol")
        let closes = fields.closes(request.prices, today: DayBoundary.utc.day(of: caller.now))
        let source = fields.text(request.source, "source")
        let asOf = fields.time(request.asOf, "as_of") ?? caller.now
        try fields.finish()
        let given = GivenPrices(
            symbol: symbol, closes: closes.map { ($0.day, $0.price) }, source: source, asOf: asOf)
        let outcome = try engine.keep { store throws(StoreError) in
            try store.putPrices(given, replacing: request.replace, at: caller.now, by: caller.actor)
        }
        var response = PutBenchmarkPricesResponse()
        switch outcome {
        case .kept(let inserted, let unchanged, let replaced):
            (response.inserted, response.unchanged) = (Int32(inserted), Int32(unchanged))
            response.replaced = Int32(replaced)
        case .contradicted(let day, let kept, let given):
            throw .status(
                Status.because(
                    .alreadyExists, "BENCHMARK_PRICE_EXISTS",
                    "\(symbol)'s close of \(day) is kept as \(kept), not \(given); nothing was changed. "
                        + "Set replace to take the new one; if closes are adjusted, load all of history again."
                ))
        }
        return response
    }

    private func list(
        _ request: ListBenchmarksRequest, _ caller: Caller, _ responder: Responder<ListBenchmarksResponse>
    ) throws(ServiceError) {
        var fields = FieldReader()
        let limit = fields.pageSize(request.pageSize)
        let token = request.pageToken.isEmpty ? "" : fields.symbol(request.pageToken, "page_token")
        try fields.finish()
        let today = DayBoundary.utc.day(of: caller.now)
        try readers.read { reader throws(StoreError) in
            let kept = try reader.benchmarks(after: token, limit: limit + 1)
            var response = ListBenchmarksResponse()
            response.benchmarks = kept.prefix(limit).map { Benchmark($0, today: today) }
            if kept.count > limit { response.nextPageToken = kept[limit - 1].symbol }
            return response
        } then: { result in
            responder.finish(result.mapError(ServiceError.store))
        }
    }

    // MARK: Comparison

    private func compare(
        _ request: GetComparisonRequest, _ caller: Caller, _ responder: Responder<GetComparisonResponse>
    ) throws(ServiceError) {
        let ledger = engine.ledger
        let settings = ledger.settings(ofAccount: accountName(request.account))
        let boundary = settings?.dayBoundary ?? .utc
        let wanted = try WantedComparison(request, today: boundary.day(of: caller.now))
        let performance = try ServiceError.wrap { () throws(LedgerError) in
            try ledger.performance(account: wanted.account, strategy: wanted.strategy)
        }
        let reading = ComparisonReading(
            wanted: wanted, currency: settings?.currency ?? "", series: performance.settings,
            returns: performance.dailyReturns(wanted.basis), bound: ledger.sequence)
        guard !reading.returns.isEmpty else { throw .status(ComparisonError.noActivity.status) }
        try readers.read { reader throws(StoreError) in
            try reading.response(reader)
        } then: { result in
            responder.finish(result.mapError(ServiceError.store).flatMap(\.self))
        }
    }
}
