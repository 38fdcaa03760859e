import NijaAnalytics
import NijaBenchmarks
import NijaMessages
import NijaModel
import NijaStore

/// A comparison in the hands of a worker: the account's returns are given, closes and trades are read.
struct ComparisonReading: Sendable {
    let wanted: WantedComparison
    let currency: String
    let series: SeriesSettings
    /// The account's returns; not empty.
    let returns: [DailyReturn]
    /// The last event that counts.
    let bound: UInt64

    /// Reads and compares.
    ///
    /// - Returns: the answer, or why there is none.
    func response(_ reader: LedgerReader) throws(StoreError) -> Result<GetComparisonResponse, ServiceError> {
        var response = GetComparisonResponse()
        (response.account, response.strategy) = (wanted.account, wanted.strategy)
        response.sequence = bound
        do throws(ServiceError) {
            for symbol in wanted.benchmarks {
                response.comparisons.append(try compare(symbol, reader))
            }
            let value = try ServiceError.read { () throws(StoreError) in try tradedValue(reader) }
            response.userPerformance = UserPerformance(value, wanted.basis, currency: currency)
        } catch {
            if case .store(let error) = error { throw error }
            return .failure(error)
        }
        return .success(response)
    }

    /// The first and the last day of the window, as far as the account goes.
    private var days: (first: Day, last: Day) {
        let (opening, closing) = (returns[0].day, returns[returns.count - 1].day)
        return (max(wanted.settings.from ?? opening, opening), wanted.settings.to ?? closing)
    }

    private func compare(
        _ symbol: String, _ reader: LedgerReader
    ) throws(ServiceError) -> NijaMessages.BenchmarkComparison {
        let kept = try ServiceError.read { () throws(StoreError) in
            // Before a Monday of business days the Friday counts, also for a benchmark that trades on weekends.
            try reader.closes(of: symbol, from: days.first.adding(-4), through: days.last)
        }
        if kept.closes.isEmpty {
            let known = try ServiceError.read { () throws(StoreError) in
                try reader.benchmarks(only: symbol, limit: 1)
            }
            if known.isEmpty { throw .status(.unknownBenchmark(symbol)) }
        }
        guard
            let history = PriceHistory(
                symbol: symbol, closes: kept.closes.compactMap { Close(day: $0.day, price: $0.price) })
        else { throw .store(StoreError(.damaged, "the closes of \(symbol) are not in sequence")) }
        do throws(ComparisonError) {
            let comparison = try BenchmarkComparison(returns, history, series, wanted.settings)
            return NijaMessages.BenchmarkComparison(
                comparison, kept, riskFreeRate: series.riskFreeRate, asked: wanted.settings.from)
        } catch {
            throw .status(error.status)
        }
    }

    private func tradedValue(_ reader: LedgerReader) throws(StoreError) -> TradedValue {
        var query = TradeQuery(account: wanted.account)
        query.strategy = wanted.strategy
        let calendar = series.calendar
        let opening = calendar.ordinal(of: calendar.period(of: days.first))
        query.from = series.boundary.start(of: calendar.period(ordinal: opening - 1).adding(1))
        query.to = series.boundary.end(of: days.last)
        var value = TradedValue(wanted.basis)
        try reader.scan(query, .figures, upTo: bound) { recorded throws(StoreError) in
            do throws(DecimalError) {
                try value.add(recorded.trade)
            } catch {
                throw StoreError(.damaged, "the profits of \(wanted.account) are beyond the range of amounts")
            }
        }
        return value
    }
}

extension ServiceError {
    /// Runs a body that throws the store's errors.
    static func read<Value>(_ body: () throws(StoreError) -> Value) throws(ServiceError) -> Value {
        do throws(StoreError) { return try body() } catch { throw .store(error) }
    }
}
