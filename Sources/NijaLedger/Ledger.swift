public import NijaAlarms
import NijaAnalytics
public import NijaModel
public import NijaPositions

/// The ledger: a deterministic state machine.
///
/// Commands go in with the time and their author, events come out.
///
/// It does no I/O and reads no clock, so the same commands always give the same events, and `restore` turns those
/// events into the same state. What it needs from the store (a trade with the same id, the entries of a stretch of
/// history that a late trade falls into) is handed to it with the command.
///
/// A command either throws and changes nothing, or leaves its events in `pending` for the caller to write. Nothing of
/// it may be shown to anybody before they are on disk.
public struct Ledger: Sendable {
    /// The last sequence that was given.
    public internal(set) var sequence: UInt64 = 0
    /// Thresholds, alarms and silences.
    public internal(set) var alarms = AlarmBook()
    /// How often a scope's thresholds were compared since the start; for the status.
    public internal(set) var alarmChecksCount: UInt64 = 0
    /// Trades in the ledger, voided ones included.
    public internal(set) var tradesCount: UInt64 = 0
    /// Events that were not taken yet, in sequence.
    public internal(set) var pending: [LedgerEvent] = []
    /// Positions that are pending or open, and the newest prices.
    public internal(set) var positions = PositionBook()
    /// What positions inherit, of accounts that have said something.
    var exitRules: [String: ExitRules] = [:]
    /// The rules of compliance and the books of those whose fills were recorded.
    public internal(set) var compliance = ComplianceState()
    var accounts = Directory<AccountState>()

    /// An empty ledger: no account, the built-in thresholds.
    public init() {}

    /// Takes the events of the commands since the last call.
    public mutating func takePending() -> [LedgerEvent] {
        var taken: [LedgerEvent] = []
        swap(&taken, &pending)
        return taken
    }

    // MARK: Recording

    /// Gives `payload` its place in the ledger, makes it true and leaves it for the store.
    @discardableResult
    mutating func record(
        _ payload: LedgerEvent.Payload, _ context: Context, tail: DayTail? = nil
    ) -> LedgerEvent {
        sequence += 1
        let event = LedgerEvent(sequence: sequence, time: context.now, actor: context.actor, payload: payload)
        do throws(AnalyticsError) {
            try evolve(event, tail: tail)
        } catch {
            preconditionFailure("a command was checked and still could not be carried out: \(error)")
        }
        settleAlarms(account: event.account, at: event.time)
        positions.disturb()
        pending.append(event)
        return event
    }

    /// Leaves an event for the store that already has its place and is already true.
    mutating func append(_ payload: LedgerEvent.Payload, sequence: UInt64, _ context: Context) {
        positions.disturb()
        pending.append(
            LedgerEvent(sequence: sequence, time: context.now, actor: context.actor, payload: payload))
    }

    // MARK: Accounts

    /// The names of all accounts, sorted.
    public var accountNames: [String] { accounts.names }

    /// The settings of an account.
    ///
    /// A command that goes on to change the account asks for these and not for the account: a copy of its state that is
    /// alive during the change would have all of it copied.
    func settings(of name: String) throws(LedgerError) -> Account {
        guard let slot = accounts.slot(of: name) else { throw .notFound(.account, name: name) }
        return accounts[slot].settings
    }

    func account(named name: String) throws(LedgerError) -> AccountState {
        guard let account = accounts[name] else { throw .notFound(.account, name: name) }
        return account
    }
}
