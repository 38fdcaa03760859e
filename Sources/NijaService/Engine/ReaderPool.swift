import NijaStore
import Synchronization
import TTRPC

/// Long reads on workers, each with a read-only connection of its own.
final class ReaderPool {
    /// Connections that no worker is using.
    private final class Idle: Sendable {
        private let readers = Mutex<[Box]>([])
        private let path: String

        // @unchecked: handed from owner to owner, never shared
        private final class Box: @unchecked Sendable {
            let reader: LedgerReader
            init(_ reader: LedgerReader) { self.reader = reader }
        }

        init(path: String) { self.path = path }

        func with<Value>(_ body: (LedgerReader) throws(StoreError) -> Value) throws(StoreError) -> Value {
            let box: Box
            if let idle = readers.withLock({ $0.popLast() }) {
                box = idle
            } else {
                box = Box(try LedgerReader(path: path))
            }
            defer { readers.withLock { $0.append(box) } }
            return try body(box.reader)
        }
    }

    private let workers: WorkerPool
    private let idle: Idle

    init(path: String, workers: WorkerPool) {
        self.workers = workers
        idle = Idle(path: path)
    }

    /// Reads that wait for a worker.
    var queuedCount: Int { workers.queuedCount }

    /// Reads on a worker; `continuation` gets the result in a later turn of the loop.
    ///
    /// - Throws: RESOURCE_EXHAUSTED when too many reads wait already; `continuation` is not called then.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (LedgerReader) throws(StoreError) -> Value,
        then continuation: @escaping (Result<Value, StoreError>) -> Void
    ) throws(ServiceError) {
        let isTaken = workers.submit(
            { [idle] () -> Result<Value, StoreError> in
                do throws(StoreError) {
                    return .success(try idle.with(body))
                } catch {
                    return .failure(error)
                }
            }, then: continuation)
        if isTaken { return }
        throw .status(
            Status.because(
                .resourceExhausted, "TOO_MANY_READS",
                "\(workers.queuedMax) long reads wait for a worker, which is the limit; try again"))
    }
}
