import CLinux
import Glibc

/// A ttrpc server on one event loop.
///
/// Everything that handlers stage in a turn of the loop waits for one barrier, in which the application makes durable
/// what the turn has changed. Owned by the loop's thread.
public final class Server {
    /// What has happened so far.
    public struct Counters: Sendable {
        /// Calls that were begun.
        public var calls: UInt64 = 0
        /// Calls that ended with an error.
        public var errors: UInt64 = 0
        /// Connections that were accepted.
        public var accepted: UInt64 = 0
        /// From the arrival of the turn's requests to the release of their answers.
        public var latency = LatencyHistogram()
    }

    /// The loop that it runs on.
    public let loop: EventLoop
    /// Makes the turn's changes durable.
    ///
    /// Nil releases what was staged; a status takes its place in every call.
    public var barrier: (() -> Status?)?
    /// Runs after a barrier has released: the time to tell subscribers.
    public var afterRelease: (() -> Void)?
    /// Whether a peer may connect at all.
    public var authorize: (PeerCredentials) -> Bool = { _ in true }
    /// What new calls are refused with; nil accepts them.
    public var refusal: Status?
    /// What has happened so far.
    public private(set) var counters = Counters()

    var methods = MethodTable()
    let scratch = UnsafeMutableRawBufferPointer.allocate(byteCount: Limits.readBytes, alignment: 16)
    private var listeners: [(fd: Int32, registration: EventLoop.Registration)] = []
    private var connections: [ObjectIdentifier: Connection] = [:]
    private var dirty: [Connection] = []
    private var callsThisTurn = 0
    private var sweep: UInt64?

    /// Memory that incomplete requests may take in all.
    private static let heldBytesMax = 256 << 20
    private static let sweepNanoseconds: Int64 = 1_000_000_000
    private static let acceptPauseNanoseconds: Int64 = 100_000_000

    /// A server on `loop`.
    public init(loop: EventLoop) {
        self.loop = loop
        loop.closingSteps.append { [weak self] in self?.closeTurn() }
    }

    deinit {
        scratch.deallocate()
    }

    /// Open connections.
    public var connectionsCount: Int { connections.count }
    /// Calls that wait for their answer, streams among them.
    public var openCallsCount: Int { connections.values.reduce(0) { $0 + $1.calls.count } }
    /// Bytes that wait to be written.
    public var queuedBytes: Int { connections.values.reduce(0) { $0 + $1.queuedBytes } }

    /// Offers a method.
    public func register(_ method: ServerMethod) {
        methods.add(method)
    }

    /// Accepts connections from a listening socket, which becomes the server's.
    public func listen(on fd: Int32) throws(SystemError) {
        let registration = try loop.watch(fd, read: true, write: false) { [weak self] _, _, _ in
            self?.accept(fd)
        }
        listeners.append((fd, registration))
    }

    /// Accepts nothing more.
    public func stopListening() {
        for listener in listeners {
            loop.unwatch(listener.registration)
            close(listener.fd)
        }
        listeners.removeAll()
    }

    /// Closes every connection; what was staged goes out as far as the sockets take it.
    public func closeAll(_ status: Status) {
        for connection in Array(connections.values) {
            connection.flush()
            connection.close(status)
        }
    }

    /// Ends every open call with `status`, as when draining.
    public func failOpenCalls(_ status: Status) {
        for connection in connections.values {
            for call in Array(connection.calls.values) {
                let notify = call.onEnd
                call.fail(status)
                notify?(status)
            }
        }
    }

    // MARK: Accepting

    private func accept(_ listener: Int32) {
        for _ in 0..<64 {
            let fd = linux_accept(listener)
            if fd < 0 {
                if [EMFILE, ENFILE, ENOBUFS, ENOMEM].contains(errno) { pauseAccepting() }
                return
            }
            guard connections.count < Limits.connectionsMax, let peer = try? PeerCredentials(of: fd),
                authorize(peer)
            else {
                close(fd)
                continue
            }
            let connection = Connection(fd: fd, peer: peer, server: self)
            guard (try? connection.start()) != nil else {
                close(fd)
                continue
            }
            connections[ObjectIdentifier(connection)] = connection
            counters.accepted += 1
        }
    }

    /// Without descriptors a listener would be ready for ever; it rests until one may be free.
    private func pauseAccepting() {
        for listener in listeners { loop.change(listener.registration, read: false, write: false) }
        loop.schedule(at: loop.now.adding(nanoseconds: Self.acceptPauseNanoseconds)) { [weak self] in
            guard let self else { return }
            for listener in listeners { loop.change(listener.registration, read: true, write: false) }
        }
    }

    func didClose(_ connection: Connection) {
        connections[ObjectIdentifier(connection)] = nil
    }

    // MARK: Turns

    func isDirty(_ connection: Connection) { dirty.append(connection) }
    func countCall() { callsThisTurn += 1 }
    func countError() { counters.errors += 1 }

    /// Takes the closing steps of a turn: the barrier, then what subscribers are told, then all that is to be written.
    private func closeTurn() {
        if let status = barrier?() {
            for connection in dirty { connection.replaceStaged(by: status) }
        } else {
            for connection in dirty { connection.release() }
            let staged = dirty
            dirty.removeAll(keepingCapacity: true)
            afterRelease?()
            for connection in dirty { connection.release() }
            dirty += staged
        }
        recordLatency()
        writeDirty()
    }

    private func recordLatency() {
        guard callsThisTurn > 0 else { return }
        let elapsed = MonotonicTime.now().since(loop.now)
        for _ in 0..<callsThisTurn { counters.latency.record(nanoseconds: elapsed) }
        counters.calls += UInt64(callsThisTurn)
        callsThisTurn = 0
    }

    private func writeDirty() {
        let waiting = dirty
        dirty.removeAll(keepingCapacity: true)
        for connection in waiting {
            connection.release()
            connection.flush()
        }
    }

    // MARK: Bounds on incomplete requests

    /// Whether `size` more bytes may be held for a request that is not whole.
    func mayHold(_ size: Int) -> Bool {
        size + connections.values.reduce(0) { $0 + $1.heldBytes } <= Self.heldBytesMax
    }

    /// A frame has begun: look now and then whether it goes on.
    func noteProgress() {
        guard sweep == nil else { return }
        sweep = loop.schedule(at: loop.now.adding(nanoseconds: Self.sweepNanoseconds)) { [weak self] in
            self?.closeStalled()
        }
    }

    private func closeStalled() {
        sweep = nil
        var someAreBegun = false
        for connection in Array(connections.values) {
            guard let since = connection.partialSince else { continue }
            if loop.now.since(since) > Limits.frameProgressNanoseconds {
                connection.close(Status(.deadlineExceeded, "a frame was begun and did not go on"))
            } else {
                someAreBegun = true
            }
        }
        if someAreBegun { noteProgress() }
    }
}
