import CLinux
import Glibc

/// One thread that waits for descriptors, timers, signals and the answers of workers, and handles them turn by turn.
///
/// A turn is: wait; handle all that is ready; then the closing steps, in which the server commits and writes what the
/// turn has staged. Owned by the thread that runs it; other threads reach it through `Mailbox`.
public final class EventLoop {
    /// A registered descriptor.
    public struct Registration: Hashable, Sendable {
        fileprivate let tag: UInt64
    }

    private struct Source {
        let fd: Int32
        let handle: (_ readable: Bool, _ writable: Bool, _ broken: Bool) -> Void
    }

    /// After so long without an event the loop is idle.
    private static let idleAfterNanoseconds: Int64 = 20_000_000
    private static let readyCountMax = 256

    private let epoll: Int32
    private var signalDescriptor: Int32?
    private var sources: [UInt64: Source] = [:]
    private var lastTag: UInt64 = 0
    private var timers = TimerQueue()
    private var isStopping = false
    /// When it is time to look whether the loop is idle; nil when it has been idle since the last event.
    private var idleDue: MonotonicTime?
    private var lastWork = MonotonicTime.now()
    private let wakeTimer: WakeTimer
    private static let wakeTag: UInt64 = 0
    private var ready = [linux_readiness](repeating: linux_readiness(), count: readyCountMax)

    /// The clock at the beginning of the turn.
    public private(set) var now = MonotonicTime.now()
    /// Runs at the end of each turn, in the sequence in which they were added.
    public var closingSteps: [() -> Void] = []
    /// Runs once when nothing has happened for a while after something did; the closing steps follow.
    public var onIdle: (() -> Void)?
    /// Where other threads leave work for the loop.
    public let mailbox: Mailbox

    /// - Throws: When the kernel gives no descriptor.
    public init() throws(SystemError) {
        epoll = try checked("epoll_create1") { linux_epoll_create() }
        mailbox = try Mailbox()
        wakeTimer = try WakeTimer()
        _ = try checked("epoll_ctl") {
            linux_epoll_add(epoll, wakeTimer.descriptor, Self.wakeTag, true, false)
        }
        _ = try watch(mailbox.descriptor, read: true, write: false) { [mailbox] _, _, _ in mailbox.deliver() }
    }

    deinit {
        if let signalDescriptor { close(signalDescriptor) }
        close(epoll)
    }

    /// Calls `handle` in each turn in which the descriptor is ready.
    ///
    /// The descriptor stays the caller's.
    public func watch(
        _ fd: Int32, read: Bool, write: Bool, _ handle: @escaping (Bool, Bool, Bool) -> Void
    ) throws(SystemError) -> Registration {
        lastTag += 1
        let tag = lastTag
        _ = try checked("epoll_ctl") { linux_epoll_add(epoll, fd, tag, read, write) }
        sources[tag] = Source(fd: fd, handle: handle)
        return Registration(tag: tag)
    }

    /// Changes what a descriptor is watched for.
    public func change(_ registration: Registration, read: Bool, write: Bool) {
        guard let source = sources[registration.tag] else { return }
        let result = linux_epoll_modify(epoll, source.fd, registration.tag, read, write)
        precondition(result == 0, "a watched descriptor was closed behind the loop's back")
    }

    /// Watches a descriptor no longer; before it is closed.
    public func unwatch(_ registration: Registration) {
        guard let source = sources.removeValue(forKey: registration.tag) else { return }
        _ = linux_epoll_remove(epoll, source.fd)
    }

    /// Runs `action` in the first turn at or after `due`.
    @discardableResult
    public func schedule(at due: MonotonicTime, _ action: @escaping () -> Void) -> UInt64 {
        timers.add(due: due, action)
    }

    /// Forgets a timer.
    public func cancel(timer id: UInt64) {
        timers.cancel(id)
    }

    /// Handles these signals in the loop instead of letting them act; for the thread that runs the loop.
    public func watchSignals(_ signals: [Int32], _ handle: @escaping (Int32) -> Void) throws(SystemError) {
        precondition(signalDescriptor == nil, "signals are watched once")
        let fd = try checked("signalfd") { linux_signalfd(signals, Int32(signals.count)) }
        signalDescriptor = fd
        _ = try watch(fd, read: true, write: false) { _, _, _ in
            while case let signal = linux_read_signal(fd), signal > 0 { handle(signal) }
        }
    }

    /// Runs turns until `stop`.
    public func run() throws(SystemError) {
        isStopping = false
        while !isStopping { try turn() }
    }

    /// Ends `run` after this turn.
    public func stop() {
        isStopping = true
    }

    /// Lets go of everything that waits, for when no turn will follow.
    ///
    /// What waits for the loop often holds it, too: without this neither would ever go.
    public func forgetAll() {
        sources.removeAll()
        timers = TimerQueue()
        closingSteps.removeAll()
        onIdle = nil
        mailbox.forgetExpected()
    }

    private func turn() throws(SystemError) {
        let count = try wait()
        now = MonotonicTime.now()
        var hasWork = false
        for index in 0..<Int(count) {
            let event = ready[index]
            if event.tag == Self.wakeTag {
                wakeTimer.acknowledge()
                continue
            }
            // A handler may have unwatched another descriptor of the same batch.
            sources[event.tag]?.handle(event.readable, event.writable, event.broken)
            hasWork = true
        }
        for id in timers.takeDue(at: now) {
            // A timer of the same turn may have cancelled this one.
            timers.takeAction(of: id)?()
            hasWork = true
        }
        guard hasWork ? noteWork() : becomesIdle() else { return }
        for step in closingSteps { step() }
    }

    /// Something has happened, so that the loop is idle a while after now at the earliest; there is a turn to close.
    private func noteWork() -> Bool {
        lastWork = now
        if idleDue == nil { idleDue = now.adding(nanoseconds: Self.idleAfterNanoseconds) }
        return true
    }

    /// Nothing has happened; whether that makes the loop idle, and there is a turn to close.
    private func becomesIdle() -> Bool {
        guard let due = idleDue, due <= now else { return false }
        let quietUntil = lastWork.adding(nanoseconds: Self.idleAfterNanoseconds)
        guard quietUntil <= now else {
            // Looked at once in a while instead of moved along with each event.
            idleDue = quietUntil
            return false
        }
        idleDue = nil
        onIdle?()
        return true
    }

    /// When the loop must be awake at the latest; nil when it may wait for ever.
    private var nextDue: MonotonicTime? {
        guard let timer = timers.nextDue() else { return idleDue }
        return idleDue.map { min($0, timer) } ?? timer
    }

    private func wait() throws(SystemError) -> Int32 {
        var blocks = true
        if let due = nextDue {
            if due <= now { blocks = false } else { wakeTimer.ring(by: due) }
        }
        let count = linux_epoll_wait(epoll, &ready, Int32(Self.readyCountMax), blocks)
        if count >= 0 { return count }
        let number = errno
        if number == EINTR { return 0 }
        throw SystemError(call: "epoll_wait", number: number)
    }
}
