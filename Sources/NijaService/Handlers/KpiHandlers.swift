import NijaAnalytics
import NijaLedger
import NijaMessages
import NijaModel
import NijaStore
import Protobuf
import TTRPC

/// Serves KpiService.
final class KpiHandlers {
    let engine: LedgerEngine
    private let readers: ReaderPool
    private let hub: SubscriptionHub
    private let figures: KpiFigures

    /// Days of a trend, at most.
    static let trendDaysMax: Int32 = 3660
    /// Strategies whose correlations are computed in one call, at most.
    static let correlatedMax = 64
    /// Bytes of one piece of a report.
    static let pieceBytes = 64 << 10

    init(engine: LedgerEngine, readers: ReaderPool, hub: SubscriptionHub, figures: KpiFigures) {
        self.engine = engine
        self.readers = readers
        self.hub = hub
        self.figures = figures
    }

    func register(in registry: Registry) {
        registry.unaryLater(KpiService.getKpiSummary, summary)
        registry.unary(KpiService.getKpiTrends, trends)
        registry.unaryLater(KpiService.listKpiSnapshots, history)
        registry.unaryLater(KpiService.getPerformance, performance)
        registry.unaryLater(KpiService.compareStrategies, compare)
        registry.unary(KpiService.getStrategyCorrelation, correlation)
        registry.unaryLater(KpiService.comparePrompts, comparePrompts)
        registry.unaryLater(KpiService.getRiskManagementPerformance, risk)
        registry.serverStream(KpiService.exportKpis, export)
        registry.serverStream(KpiService.streamKpis, stream)
    }

    // MARK: One scope

    private func summary(
        _ request: GetKpiSummaryRequest, _ caller: Caller, _ responder: Responder<GetKpiSummaryResponse>
    ) throws(ServiceError) {
        let request = request
        try figures(request.scope, request.window, request.basis, caller) { result in
            responder.finish(
                result.map { snapshot, _ in
                    var response = GetKpiSummaryResponse()
                    response.kpis = snapshot
                    return response
                })
        }
    }

    private func risk(
        _ request: GetRiskManagementPerformanceRequest, _ caller: Caller,
        _ responder: Responder<GetRiskManagementPerformanceResponse>
    ) throws(ServiceError) {
        try figures(request.scope, request.window, .gross, caller) { result in
            responder.finish(
                result.map { snapshot, performance in
                    var message = RiskManagementPerformance(performance.kpis(.gross))
                    (message.scope, message.window) = (snapshot.scope, snapshot.window)
                    message.sequence = snapshot.sequence
                    var response = GetRiskManagementPerformanceResponse()
                    response.performance = message
                    return response
                })
        }
    }

    /// The figures of any scope and window: at once when the ledger keeps them, else by reading on a worker.
    private func figures(
        _ scope: KpiScope?, _ window: KpiWindow?, _ basis: NijaMessages.Basis, _ caller: Caller,
        then finish: @escaping (Result<(KpiSnapshot, Performance), ServiceError>) -> Void
    ) throws(ServiceError) {
        let wanted = try WantedFigures(scope, window, basis, engine.ledger, caller.now)
        if wanted.isKept {
            let ledger = engine.ledger
            let performance = try ServiceError.wrap { () throws(LedgerError) in
                try ledger.performance(account: wanted.account, strategy: wanted.scope.strategy)
            }
            let snapshot = try figures.snapshot(
                of: performance, account: wanted.account, strategy: wanted.scope.strategy,
                basis: wanted.basis,
                at: caller.now)
            finish(.success((wanted.finished(snapshot), performance)))
            return
        }
        let scan = try wanted.scan(engine.ledger, bound: hub.lastSequence)
        try readers.read { reader throws(StoreError) in
            try scan.performance(reader)
        } then: { [self] result in
            switch result {
            case .failure(let error): finish(.failure(.store(error)))
            case .success(let performance):
                do throws(ServiceError) {
                    let snapshot = try figures.snapshot(
                        of: performance, account: wanted.account, strategy: wanted.scope.strategy,
                        basis: wanted.basis, at: caller.now)
                    finish(.success((wanted.finished(snapshot), performance)))
                } catch {
                    finish(.failure(error))
                }
            }
        }
    }

    private func trends(_ request: GetKpiTrendsRequest, _: Caller) throws(ServiceError)
        -> GetKpiTrendsResponse
    {
        var fields = FieldReader()
        let (scope, basis) = (fields.keptScope(request.scope), fields.basis(request.basis))
        if request.days < 0 || request.days > Self.trendDaysMax {
            fields.refuse("days", "is \(request.days); it must be between 0 and \(Self.trendDaysMax)")
        }
        try fields.finish()
        let performance = try ServiceError.wrap { () throws(LedgerError) in
            try engine.ledger.performance(account: scope.account, strategy: scope.strategy)
        }
        var response = GetKpiTrendsResponse()
        response.points = performance.trend(
            lastDays: request.days == 0 ? 30 : Int(request.days), basis
        ).map(KpiTrendPoint.init)
        response.sequence = engine.ledger.sequence
        return response
    }

    private func history(
        _ request: ListKpiSnapshotsRequest, _: Caller, _ responder: Responder<ListKpiSnapshotsResponse>
    ) throws(ServiceError) {
        var fields = FieldReader()
        let (account, limit) = (fields.account(request.account), fields.pageSize(request.pageSize))
        let (from, to) = fields.closedRange(request.time, "time")
        let before = fields.numberToken(request.pageToken).map { Int64(clamping: $0) } ?? .max
        try fields.finish()
        try engine.checkExists(account: account)
        try readers.read { reader throws(StoreError) in
            let rows = try reader.snapshots(
                account: account, from: from, to: to, before: before, limit: limit + 1)
            var response = ListKpiSnapshotsResponse()
            response.snapshots = rows.prefix(limit).compactMap { try? KpiSnapshot.decode($0.bytes) }
            if rows.count > limit {
                response.nextPageToken = PageToken.text(number: UInt64(rows[limit - 1].id))
            }
            return response
        } then: { result in
            responder.finish(result.mapError(ServiceError.store))
        }
    }

    // MARK: Several scopes

    private func performance(
        _ request: GetPerformanceRequest, _ caller: Caller, _ responder: Responder<GetPerformanceResponse>
    ) throws(ServiceError) {
        var fields = FieldReader()
        let grouping = Grouping(fields.known(request.groupBy, "group_by"))
        let order = GroupOrder(request.orderBy, &fields)
        if request.limit < 0 { fields.refuse("limit", "is \(request.limit); it must not be negative") }
        let limit = request.limit > 0 ? Int(request.limit) : 100
        let wanted = try WantedFigures(
            request.scope, request.window, request.basis, engine.ledger, caller.now, fields)
        try groups(wanted, by: grouping.keys, caller) { result in
            responder.finish(
                result.map { groups in
                    var response = GetPerformanceResponse()
                    response.totalGroups = Int32(clamping: groups.count)
                    response.groups = Array(order.sort(groups).prefix(limit).map(\.message))
                    return response
                })
        }
    }

    private func compare(
        _ request: CompareStrategiesRequest, _ caller: Caller,
        _ responder: Responder<CompareStrategiesResponse>
    ) throws(ServiceError) {
        var fields = FieldReader()
        var scope = KpiScope()
        scope.account = fields.account(request.account)
        let asked = fields.strategies(request.strategies)
        let wanted = try WantedFigures(
            scope, request.window, request.basis, engine.ledger, caller.now, fields)
        let names = try strategies(asked, ofAccount: wanted.account)
        try groups(wanted, by: { [$0.strategy] }, caller) { [self] result in
            responder.finish(
                result.map { groups in
                    var response = CompareStrategiesResponse()
                    let found = Dictionary(uniqueKeysWithValues: groups.map { ($0.key, $0) })
                    response.strategies = names.compactMap { name in
                        (found[name] ?? emptyGroup(name, wanted, caller))?.message
                    }
                    return response
                })
        }
    }

    /// A group without a trade in the window.
    func emptyGroup(_ name: String, _ wanted: WantedFigures, _ caller: Caller) -> FigureGroup? {
        guard let scan = try? wanted.scan(engine.ledger, bound: 0) else { return nil }
        let performance = Performance(
            kind: .part, settings: scan.settings, initialCapital: scan.initialEquity)
        return try? group(name, performance, wanted, caller)
    }

    func groups(
        _ wanted: WantedFigures, by keys: @escaping @Sendable (Trade) -> [String], _ caller: Caller,
        then finish: @escaping (Result<[FigureGroup], ServiceError>) -> Void
    ) throws(ServiceError) {
        var scan = try wanted.scan(engine.ledger, bound: hub.lastSequence)
        scan.isWholeAccount = false
        let frozen = scan
        try readers.read { reader throws(StoreError) in
            try frozen.grouped(reader, by: keys)
        } then: { [self] result in
            switch result {
            case .failure(let error): finish(.failure(.store(error)))
            case .success(let found):
                do throws(ServiceError) {
                    var groups: [FigureGroup] = []
                    for (key, performance) in found.sorted(by: { $0.key < $1.key }) {
                        groups.append(try group(key, performance, wanted, caller))
                    }
                    finish(.success(groups))
                } catch {
                    finish(.failure(error))
                }
            }
        }
    }

    private func group(
        _ key: String, _ performance: Performance, _ wanted: WantedFigures, _ caller: Caller
    ) throws(ServiceError) -> FigureGroup {
        let snapshot = try figures.snapshot(
            of: performance, account: wanted.account, strategy: wanted.scope.strategy, basis: wanted.basis,
            at: caller.now)
        return FigureGroup(
            key: key, kpis: performance.kpis(wanted.basis), snapshot: wanted.finished(snapshot))
    }

    private func strategies(_ names: [String], ofAccount account: String) throws(ServiceError) -> [String] {
        let known = try ServiceError.wrap { () throws(LedgerError) in
            try engine.ledger.strategies(ofAccount: account).map(\.name)
        }
        let set = Set(known)
        for name in names where !set.contains(name) { throw .ledger(.notFound(.strategy, name: name)) }
        return names.isEmpty ? known : names
    }

    private func correlation(
        _ request: GetStrategyCorrelationRequest, _: Caller
    ) throws(ServiceError) -> GetStrategyCorrelationResponse {
        var fields = FieldReader()
        let (account, asked) = (fields.account(request.account), fields.strategies(request.strategies))
        try fields.finish()
        let names = try strategies(asked, ofAccount: account).sorted()
        try Self.checkPairs(of: names)
        let ledger = engine.ledger
        var parts: [(name: String, performance: Performance)] = []
        for name in names {
            parts.append(
                (
                    name,
                    try ServiceError.wrap { () throws(LedgerError) in
                        try ledger.performance(account: account, strategy: name)
                    }
                ))
        }
        let whole = try ServiceError.wrap { () throws(LedgerError) in
            try ledger.performance(account: account, strategy: "")
        }
        var response = GetStrategyCorrelationResponse()
        response.sequence = ledger.sequence
        for (index, first) in parts.enumerated() {
            for second in parts[(index + 1)...] {
                response.pairs.append(StrategyCorrelation(first, second, days: whole.tradingDays))
            }
        }
        return response
    }

    /// Every pair is compared on the loop's thread, so there is an end to it.
    private static func checkPairs(of names: [String]) throws(ServiceError) {
        if names.count <= correlatedMax { return }
        throw .invalid([
            FieldViolation(
                field: "strategies",
                description:
                    "stands for \(names.count) strategies; at most \(correlatedMax) are compared at a time. Name some."
            )
        ])
    }

    // MARK: Streams

    private func stream(_ request: StreamKpisRequest, _ caller: Caller, _ call: ServerCall)
        throws(ServiceError)
    {
        var fields = FieldReader()
        let (scope, basis) = (fields.keptScope(request.scope), fields.basis(request.basis))
        let interval = fields.span(request.minInterval, "min_interval", atLeast: .zero) ?? .seconds(1)
        let heartbeat = fields.heartbeat(request.heartbeatInterval)
        try fields.finish()
        let target = KpiFeed.Target(account: scope.account, strategy: scope.strategy)
        _ = try ServiceError.wrap { () throws(LedgerError) in
            try engine.ledger.performance(account: target.account, strategy: target.strategy)
        }
        var filter = EventFilter()
        filter.kinds = []
        let feed = KpiFeed(
            target: target, basisIsNet: basis == .net, interval: interval, dirty: [target],
            nextDue: MonotonicTime(nanoseconds: 0))
        hub.subscribe(call, filter, after: nil, heartbeat: heartbeat, kpis: feed)
    }

    private func export(_ request: ExportKpisRequest, _ caller: Caller, _ call: ServerCall)
        throws(ServiceError)
    {
        var fields = FieldReader()
        var scope = KpiScope()
        scope.account = fields.account(request.account)
        let format = fields.known(request.format, "format")
        let wanted = try WantedFigures(
            scope, request.window, request.basis, engine.ledger, caller.now, fields)
        try figures(scope, request.window, request.basis, caller) { [self] result in
            guard case .success(let (snapshot, performance)) = result else {
                if case .failure(let error) = result { call.fail(error.status) }
                return
            }
            do throws(ServiceError) {
                try groups(wanted, by: { [$0.strategy] }, caller) { result in
                    switch result {
                    case .failure(let error): call.fail(error.status)
                    case .success(let groups):
                        let report = KpiReport(
                            whole: snapshot, points: performance.trend(lastDays: .max, wanted.basis),
                            strategies: groups.map(\.message))
                        Self.send(report.document(as: format), call)
                    }
                }
            } catch {
                call.fail(error.status)
            }
        }
    }

    private static func send(_ document: KpiReport.Document, _ call: ServerCall) {
        var rest = Array(document.text.utf8)[...]
        var isFirst = true
        repeat {
            var piece = ExportKpisResponse()
            piece.content = Array(rest.prefix(pieceBytes))
            if isFirst { (piece.mediaType, piece.filename) = (document.mediaType, document.filename) }
            call.send(piece)
            rest = rest.dropFirst(pieceBytes)
            isFirst = false
        } while !rest.isEmpty
        call.finish()
    }
}
