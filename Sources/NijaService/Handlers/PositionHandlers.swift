import NijaLedger
import NijaMessages
import NijaModel
import NijaPositions
import NijaStore
import TTRPC

/// Serves PositionService.
final class PositionHandlers {
    let engine: LedgerEngine
    let desk: PositionDesk
    private let readers: ReaderPool
    private let hub: SubscriptionHub

    init(engine: LedgerEngine, desk: PositionDesk, readers: ReaderPool, hub: SubscriptionHub) {
        self.engine = engine
        self.desk = desk
        self.readers = readers
        self.hub = hub
    }

    func register(in registry: Registry) {
        registry.unary(PositionService.openPosition, open)
        registry.unary(PositionService.fillPosition, fill)
        registry.unary(PositionService.updatePosition, update)
        registry.unary(PositionService.closePosition, close)
        registry.unary(PositionService.cancelPosition, cancel)
        registry.unary(PositionService.getPosition) { [self] request, _ throws(ServiceError) in
            var fields = FieldReader()
            let key = fields.positionKey(request.account, request.positionID)
            try fields.finish()
            try engine.checkExists(account: key.account)
            var position = engine.ledger.positions.position(key)
            if position == nil { position = try ended(key) }
            guard let position else { throw .ledger(.notFound(.position, name: key.positionID)) }
            var response = GetPositionResponse()
            response.position = NijaMessages.Position(position)
            return response
        }
        registry.unaryLater(PositionService.listPositions, list)
        registry.unary(PositionService.reconcilePositions, reconcile)
        registry.unary(PositionService.runMonitor, runMonitor)
        registry.unary(PositionService.setExitRules, setExitRules)
        registry.serverStream(PositionService.streamPositions, stream)
    }

    // MARK: The life of a position

    private func open(
        _ request: OpenPositionRequest, _ caller: Caller
    ) throws(ServiceError) -> OpenPositionResponse {
        guard let message = request.position else {
            throw .invalid([FieldViolation(field: "position", description: "is required")])
        }
        var fields = FieldReader(in: .field("position"))
        let submission = fields.submission(message, isPending: request.pending, now: caller.now)
        try fields.finish(with: Ledger.violations(in: submission.opening, at: caller.now))
        let answer = try open(submission, caller)
        var response = OpenPositionResponse()
        (response.position, response.duplicate) = (NijaMessages.Position(answer.value), answer.isDuplicate)
        return response
    }

    func open(
        _ submission: Ledger.PositionSubmission, _ caller: Caller
    ) throws(ServiceError) -> Answer<Position> {
        let id = submission.opening.positionID
        let key = Position.Key(account: submission.opening.account, positionID: id)
        let known = id.isEmpty ? nil : try ended(key)
        return try engine.perform { ledger throws(LedgerError) in
            try ledger.openPosition(submission, known: known, caller.context)
        }
    }

    private func fill(
        _ request: FillPositionRequest, _ caller: Caller
    ) throws(ServiceError) -> FillPositionResponse {
        var fields = FieldReader()
        let fill = Ledger.PositionFill(
            key: fields.positionKey(request.account, request.positionID),
            requestID: fields.text(request.requestID, "request_id"),
            quantity: fields.requiredDecimal(request.quantity, "quantity"),
            price: fields.requiredDecimal(request.price, "price"),
            fees: fields.decimal(request.fees, "fees") ?? .zero)
        try fields.finish(with: Ledger.violations(in: fill, isClose: false))
        let (stored, known) = (try ended(fill.key), try known(fill))
        let answer = try engine.perform { ledger throws(LedgerError) in
            try ledger.fillPosition(fill, stored: stored, known: known, caller.context)
        }
        var response = FillPositionResponse()
        (response.position, response.duplicate) = (NijaMessages.Position(answer.value), answer.isDuplicate)
        return response
    }

    private func update(
        _ request: UpdatePositionRequest, _ caller: Caller
    ) throws(ServiceError) -> UpdatePositionResponse {
        var fields = FieldReader()
        let key = fields.positionKey(request.account, request.positionID)
        let stop = request.stopLoss.map { fields.decimal($0, "stop_loss") }
        let target = request.takeProfit.map { fields.decimal($0, "take_profit") }
        let trailing = request.trailingStop.map { fields.trailingStop($0, "trailing_stop") }
        let timeout = fields.span(request.timeout, "timeout", atLeast: .zero)
        try fields.finish()
        let stored = try ended(key)
        let answer = try engine.perform { ledger throws(LedgerError) in
            try ledger.updatePosition(key, stored: stored, caller.context) { levels in
                PositionLevels(
                    stopLoss: stop ?? levels.stopLoss, takeProfit: target ?? levels.takeProfit,
                    trailingStop: trailing ?? levels.trailingStop,
                    timeout: timeout == .zero ? nil : timeout ?? levels.timeout)
            }
        }
        var response = UpdatePositionResponse()
        (response.position, response.duplicate) = (NijaMessages.Position(answer.value), answer.isDuplicate)
        return response
    }

    private func close(
        _ request: ClosePositionRequest, _ caller: Caller
    ) throws(ServiceError) -> ClosePositionResponse {
        var fields = FieldReader()
        let fill = Ledger.PositionFill(
            key: fields.positionKey(request.account, request.positionID),
            requestID: fields.text(request.requestID, "request_id"),
            quantity: fields.decimal(request.quantity, "quantity"),
            price: fields.decimal(request.price, "price"),
            fees: fields.decimal(request.fees, "fees") ?? .zero,
            reason: fields.choice(request.reason, "reason") ?? .unspecified,
            intendedPrice: fields.decimal(request.intendedPrice, "intended_price"),
            note: fields.note(request.note, "note"))
        try fields.finish(with: Ledger.violations(in: fill, isClose: true))
        let answer = try desk.close(
            fill, stored: try ended(fill.key), known: try known(fill), caller.context)
        let position = answer.value.position
        var response = ClosePositionResponse()
        (response.position, response.duplicate) = (NijaMessages.Position(position), answer.isDuplicate)
        var trade = answer.value.trade
        if trade == nil && !position.tradeID.isEmpty {
            trade = try engine.lookUp { store throws(StoreError) in
                try store.trade(account: position.opening.account, tradeID: position.tradeID)
            }
        }
        response.trade = trade.map(NijaMessages.Trade.init)
        return response
    }

    private func cancel(
        _ request: CancelPositionRequest, _ caller: Caller
    ) throws(ServiceError) -> CancelPositionResponse {
        var fields = FieldReader()
        let key = fields.positionKey(request.account, request.positionID)
        let note = fields.note(request.note, "note")
        try fields.finish()
        let stored = try ended(key)
        let answer = try engine.perform { ledger throws(LedgerError) in
            try ledger.cancelPosition(
                key, hasFailed: request.failed, note: note, stored: stored, caller.context)
        }
        var response = CancelPositionResponse()
        (response.position, response.duplicate) = (NijaMessages.Position(answer.value), answer.isDuplicate)
        return response
    }

    private func setExitRules(
        _ request: SetExitRulesRequest, _ caller: Caller
    ) throws(ServiceError) -> SetExitRulesResponse {
        var fields = FieldReader()
        let account = fields.account(request.account)
        if request.rules == nil { fields.refuse("rules", "is required") }
        let rules = fields.exitRules(request.rules, "rules").resolved(over: ExitRules())
        try fields.finish()
        _ = try engine.perform { ledger throws(LedgerError) in
            try ledger.setExitRules(rules, account: account, caller.context)
        }
        var response = SetExitRulesResponse()
        response.rules = NijaMessages.ExitRules(engine.ledger.exitRules(ofAccount: account))
        return response
    }

    private func runMonitor(
        _ request: RunMonitorRequest, _ caller: Caller
    ) throws(ServiceError) -> RunMonitorResponse {
        var fields = FieldReader()
        let account = fields.anyAccount(request.account)
        let botID = fields.text(request.botID, "bot_id")
        try fields.finish()
        try engine.checkExists(account: account)
        let report = try desk.look(account: account, botID: botID, caller.context)
        var response = RunMonitorResponse()
        response.totalChecked = Int32(clamping: report.checkedCount)
        response.positionsClosed = Int32(clamping: report.closedCount)
        response.positionsUpdated = Int32(clamping: report.updatedCount)
        response.errors = report.problems
        return response
    }

    // MARK: Reading

    private func list(
        _ request: ListPositionsRequest, _: Caller, _ responder: Responder<ListPositionsResponse>
    ) throws(ServiceError) {
        var fields = FieldReader()
        var query = fields.query(request.filter)
        query.status = fields.choice(request.status, "status")
        let limit = fields.pageSize(request.pageSize)
        let before = fields.numberToken(request.pageToken) ?? UInt64(Int64.max)
        try fields.finish()
        try engine.checkExists(account: query.account)
        let wanted = query
        // One more than asked for tells whether there is a next page.
        let held = engine.ledger.positions.newest(before: before, limit: limit + 1) { wanted.matches($0) }
        guard wanted.status.map(\.isEnded) ?? request.includeEnded else {
            responder.finish(.success(Self.page(held, limit)))
            return
        }
        try readers.read { reader throws(StoreError) in
            try reader.endedPositions(wanted, before: before, limit: limit + 1)
        } then: { result in
            responder.finish(
                result.map { Self.page(held + $0, limit) }.mapError(ServiceError.store))
        }
    }

    private static func page(_ positions: [Position], _ limit: Int) -> ListPositionsResponse {
        // A position that has ended between both looks is held and ended; as it is now counts.
        let unique = Dictionary(positions.map { ($0.openedSequence, $0) }) { _, later in later }
        let sorted = unique.values.sorted { $0.openedSequence > $1.openedSequence }
        var response = ListPositionsResponse()
        response.positions = sorted.prefix(limit).map(NijaMessages.Position.init)
        if sorted.count > limit {
            response.nextPageToken = PageToken.text(number: sorted[limit - 1].openedSequence)
        }
        return response
    }

    private func stream(
        _ request: StreamPositionsRequest, _: Caller, _ call: ServerCall
    ) throws(ServiceError) {
        var fields = FieldReader()
        let query = fields.query(request.filter)
        let heartbeat = fields.heartbeat(request.heartbeatInterval)
        try fields.finish()
        try engine.checkExists(account: query.account)
        try hub.checkReached(request.afterSequence)
        var filter = EventFilter()
        (filter.kinds, filter.positions) = (.positions, query)
        (filter.account, filter.strategy) = (query.account, query.strategy)
        if request.afterSequence == nil {
            // A bot that has just started needs to know where things stand, not only what changes.
            let held = engine.ledger.positions.positions { query.matches($0) }
            for position in held.sorted(by: { $0.sequence < $1.sequence }) {
                var (response, event, message) = (StreamPositionsResponse(), Event(), PositionEvent())
                message.position = NijaMessages.Position(position)
                message.previousStatus = message.position?.status ?? .unspecified
                (event.sequence, event.time) = (position.sequence, TimestampMessage(position.recordedAt))
                (event.account, event.payload) = (position.opening.account, .position(message))
                response.event = event
                call.send(response)
            }
        }
        hub.subscribe(call, filter, after: request.afterSequence, heartbeat: heartbeat)
    }

    // MARK: The store

    /// A position that is kept in the store only, because it has ended.
    private func ended(_ key: Position.Key) throws(ServiceError) -> Position? {
        guard engine.ledger.positions.position(key) == nil else { return nil }
        return try engine.lookUp { store throws(StoreError) in try store.lastChange(of: key)?.position }
    }

    private func known(_ fill: Ledger.PositionFill) throws(ServiceError) -> PositionChange? {
        guard !fill.requestID.isEmpty else { return nil }
        return try engine.lookUp { store throws(StoreError) in
            try store.positionFill(fill.key, requestID: fill.requestID)
        }
    }
}
