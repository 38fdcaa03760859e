/// A call at the server, from its Request to its end.
///
/// Owned by the loop's thread.
///
/// A unary call ends with `reply` or `fail`; a stream sends any number of messages and ends with `finish` or `fail`.
/// What is sent in a turn is staged and goes out when the barrier of the turn has released it.
public final class ServerCall {
    /// Its number on the connection.
    public let id: UInt32
    /// Who calls.
    public let peer: PeerCredentials
    /// Name of the method.
    ///
    /// Not the method itself: a handler that keeps its calls would hold itself.
    public let methodName: String
    /// How many messages go each way.
    public let kind: CallKind
    /// When the answer is too late; nil when the caller did not say.
    public let deadline: MonotonicTime?
    /// What the client sent along; few calls have any.
    public let metadata: [(key: String, value: String)]
    /// The request's payload; valid only while the handler runs.
    ///
    /// Empty when the client streams: what comes then, `onMessage` gets.
    public internal(set) var payload: UnsafeRawBufferPointer

    /// A message of the client's stream has come; the bytes are valid only while this runs.
    ///
    /// To be set in the handler.
    public var onMessage: ((UnsafeRawBufferPointer) -> Void)? {
        get { listeners?.onMessage }
        set { listen { $0.onMessage = newValue } }
    }
    /// The client has said all.
    public var onHalfClose: (() -> Void)? {
        get { listeners?.onHalfClose }
        set { listen { $0.onHalfClose = newValue } }
    }
    /// The call has ended otherwise than by its handler: cancelled, past its deadline, refused by the barrier, broken
    /// off for a fault of the client's, or the connection is gone.
    public var onEnd: ((Status) -> Void)? {
        get { listeners?.onEnd }
        set { listen { $0.onEnd = newValue } }
    }
    /// The connection has drained after `isWritable` was false.
    public var onWritable: (() -> Void)? {
        get { listeners?.onWritable }
        set { listen { $0.onWritable = newValue } }
    }

    private struct Listeners {
        var onMessage: ((UnsafeRawBufferPointer) -> Void)?
        var onHalfClose: (() -> Void)?
        var onEnd: ((Status) -> Void)?
        var onWritable: (() -> Void)?
    }

    /// Most calls are answered at once, and have none.
    private var listeners: Listeners?

    /// Whether it may still be answered.
    public private(set) var isOpen = true
    /// Lives at least as long as the call is open.
    private unowned let connection: Connection
    var timer: UInt64?

    init(
        id: UInt32, peer: PeerCredentials, method: ServerMethod, deadline: MonotonicTime?,
        metadata: [(key: String, value: String)], payload: UnsafeRawBufferPointer, connection: Connection
    ) {
        self.id = id
        self.peer = peer
        (methodName, kind) = (method.name, method.kind)
        self.deadline = deadline
        self.metadata = metadata
        self.payload = payload
        self.connection = connection
    }

    /// Whether a stream should send more now; when not, `onWritable` tells when.
    public var isWritable: Bool { isOpen && connection.isWritable }

    /// Ends the call with a message of `size` bytes that `pack` writes.
    public func reply(size: Int, _ pack: (UnsafeMutablePointer<UInt8>) -> Void) {
        guard isOpen else { return }
        guard size + ResponseEnvelope.prefixSize(payloadSize: size) <= Limits.dataBytesMax else {
            fail(Self.tooLarge(size))
            return
        }
        guard size <= Limits.replyBytesScarce || !connection.server.isScarce else {
            fail(
                Status(
                    .resourceExhausted, "the server holds too many answers that wait to be read; try again"))
            return
        }
        connection.stage(id) { $0.appendResponse(streamID: id, payloadSize: size, pack) }
        end()
    }

    /// Ends the call with a message.
    public func reply(_ message: [UInt8]) {
        reply(size: message.count) { target in
            message.withUnsafeBufferPointer { bytes in
                if let base = bytes.baseAddress { target.update(from: base, count: bytes.count) }
            }
        }
    }

    /// Ends the call with an error.
    public func fail(_ status: Status) {
        guard isOpen else { return }
        connection.server.countError(status.code)
        connection.stage(id) { $0.appendResponse(streamID: id, status: status) }
        end()
    }

    /// Sends a message of `size` bytes on the server's stream; one too large for a frame ends the call.
    public func send(size: Int, _ pack: (UnsafeMutablePointer<UInt8>) -> Void) {
        guard isOpen else { return }
        guard size <= Limits.dataBytesMax else {
            abort(Self.tooLarge(size))
            return
        }
        connection.stage(id) { buffer in
            buffer.appendFrame(streamID: id, type: .data, length: size) { target in
                pack(target.assumingMemoryBound(to: UInt8.self))
            }
        }
    }

    /// Sends a message on the server's stream.
    public func send(_ message: [UInt8]) {
        send(size: message.count) { target in
            message.withUnsafeBufferPointer { bytes in
                if let base = bytes.baseAddress { target.update(from: base, count: bytes.count) }
            }
        }
    }

    /// Ends the server's stream in good order.
    public func finish() {
        guard isOpen else { return }
        connection.stage(id) { $0.appendFrame(streamID: id, type: .data, flags: [.remoteClosed, .noData]) }
        end()
    }

    private static func tooLarge(_ size: Int) -> Status {
        Status(
            .resourceExhausted, "a message has \(size) bytes; the limit of a frame is \(Limits.dataBytesMax)")
    }

    /// Marks the call as over, and forgets what it would have called.
    private func end() {
        guard isOpen else { return }
        orphan()
        connection.forget(self)
    }

    /// The connection is no more, and has told nobody: nothing can be answered.
    func orphan() {
        isOpen = false
        listeners = nil
    }

    /// A call that is over has nothing more to tell, and keeps nothing alive.
    private func listen(_ change: (inout Listeners) -> Void) {
        guard isOpen else { return }
        var changed = listeners ?? Listeners()
        change(&changed)
        listeners = changed
    }

    /// The call ends from outside, and the client is told.
    func abort(_ status: Status) {
        let notify = onEnd
        fail(status)
        notify?(status)
    }

    /// The call ends from outside, and nothing more is said to the client.
    func interrupt(_ status: Status) {
        let notify = onEnd
        end()
        notify?(status)
    }
}
