import NijaAnalytics
import NijaLedger
import NijaMessages
import NijaModel
import NijaStore
import TTRPC

/// Serves StrategyService.
final class StrategyHandlers {
    private let engine: LedgerEngine
    private let hub: SubscriptionHub
    private let figures: KpiFigures

    init(engine: LedgerEngine, hub: SubscriptionHub, figures: KpiFigures) {
        self.engine = engine
        self.hub = hub
        self.figures = figures
    }

    func register(in registry: Registry) {
        registry.unary(StrategyService.registerStrategy, registerStrategy)
        registry.unary(StrategyService.getStrategy) { [self] request, caller throws(ServiceError) in
            var response = GetStrategyResponse()
            var fields = FieldReader()
            let (account, name) = (fields.account(request.account), fields.requiredText(request.name, "name"))
            try fields.finish()
            response.strategy = try message(account: account, name: name, caller)
            return response
        }
        registry.unary(StrategyService.listStrategies) { [self] request, caller throws(ServiceError) in
            var fields = FieldReader()
            let account = fields.anyAccount(request.account)
            let status = fields.known(request.status, "status")
            try fields.finish()
            var response = ListStrategiesResponse()
            response.strategies = try list(account, caller).filter {
                status == .unspecified || $0.status == status
            }
            return response
        }
        registerMoves(in: registry)
        registry.serverStream(StrategyService.streamStrategies, stream)
    }

    private func registerMoves(in registry: Registry) {
        registry.unary(StrategyService.pauseStrategy) { [self] request, caller throws(ServiceError) in
            var response = PauseStrategyResponse()
            (response.strategy, response.duplicate) =
                try move(.pause, request.account, request.name, request.reason, caller)
            return response
        }
        registry.unary(StrategyService.resumeStrategy) { [self] request, caller throws(ServiceError) in
            var response = ResumeStrategyResponse()
            (response.strategy, response.duplicate) =
                try move(.resume, request.account, request.name, request.reason, caller)
            return response
        }
        registry.unary(StrategyService.stopStrategy) { [self] request, caller throws(ServiceError) in
            var response = StopStrategyResponse()
            (response.strategy, response.duplicate) =
                try move(.stop, request.account, request.name, request.reason, caller)
            return response
        }
        registry.unary(StrategyService.startStrategy) { [self] request, caller throws(ServiceError) in
            var response = StartStrategyResponse()
            (response.strategy, response.duplicate) =
                try move(.start, request.account, request.name, request.reason, caller)
            return response
        }
        registry.unary(StrategyService.stopAll) { [engine] request, caller throws(ServiceError) in
            var fields = FieldReader()
            let account = fields.anyAccount(request.account)
            if request.reason.isEmpty { fields.refuse("reason", "is required: say why everything stops") }
            let reason = fields.note(request.reason, "reason")
            try fields.finish()
            var response = StopAllResponse()
            response.stopped = try engine.perform { ledger throws(LedgerError) in
                try ledger.stopAll(account: account, reason: reason, caller.context)
            }.map(NijaMessages.Strategy.init)
            return response
        }
    }

    private func move(
        _ move: StrategyMove, _ account: String, _ name: String, _ reason: String, _ caller: Caller
    ) throws(ServiceError) -> (NijaMessages.Strategy, Bool) {
        var fields = FieldReader()
        let (account, name) = (fields.account(account), fields.requiredText(name, "name"))
        let reason = fields.note(reason, "reason")
        try fields.finish()
        let answer = try engine.perform { ledger throws(LedgerError) in
            try ledger.moveStrategy(move, account: account, name: name, reason: reason, caller.context)
        }
        return (NijaMessages.Strategy(answer.value), answer.isDuplicate)
    }

    private func registerStrategy(
        _ request: RegisterStrategyRequest, _ caller: Caller
    ) throws(ServiceError) -> RegisterStrategyResponse {
        var fields = FieldReader()
        if request.strategy == nil { fields.refuse("strategy", "is required") }
        let message = request.strategy ?? NijaMessages.Strategy()
        let profile = Ledger.StrategyProfile(
            name: message.name, account: accountName(message.account), description: message.description,
            parameters: message.parameters,
            allocation: fields.decimal(message.allocation, "strategy.allocation"))
        try fields.finish(with: Ledger.violations(in: profile))
        let (strategy, isNew) = try engine.perform { ledger throws(LedgerError) in
            try ledger.registerStrategy(profile, caller.context)
        }
        var response = RegisterStrategyResponse()
        (response.strategy, response.created) = (NijaMessages.Strategy(strategy), isNew)
        return response
    }

    /// The strategies of an account, or of all, with their performance.
    func list(_ account: String, _ caller: Caller) throws(ServiceError) -> [NijaMessages.Strategy] {
        let ledger = engine.ledger
        let strategies = try ServiceError.wrap { () throws(LedgerError) in
            try ledger.strategies(ofAccount: account)
        }
        var messages: [NijaMessages.Strategy] = []
        for strategy in strategies {
            messages.append(try message(account: strategy.account, name: strategy.name, caller))
        }
        return messages
    }

    private func message(
        account: String, name: String, _ caller: Caller
    ) throws(ServiceError) -> NijaMessages.Strategy {
        let view = try ServiceError.wrap { () throws(LedgerError) in
            try engine.ledger.view(ofAccount: account)
        }
        guard let strategy = view.strategies[name] else { throw .ledger(.notFound(.strategy, name: name)) }
        var message = NijaMessages.Strategy(strategy)
        message.performance = try figures.current(
            account: account, strategy: name, basis: .gross, at: caller.now)
        return message
    }

    private func stream(
        _ request: StreamStrategiesRequest, _ caller: Caller, _ call: ServerCall
    ) throws(ServiceError) {
        var fields = FieldReader()
        var filter = EventFilter()
        (filter.kinds, filter.account, filter.strategy) =
            (.strategies, fields.anyAccount(request.account), fields.text(request.name, "name"))
        let heartbeat = fields.heartbeat(request.heartbeatInterval)
        try fields.finish()
        try engine.checkExists(account: filter.account)
        try hub.checkReached(request.afterSequence)
        if request.afterSequence == nil {
            // A bot that has just started needs to know where things stand, not only what changes.
            let ledger = engine.ledger
            let strategies = try ServiceError.wrap { () throws(LedgerError) in
                try ledger.strategies(ofAccount: request.account)
            }
            let wanted = strategies.filter { request.name.isEmpty || $0.name == request.name }
            for strategy in wanted.sorted(by: { $0.sequence < $1.sequence }) {
                let change = StrategyChange(
                    strategy: strategy, previousStatus: strategy.status, reason: strategy.statusReason)
                var response = StreamStrategiesResponse()
                response.event = Event(
                    LedgerEvent(
                        sequence: strategy.sequence, time: strategy.statusSince, actor: strategy.statusActor,
                        payload: .strategyChanged(change)))
                call.send(response)
            }
        }
        hub.subscribe(call, filter, after: request.afterSequence, heartbeat: heartbeat)
    }
}
