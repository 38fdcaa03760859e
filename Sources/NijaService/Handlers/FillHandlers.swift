import NijaCompliance
import NijaLedger
import NijaMessages
import NijaModel
import NijaStore
import Protobuf

/// Serves FillService.
final class FillHandlers {
    private let engine: LedgerEngine
    private let readers: ReaderPool
    private let hub: SubscriptionHub
    private let calendar: ExchangeCalendar

    /// Fills of one batch, at most.
    static let batchCountMax = 10_000

    init(engine: LedgerEngine, readers: ReaderPool, hub: SubscriptionHub, calendar: ExchangeCalendar) {
        self.engine = engine
        self.readers = readers
        self.hub = hub
        self.calendar = calendar
    }

    func register(in registry: Registry) {
        registry.unary(FillService.recordFill) { [self] request, caller throws(ServiceError) in
            let answer = try record(request.fill, caller)
            var response = RecordFillResponse()
            (response.fill, response.duplicate) = (
                NijaMessages.Fill(answer.recorded), answer.isDuplicate
            )
            response.audits = answer.audits.map(NijaMessages.Audit.init)
            response.revised = answer.revised.map(NijaMessages.Audit.init)
            let fill = answer.recorded.fill
            let user = AuditedUser(account: fill.account, userID: fill.userID)
            response.rerunNeeded = engine.ledger.compliance.book(of: user)?.isStale ?? false
            return response
        }
        registry.unary(FillService.batchRecordFills, recordBatch)
        registry.unaryLater(FillService.listFills, list)
    }

    private func record(
        _ message: NijaMessages.Fill?, prefix: String = "fill.", _ caller: Caller
    ) throws(ServiceError) -> Ledger.FillAnswer {
        var fields = FieldReader()
        let submission = fields.submission(message, now: caller.now, prefix: prefix)
        let fill = submission.fill
        let violations = Ledger.violations(in: fill, prefix: prefix)
        try fields.finish(with: violations)
        if !violations.isEmpty { throw .invalid(violations.found) }
        let known = try known(fill)
        return try engine.perform { ledger throws(LedgerError) in
            try ledger.recordFill(submission, known: known, calendar, caller.context)
        }
    }

    private func known(_ fill: Fill) throws(ServiceError) -> RecordedFill? {
        if fill.fillID.isEmpty { return nil }
        do throws(StoreError) {
            return try engine.store.fill(account: fill.account, fillID: fill.fillID)
        } catch {
            throw .store(error)
        }
    }

    private func recordBatch(
        _ request: BatchRecordFillsRequest, _ caller: Caller
    ) throws(ServiceError) -> BatchRecordFillsResponse {
        guard request.fills.count <= Self.batchCountMax else {
            throw .invalid([
                FieldViolation(
                    field: "fills",
                    description: "has \(request.fills.count) fills; the limit is \(Self.batchCountMax)")
            ])
        }
        var response = BatchRecordFillsResponse()
        response.results.reserveCapacity(request.fills.count)
        for (index, fill) in request.fills.enumerated() {
            var result = FillResult()
            result.fillID = fill.fillID
            do throws(ServiceError) {
                let answer = try record(fill, prefix: "fills[\(index)].", caller)
                (result.fillID, result.sequence) = (answer.recorded.fill.fillID, answer.recorded.sequence)
                result.duplicate = answer.isDuplicate
                if answer.isDuplicate { response.duplicates += 1 } else { response.recorded += 1 }
            } catch {
                if case .store = error { throw error }
                result.error = StatusMessage(error.status)
                response.rejected += 1
            }
            response.results.append(result)
        }
        return response
    }

    private func list(
        _ request: ListFillsRequest, _ caller: Caller, _ responder: Responder<ListFillsResponse>
    ) throws(ServiceError) {
        var fields = FieldReader()
        let query = fields.query(request.filter)
        let limit = fields.pageSize(request.pageSize)
        let place = fields.placeToken(request.pageToken)
        try fields.finish()
        try engine.checkExists(account: query.account)
        let bound = hub.lastSequence
        try readers.read { reader throws(StoreError) in
            let after = place.map { (Timestamp(nanoseconds: $0.place), $0.sequence) }
            let fills = try reader.fills(query, upTo: bound, after: after, limit: limit + 1)
            var response = ListFillsResponse()
            response.fills = fills.prefix(limit).map(NijaMessages.Fill.init)
            if fills.count > limit {
                let last = fills[limit - 1]
                response.nextPageToken = PageToken.text(
                    place: last.fill.executedAt.nanoseconds, sequence: last.sequence)
            }
            return response
        } then: { result in
            responder.finish(result.mapError(ServiceError.store))
        }
    }
}
