public import NijaAlarms
public import NijaModel
import NijaPositions

// Alarms: evaluated on the event that causes them, and what the daemon does about them.

extension Ledger {
    /// Holds the thresholds of a scope against its figures as they are now.
    mutating func evaluateAlarms(account name: String, strategy: String, _ context: Context) {
        alarmChecksCount += 1
        let watch = alarms.watch(
            AlarmScope(account: name, strategy: strategy), place: AlarmFigures.place(of:))
        guard !watch.isEmpty, let figures = alarmFigures(watch.scope, at: context.now) else { return }
        let changes = alarms.evaluate(
            watch, trades: figures.tradesCount, at: context.now, sequence: &sequence,
            value: figures.value(at:))
        carryOut(changes, context)
    }

    /// The figures of a scope, up to date; nil when there is no such account or strategy.
    mutating func alarmFigures(_ scope: AlarmScope, at now: Timestamp) -> AlarmFigures? {
        guard let slot = accounts.slot(of: scope.account) else { return nil }
        return accounts[slot].alarmFigures(
            strategy: scope.strategy, open: positions.exposure(of: scope.account), at: now)
    }

    /// Holds every threshold against its figures: those that time alone changes, and cooldowns that have ended.
    public mutating func tick(_ context: Context) {
        for name in accountNames { evaluateAlarms(account: name, context) }
    }

    /// Holds the thresholds of an account and of all its strategies against their figures.
    mutating func evaluateAlarms(account name: String, _ context: Context) {
        for strategy in [""] + (accounts[name]?.strategies.names ?? []) {
            evaluateAlarms(account: name, strategy: strategy, context)
        }
    }

    // MARK: What people and bots do

    /// Raises what a bot reports, or repeats it.
    ///
    /// - Throws: `.invalid`, `.notFound` for the account, `.failedPrecondition` when too many are active.
    public mutating func raiseAlarm(_ report: AlarmBook.Report, _ context: Context) throws(LedgerError)
        -> Alarm
    {
        try Self.violations(in: report).throwIfAny()
        _ = try account(named: report.scope.account)
        let change = try accepting { book, sequence throws(AlarmError) in
            try book.report(report, at: context.now, sequence: &sequence)
        }
        carryOut([change], context)
        return (try? alarms.alarm(change.alarm.alarmID)) ?? change.alarm
    }

    /// Notes that a person has seen an alarm.
    ///
    /// - Throws: `.notFound`, `.invalid` for the note.
    public mutating func acknowledgeAlarm(
        _ id: String, note: String, _ context: Context
    ) throws(LedgerError) -> Answer<Alarm> {
        try validate(note: note)
        return try settle(id, context) { book, sequence throws(AlarmError) in
            try book.acknowledge(id, by: context.actor, note: note, at: context.now, sequence: &sequence)
        }
    }

    /// Ends an alarm.
    ///
    /// - Throws: `.notFound`, `.invalid` for the note.
    public mutating func clearAlarm(
        _ id: String, note: String, _ context: Context
    ) throws(LedgerError) -> Answer<Alarm> {
        try validate(note: note)
        return try settle(id, context) { book, sequence throws(AlarmError) in
            try book.clear(id, note: note, at: context.now, sequence: &sequence)
        }
    }

    /// Ends every acknowledged alarm of an account, or of all when it is empty.
    public mutating func clearAcknowledged(account: String, _ context: Context) -> [Alarm] {
        let changes = alarms.clearAcknowledged(account: account, at: context.now, sequence: &sequence)
        carryOut(changes, context)
        return changes.map(\.alarm)
    }

    /// Creates or replaces a threshold, and holds it against what is known at once.
    ///
    /// - Returns: the threshold, and whether there was none.
    /// - Throws: `.invalid`, `.notFound` for its account, `.failedPrecondition` when there are too many.
    public mutating func putThreshold(
        _ threshold: Threshold, _ context: Context
    ) throws(LedgerError) -> (threshold: Threshold, isNew: Bool) {
        try Self.violations(in: threshold).throwIfAny()
        if !threshold.key.account.isEmpty { _ = try account(named: threshold.key.account) }
        let isNew = alarms.threshold(threshold.key) == nil
        let (change, resolved) = try accepting { book, sequence throws(AlarmError) in
            try book.put(threshold, at: context.now, sequence: &sequence)
        }
        write(change, resolved, context)
        return (change.threshold, isNew)
    }

    /// Deletes a threshold; its alarms resolve.
    ///
    /// - Throws: `.notFound`.
    public mutating func deleteThreshold(_ key: Threshold.Key, _ context: Context) throws(LedgerError)
        -> Threshold
    {
        guard let (change, resolved) = try? alarms.delete(key, at: context.now, sequence: &sequence) else {
            throw .notFound(.threshold, name: key.name)
        }
        write(change, resolved, context)
        return change.threshold
    }

    /// Puts a silence into force.
    ///
    /// - Throws: `.invalid`, `.notFound` for its account, `.failedPrecondition` when there are too many.
    public mutating func silence(_ silence: Silence, _ context: Context) throws(LedgerError) -> Silence {
        try Self.violations(in: silence, at: context.now).throwIfAny()
        if !silence.account.isEmpty { _ = try account(named: silence.account) }
        var silence = silence
        (silence.actor, silence.since) = (context.actor, context.now)
        if silence.silenceID.isEmpty { silence.silenceID = makeID(context) }
        let kept = try accepting { book, sequence throws(AlarmError) in
            try book.silence(silence, sequence: &sequence)
        }
        append(.silenced(kept), sequence: kept.sequence, context)
        return kept
    }

    private mutating func write(_ change: ThresholdChange, _ resolved: [AlarmChange], _ context: Context) {
        append(.thresholdChanged(change), sequence: change.threshold.sequence, context)
        carryOut(resolved, context)
        tick(context)
    }

    private mutating func settle(
        _ id: String, _ context: Context,
        _ act: (inout AlarmBook, inout UInt64) throws(AlarmError) -> AlarmChange?
    ) throws(LedgerError) -> Answer<Alarm> {
        do throws(AlarmError) {
            guard let change = try act(&alarms, &sequence) else {
                return Answer(try alarms.alarm(id), isDuplicate: true)
            }
            carryOut([change], context)
            return Answer(change.alarm)
        } catch {
            throw .notFound(.alarm, name: id)
        }
    }

    /// Does what a limit of the book may refuse.
    private mutating func accepting<Value>(
        _ act: (inout AlarmBook, inout UInt64) throws(AlarmError) -> Value
    ) throws(LedgerError) -> Value {
        do throws(AlarmError) {
            return try act(&alarms, &sequence)
        } catch {
            throw .failedPrecondition(error.description)
        }
    }

    private func validate(note: String) throws(LedgerError) {
        var violations = Violations()
        Names.checkLong(note, field: "note", into: &violations)
        try violations.throwIfAny()
    }

    // MARK: Checking

    /// Everything about a threshold that cannot be, by the field names of the .proto.
    public static func violations(in threshold: Threshold) -> Violations {
        var violations = Violations()
        threshold.validate(metrics: metricNames, into: &violations)
        return violations
    }

    /// Everything about a silence that cannot be, by the field names of the .proto.
    public static func violations(in silence: Silence, at now: Timestamp) -> Violations {
        var violations = Violations()
        Names.checkShort(silence.silenceID, field: "silence.silence_id", into: &violations)
        if !silence.account.isEmpty {
            Names.checkAccount(silence.account, field: "silence.account", into: &violations)
        }
        Names.checkShort(silence.name, field: "silence.name", into: &violations)
        Names.checkShort(silence.strategy, field: "silence.strategy", into: &violations)
        violations.require(
            silence.until > now, "silence.until", "is \(silence.until); it must be in the future")
        violations.require(!silence.reason.isEmpty, "silence.reason", "is required: say why")
        Names.checkLong(silence.reason, field: "silence.reason", into: &violations)
        return violations
    }

    /// Everything about a bot's report that cannot be, by the field names of the .proto.
    public static func violations(in report: AlarmBook.Report) -> Violations {
        var violations = Violations()
        Names.checkAccount(report.scope.account, field: "account", into: &violations)
        Names.checkShort(report.name, field: "name", required: true, into: &violations)
        Names.checkShort(report.scope.strategy, field: "strategy", into: &violations)
        violations.require(!report.message.isEmpty, "message", "is required: say what happened")
        Names.checkLong(report.message, field: "message", into: &violations)
        if let value = report.value {
            violations.require(value.isFinite, "current_value", "is \(value); it must be a number")
        }
        violations.require(
            report.metadata.count <= 32, "metadata", "has \(report.metadata.count) entries; the limit is 32")
        for (key, value) in report.metadata.sorted(by: { $0.key < $1.key }) {
            Names.checkShort(key, field: "metadata", required: true, into: &violations)
            Names.checkLong(value, field: "metadata[\(Names.quoted(key))]", into: &violations)
        }
        return violations
    }

    // MARK: Carrying out

    /// Writes changes that the book has made, and then does what their thresholds ask for.
    ///
    /// Each change has its sequence already, so what is done about one comes after all of them.
    mutating func carryOut(_ changes: [AlarmChange], _ context: Context) {
        for change in changes {
            var change = change
            if change.action != .none {
                change.alarm.actionTaken = describe(change.action, of: change.alarm)
                alarms.adopt(change)
            }
            append(.alarmChanged(change), sequence: change.alarm.sequence, context)
        }
        for change in changes { act(on: change, Context(now: context.now, actor: .daemon)) }
    }

    private mutating func act(on change: AlarmChange, _ daemon: Context) {
        let reason = "alarm \(change.alarm.alarmID)"
        switch change.action {
        case .none:
            return
        case .pauseStrategy where !change.alarm.strategy.isEmpty:
            guard let strategy = accounts[change.alarm.account]?.strategies[change.alarm.strategy]?.strategy,
                strategy.status == .active
            else { return }
            _ = setStatus(of: strategy, to: .paused, reason: reason, daemon)
        case .pauseStrategy:
            _ = changeStatus(inAccount: change.alarm.account, to: .paused, reason: reason, daemon) {
                $0 == .active
            }
        case .stopAll:
            _ = changeStatus(inAccount: change.alarm.account, to: .stopped, reason: reason, daemon) {
                $0 != .stopped
            }
        }
    }

    private func describe(_ action: AlarmAction, of alarm: Alarm) -> String {
        switch action {
        case .none: ""
        case .pauseStrategy where !alarm.strategy.isEmpty: "paused strategy \(Names.quoted(alarm.strategy))"
        case .pauseStrategy: "paused all active strategies of account \(Names.quoted(alarm.account))"
        case .stopAll: "stopped all strategies of account \(Names.quoted(alarm.account))"
        }
    }
}
