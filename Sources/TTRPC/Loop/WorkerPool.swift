import Glibc
import Synchronization

/// A few threads for what takes long, so that the loop never does.
public final class WorkerPool: Sendable {
    private typealias Job = @Sendable () -> Void

    private struct State {
        var jobs: [Job] = []
        var isStopping = false
    }

    /// Guards `state` and wakes the threads; a condition variable needs a lock that C can see.
    private final class Gate: @unchecked Sendable {  // @unchecked: pthread primitives are made for sharing
        let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
        let wake = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
        private var state = State()

        init() {
            pthread_mutex_init(lock, nil)
            pthread_cond_init(wake, nil)
        }

        deinit {
            pthread_cond_destroy(wake)
            pthread_mutex_destroy(lock)
            wake.deallocate()
            lock.deallocate()
        }

        func change<Result>(_ body: (inout State) -> Result) -> Result {
            pthread_mutex_lock(lock)
            defer { pthread_mutex_unlock(lock) }
            return body(&state)
        }

        /// The next job; nil when the pool stops.
        func next() -> Job? {
            pthread_mutex_lock(lock)
            defer { pthread_mutex_unlock(lock) }
            while state.jobs.isEmpty && !state.isStopping { pthread_cond_wait(wake, lock) }
            return state.jobs.isEmpty ? nil : state.jobs.removeFirst()
        }
    }

    private let gate = Gate()
    private let mailbox: Mailbox

    /// Starts `count` threads that answer to the mailbox of a loop.
    public init(count: Int, mailbox: Mailbox) {
        self.mailbox = mailbox
        for _ in 0..<count {
            startThread { [gate] in
                while let job = gate.next() { job() }
            }
        }
    }

    deinit {
        gate.change { $0.isStopping = true }
        pthread_cond_broadcast(gate.wake)
    }

    /// Jobs that wait for a thread.
    public var queuedCount: Int { gate.change { $0.jobs.count } }

    /// Runs `job` on a worker and `continuation` with its result in a later turn of the loop.
    ///
    /// Loop thread only.
    public func submit<Value: Sendable>(
        _ job: @escaping @Sendable () -> Value, then continuation: @escaping (Value) -> Void
    ) {
        let number = mailbox.expect(continuation)
        gate.change { state in state.jobs.append { [mailbox] in mailbox.send(job(), to: number) } }
        pthread_cond_signal(gate.wake)
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
