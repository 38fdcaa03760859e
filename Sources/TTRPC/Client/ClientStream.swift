/// A call with many messages, at the client.
public final class ClientStream {
    private let id: UInt32
    private let client: Client
    private var isOver = false

    init(id: UInt32, client: Client) {
        self.id = id
        self.client = client
    }

    deinit {
        if !isOver { client.abandon(id) }
    }

    /// Sends a message.
    public func send(_ message: [UInt8]) throws(ClientError) {
        try client.sendData(id, message, flags: [])
    }

    /// Says that nothing more will be sent.
    public func closeSend() throws(ClientError) {
        try client.sendData(id, [], flags: [.remoteClosed, .noData])
    }

    /// Waits for the next message of the server; nil when the stream has ended in good order.
    ///
    /// - Parameter deadline: how long to wait; nil for ever.
    /// - Returns: the message.
    /// - Throws: `ClientError`.
    public func receive(deadline: MonotonicTime? = nil) throws(ClientError) -> [UInt8]? {
        if isOver { return nil }
        switch try client.nextArrival(for: id, deadline: deadline) {
        case .data(let message, let isLast, let isMessage):
            isOver = isLast
            return isMessage ? message : nil
        case .response(let response):
            isOver = true
            if response.status.code != .ok { throw .status(response.status) }
            return response.payload.isEmpty ? nil : response.payload
        }
    }

    /// Waits for the one answer to a stream of messages.
    public func receiveResponse(deadline: MonotonicTime? = nil) throws(ClientError) -> [UInt8] {
        guard case .response(let response) = try client.nextArrival(for: id, deadline: deadline) else {
            throw .protocolViolation("a message of a stream came where one answer was due")
        }
        isOver = true
        if response.status.code != .ok { throw .status(response.status) }
        return response.payload
    }

    /// Ends the call without an answer.
    public func cancel() throws(ClientError) {
        if isOver { return }
        isOver = true
        try client.cancel(id)
    }
}
