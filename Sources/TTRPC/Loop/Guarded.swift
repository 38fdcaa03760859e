import Glibc

/// A value that threads share, and a condition to wait for a change of it.
///
/// Over pthread's lock, not `Synchronization.Mutex`: the thread sanitizer sees the one and not the other, and a wait
/// needs a lock that C can see.
final class Guarded<Value>: @unchecked Sendable {  // @unchecked: `value` is only touched while `lock` is held
    private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var value: Value

    init(_ value: sending Value) {
        self.value = value
        pthread_mutex_init(lock, nil)
        pthread_cond_init(changed, nil)
    }

    deinit {
        pthread_cond_destroy(changed)
        pthread_mutex_destroy(lock)
        changed.deallocate()
        lock.deallocate()
    }

    /// Looks at the value, or changes it.
    func withLock<Result>(_ body: (inout Value) -> Result) -> Result {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        return body(&value)
    }

    /// Waits until `body` gives a result; it is asked again after each wake-up.
    func wait<Result>(for body: (inout Value) -> Result?) -> Result {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        while true {
            if let result = body(&value) { return result }
            pthread_cond_wait(changed, lock)
        }
    }

    /// Wakes one thread that waits.
    func wakeOne() { pthread_cond_signal(changed) }

    /// Wakes all threads that wait.
    func wakeAll() { pthread_cond_broadcast(changed) }
}
