// What a connection does with the frames of its client.

extension Connection {
    /// Handles a whole frame; `data` is valid only meanwhile.
    func handle(_ header: FrameHeader, _ data: UnsafeRawBufferPointer) {
        switch FrameType(rawValue: header.type) {
        case .request: begin(header, data)
        case .data: deliver(header, data)
        case .cancel:
            if table.receiveCancel(id: header.streamID) {
                calls[header.streamID]?.interrupt(Status(.cancelled, "the client cancelled the call"))
            }
        case .response, nil: break
        }
    }

    /// Answers a frame whose data is passed over.
    func refuseUnread(_ header: FrameHeader, _ reason: String) {
        switch FrameType(rawValue: header.type) {
        case .request:
            // The id is used up, whatever else is to be said of it.
            _ = table.receiveRequest(id: header.streamID, flags: header.flags)
            reject(header.streamID, Status(.resourceExhausted, reason))
        case .data: reject(header.streamID, Status(.resourceExhausted, reason))
        case .response, .cancel, nil: break
        }
    }

    private func begin(_ header: FrameHeader, _ data: UnsafeRawBufferPointer) {
        let side: StreamTable.Side
        switch table.receiveRequest(id: header.streamID, flags: header.flags) {
        case .reject(let status):
            reject(header.streamID, status)
            return
        case .begin(let begun): side = begun
        }
        do throws(Status) {
            let envelope = try RequestEnvelope(data)
            let method = try server.methods.find(envelope.service, envelope.method)
            let call = try makeCall(header.streamID, envelope, method, side)
            server.countCall()
            method.handle(call)
            call.payload = UnsafeRawBufferPointer(start: nil, count: 0)
            if !call.isOpen { return }
            keep(call, side)
            // A client that streams may put its first message into the request.
            if side == .open && !envelope.payload.isEmpty { call.onMessage?(envelope.payload) }
        } catch {
            reject(header.streamID, error)
        }
    }

    private func makeCall(
        _ id: UInt32, _ envelope: RequestEnvelope, _ method: ServerMethod, _ side: StreamTable.Side
    ) throws(Status) -> ServerCall {
        guard method.kind.clientStreams == (side == .open) else {
            throw Status(
                .invalidArgument,
                "\(method.name) \(method.kind.clientStreams ? "streams requests" : "takes one request"); "
                    + "the frame's flags say otherwise")
        }
        let deadline = try deadline(afterNanoseconds: envelope.timeoutNanoseconds)
        if let refusal = server.refusal { throw refusal }
        return ServerCall(
            id: id, peer: peer, method: method, deadline: deadline, metadata: envelope.metadata,
            payload: side == .open ? UnsafeRawBufferPointer(start: nil, count: 0) : envelope.payload,
            connection: self)
    }

    /// The request came with the turn's bytes; it may have waited since then behind others.
    private func deadline(afterNanoseconds timeout: Int64) throws(Status) -> MonotonicTime? {
        if timeout == 0 { return nil }
        let due = server.loop.now.adding(nanoseconds: timeout)
        if due > MonotonicTime.now() { return due }
        throw Status(.deadlineExceeded, "the deadline passed before the call began")
    }

    /// The handler will answer later.
    private func keep(_ call: ServerCall, _ side: StreamTable.Side) {
        table.keepOpen(id: call.id, side)
        calls[call.id] = call
        guard let deadline = call.deadline else { return }
        call.timer = server.loop.schedule(at: deadline) { [weak call] in
            call?.abort(Status(.deadlineExceeded, "the deadline passed before the call ended"))
        }
    }

    private func deliver(_ header: FrameHeader, _ data: UnsafeRawBufferPointer) {
        switch table.receiveData(id: header.streamID, flags: header.flags, isEmpty: data.isEmpty) {
        case .reject(let status): reject(header.streamID, status)
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

    /// Answers with an error; to the client this ends whatever has the id, so an open call ends too.
    private func reject(_ id: UInt32, _ status: Status) {
        if let call = calls[id] {
            call.abort(status)
            return
        }
        server.countError(status.code)
        stage(id) { $0.appendResponse(streamID: id, status: status) }
    }
}
