import CLinux
import Glibc

/// The kernel's timer that wakes a loop, set only when it must ring earlier than it is going to.
///
/// A time limit for each wait would have the kernel set up a timer in each turn, which costs a short call more than the
/// system call that would wait for it.
final class WakeTimer {
    /// Becomes readable when the timer rings.
    let descriptor: Int32
    private var ringsAt: MonotonicTime?

    init() throws(SystemError) {
        descriptor = try checked("timerfd_create") { linux_timerfd() }
    }

    deinit {
        close(descriptor)
    }

    /// Makes the timer ring at `due` or before that.
    func ring(by due: MonotonicTime) {
        if let ringsAt, ringsAt <= due { return }
        let result = linux_timerfd_set(descriptor, due.nanoseconds)
        precondition(result == 0, "a timer can always be set")
        ringsAt = due
    }

    /// The timer has rung.
    func acknowledge() {
        var expirations: UInt64 = 0
        _ = read(descriptor, &expirations, MemoryLayout<UInt64>.size)
        ringsAt = nil
    }
}
