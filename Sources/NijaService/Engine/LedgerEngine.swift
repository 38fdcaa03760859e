import NijaAnalytics
import NijaLedger
import NijaModel
import NijaStore
import TTRPC

/// Joins the ledger with its store: what the ledger says is written, and what cannot be written is unsaid.
///
/// Commands of one turn of the loop share one commit. When it fails, the ledger is read back from the store, so that
/// nothing stays visible that was not acknowledged, and writes are refused until the store can be written again.
final class LedgerEngine {
    /// Whether commands are taken.
    enum Mode {
        /// Yes.
        case serving
        /// No: the store cannot be written; why.
        case readOnly(StoreError)
    }

    private(set) var ledger: Ledger
    private(set) var mode = Mode.serving
    /// What has been committed since `takeCommitted`, for subscribers.
    private var committed: [LedgerEvent] = []
    /// How many of the ledger's pending events the open transaction has.
    private var written = 0
    private var failure: StoreError?
    /// The ledger in memory is not what the store says: it could not be read back after a failure.
    private var mustReadBack = false
    private var sinceCheckpoint = 0
    /// Commands that were recorded; for the status.
    private(set) var updatesCount: UInt64 = 0
    private(set) var lastUpdate: Timestamp?
    private(set) var commitLatency = LatencyHistogram()
    let store: LedgerStore
    private let log: (String) -> Void

    /// The ledger's state is kept after so many events even when there is never a quiet moment.
    private static let checkpointEventsMax = 50_000
    /// In a quiet moment it is kept after so many, and after more the longer history is: to write it takes longer, too.
    private static let checkpointEventsQuiet = 1_000
    /// The part of history that has to be new for that.
    private static let checkpointShareQuiet: UInt64 = 20

    /// Reads the ledger back from the store.
    ///
    /// - Throws: `StoreError` when the store cannot be read or contradicts itself.
    init(store: LedgerStore, now: Timestamp, log: @escaping (String) -> Void) throws(StoreError) {
        self.store = store
        self.log = log
        (ledger, sinceCheckpoint) = try Restoring.ledger(from: store, at: now)
    }

    // MARK: Commands

    /// Carries out a command, with what it needs from the store, and writes its events.
    ///
    /// - Throws: What the ledger refuses, or that the store cannot be written.
    func perform<Value>(
        _ command: (inout Ledger) throws(LedgerError) -> Value
    ) throws(ServiceError) -> Value {
        try requireWritable()
        let value = try Restoring.perform(in: &ledger, from: store, command)
        do throws(StoreError) {
            guard ledger.pending.count > written else { return value }
            updatesCount += 1
            for event in ledger.pending[written...] { try store.append(event) }
            written = ledger.pending.count
        } catch {
            failure = error
            throw .store(error)
        }
        return value
    }

    /// Writes facts that lie beside the ledger, in the turn's transaction.
    ///
    /// - Throws: That the store cannot be written; the turn's calls fail together then.
    func keep<Value>(_ write: (LedgerStore) throws(StoreError) -> Value) throws(ServiceError) -> Value {
        try requireWritable()
        do throws(StoreError) {
            return try write(store)
        } catch {
            failure = error
            throw .store(error)
        }
    }

    /// Looks something up in the store for a command that follows in the same turn.
    ///
    /// - Throws: That the store cannot be written, or read.
    func lookUp<Value>(
        _ body: (LedgerStore) throws(StoreError) -> Value
    ) throws(ServiceError) -> Value {
        try keep { store throws(StoreError) in try store.begin() }
        return try read(body)
    }

    /// Adds up what is open at the newest prices, so that portfolios are current; no event comes of it.
    func sumUpHoldings() { ledger.sumUpHoldings() }

    /// Reads something from the store, as it stands with what this turn has written.
    func read<Value>(_ body: (LedgerStore) throws(StoreError) -> Value) throws(ServiceError) -> Value {
        do throws(StoreError) { return try body(store) } catch { throw .store(error) }
    }

    private func requireWritable() throws(ServiceError) {
        if case .readOnly(let error) = mode { throw .store(error) }
        if let failure { throw .store(failure) }
    }

    /// Reads from the store what a command on the past needs.
    func meet(_ needs: [Need]) throws(ServiceError) -> DayTail? {
        var tail: DayTail?
        do throws(StoreError) {
            for need in needs { tail = try Restoring.meet(need, in: &ledger, from: store) ?? tail }
        } catch {
            throw .store(error)
        }
        return tail
    }

    /// Refuses an account that there is not; an empty name stands for every account.
    func checkExists(account: String) throws(ServiceError) {
        if !account.isEmpty && ledger.settings(ofAccount: account) == nil {
            throw .ledger(.notFound(.account, name: account))
        }
    }

    /// The account of a request that has no other field; empty for every account.
    func existing(_ account: String) throws(ServiceError) -> String {
        var fields = FieldReader()
        let account = fields.anyAccount(account)
        try fields.finish()
        try checkExists(account: account)
        return account
    }

    // MARK: The turn's end

    /// Makes the turn durable; the status that its calls get instead when that fails.
    func barrier(at now: Timestamp) -> Status? {
        if failure == nil && store.isInTransaction { commit() }
        guard let failure else {
            if written > 0 {
                let events = ledger.takePending()
                committed = committed.isEmpty ? events : committed + events
                written = 0
                lastUpdate = now
            }
            return nil
        }
        self.failure = nil
        store.rollback()
        written = 0
        log("nothing of this turn was recorded: \(failure.message)")
        mode = .readOnly(failure)
        restore(at: now)
        return failure.status
    }

    private func commit() {
        let start = MonotonicTime.now()
        do throws(StoreError) {
            sinceCheckpoint += written
            if sinceCheckpoint >= Self.checkpointEventsMax { try saveCheckpoint() }
            try store.commit()
        } catch {
            failure = error
        }
        commitLatency.record(nanoseconds: MonotonicTime.now().since(start))
    }

    /// The state in memory becomes what the store says.
    private func restore(at now: Timestamp) {
        mustReadBack = true
        do throws(StoreError) {
            try readBack(at: now)
        } catch {
            log("the ledger cannot be read back: \(error.message)")
            mode = .readOnly(error)
        }
    }

    private func readBack(at now: Timestamp) throws(StoreError) {
        (ledger, sinceCheckpoint) = try Restoring.ledger(from: store, at: now)
        mustReadBack = false
    }

    /// Events that were committed since the last call.
    func takeCommitted() -> [LedgerEvent] {
        var taken: [LedgerEvent] = []
        swap(&taken, &committed)
        return taken
    }

    /// Tries whether writing works again.
    ///
    /// After an error of the device the store is opened again and the ledger read back: the commit that failed may
    /// turn out to be there.
    ///
    /// - Returns: whether the engine serves.
    func tryToRecover(at now: Timestamp) -> Bool {
        guard case .readOnly = mode else { return true }
        do throws(StoreError) {
            if store.mustReopen {
                try store.reopen()
                mustReadBack = true
            }
            if mustReadBack { try readBack(at: now) }
            try store.probe()
            mode = .serving
            log("the store can be written again")
            return true
        } catch {
            return false
        }
    }

    // MARK: Quiet moments

    /// Copies the write-ahead log back when that is due, and in a quiet moment keeps the state; call it when no reply
    /// waits.
    func maintain(isIdle: Bool) {
        guard case .serving = mode, !store.isInTransaction else { return }
        do throws(StoreError) {
            if isIdle && isCheckpointWorthIt {
                try saveCheckpoint()
                try store.commit()
            }
            try store.maintain(isIdle: isIdle)
        } catch {
            store.rollback()
            log("keeping house failed, and will be tried again: \(error.message)")
        }
    }

    private var isCheckpointWorthIt: Bool {
        sinceCheckpoint >= Self.checkpointEventsQuiet
            && UInt64(sinceCheckpoint) >= ledger.sequence / Self.checkpointShareQuiet
    }

    /// Keeps the state and leaves a database without a log, at the end.
    func close() {
        do throws(StoreError) {
            if sinceCheckpoint > 0 {
                try saveCheckpoint()
                try store.commit()
            }
            try store.close()
        } catch {
            store.rollback()
            log("the state was not kept; the next start replays it: \(error.message)")
        }
    }

    private func saveCheckpoint() throws(StoreError) {
        var writer = StateWriter()
        writer.write(ledger)
        try store.saveCheckpoint(
            sequence: ledger.sequence, version: Ledger.checkpointVersion, state: writer.bytes)
        sinceCheckpoint = 0
    }
}
