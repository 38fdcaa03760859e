public import NijaModel

// Strategies: whether bots should trade.

extension Ledger {
    /// Most parameters a strategy may have.
    public static let strategyParametersCountMax = 64

    /// What a registration says of a strategy.
    public struct StrategyProfile: Sendable {
        /// Its name.
        public var name: String
        /// The account.
        public var account: String
        /// What it does.
        public var description: String
        /// Its parameters, for the record.
        public var parameters: [String: String]
        /// Capital set aside for it.
        public var allocation: Decimal?

        /// Creates a profile.
        public init(
            name: String, account: String, description: String = "", parameters: [String: String] = [:],
            allocation: Decimal? = nil
        ) {
            self.name = name
            self.account = account
            self.description = description
            self.parameters = parameters
            self.allocation = allocation
        }
    }

    /// Registers a strategy, or replaces what it says of itself; its status stays.
    ///
    /// - Returns: the strategy, and whether it is new.
    /// - Throws: `.invalid`, `.notFound` for the account; nothing has changed then.
    public mutating func registerStrategy(
        _ profile: StrategyProfile, _ context: Context
    ) throws(LedgerError) -> (strategy: Strategy, isNew: Bool) {
        try Self.violations(in: profile).throwIfAny()
        let existing = try account(named: profile.account).strategies[profile.name]?.strategy
        var strategy =
            existing
            ?? Strategy(
                name: profile.name, account: profile.account, registeredAt: context.now, by: context.actor)
        strategy.description = profile.description
        strategy.parameters = profile.parameters
        strategy.allocation = profile.allocation
        if strategy == existing { return (strategy, false) }
        let recorded = recordChange(
            of: strategy, from: existing?.status, reason: existing == nil ? "registered" : "profile replaced",
            context)
        return (recorded, existing == nil)
    }

    /// Makes a move of a strategy's status.
    ///
    /// - Throws: `.notFound`, `.failedPrecondition` with the status when the move is not allowed.
    public mutating func moveStrategy(
        _ move: StrategyMove, account: String, name: String, reason: String, _ context: Context
    ) throws(LedgerError) -> Answer<Strategy> {
        var violations = Violations()
        Names.checkLong(reason, field: "reason", into: &violations)
        try violations.throwIfAny()
        guard let strategy = try self.account(named: account).strategies[name]?.strategy else {
            throw .notFound(.strategy, name: name)
        }
        if strategy.status == move.target { return Answer(strategy, isDuplicate: true) }
        guard move.isAllowed(from: strategy.status) else {
            throw .failedPrecondition(
                "strategy \(Names.quoted(name)) is \(strategy.status.label); it cannot \(move.label) from there"
            )
        }
        return Answer(setStatus(of: strategy, to: move.target, reason: reason, context))
    }

    /// Stops every strategy that is not stopped, of one account or of all when `account` is empty.
    ///
    /// - Throws: `.notFound` for the account, `.invalid` for the reason.
    public mutating func stopAll(
        account: String, reason: String, _ context: Context
    ) throws(LedgerError) -> [Strategy] {
        var violations = Violations()
        violations.require(!reason.isEmpty, "reason", "is required: say why everything stops")
        Names.checkLong(reason, field: "reason", into: &violations)
        try violations.throwIfAny()
        let names =
            account.isEmpty ? accounts.names : [try self.account(named: account).settings.name]
        var stopped: [Strategy] = []
        for name in names {
            stopped += changeStatus(inAccount: name, to: .stopped, reason: reason, context) { $0 != .stopped }
        }
        return stopped
    }

    /// The strategy that a trade names, registered as ACTIVE when nobody has heard of it.
    ///
    /// - Returns: its status.
    mutating func statusOfStrategy(of trade: Trade, _ context: Context) -> StrategyStatus {
        if let slot = accounts.slot(of: trade.account),
            let known = accounts[slot].strategies.slot(of: trade.strategy)
        {
            return accounts[slot].strategies[known].strategy.status
        }
        let strategy = Strategy(
            name: trade.strategy, account: trade.account, registeredAt: context.now, by: context.actor)
        return recordChange(of: strategy, from: nil, reason: "first trade", context).status
    }

    /// Moves every strategy of an account whose status satisfies `isConcerned`, by name.
    mutating func changeStatus(
        inAccount account: String, to status: StrategyStatus, reason: String, _ context: Context,
        where isConcerned: (StrategyStatus) -> Bool
    ) -> [Strategy] {
        let concerned = (accounts[account]?.strategies.sorted(\.strategy) ?? [])
            .filter { isConcerned($0.status) }
        return concerned.map { setStatus(of: $0, to: status, reason: reason, context) }
    }

    mutating func setStatus(
        of strategy: Strategy, to status: StrategyStatus, reason: String, _ context: Context
    ) -> Strategy {
        var changed = strategy
        changed.status = status
        changed.statusReason = reason
        changed.statusSince = context.now
        changed.statusActor = context.actor
        return recordChange(of: changed, from: strategy.status, reason: reason, context)
    }

    private mutating func recordChange(
        of strategy: Strategy, from previous: StrategyStatus?, reason: String, _ context: Context
    ) -> Strategy {
        var strategy = strategy
        strategy.sequence = sequence + 1
        record(
            .strategyChanged(StrategyChange(strategy: strategy, previousStatus: previous, reason: reason)),
            context)
        return strategy
    }

    /// Everything about a registration that cannot be, by the field names of the .proto.
    public static func violations(in profile: StrategyProfile) -> Violations {
        var violations = Violations()
        Names.checkAccount(profile.account, field: "strategy.account", into: &violations)
        Names.checkShort(profile.name, field: "strategy.name", required: true, into: &violations)
        violations.require(
            profile.name != Threshold.eachStrategy, "strategy.name",
            "is \"*\", which stands for every strategy")
        Names.checkLong(profile.description, field: "strategy.description", into: &violations)
        violations.require(
            profile.parameters.count <= strategyParametersCountMax, "strategy.parameters",
            "has \(profile.parameters.count) entries; the limit is \(strategyParametersCountMax)")
        for (key, value) in profile.parameters.sorted(by: { $0.key < $1.key }) {
            Names.checkShort(key, field: "strategy.parameters", required: true, into: &violations)
            Names.checkLong(value, field: "strategy.parameters[\(Names.quoted(key))]", into: &violations)
        }
        if let allocation = profile.allocation, allocation.isNegative {
            violations.add("strategy.allocation", "is \(allocation); it must not be negative")
        }
        return violations
    }
}

extension StrategyStatus {
    /// As the .proto calls it, without its prefix.
    public var label: String {
        switch self {
        case .active: "ACTIVE"
        case .paused: "PAUSED"
        case .stopped: "STOPPED"
        }
    }
}

extension StrategyMove {
    /// The verb.
    var label: String {
        switch self {
        case .pause: "pause"
        case .resume: "resume"
        case .stop: "stop"
        case .start: "start"
        }
    }
}

extension Violations {
    /// Refuses the command if anything was found.
    func throwIfAny() throws(LedgerError) {
        if !isEmpty { throw .invalid(found) }
    }
}
