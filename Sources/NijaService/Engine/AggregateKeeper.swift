import NijaLedger
import NijaModel
import NijaStore
import TTRPC

/// Keeps the hours and days of accounts current: a worker adds up what is new, the loop writes it.
///
/// Nothing waits for it: a reader adds what is not kept yet by itself.
final class AggregateKeeper {
    private let engine: LedgerEngine
    private let readers: ReaderPool
    private let loop: EventLoop
    /// Between two looks for something new.
    private let interval: TimeSpan
    private let log: (String) -> Void
    private var isReading = false

    /// The last event when a worker last looked.
    private var seen: UInt64 = 0

    /// Events of one step.
    ///
    /// Fewer are left to readers, who add them in a millisecond; what more would change takes the loop more than some ten
    /// milliseconds to write.
    private static let eventsPerStep = 1000...2000

    init(
        engine: LedgerEngine, readers: ReaderPool, loop: EventLoop, interval: TimeSpan,
        log: @escaping (String) -> Void
    ) {
        (self.engine, self.readers, self.loop) = (engine, readers, loop)
        (self.interval, self.log) = (interval, log)
    }

    /// Looks for something new in every interval from now on.
    ///
    /// Not at once: a daemon that has just started has callers who wait for its workers.
    func start() {
        loop.schedule(at: loop.now.adding(nanoseconds: interval.nanoseconds)) { [weak self] in
            self?.step()
            self?.start()
        }
    }

    private func step() {
        guard !isReading, case .serving = engine.mode, engine.store.lastSequence != seen else { return }
        seen = engine.store.lastSequence
        let ledger = engine.ledger
        var boundaries: [String: DayBoundary] = [:]
        for name in ledger.accountNames {
            boundaries[name] = ledger.settings(ofAccount: name)?.dayBoundary ?? .utc
        }
        let (frozen, bound) = (boundaries, seen)
        // When too many reads wait, the next look makes up for it.
        let isTaken: Void? = try? readers.read { reader throws(StoreError) in
            try reader.aggregateChanges(frozen, upTo: bound, Self.eventsPerStep)
        } then: { [weak self] result in
            self?.finish(result)
        }
        isReading = isTaken != nil
    }

    private func finish(_ result: Result<AggregateChanges?, StoreError>) {
        isReading = false
        switch result {
        case .failure(let error): log("hours and days were not added up: \(error.message)")
        case .success(nil): break
        case .success(let changes?):
            // While the store cannot be written nothing can be kept; a later step makes up for it.
            guard (try? engine.keep({ store throws(StoreError) in try store.keepAggregates(changes) })) != nil
            else { return }
            guard changes.sequence < engine.store.lastSequence else { return }
            seen = 0
            loop.schedule(at: loop.now) { [weak self] in self?.step() }
        }
    }
}
