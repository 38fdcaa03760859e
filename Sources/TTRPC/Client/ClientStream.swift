/// A call with many messages, at the client.
///
/// One that is given up before its end is cancelled with the connection's next flush.
public final class ClientStream {
    private let id: UInt32
    private let client: Client
    private var isOver = false

    init(id: UInt32, client: Client) {
        self.id = id
        self.client = client
    }

    deinit {
        if !isOver { client.giveUp(id) }
    }

    /// Sends a message.
    ///
    /// - Throws: RESOURCE_EXHAUSTED as `.status` when it does not fit a frame, which leaves the stream as it was.
    public func send(_ message: [UInt8]) throws(ClientError) {
        try client.sendData(id, message, flags: [])
    }

    /// Says that nothing more will be sent.
    public func closeSend() throws(ClientError) {
        try client.sendData(id, [], flags: [.remoteClosed, .noData])
    }

    /// Waits for the next message of the server; nil when the stream has ended in good order.
    ///
    /// - Parameter deadline: how long to wait; nil for ever. When it passes, the stream goes on.
    /// - Returns: the message.
    /// - Throws: `ClientError`.
    public func receive(deadline: MonotonicTime? = nil) throws(ClientError) -> [UInt8]? {
        while !isOver {
            switch try client.nextArrival(for: id, deadline: deadline) {
            case .data(let message, let isLast, let isMessage):
                if isLast { finish() }
                if isMessage { return message }
            case .response(let response):
                finish()
                if response.status.code != .ok { throw .status(response.status) }
                if !response.payload.isEmpty { return response.payload }
            }
        }
        return nil
    }

    /// Waits for the one answer to a stream of messages.
    public func receiveResponse(deadline: MonotonicTime? = nil) throws(ClientError) -> [UInt8] {
        guard case .response(let response) = try client.nextArrival(for: id, deadline: deadline) else {
            throw .protocolViolation("a message of a stream came where one answer was due")
        }
        finish()
        if response.status.code != .ok { throw .status(response.status) }
        return response.payload
    }

    /// Ends the call without an answer.
    public func cancel() throws(ClientError) {
        if isOver { return }
        isOver = true
        client.giveUp(id)
        try client.flush()
    }

    private func finish() {
        isOver = true
        client.forget(id)
    }
}
