import Glibc

/// One client's connection at the server: bytes in, calls, bytes out.
final class Connection {
    let peer: PeerCredentials
    private(set) var calls: [UInt32: ServerCall] = [:]
    private let fd: Int32
    private unowned let server: Server
    private var registration: EventLoop.Registration?
    private var decoder = FrameDecoder()
    private var table = StreamTable()
    private var received: ByteBuffer?
    private let out = ByteBuffer(capacity: 1024)
    private var stagedFrom = 0
    private var stagedIDs: [UInt32] = []
    private var isWatchingWrite = false
    private var isReadPaused = false
    private(set) var isReadClosed = false
    private var isClosed = false
    /// When the last byte of a frame that is not whole yet came; nil between frames.
    private(set) var partialSince: MonotonicTime?

    init(fd: Int32, peer: PeerCredentials, server: Server) {
        self.fd = fd
        self.peer = peer
        self.server = server
    }

    func start() throws(SystemError) {
        registration = try server.loop.watch(fd, read: true, write: false) {
            [weak self] readable, writable, broken in
            self?.ready(readable: readable, writable: writable, broken: broken)
        }
    }

    var isWritable: Bool { out.count < Limits.queuedBytesLow }
    var queuedBytes: Int { out.count }
    var heldBytes: Int { received?.capacity ?? 0 }

    private func ready(readable: Bool, writable: Bool, broken: Bool) {
        if writable { flush() }
        if readable && !isReadPaused { receive() }
        if broken && !readable { close(Status(.unavailable, "the connection is gone")) }
    }

    // MARK: Receiving

    private func receive() {
        let scratch = server.scratch
        let count = recv(fd, scratch.baseAddress, scratch.count, 0)
        if count < 0 {
            if errno != EAGAIN && errno != EINTR { close(Status(.unavailable, "the connection is gone")) }
            return
        }
        if count == 0 {
            endOfInput()
            return
        }
        let fresh = UnsafeRawBufferPointer(rebasing: scratch[..<count])
        if let received, !received.isEmpty {
            received.append(fresh)
            received.removeFirst(consume(received.bytes))
            settle(received)
        } else {
            let consumed = consume(fresh)
            if isClosed || consumed == fresh.count {
                partialSince = nil
                return
            }
            let held = received ?? ByteBuffer(capacity: 4096)
            received = held
            held.append(UnsafeRawBufferPointer(rebasing: fresh[consumed...]))
            settle(held)
        }
    }

    /// Remembers since when a frame has been incomplete, and gives memory back when none is.
    private func settle(_ held: ByteBuffer) {
        if held.isEmpty {
            received = nil
            partialSince = nil
        } else {
            partialSince = server.loop.now
            server.noteProgress()
        }
    }

    /// Handles every whole frame; the number of bytes that are done with.
    private func consume(_ bytes: UnsafeRawBufferPointer) -> Int {
        var consumed = 0
        while !isClosed {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[consumed...])
            switch decoder.next(rest) {
            case .needs(let total):
                if total > Limits.readBytes && !server.mayHold(total) {
                    refuse(FrameHeader(rest), "the server holds too many incomplete requests")
                    continue
                }
                return consumed
            case .discard(let count):
                consumed += count
            case .oversized(let header):
                consumed += Limits.headerBytes
                answerUnread(
                    header,
                    "the frame has \(header.length) bytes of data; the limit is \(Limits.dataBytesMax)")
            case .frame(let header):
                let end = Limits.headerBytes + Int(header.length)
                handle(header, UnsafeRawBufferPointer(rebasing: rest[Limits.headerBytes..<end]))
                consumed += end
            case .notTTRPC:
                close(Status(.invalidArgument, "this is not ttrpc"))
            }
        }
        return bytes.count
    }

    private func refuse(_ header: FrameHeader, _ reason: String) {
        answerUnread(header, reason)
        close(Status(.resourceExhausted, reason))
    }

    /// Answers a frame whose data is passed over.
    private func answerUnread(_ header: FrameHeader, _ reason: String) {
        let status = Status(.resourceExhausted, reason)
        if let call = calls[header.streamID] {
            call.fail(status)
        } else if header.type == FrameType.request.rawValue {
            if case .begin = table.receiveRequest(id: header.streamID, flags: header.flags) {}
            reject(header.streamID, status)
        }
    }

    private func handle(_ header: FrameHeader, _ data: UnsafeRawBufferPointer) {
        switch FrameType(rawValue: header.type) {
        case .request: request(header, data)
        case .data: streamData(header, data)
        case .cancel:
            if table.receiveCancel(id: header.streamID) {
                calls[header.streamID]?.interrupt(Status(.cancelled, "the client cancelled the call"))
            }
        case .response, nil: break
        }
    }

    private func request(_ header: FrameHeader, _ data: UnsafeRawBufferPointer) {
        let side: StreamTable.Side
        switch table.receiveRequest(id: header.streamID, flags: header.flags) {
        case .reject(let status):
            reject(header.streamID, status)
            return
        case .begin(let begun): side = begun
        }
        do throws(Status) {
            let call = try makeCall(header.streamID, try RequestEnvelope(data), side)
            server.countCall()
            call.method.handle(call)
            call.payload = UnsafeRawBufferPointer(start: nil, count: 0)
            if call.isOpen { keep(call, side) }
        } catch {
            reject(header.streamID, error)
        }
    }

    private func makeCall(
        _ id: UInt32, _ envelope: RequestEnvelope, _ side: StreamTable.Side
    ) throws(Status) -> ServerCall {
        let method = try server.methods.find(envelope.service, envelope.method)
        guard method.kind.clientStreams == (side == .open) else {
            throw Status(
                .invalidArgument,
                "\(method.name) \(method.kind.clientStreams ? "streams requests" : "takes one request"); "
                    + "the frame's flags say otherwise")
        }
        var deadline: MonotonicTime?
        if envelope.timeoutNanoseconds > 0 {
            let due = server.loop.now.adding(nanoseconds: envelope.timeoutNanoseconds)
            if due <= MonotonicTime.now() {
                throw Status(.deadlineExceeded, "the deadline passed before the call began")
            }
            deadline = due
        }
        if let refusal = server.refusal { throw refusal }
        return ServerCall(
            id: id, peer: peer, method: method, deadline: deadline, metadata: envelope.metadata,
            payload: envelope.payload, connection: self)
    }

    /// The handler will answer later.
    private func keep(_ call: ServerCall, _ side: StreamTable.Side) {
        table.keepOpen(id: call.id, side)
        calls[call.id] = call
        guard let deadline = call.deadline else { return }
        call.timer = server.loop.schedule(at: deadline) { [weak call] in
            guard let call else { return }
            let status = Status(.deadlineExceeded, "the deadline passed before the call ended")
            let notify = call.onEnd
            call.fail(status)
            notify?(status)
        }
    }

    private func streamData(_ header: FrameHeader, _ data: UnsafeRawBufferPointer) {
        switch table.receiveData(id: header.streamID, flags: header.flags, isEmpty: data.isEmpty) {
        case .reject(let status):
            if let call = calls[header.streamID] {
                call.fail(status)
            } else {
                reject(header.streamID, status)
            }
        case .deliver(let isMessage, let isLast):
            guard let call = calls[header.streamID] else { return }
            if isMessage { call.onMessage?(data) }
            if isLast { call.onHalfClose?() }
        }
    }

    /// Forgets a call that has ended.
    func forget(_ call: ServerCall) {
        if let timer = call.timer { server.loop.cancel(timer: timer) }
        if calls.removeValue(forKey: call.id) != nil { table.close(id: call.id) }
    }

    private func reject(_ id: UInt32, _ status: Status) {
        server.countError()
        beginStaging()
        stagedIDs.append(id)
        out.appendResponse(streamID: id, status: status)
    }

    // MARK: Staging

    /// Puts something of a call into the output; it leaves when the turn's barrier has released it.
    func stage(_ call: ServerCall, isError: Bool = false, _ write: (ByteBuffer) -> Void) {
        guard !isClosed else { return }
        beginStaging()
        stagedIDs.append(call.id)
        write(out)
        if isError { server.countError() }
    }

    private func beginStaging() {
        guard stagedIDs.isEmpty else { return }
        stagedFrom = out.count
        server.isDirty(self)
    }

    /// The barrier has released what was staged.
    func release() {
        stagedIDs.removeAll(keepingCapacity: true)
    }

    /// The barrier has failed: every call of the turn gets `status` instead of what was staged for it.
    func replaceStaged(by status: Status) {
        out.truncate(to: stagedFrom)
        for id in Set(stagedIDs).sorted() {
            out.appendResponse(streamID: id, status: status)
            server.countError()
            calls[id]?.interrupt(status)
        }
        stagedIDs.removeAll(keepingCapacity: true)
    }

    // MARK: Sending

    /// Writes what is waiting, as far as the socket takes it.
    func flush() {
        guard !isClosed else { return }
        let wasWritable = isWritable
        while !out.isEmpty {
            let bytes = out.bytes
            let count = Glibc.send(fd, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
            if count > 0 {
                out.removeFirst(count)
            } else if errno == EAGAIN {
                break
            } else if errno != EINTR {
                close(Status(.unavailable, "the connection is gone"))
                return
            }
        }
        if out.count > Limits.queuedBytesMax {
            close(Status(.resourceExhausted, "the client does not read its answers"))
            return
        }
        out.shrink(to: 16 << 10)
        adjustWatch()
        if !wasWritable && isWritable { resumeStreams() }
        if isReadClosed && out.isEmpty && calls.isEmpty {
            close(Status(.unavailable, "the connection is closed"))
        }
    }

    /// Lets streams go on in the next turn, so that one that catches up does not hold up the others.
    private func resumeStreams() {
        server.loop.schedule(at: server.loop.now) { [weak self] in
            guard let self else { return }
            for call in Array(calls.values) { call.onWritable?() }
        }
    }

    /// Waits for room when something is left, and reads no further requests while much is.
    private func adjustWatch() {
        let needsWrite = !out.isEmpty
        let pausesRead = isReadClosed || out.count > Limits.queuedBytesHigh
        guard needsWrite != isWatchingWrite || pausesRead != isReadPaused, let registration else { return }
        (isWatchingWrite, isReadPaused) = (needsWrite, pausesRead)
        server.loop.change(registration, read: !pausesRead, write: needsWrite)
    }

    // MARK: Ending

    /// The client has closed its side: streams end, what is staged still goes out.
    private func endOfInput() {
        isReadClosed = true
        for call in Array(calls.values) {
            call.interrupt(Status(.cancelled, "the client closed the connection"))
        }
        if out.isEmpty {
            close(Status(.cancelled, "the client closed the connection"))
        } else {
            adjustWatch()
        }
    }

    /// Closes the connection at once; open calls end with `status`.
    func close(_ status: Status) {
        guard !isClosed else { return }
        isClosed = true
        if let registration { server.loop.unwatch(registration) }
        Glibc.close(fd)
        for call in Array(calls.values) { call.interrupt(status) }
        server.didClose(self)
    }
}
