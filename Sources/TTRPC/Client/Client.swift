import CLinux
import Glibc

/// A client on one connection: blocking, and of one thread.
///
/// Many calls may be in flight: `start` sends one, `receive` waits for its answer, `call` does both. After `.status`
/// and `.deadlineExceeded` the connection goes on; after any other error it is of no further use.
public final class Client {
    private let socket: BlockingSocket
    private let received = ByteBuffer(capacity: Limits.readBytes)
    private let out = ByteBuffer(capacity: 16 << 10)
    private var decoder = FrameDecoder()
    private var lastID: UInt32 = 0
    /// What has come for the calls that somebody waits for; anything else is dropped.
    private var arrivals: [UInt32: [Arrival]] = [:]
    /// Nothing can be sent any more; what has come can still be received.
    private var isSendLost = false

    /// Connects to the server that listens on `path`.
    ///
    /// - Parameters:
    ///   - path: where the server listens.
    ///   - timeoutNanoseconds: how long to wait while the server is too busy to accept; 0 for ever.
    /// - Throws: `.unreachable`.
    public init(connectingTo path: String, timeoutNanoseconds: Int64 = 0) throws(ClientError) {
        socket = try BlockingSocket(connectingTo: path, timeoutNanoseconds: timeoutNanoseconds)
    }

    /// The descriptor, to wait on together with others.
    public var descriptor: Int32 { socket.fd }

    /// Whether the server has closed the connection; asks the kernel, and waits for nothing.
    public var isClosedByServer: Bool { socket.isAtEnd }

    // MARK: Unary calls

    /// Calls a method and waits for its answer.
    ///
    /// - Parameters:
    ///   - service: full name of the service.
    ///   - method: name of the method.
    ///   - payload: the request.
    ///   - timeoutNanoseconds: how long to wait; 0 for ever. The server is told.
    /// - Returns: the response's payload.
    /// - Throws: `ClientError`.
    /// - Cost: two system calls, as long as the timeout stays about the same from call to call.
    public func call(
        service: String, method: String, payload: [UInt8], timeoutNanoseconds: Int64 = 0
    ) throws(ClientError) -> [UInt8] {
        let deadline = deadline(timeoutNanoseconds)
        let id = try enqueue(
            service: service, method: method, payload: payload, timeoutNanoseconds: timeoutNanoseconds)
        try flush(deadline: deadline)
        return try receive(id, deadline: deadline)
    }

    /// Sends a request and does not wait; the number is for `receive`.
    public func start(
        service: String, method: String, payload: [UInt8], timeoutNanoseconds: Int64 = 0
    ) throws(ClientError) -> UInt32 {
        let id = try enqueue(
            service: service, method: method, payload: payload, timeoutNanoseconds: timeoutNanoseconds)
        try flush(deadline: deadline(timeoutNanoseconds))
        return id
    }

    /// Puts a request into the output, to be sent with the next flush; the number is for `receive`.
    ///
    /// - Throws: RESOURCE_EXHAUSTED as `.status` when the request does not fit a frame, which leaves the connection as
    ///   it was; `.connectionLost` when the connection has used all its numbers.
    public func enqueue(
        service: String, method: String, payload: [UInt8], timeoutNanoseconds: Int64 = 0,
        flags: FrameFlags = []
    ) throws(ClientError) -> UInt32 {
        let envelope = RequestEnvelope.encode(
            service: service, method: method, payload: payload, timeoutNanoseconds: timeoutNanoseconds)
        try Self.checkSize(envelope.count)
        guard lastID < .max - 1 else {
            isSendLost = true
            throw .connectionLost(outcomeUnknown: false)
        }
        lastID = lastID == 0 ? 1 : lastID + 2
        arrivals[lastID] = []
        out.appendFrame(streamID: lastID, type: .request, flags: flags, data: envelope)
        return lastID
    }

    /// Waits for the answer to a request.
    ///
    /// When the deadline passes, the server is asked to cancel with the next flush; what still comes is dropped.
    public func receive(_ id: UInt32, deadline: MonotonicTime? = nil) throws(ClientError) -> [UInt8] {
        do throws(ClientError) {
            let arrival = try nextArrival(for: id, deadline: deadline)
            forget(id)
            guard case .response(let response) = arrival else {
                throw .protocolViolation("a message of a stream came for a unary call")
            }
            if response.status.code != .ok { throw .status(response.status) }
            return response.payload
        } catch {
            if case .deadlineExceeded = error { giveUp(id) }
            throw error
        }
    }

    // MARK: Streams

    /// Begins a call with many messages.
    ///
    /// - Parameters:
    ///   - service: full name of the service.
    ///   - method: name of the method.
    ///   - payload: the request of a server stream; empty when the client streams.
    ///   - clientStreams: whether messages will be sent.
    ///   - timeoutNanoseconds: how long the whole stream may last; 0 for ever.
    /// - Returns: the stream.
    /// - Throws: `ClientError`.
    public func openStream(
        service: String, method: String, payload: [UInt8] = [], clientStreams: Bool,
        timeoutNanoseconds: Int64 = 0
    ) throws(ClientError) -> ClientStream {
        let id = try enqueue(
            service: service, method: method, payload: payload, timeoutNanoseconds: timeoutNanoseconds,
            flags: clientStreams ? .remoteOpen : .remoteClosed)
        try flush(deadline: deadline(timeoutNanoseconds))
        return ClientStream(id: id, client: self)
    }

    func sendData(_ id: UInt32, _ message: [UInt8], flags: FrameFlags) throws(ClientError) {
        try Self.checkSize(message.count)
        out.appendFrame(streamID: id, type: .data, flags: flags, data: message)
        try flush()
    }

    /// Asks the server, with the next flush, to end a call that nobody waits for any longer.
    func giveUp(_ id: UInt32) {
        forget(id)
        out.appendFrame(streamID: id, type: .cancel)
    }

    /// The call has ended.
    func forget(_ id: UInt32) {
        arrivals[id] = nil
    }

    private static func checkSize(_ size: Int) throws(ClientError) {
        if size <= Limits.dataBytesMax { return }
        throw .status(
            Status(
                .resourceExhausted,
                "the message makes a frame of \(size) bytes; the limit is \(Limits.dataBytesMax)"))
    }

    private func deadline(_ timeoutNanoseconds: Int64) -> MonotonicTime? {
        timeoutNanoseconds > 0 ? MonotonicTime.now().adding(nanoseconds: timeoutNanoseconds) : nil
    }
}

// MARK: - Bytes

extension Client {
    /// What has come for a call.
    enum Arrival {
        case response(ResponseEnvelope)
        case data([UInt8], isLast: Bool, isMessage: Bool)
    }

    /// Sends what is waiting.
    ///
    /// While the server takes nothing, its answers are received: it may be waiting for just that.
    ///
    /// - Throws: `.connectionLost`, with a known outcome when not a byte of what was waiting was sent;
    ///   `.deadlineExceeded`, after which the next flush goes on.
    public func flush(deadline: MonotonicTime? = nil) throws(ClientError) {
        var hasSent = false
        while !out.isEmpty {
            if isSendLost { throw .connectionLost(outcomeUnknown: false) }
            switch socket.send(out.bytes) {
            case .moved(let count):
                hasSent = true
                out.removeFirst(count)
            case .wouldBlock:
                if try socket.awaitRoom(orInputUntil: deadline) { try receiveMore(deadline: nil) }
            case .ended, .failed:
                isSendLost = true
                out.removeFirst(out.count)
                throw .connectionLost(outcomeUnknown: hasSent)
            }
        }
    }

    /// The next thing that comes for a call.
    func nextArrival(for id: UInt32, deadline: MonotonicTime?) throws(ClientError) -> Arrival {
        while true {
            guard let waiting = arrivals[id] else {
                throw .protocolViolation("nothing can come for call \(id), which is not open")
            }
            if let first = waiting.first {
                arrivals[id]?.removeFirst()
                return first
            }
            if let found = try takeFrames(lookingFor: id) { return found }
            try receiveMore(deadline: deadline)
        }
    }

    private func receiveMore(deadline: MonotonicTime?) throws(ClientError) {
        // Whole frames are sorted away first, so that the buffer holds no more than one.
        _ = try takeFrames(lookingFor: nil)
        switch try socket.receive(into: received.room(for: Limits.readBytes), deadline: deadline) {
        case .moved(let count): received.commit(count)
        case .wouldBlock: break
        case .ended, .failed: throw .connectionLost(outcomeUnknown: true)
        }
    }

    /// Sorts whole frames by their calls; what comes first for `id` is returned without detour.
    private func takeFrames(lookingFor id: UInt32?) throws(ClientError) -> Arrival? {
        while true {
            let bytes = received.bytes
            switch decoder.next(bytes) {
            case .needs:
                return nil
            case .discard(let count):
                received.removeFirst(count)
            case .oversized(let header):
                throw .protocolViolation("the server sent a frame of \(header.length) bytes")
            case .notTTRPC:
                throw .protocolViolation("the server does not speak ttrpc")
            case .frame(let header):
                let total = Limits.headerBytes + Int(header.length)
                let data = UnsafeRawBufferPointer(rebasing: bytes[Limits.headerBytes..<total])
                let arrival = try Self.arrival(header, data)
                received.removeFirst(total)
                guard let arrival, let waiting = arrivals[header.streamID] else { continue }
                if header.streamID == id && waiting.isEmpty { return arrival }
                arrivals[header.streamID]?.append(arrival)
            }
        }
    }

    private static func arrival(_ header: FrameHeader, _ data: UnsafeRawBufferPointer) throws(ClientError)
        -> Arrival?
    {
        switch FrameType(rawValue: header.type) {
        case .response:
            guard let response = try? ResponseEnvelope(data) else {
                throw .protocolViolation("a Response frame does not hold a Response message")
            }
            return .response(response)
        case .data:
            return .data(
                [UInt8](data), isLast: header.flags.contains(.remoteClosed),
                isMessage: !(header.flags.contains(.noData) && data.isEmpty))
        case .request, .cancel, nil:
            return nil
        }
    }
}
