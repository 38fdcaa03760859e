import NijaAnalytics
public import NijaModel
import NijaPositions

// Positions: what bots and people do with them.

extension Ledger {
    /// Most pending and open positions: a bot that opens without end is stopped before memory is.
    public static let positionsCountMax = 100_000

    /// A position as it was sent.
    public struct PositionSubmission: Sendable {
        /// The position.
        ///
        /// Its entry time is the time of arrival when none was given, its id empty when none was given.
        public var opening: PositionOpening
        /// The rules that were said; the others are the account's.
        public var rules: ExitRules.Partial
        /// Whether the sender gave the entry time: a retry without one is still the same position.
        public var isEntryTimeGiven: Bool

        /// Creates a submission.
        public init(opening: PositionOpening, rules: ExitRules.Partial = .init(), isEntryTimeGiven: Bool) {
            self.opening = opening
            self.rules = rules
            self.isEntryTimeGiven = isEntryTimeGiven
        }
    }

    /// Opens a position, or records one whose entry is ordered.
    ///
    /// - Parameters:
    ///   - submission: the position as sent.
    ///   - known: the position of that account and id in the store, if it has ended.
    ///   - context: who sends it, and when.
    /// - Returns: the position as it stands in the ledger.
    /// - Throws: `.invalid`, `.notFound` for the account, `.alreadyExists`, `.failedPrecondition` when there are too many;
    ///   nothing has changed then.
    public mutating func openPosition(
        _ submission: PositionSubmission, known: Position?, _ context: Context
    ) throws(LedgerError) -> Answer<Position> {
        var opening = submission.opening
        try Self.violations(in: opening, at: context.now).throwIfAny()
        _ = try settings(of: opening.account)
        if let known = position(opening.account, opening.positionID, stored: known) {
            return try Self.answer(to: submission, known: known)
        }
        opening.rules = submission.rules.resolved(over: exitRules(ofAccount: opening.account))
        guard positions.count < Self.positionsCountMax else {
            throw .failedPrecondition("\(positions.count) positions are open, which is the limit")
        }
        if opening.positionID.isEmpty { opening.positionID = makeID(context) }
        // What must hold when the event is made true is tried before it is written.
        let position = try Self.wrap { () throws(PositionError) in
            try Position.opened(opening, sequence: sequence + 1, recordedAt: context.now)
        }
        try Self.requireBounded(position)
        record(.positionOpened(opening), context)
        evaluateAlarms(account: opening.account, strategy: "", context)
        return Answer(positions.position(position.key) ?? position)
    }

    /// Everything about a position that cannot be true when it is opened, whatever the ledger holds.
    public static func violations(in opening: PositionOpening, at now: Timestamp) -> Violations {
        var violations = Violations(in: .field("position"))
        opening.validate(into: &violations)
        if opening.entryTime > now.adding(clockTolerance) {
            violations.add(
                "entry_time", "is \(opening.entryTime); it must not be after now, \(now)")
        }
        checkAmount(opening.quantity, field: "quantity", into: &violations)
        checkAmount(opening.fees, field: "fees", into: &violations)
        return violations
    }

    /// An entry or an exit as it was sent.
    public struct PositionFill: Sendable {
        /// The position.
        public var key: Position.Key
        /// The caller's id of it; filled in when empty.
        public var requestID: String
        /// How much; nil for all that is open, of a close.
        public var quantity: Decimal?
        /// At which price; nil for the newest, of a close.
        public var price: Decimal?
        /// What it cost.
        public var fees: Decimal
        /// Why, of a close.
        public var reason: ExitReason
        /// The price that was wanted, of a close.
        public var intendedPrice: Decimal?
        /// Why, in words.
        public var note: String
        /// When a price or a clock and not a caller has done it.
        public var time: Timestamp?

        /// Creates a fill.
        public init(
            key: Position.Key, requestID: String = "", quantity: Decimal? = nil, price: Decimal? = nil,
            fees: Decimal = .zero, reason: ExitReason = .unspecified, intendedPrice: Decimal? = nil,
            note: String = "", time: Timestamp? = nil
        ) {
            self.key = key
            self.requestID = requestID
            self.quantity = quantity
            self.price = price
            self.fees = fees
            self.reason = reason
            self.intendedPrice = intendedPrice
            self.note = note
            self.time = time
        }
    }

    /// Records an entry: opens a pending position, scales an open one in.
    ///
    /// - Parameters:
    ///   - fill: quantity, price and fees.
    ///   - stored: the position in the store, if it has ended.
    ///   - known: what the store has of that fill's id, if it has.
    ///   - context: who sends it, and when.
    /// - Returns: the position after the fill.
    /// - Throws: `.invalid`, `.notFound`, `.alreadyExists`, `.failedPrecondition` with the status; nothing has changed then.
    public mutating func fillPosition(
        _ fill: PositionFill, stored: Position?, known: PositionChange?, _ context: Context
    ) throws(LedgerError) -> Answer<Position> {
        if let known { return try answer(to: fill, known, transitions: [.filled]) }
        try Self.violations(in: fill, isClose: false).throwIfAny()
        guard let quantity = fill.quantity, let price = fill.price else {
            preconditionFailure("a fill was validated without its amounts")
        }
        var position = try held(fill.key, stored: stored)
        let before = position.status
        try Self.wrap { () throws(PositionError) in
            try position.fill(quantity: quantity, price: price, fees: fill.fees, at: context.now)
        }
        try Self.requireBounded(position)
        let change = PositionChange(
            position: position, transition: .filled, previousStatus: before, requestID: id(fill, context),
            quantity: quantity, price: price, fees: fill.fees)
        return Answer(recordChange(change, context))
    }

    /// Changes the levels of a position.
    ///
    /// - Throws: `.invalid`, `.notFound`, `.failedPrecondition` with the status; nothing has changed then.
    public mutating func updatePosition(
        _ key: Position.Key, stored: Position?, _ context: Context,
        levels change: (PositionLevels) -> PositionLevels
    ) throws(LedgerError) -> Answer<Position> {
        var position = try held(key, stored: stored)
        let levels = change(position.levels)
        var violations = Violations()
        let price = position.status == .open ? positions.newestPrice(for: position.opening) : nil
        // A level that the price has passed already would be reached at once.
        levels.validate(
            side: position.opening.side, against: price.map { ("the newest price", $0) },
            into: &violations)
        try violations.throwIfAny()
        if !position.status.isEnded && levels == position.levels && position.exitRequest == nil {
            return Answer(position, isDuplicate: true)
        }
        try Self.wrap { () throws(PositionError) in try position.setLevels(levels) }
        return Answer(
            recordChange(
                PositionChange(position: position, transition: .updated, previousStatus: position.status),
                context))
    }

    /// Gives a pending position up.
    ///
    /// - Throws: `.invalid`, `.notFound`, `.failedPrecondition` with the status; nothing has changed then.
    public mutating func cancelPosition(
        _ key: Position.Key, hasFailed: Bool, note: String, stored: Position?, _ context: Context
    ) throws(LedgerError) -> Answer<Position> {
        var violations = Violations()
        Names.checkLong(note, field: "note", into: &violations)
        try violations.throwIfAny()
        var position = try held(key, stored: stored)
        if position.status == (hasFailed ? .failed : .cancelled) {
            return Answer(position, isDuplicate: true)
        }
        try Self.wrap { () throws(PositionError) in try position.cancel(hasFailed: hasFailed) }
        return Answer(
            recordChange(
                PositionChange(
                    position: position, transition: .cancelled, previousStatus: .pending, note: note),
                context))
    }

    /// Sets what an account's positions inherit; whether that was a change.
    ///
    /// - Throws: `.notFound`.
    public mutating func setExitRules(
        _ rules: ExitRules, account: String, _ context: Context
    ) throws(LedgerError) -> Bool {
        _ = try settings(of: account)
        guard rules != exitRules(ofAccount: account) else { return false }
        record(.exitRulesChanged(ExitRulesChange(account: account, rules: rules)), context)
        return true
    }

    /// What an account's positions inherit.
    public func exitRules(ofAccount account: String) -> ExitRules { exitRules[account] ?? ExitRules() }
}

// MARK: Parts

extension Ledger {
    /// A position that is kept here or, ended, in the store.
    func held(_ key: Position.Key, stored: Position?) throws(LedgerError) -> Position {
        _ = try settings(of: key.account)
        guard let position = position(key.account, key.positionID, stored: stored) else {
            throw .notFound(.position, name: key.positionID)
        }
        return position
    }

    private func position(_ account: String, _ id: String, stored: Position?) -> Position? {
        positions.position(Position.Key(account: account, positionID: id)) ?? stored
    }

    /// Makes a change true and leaves it for the store; the position as it is then.
    mutating func recordChange(_ change: PositionChange, _ context: Context) -> Position {
        var change = change
        change.position.sequence = sequence + 1
        record(.positionChanged(change), context)
        let account = change.position.opening.account
        if change.transition != .updated { evaluateAlarms(account: account, strategy: "", context) }
        return change.position
    }

    func id(_ fill: PositionFill, _ context: Context) -> String {
        fill.requestID.isEmpty ? makeID(context) : fill.requestID
    }

    /// Everything about a fill or a close that cannot be true.
    public static func violations(in fill: PositionFill, isClose: Bool) -> Violations {
        var violations = Violations()
        Names.checkAccount(fill.key.account, field: "account", into: &violations)
        Names.checkShort(fill.key.positionID, field: "position_id", required: true, into: &violations)
        Names.checkShort(fill.requestID, field: "request_id", into: &violations)
        Names.checkLong(fill.note, field: "note", into: &violations)
        for (field, value, isRequired) in [
            ("quantity", fill.quantity, !isClose), ("price", fill.price, !isClose),
            ("intended_price", fill.intendedPrice, false),
        ] {
            if let value {
                violations.require(value > .zero, field, "is \(value); it must be above 0")
            } else if isRequired {
                violations.add(field, "is required: a decimal such as \"45000.25\"")
            }
        }
        checkAmount(fill.quantity ?? .zero, field: "quantity", into: &violations)
        checkAmount(fill.fees, field: "fees", into: &violations)
        return violations
    }

    /// What analytics can hold of the trade that it becomes is checked before it is too late to say no.
    static func requireBounded(_ position: Position) throws(LedgerError) {
        guard position.amounts.entryCost <= AnalyticsLimits.amount else {
            throw .invalid([
                FieldViolation(
                    field: "quantity",
                    description:
                        "× price comes to \(position.amounts.entryCost); the limit is \(AnalyticsLimits.amount)"
                )
            ])
        }
    }

    static func wrap<Value>(_ body: () throws(PositionError) -> Value) throws(LedgerError) -> Value {
        do throws(PositionError) {
            return try body()
        } catch {
            switch error {
            case .wrongStatus(let status, let move):
                throw .failedPrecondition("the position is \(status.label); it cannot \(move)")
            case .tooMuch(let open):
                throw .invalid([
                    FieldViolation(field: "quantity", description: "is more than is open, which is \(open)")
                ])
            case .outOfRange:
                throw .invalid([
                    FieldViolation(field: "quantity", description: "× price is beyond ±1.7e20")
                ])
            }
        }
    }

    /// The answer to a position whose id is taken.
    private static func answer(
        to submission: PositionSubmission, known: Position
    ) throws(LedgerError) -> Answer<Position> {
        var sent = submission.opening
        if !submission.isEntryTimeGiven { sent.entryTime = known.opening.entryTime }
        sent.rules = submission.rules.resolved(over: known.opening.rules)
        if sent == known.opening { return Answer(known, isDuplicate: true) }
        throw .alreadyExists(
            .position, name: sent.positionID,
            difference: sent.fieldsDiffering(from: known.opening).joined(separator: ", "))
    }

    /// The answer to a fill or a close whose id is taken.
    func answer(
        to fill: PositionFill, _ known: PositionChange, transitions: Set<PositionTransition>
    ) throws(LedgerError) -> Answer<Position> {
        let isSame =
            transitions.contains(known.transition) && fill.fees == known.fees
            && fill.quantity.map { $0 == known.quantity } ?? true
            && fill.price.map { $0 == known.price } ?? true
        guard isSame else {
            throw .alreadyExists(
                .positionFill, name: fill.requestID, difference: "kind, quantity, price or fees")
        }
        return Answer(positions.position(known.position.key) ?? known.position, isDuplicate: true)
    }
}
