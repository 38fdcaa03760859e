import CLinux
import Glibc

/// A few threads for what takes long, so that the loop never does.
public final class WorkerPool: Sendable {
    private typealias Job = @Sendable () -> Void

    private struct State {
        var jobs: [Job] = []
        var isStopping = false

        /// What a worker does next.
        enum Step { case run(Job), end }

        /// Nil while there is nothing to do; jobs that were submitted are run also when the pool stops.
        mutating func next() -> Step? {
            if jobs.isEmpty { return isStopping ? .end : nil }
            return .run(jobs.removeFirst())
        }
    }

    private let state = Guarded(State())
    private let mailbox: Mailbox
    /// Jobs that wait for a thread, at most.
    public let queuedMax: Int

    /// Starts `count` threads that answer to the mailbox of a loop.
    public init(count: Int, mailbox: Mailbox, queuedMax: Int = Limits.jobsQueuedMax) {
        self.mailbox = mailbox
        self.queuedMax = queuedMax
        for _ in 0..<count {
            startThread { [state] in
                // What takes long gives way to the loop, and to everything else that somebody waits for.
                _ = linux_lower_priority(Limits.workerNiceness)
                while case .run(let job) = state.wait(for: { $0.next() }) { job() }
            }
        }
    }

    deinit {
        state.withLock { $0.isStopping = true }
        state.wakeAll()
    }

    /// Jobs that wait for a thread.
    public var queuedCount: Int { state.withLock { $0.jobs.count } }

    /// Runs `job` on a worker and `continuation` with its result in a later turn of the loop.
    ///
    /// Loop thread only.
    ///
    /// - Returns: whether it will; not when `queuedMax` jobs wait already, and then nothing happens.
    public func submit<Value: Sendable>(
        _ job: @escaping @Sendable () -> Value, then continuation: @escaping (Value) -> Void
    ) -> Bool {
        // Only this thread adds jobs, so that there is still room below.
        guard queuedCount < queuedMax else { return false }
        let number = mailbox.expect(continuation)
        state.withLock { state in state.jobs.append { [mailbox] in mailbox.send(job(), to: number) } }
        state.wakeOne()
        return true
    }
}

/// Starts a detached thread.
public func startThread(_ body: @escaping @Sendable () -> Void) {
    final class Box: Sendable {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
    var thread = pthread_t()
    let box = Unmanaged.passRetained(Box(body))
    let result = pthread_create(
        &thread, nil,
        { argument in
            if let argument { Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body() }
            return nil
        }, box.toOpaque())
    precondition(result == 0, "the system gives no thread: error \(result)")
    pthread_detach(thread)
}
