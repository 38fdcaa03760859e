import Glibc

/// One client's connection at the server: bytes in, frames to `Connection+Calls`, bytes out.
final class Connection {
    let peer: PeerCredentials
    unowned let server: Server
    var table = StreamTable()
    var calls: [UInt32: ServerCall] = [:]
    var decoder = FrameDecoder()
    private let loop: EventLoop
    private let fd: Int32
    private let acceptedAt: MonotonicTime
    private var registration: EventLoop.Registration?
    private var outbox = Outbox()
    /// What the server counts of the output.
    private var countedBytes = 0
    /// When the client last read some of its output, or there was none.
    private var readAt: MonotonicTime
    private var owesWritable = false
    private var isWatchingWrite = false
    private var isReadPaused = false
    private var isReadClosed = false
    private(set) var isClosed = false
    private var hasHadFrame = false

    /// Bytes of frames that are not handled yet: one that is not whole, or more that wait until the output drains.
    private var held: ByteBuffer?
    private var heldBytes = 0
    /// Bytes that the frame will have that is not whole yet, as far as they are known to be more than a turn brings.
    private var awaitedBytes: Int?
    /// Whole frames are held because the client does not read its answers.
    private var isParked = false
    /// When the last bytes of a frame that is not whole yet came; nil between frames.
    private var partialSince: MonotonicTime?

    init(fd: Int32, peer: PeerCredentials, server: Server) {
        self.fd = fd
        self.peer = peer
        self.server = server
        loop = server.loop
        acceptedAt = loop.now
        readAt = loop.now
    }

    deinit {
        for call in calls.values { call.orphan() }
        guard !isClosed else { return }
        if let registration { loop.unwatch(registration) }
        Glibc.close(fd)
    }

    func start() throws(SystemError) {
        // Watched no longer than it lives. A weak reference would make counting of the others several times slower.
        registration = try loop.watch(fd, read: true, write: false) {
            [unowned self] readable, writable, broken in
            ready(readable: readable, writable: writable, broken: broken)
        }
    }

    var isWritable: Bool { !isClosed && outbox.count < bound(Limits.queuedBytesLow) }
    /// Whether so much waits to be read that no further request is read or begun.
    private var isFull: Bool { outbox.count > bound(Limits.queuedBytesHigh) }

    /// A bound on what waits, which is low while memory is scarce.
    private func bound(_ usual: Int) -> Int { server.isScarce ? Limits.queuedBytesScarce : usual }

    private func ready(readable: Bool, writable: Bool, broken: Bool) {
        if writable { flush() }
        if readable && !isReadPaused { receive() }
        if broken && !readable { close(Status(.unavailable, "the connection is gone")) }
    }

    /// Closes the connection at once; open calls end with `status`.
    func close(_ status: Status) {
        guard !isClosed else { return }
        isClosed = true
        if let registration { loop.unwatch(registration) }
        Glibc.close(fd)
        hold(nil)
        countQueued()
        for call in Array(calls.values) { call.interrupt(status) }
        server.didClose(self)
    }

    /// Closes the connection for what its client does or does not do, and tells the application.
    func cutOff(_ status: Status) {
        server.onCutOff?(peer, status.message)
        close(status)
    }

    /// Why the connection should be closed for being too slow; nil when it should not.
    func lateness(at now: MonotonicTime) -> String? {
        if let partialSince, now.since(partialSince) > server.frameProgressNanoseconds {
            return "a frame was begun and did not go on"
        }
        if let limit = server.firstFrameNanoseconds, !hasHadFrame, now.since(acceptedAt) > limit {
            return "no request came"
        }
        if server.isScarce, outbox.count > 0, now.since(readAt) > server.readingNanoseconds {
            return "the client does not read its answers, and memory is scarce"
        }
        return nil
    }

    /// Whether time limits apply to what the connection is in.
    var isTimed: Bool {
        partialSince != nil || (server.firstFrameNanoseconds != nil && !hasHadFrame)
            || (server.isScarce && outbox.count > 0)
    }
}

// MARK: - Receiving

extension Connection {
    private func receive() {
        let scratch = server.scratch
        switch ConnectedSocket(fd: fd).receiveOnce(into: scratch) {
        case .moved(let count):
            let fresh = UnsafeRawBufferPointer(rebasing: scratch[..<count])
            if let held {
                held.append(fresh)
                consumeHeld()
            } else {
                let consumed = consume(fresh)
                settle(buffer(of: UnsafeRawBufferPointer(rebasing: fresh[consumed...])))
            }
        case .wouldBlock: break
        case .ended: endOfInput()
        case .failed: close(Status(.unavailable, "the connection is gone"))
        }
    }

    private func consumeHeld() {
        guard let held else { return }
        let consumed = consume(held.bytes)
        held.removeFirst(consumed)
        // Pages that were written stay with a buffer until it goes.
        let isFit = awaitedBytes == nil ? !held.isMapped : held.isMapped && consumed == 0
        settle(isFit && !held.isEmpty ? held : buffer(of: held.bytes))
    }

    /// A buffer for what is not handled yet, with the room that its frame will need; nil for nothing.
    private func buffer(of rest: UnsafeRawBufferPointer) -> ByteBuffer? {
        if rest.isEmpty { return nil }
        return awaitedBytes.map { ByteBuffer(rest, reserving: $0 + Limits.readBytes) } ?? ByteBuffer(rest)
    }

    /// Remembers what is not handled yet, and since when a frame has been incomplete.
    private func settle(_ rest: ByteBuffer?) {
        if isClosed { return }
        hold(rest)
        guard !isParked && (rest != nil || decoder.isDiscarding) else {
            partialSince = nil
            return
        }
        partialSince = loop.now
        server.watchTheClock()
    }

    private func hold(_ rest: ByteBuffer?) {
        server.heldBytes += (rest?.footprint ?? 0) - heldBytes
        heldBytes = rest?.footprint ?? 0
        held = rest
    }

    /// Handles every whole frame; the number of bytes that are done with.
    private func consume(_ bytes: UnsafeRawBufferPointer) -> Int {
        var consumed = 0
        awaitedBytes = nil
        while !isClosed {
            if isFull {
                isParked = true
                return consumed
            }
            let rest = UnsafeRawBufferPointer(rebasing: bytes[consumed...])
            switch decoder.next(rest) {
            case .needs(let total):
                // Without its header there is no frame that could be refused.
                if total <= Limits.headerBytes || server.mayHold(total, beside: heldBytes) {
                    awaitedBytes = total > Limits.readBytes ? total : nil
                    return consumed
                }
                consumed += Limits.headerBytes
                decoder.passOver(FrameHeader(rest))
                refuseUnread(FrameHeader(rest), "the server holds too many incomplete requests; try again")
            case .discard(let count):
                consumed += count
            case .oversized(let header):
                consumed += Limits.headerBytes
                refuseUnread(
                    header,
                    "the frame has \(header.length) bytes of data; the limit is \(Limits.dataBytesMax)")
            case .frame(let header):
                hasHadFrame = true
                let end = Limits.headerBytes + Int(header.length)
                handle(header, UnsafeRawBufferPointer(rebasing: rest[Limits.headerBytes..<end]))
                consumed += end
            case .notTTRPC:
                cutOff(Status(.invalidArgument, "what it sent is not ttrpc"))
            }
        }
        return bytes.count
    }

    /// The client has closed its side: streams end, what is staged still goes out.
    private func endOfInput() {
        isReadClosed = true
        let status = Status(.cancelled, "the client closed the connection")
        for call in Array(calls.values) { call.interrupt(status) }
        if outbox.count == 0 {
            close(status)
        } else {
            adjustWatch()
        }
    }
}

// MARK: - Sending

extension Connection {
    /// Puts something of a call into the output; it leaves when the turn's barrier has released it.
    func stage(_ id: UInt32, _ write: (ByteBuffer) -> Void) {
        guard !isClosed else { return }
        if outbox.count == 0 { readAt = loop.now }
        if outbox.stage(id, write) { server.isDirty(self) }
        countQueued()
        if !isWritable { owesWritable = true }
    }

    private func countQueued() {
        let count = isClosed ? 0 : outbox.count
        server.queuedBytes += count - countedBytes
        countedBytes = count
        if count > 0 && server.isScarce { server.watchTheClock() }
    }

    /// The barrier has released what was staged.
    func release() {
        outbox.release()
    }

    /// The barrier has failed: every call of the turn gets `status` instead of what was staged for it.
    func replaceStaged(by status: Status) {
        for id in outbox.replaceStaged(by: status) {
            server.countError(status.code)
            calls[id]?.interrupt(status)
        }
        countQueued()
    }

    /// Writes what was released, as far as the socket takes it.
    func flush() {
        guard !isClosed else { return }
        if outbox.isOverrun {
            cutOff(Status(.resourceExhausted, "the client does not read its answers"))
            return
        }
        switch outbox.send(through: ConnectedSocket(fd: fd)) {
        case .moved: readAt = loop.now
        case .wouldBlock: break
        case .ended, .failed:
            close(Status(.unavailable, "the connection is gone"))
            return
        }
        countQueued()
        if isReadClosed && outbox.count == 0 {
            close(Status(.cancelled, "the client closed the connection"))
            return
        }
        adjustWatch()
        goOn()
    }

    /// Waits for room when something is left, and reads no further requests while much is.
    private func adjustWatch() {
        let needsWrite = outbox.releasedCount > 0
        let pausesRead = isReadClosed || isFull
        guard needsWrite != isWatchingWrite || pausesRead != isReadPaused, let registration else { return }
        (isWatchingWrite, isReadPaused) = (needsWrite, pausesRead)
        loop.change(registration, read: !pausesRead, write: needsWrite)
    }

    /// Once there is room: parked requests and streams go on in the next turn, so that the others have theirs first.
    private func goOn() {
        let resumesRequests = isParked && !isFull
        let resumesStreams = owesWritable && isWritable
        guard resumesRequests || resumesStreams else { return }
        if resumesRequests { isParked = false }
        if resumesStreams { owesWritable = false }
        loop.schedule(at: loop.now) { [self] in
            if isClosed { return }
            if resumesRequests { consumeHeld() }
            if resumesStreams { for call in Array(calls.values) { call.onWritable?() } }
        }
    }
}
