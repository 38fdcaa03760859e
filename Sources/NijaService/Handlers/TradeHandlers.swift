import NijaLedger
import NijaMessages
import NijaModel
import NijaStore
import Protobuf
import TTRPC

/// Serves TradeService.
final class TradeHandlers {
    private let engine: LedgerEngine
    private let readers: ReaderPool
    private let hub: SubscriptionHub

    /// Trades of one batch, at most.
    static let batchCountMax = 10_000
    /// Refusals that a stream's answer lists, at most.
    static let rejectionsCountMax = 100

    init(engine: LedgerEngine, readers: ReaderPool, hub: SubscriptionHub) {
        self.engine = engine
        self.readers = readers
        self.hub = hub
    }

    func register(in registry: Registry) {
        registry.unary(TradeService.recordTrade) { [self] request, caller throws(ServiceError) in
            let answer = try record(request.trade, strict: request.strict, caller)
            var response = RecordTradeResponse()
            (response.trade, response.duplicate) = (NijaMessages.Trade(answer.value), answer.isDuplicate)
            return response
        }
        registry.unary(TradeService.batchRecordTrades, recordBatch)
        registry.clientStream(TradeService.recordTrades, beginStream)
        registry.unary(TradeService.getTrade, get)
        registry.unaryLater(TradeService.listTrades, list)
        registry.unary(TradeService.voidTrade, void)
        registry.serverStream(TradeService.streamTrades, stream)
    }

    // MARK: Recording

    private func record(
        _ message: NijaMessages.Trade?, strict: Bool, in path: FieldPath = .field("trade"), _ caller: Caller
    ) throws(ServiceError) -> Answer<RecordedTrade> {
        let submission = try submission(message, strict: strict, in: path, caller)
        let known = try known(submission.trade)
        return try engine.perform { ledger throws(LedgerError) in
            try ledger.recordTrade(submission, known: known, caller.context)
        }
    }

    private func submission(
        _ message: NijaMessages.Trade?, strict: Bool, in path: FieldPath, _ caller: Caller
    ) throws(ServiceError) -> Ledger.TradeSubmission {
        guard let message else {
            throw .invalid([FieldViolation(field: path.text, description: "is required")])
        }
        var reader = FieldReader(in: path)
        let submission = reader.submission(message, strict: strict, now: caller.now)
        try reader.finish(with: Ledger.violations(in: submission.trade, at: path))
        return submission
    }

    /// The trade in the store that has the account and the id of this one.
    private func known(_ trade: Trade) throws(ServiceError) -> RecordedTrade? {
        if trade.tradeID.isEmpty { return nil }
        return try engine.lookUp { store throws(StoreError) in
            try store.trade(account: trade.account, tradeID: trade.tradeID)
        }
    }

    private func recordBatch(
        _ request: BatchRecordTradesRequest, _ caller: Caller
    ) throws(ServiceError) -> BatchRecordTradesResponse {
        guard request.trades.count <= Self.batchCountMax else {
            throw .invalid([
                FieldViolation(
                    field: "trades",
                    description: "has \(request.trades.count) trades; the limit is \(Self.batchCountMax)")
            ])
        }
        if request.allOrNothing { try checkAll(request, caller) }
        var response = BatchRecordTradesResponse()
        response.results.reserveCapacity(request.trades.count)
        for index in request.trades.indices {
            var result = TradeResult()
            do throws(ServiceError) {
                let answer = try record(
                    request.trades[index], strict: request.strict, in: .element("trades", index), caller)
                (result.tradeID, result.sequence) = (answer.value.trade.tradeID, answer.value.sequence)
                result.duplicate = answer.isDuplicate
                result.warnings = answer.value.warnings.map(NijaMessages.TradeWarning.init)
                if answer.isDuplicate { response.duplicates += 1 } else { response.recorded += 1 }
            } catch {
                if case .store = error { throw error }
                (result.tradeID, result.error) = (request.trades[index].tradeID, StatusMessage(error.status))
                response.rejected += 1
            }
            response.results.append(result)
        }
        return response
    }

    /// Refuses the whole batch if one of its trades would be refused.
    ///
    /// A batch can also contradict itself: the same id twice with other content.
    private func checkAll(_ request: BatchRecordTradesRequest, _ caller: Caller) throws(ServiceError) {
        var ledger = engine.ledger
        var seen: [String: RecordedTrade] = [:]
        var violations: [FieldViolation] = []
        for (index, message) in request.trades.enumerated() {
            let path = FieldPath.element("trades", index)
            do throws(ServiceError) {
                let submission = try submission(message, strict: request.strict, in: path, caller)
                let trade = submission.trade
                let key = trade.account + "\u{0}" + trade.tradeID
                let stored = try known(trade)
                let known = seen[key] ?? stored
                let answer = try Restoring.perform(in: &ledger, from: engine.store) {
                    ledger throws(LedgerError) in
                    try ledger.recordTrade(submission, known: known, caller.context)
                }
                if !trade.tradeID.isEmpty { seen[key] = answer.value }
            } catch {
                switch error {
                case .store: throw error
                case .invalid(let found), .ledger(.invalid(let found)):
                    violations += found
                case .ledger, .status:
                    violations.append(FieldViolation(field: path.text, description: error.status.message))
                }
            }
        }
        if !violations.isEmpty { throw .invalid(violations) }
    }

    private func beginStream() -> (
        message: (RecordTradesRequest, Caller) -> Void, end: () -> RecordTradesResponse
    ) {
        var response = RecordTradesResponse()
        var index: UInt64 = 0
        return (
            { [self] request, caller in
                do throws(ServiceError) {
                    let answer = try record(request.trade, strict: request.strict, caller)
                    if answer.isDuplicate { response.duplicates += 1 } else { response.recorded += 1 }
                    response.lastSequence = max(response.lastSequence, answer.value.sequence)
                } catch {
                    response.rejected += 1
                    if response.rejections.count < Self.rejectionsCountMax {
                        var rejection = RejectedTrade()
                        (rejection.index, rejection.tradeID) = (index, request.trade?.tradeID ?? "")
                        rejection.error = StatusMessage(error.status)
                        response.rejections.append(rejection)
                    }
                }
                index += 1
            }, { response }
        )
    }

    // MARK: Reading and voiding

    private func known(
        _ account: String, _ tradeID: String, reason: String = ""
    ) throws(ServiceError) -> RecordedTrade {
        var reader = FieldReader()
        let (account, tradeID) = (reader.account(account), reader.requiredText(tradeID, "trade_id"))
        _ = reader.note(reason, "reason")
        try reader.finish()
        try engine.checkExists(account: account)
        let found = try engine.read { store throws(StoreError) in
            try store.trade(account: account, tradeID: tradeID)
        }
        guard let found else { throw .ledger(.notFound(.trade, name: tradeID)) }
        return found
    }

    private func get(_ request: GetTradeRequest, _ caller: Caller) throws(ServiceError) -> GetTradeResponse {
        var response = GetTradeResponse()
        response.trade = NijaMessages.Trade(try known(request.account, request.tradeID))
        return response
    }

    private func void(_ request: VoidTradeRequest, _ caller: Caller) throws(ServiceError) -> VoidTradeResponse
    {
        let known = try known(request.account, request.tradeID, reason: request.reason)
        let answer = try engine.perform { ledger throws(LedgerError) in
            try ledger.voidTrade(known, reason: request.reason, caller.context)
        }
        var response = VoidTradeResponse()
        (response.trade, response.duplicate) = (NijaMessages.Trade(answer.value), answer.isDuplicate)
        response.sequence = answer.value.voiding?.sequence ?? 0
        return response
    }

    private func list(
        _ request: ListTradesRequest, _ caller: Caller, _ responder: Responder<ListTradesResponse>
    ) throws(ServiceError) {
        var fields = FieldReader()
        var query = fields.query(request.filter)
        fields.sort(request.orderBy, into: &query)
        let limit = fields.pageSize(request.pageSize)
        let cursor = fields.cursor(request.pageToken)
        try fields.finish()
        try engine.checkExists(account: query.account)
        let (bound, frozen) = (hub.lastSequence, query)
        try readers.read { reader throws(StoreError) in
            let page = try reader.trades(frozen, after: cursor, bound: bound, limit: limit)
            var response = ListTradesResponse()
            response.trades = page.trades.map(NijaMessages.Trade.init)
            response.nextPageToken =
                page.next.map { PageToken.text(bound: $0.bound, sequence: $0.sequence, key: $0.key) } ?? ""
            return response
        } then: { result in
            responder.finish(result.mapError(ServiceError.store))
        }
    }

    private func stream(
        _ request: StreamTradesRequest, _ caller: Caller, _ call: ServerCall
    ) throws(ServiceError) {
        var fields = FieldReader()
        let query = fields.query(request.filter)
        let heartbeat = fields.heartbeat(request.heartbeatInterval)
        try fields.finish()
        try engine.checkExists(account: query.account)
        try hub.checkReached(request.afterSequence)
        var filter = EventFilter()
        filter.kinds = .trades
        (filter.account, filter.strategy) = (request.filter?.account ?? "", query.strategy)
        filter.trades = TradeConditions(
            symbol: query.symbol, venue: query.venue, botID: query.botID, promptID: query.promptID,
            userID: query.userID, tag: query.tag, side: query.side, exitReason: query.exitReason,
            from: query.from,
            to: query.to, outcome: query.outcome)
        hub.subscribe(call, filter, after: request.afterSequence, heartbeat: heartbeat)
    }
}

extension StatusMessage {
    /// A status inside a message.
    init(_ status: Status) {
        self.init()
        (code, message) = (status.code.rawValue, status.message)
        details = status.details.compactMap { try? AnyMessage.decode($0) }
    }
}
