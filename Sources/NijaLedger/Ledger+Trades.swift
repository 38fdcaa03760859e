import NijaAnalytics
public import NijaModel

// Trades: recording and voiding them.

extension Ledger {
    /// A trade as it was sent.
    public struct TradeSubmission: Sendable {
        /// The trade.
        ///
        /// Its exit time is the time of arrival when none was given, its id empty when none was given.
        public var trade: Trade
        /// Whether the sender gave the exit time: a retry without one is still the same trade.
        public var isExitTimeGiven: Bool
        /// Refuse contradictions instead of recording them with a warning.
        public var isStrict: Bool
        /// Where in the request the trade stands, for errors.
        public var path: FieldPath

        /// Creates a submission.
        public init(
            trade: Trade, isExitTimeGiven: Bool, isStrict: Bool = false, path: FieldPath = .field("trade")
        ) {
            self.trade = trade
            self.isExitTimeGiven = isExitTimeGiven
            self.isStrict = isStrict
            self.path = path
        }
    }

    /// How far a trade's exit may lie ahead of the daemon's clock without a warning: clocks differ a little.
    static let clockTolerance = TimeSpan.seconds(60)

    /// Records a trade, the strategy it names if that is new, and the alarms that it raises.
    ///
    /// - Parameters:
    ///   - submission: the trade as sent.
    ///   - known: the trade of that account and id in the store, if there is one.
    ///   - context: who sends it, and when.
    /// - Returns: the trade as it stands in the ledger.
    /// - Throws: `.invalid`, `.notFound` for the account, `.alreadyExists` when `known` has other content,
    ///   `.notHydrated`; nothing has changed then.
    public mutating func recordTrade(
        _ submission: TradeSubmission, known: RecordedTrade?, _ context: Context
    ) throws(LedgerError) -> Answer<RecordedTrade> {
        let settings = try validate(submission)
        if let known { return try Self.answer(to: submission, known: known) }
        var trade = submission.trade
        if trade.tradeID.isEmpty { trade.tradeID = makeID(context) }
        try requireHydrated(trade, isVoided: false)

        let status = statusOfStrategy(of: trade, context)
        let recorded = RecordedTrade(
            trade: trade, sequence: sequence + 1, recordedAt: context.now,
            warnings: warnings(about: trade, strategy: status, in: settings, context))
        record(.tradeRecorded(recorded), context)
        evaluateAlarms(after: trade, context)
        return Answer(recorded)
    }

    /// Takes a trade out of every figure.
    ///
    /// - Parameters:
    ///   - known: the trade in the store.
    ///   - reason: why, for the record.
    ///   - context: who voids it, and when.
    /// - Returns: the trade, now voided.
    /// - Throws: `.invalid`, `.notHydrated`; nothing has changed then.
    public mutating func voidTrade(
        _ known: RecordedTrade, reason: String, _ context: Context
    ) throws(LedgerError) -> Answer<RecordedTrade> {
        var violations = Violations()
        Names.checkLong(reason, field: "reason", into: &violations)
        try violations.throwIfAny()
        if known.voiding != nil { return Answer(known, isDuplicate: true) }
        _ = try settings(of: known.trade.account)
        try requireHydrated(known.trade, isVoided: true)

        let voided = known.with(TradeVoiding(sequence: sequence + 1, time: context.now, reason: reason))
        record(.tradeVoided(voided), context)
        evaluateAlarms(after: known.trade, context)
        return Answer(voided)
    }

    // MARK: Checking

    /// Everything about a trade that cannot be true, whatever the ledger holds.
    ///
    /// - Parameters:
    ///   - trade: the trade.
    ///   - path: where the trade stands in the request.
    /// - Returns: what is wrong.
    public static func violations(in trade: Trade, at path: FieldPath = .field("trade")) -> Violations {
        var violations = Violations(in: path)
        trade.validate(into: &violations)
        checkAmount(trade.profit, field: "profit", into: &violations)
        checkAmount(trade.fees, field: "fees", into: &violations)
        return violations
    }

    /// Refuses what cannot be recorded; the settings of the account otherwise.
    private func validate(_ submission: TradeSubmission) throws(LedgerError) -> Account {
        let trade = submission.trade
        var violations = Self.violations(in: trade, at: submission.path)
        try violations.throwIfAny()
        let settings = try settings(of: trade.account)
        guard submission.isStrict || settings.isStrict else { return settings }
        for contradiction in trade.contradictions() {
            let field = contradiction.code == .isWinMismatch ? "is_win" : "profit"
            violations.add(field, "\(contradiction.message) (refused in strict mode)")
        }
        try violations.throwIfAny()
        return settings
    }

    private func warnings(
        about trade: Trade, strategy status: StrategyStatus, in account: Account, _ context: Context
    ) -> [TradeWarning] {
        var warnings = trade.contradictions()
        if status != .active {
            warnings.append(
                TradeWarning(
                    code: .strategyNotActive,
                    message: "strategy \(Names.quoted(trade.strategy)) is \(status.label)"))
        }
        if !trade.feeCurrency.isEmpty && trade.feeCurrency != account.currency {
            warnings.append(
                TradeWarning(
                    code: .foreignFees,
                    message:
                        "fees are in \(trade.feeCurrency), the account in \(account.currency); taken as they are"
                ))
        }
        if trade.exitTime > context.now.adding(Self.clockTolerance) {
            warnings.append(
                TradeWarning(
                    code: .futureTime,
                    message: "exit_time \(trade.exitTime) is ahead of the clock at \(context.now)"))
        }
        return warnings
    }

    /// The answer to a trade whose id is taken.
    private static func answer(
        to submission: TradeSubmission, known: RecordedTrade
    ) throws(LedgerError) -> Answer<RecordedTrade> {
        var sent = submission.trade
        if !submission.isExitTimeGiven { sent.exitTime = known.trade.exitTime }
        if sent == known.trade { return Answer(known, isDuplicate: true) }
        throw .alreadyExists(
            .trade, name: sent.tradeID,
            difference: sent.fieldsDiffering(from: known.trade).joined(separator: ", "))
    }

    /// An id for what came without one: the time in nanoseconds and the sequence, so that it cannot occur twice.
    func makeID(_ context: Context) -> String {
        String(UInt64(bitPattern: context.now.nanoseconds), radix: 16) + "-" + String(sequence + 1, radix: 16)
    }

    private mutating func evaluateAlarms(after trade: Trade, _ context: Context) {
        accounts.change(trade.account) { $0.settle(strategy: trade.strategy) }
        evaluateAlarms(account: trade.account, strategy: trade.strategy, context)
        evaluateAlarms(account: trade.account, strategy: "", context)
    }
}
