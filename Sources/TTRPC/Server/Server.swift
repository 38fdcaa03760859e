import CLinux
import Glibc

/// A ttrpc server on one event loop.
///
/// Everything that handlers stage in a turn of the loop waits for one barrier, in which the application makes durable
/// what the turn has changed. Owned by the loop's thread.
public final class Server {
    /// The loop that it runs on.
    public let loop: EventLoop
    /// Makes the turn's changes durable; runs at the end of every turn in which anything happened.
    ///
    /// Nil releases what was staged; a status takes its place in every call.
    public var barrier: (() -> Status?)?
    /// Runs after a barrier has released: the time to tell subscribers.
    public var afterRelease: (() -> Void)?
    /// Whether a peer may connect at all; asked before a byte of it is read.
    public var authorize: (PeerCredentials) -> Bool = { _ in true }
    /// A connection is closed at once; who it is of, and why.
    public var onTurnAway: ((PeerCredentials, String) -> Void)?
    /// The server closes a connection of its own accord; whose it is, and why.
    public var onCutOff: ((PeerCredentials, String) -> Void)?
    /// What new calls are refused with; nil accepts them.
    public var refusal: Status?
    /// Connections in all, at most; the next is closed at once.
    public var connectionsMax = Limits.connectionsMax
    /// Connections of one user, at most; the next is closed at once.
    public var connectionsPerUserMax = Limits.connectionsPerUserMax
    /// A connection without a request for so long is closed; nil lets it wait.
    public var firstFrameNanoseconds: Int64?
    /// A begun frame must go on within this time.
    public var frameProgressNanoseconds = Limits.frameProgressNanoseconds
    /// Memory that incomplete requests of all connections may take; what would need more is refused.
    public var heldBytesMax = Limits.heldBytesMax
    /// Memory that answers of all connections may take while they wait to be read; past it, whoever does not read gives
    /// way to the others.
    public var queuedBytesOfAllMax = Limits.queuedBytesOfAllMax
    /// Where memory is scarce, a connection must read some of its answers within this time.
    public var readingNanoseconds = Limits.readingNanoseconds
    /// Bytes that wait to be written.
    public internal(set) var queuedBytes = 0
    /// What has happened so far.
    public private(set) var counters = Counters()

    var methods = MethodTable()
    let scratch = UnsafeMutableRawBufferPointer.allocate(byteCount: Limits.readBytes, alignment: 16)
    /// Memory that incomplete requests take.
    package internal(set) var heldBytes = 0
    private var listeners: [(fd: Int32, registration: EventLoop.Registration)] = []
    private var isAcceptPaused = false
    private var connections: [ObjectIdentifier: Connection] = [:]
    private var connectionsByUser: [UInt32: Int] = [:]
    private var dirty: [Connection] = []
    private var callsThisTurn: UInt64 = 0
    private var sweep: UInt64?

    /// A server on `loop`.
    public init(loop: EventLoop) {
        self.loop = loop
        loop.closingSteps.append { [weak self] in self?.closeTurn() }
    }

    deinit {
        stopListening()
        scratch.deallocate()
    }

    /// Open connections.
    public var connectionsCount: Int { connections.count }
    /// Calls that wait for their answer, streams among them.
    public var openCallsCount: Int { connections.values.reduce(0) { $0 + $1.calls.count } }
    /// Calls that answer with a stream and are open.
    public var openStreamsCount: Int { openCalls.reduce(0) { $0 + ($1.kind.serverStreams ? 1 : 0) } }
    /// Whether more waits to be written than memory was set aside for.
    var isScarce: Bool { queuedBytes > queuedBytesOfAllMax }

    var openCalls: [ServerCall] { connections.values.flatMap(\.calls.values) }

    /// Offers a method; one of the same name takes the place of an earlier one.
    public func register(_ method: ServerMethod) {
        methods.add(method)
    }

    /// Ends every open call with `status`, as when draining.
    public func failOpenCalls(_ status: Status) {
        for call in openCalls { call.abort(status) }
    }

    /// Takes the closing steps of the turn, writes as far as the sockets take it, and closes every connection.
    ///
    /// Not for the barrier, nor for what runs inside it.
    public func closeAll(_ status: Status) {
        closeTurn()
        for connection in Array(connections.values) { connection.close(status) }
    }
}

// MARK: - Accepting

extension Server {
    /// Accepts connections from a listening socket, which becomes the server's.
    public func listen(on fd: Int32) throws(SystemError) {
        // A socket that was inherited may block, and would then hold up the loop.
        _ = try checked("fcntl") { linux_set_nonblocking(fd) }
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

    private func accept(_ listener: Int32) {
        for _ in 0..<Limits.acceptedPerTurnMax {
            let fd = linux_accept(listener)
            if fd < 0 {
                if [EMFILE, ENFILE, ENOBUFS, ENOMEM].contains(errno) { pauseAccepting() }
                return
            }
            if !admit(fd) { counters.turnedAway += 1 }
        }
    }

    /// Makes a connection of an accepted descriptor, or closes it.
    private func admit(_ fd: Int32) -> Bool {
        guard let peer = try? PeerCredentials(of: fd) else {
            close(fd)
            return false
        }
        if let reason = objection(to: peer) {
            // Before the peer sees it: whoever looks into the log then finds the reason.
            onTurnAway?(peer, reason)
            close(fd)
            return false
        }
        // From here on the connection closes the descriptor.
        let connection = Connection(fd: fd, peer: peer, server: self)
        guard (try? connection.start()) != nil else { return false }
        connections[ObjectIdentifier(connection)] = connection
        connectionsByUser[peer.uid, default: 0] += 1
        counters.accepted += 1
        if connection.isTimed { watchTheClock() }
        return true
    }

    /// Why a peer may not connect; nil when it may.
    private func objection(to peer: PeerCredentials) -> String? {
        if !authorize(peer) { return "it may not connect" }
        if connections.count >= connectionsMax { return "there are \(connections.count) connections" }
        let own = connectionsByUser[peer.uid, default: 0]
        return own >= connectionsPerUserMax ? "it has \(own) connections" : nil
    }

    /// Without descriptors a listener would be ready for ever; it rests until one may be free.
    private func pauseAccepting() {
        guard !isAcceptPaused else { return }
        isAcceptPaused = true
        for listener in listeners { loop.change(listener.registration, read: false, write: false) }
        loop.schedule(at: loop.now.adding(nanoseconds: Limits.acceptPauseNanoseconds)) { [weak self] in
            self?.resumeAccepting()
        }
    }

    private func resumeAccepting() {
        guard isAcceptPaused else { return }
        isAcceptPaused = false
        for listener in listeners { loop.change(listener.registration, read: true, write: false) }
    }

    func didClose(_ connection: Connection) {
        guard connections.removeValue(forKey: ObjectIdentifier(connection)) != nil else { return }
        let left = connectionsByUser[connection.peer.uid, default: 1] - 1
        connectionsByUser[connection.peer.uid] = left > 0 ? left : nil
        resumeAccepting()
    }
}

// MARK: - Turns

extension Server {
    func isDirty(_ connection: Connection) { dirty.append(connection) }
    func countCall() { callsThisTurn += 1 }
    func countError(_ code: StatusCode) { counters.countError(code) }

    /// Takes the closing steps of a turn: the barrier, then what subscribers are told, then all that is to be written.
    ///
    /// What ends in these steps may have others told of it; that has its own barrier before the turn is over.
    private func closeTurn() {
        repeat {
            let status = barrier?()
            let answered = takeDirty()
            var told: [Connection] = []
            if let status {
                for connection in answered { connection.replaceStaged(by: status) }
            } else {
                for connection in answered { connection.release() }
                afterRelease?()
                // What subscribers are told is durable already.
                told = takeDirty()
                for connection in told { connection.release() }
            }
            recordLatency()
            // Answers first: who has asked does not wait until a thousand subscribers are told.
            for connection in answered { connection.flush() }
            for connection in told { connection.flush() }
        } while !dirty.isEmpty
    }

    private func takeDirty() -> [Connection] {
        if dirty.isEmpty { return [] }
        var taken: [Connection] = []
        swap(&taken, &dirty)
        return taken
    }

    private func recordLatency() {
        guard callsThisTurn > 0 else { return }
        counters.latency.record(nanoseconds: MonotonicTime.now().since(loop.now), times: callsThisTurn)
        counters.calls += callsThisTurn
        callsThisTurn = 0
    }
}

// MARK: - Bounds on incomplete requests

extension Server {
    /// Whether a request of `size` bytes that is not whole may be held, in place of `current` bytes.
    func mayHold(_ size: Int, beside current: Int) -> Bool {
        heldBytes - current + size <= heldBytesMax
    }

    /// A connection has a time limit: look now and then whether it keeps it.
    func watchTheClock() {
        guard sweep == nil else { return }
        let limit = min(frameProgressNanoseconds, readingNanoseconds, firstFrameNanoseconds ?? .max)
        let pause = max(1, min(Limits.sweepNanoseconds, limit / 2))
        sweep = loop.schedule(at: loop.now.adding(nanoseconds: pause)) { [weak self] in
            self?.closeLate()
        }
    }

    private func closeLate() {
        sweep = nil
        var someAreTimed = false
        for connection in Array(connections.values) where connection.isTimed {
            if let reason = connection.lateness(at: loop.now) {
                connection.cutOff(Status(.deadlineExceeded, reason))
            } else {
                someAreTimed = true
            }
        }
        if someAreTimed { watchTheClock() }
    }
}
