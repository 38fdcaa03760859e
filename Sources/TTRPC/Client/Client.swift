import CLinux
import Glibc

/// A client on one connection: blocking, and of one thread.
///
/// Many calls may be in flight: `start` sends one, `receive` waits for its answer, `call` does both. After an error
/// other than `.status` the connection is of no further use.
public final class Client {
    /// What has come for a call.
    enum Arrival {
        case response(ResponseEnvelope)
        case data([UInt8], isLast: Bool, isMessage: Bool)
    }

    private let fd: Int32
    private let received = ByteBuffer(capacity: 64 << 10)
    private let out = ByteBuffer(capacity: 16 << 10)
    private var decoder = FrameDecoder()
    private var lastID: UInt32 = 0
    private var arrivals: [UInt32: [Arrival]] = [:]
    private var abandoned: Set<UInt32> = []
    private var isLost = false

    /// Connects to the server that listens on `path`.
    ///
    /// - Throws: `.unreachable`.
    public init(connectingTo path: String) throws(ClientError) {
        guard let address = try? UnixAddress(path) else {
            throw .unreachable(path: path, reason: SystemError(call: "connect", number: ENAMETOOLONG))
        }
        fd = linux_unix_socket(false)
        guard fd >= 0 else {
            throw .unreachable(path: path, reason: SystemError(call: "socket", number: errno))
        }
        guard address.withPointer({ connect(fd, $0, $1) }) == 0 else {
            let number = errno
            close(fd)
            throw .unreachable(path: path, reason: SystemError(call: "connect", number: number))
        }
    }

    deinit {
        close(fd)
    }

    /// The descriptor, to wait on together with others.
    public var descriptor: Int32 { fd }

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
    public func call(
        service: String, method: String, payload: [UInt8], timeoutNanoseconds: Int64 = 0
    ) throws(ClientError) -> [UInt8] {
        let id = try start(
            service: service, method: method, payload: payload, timeoutNanoseconds: timeoutNanoseconds)
        return try receive(id, deadline: deadline(timeoutNanoseconds))
    }

    /// Sends a request and does not wait; the number is for `receive`.
    public func start(
        service: String, method: String, payload: [UInt8], timeoutNanoseconds: Int64 = 0
    ) throws(ClientError) -> UInt32 {
        let id = enqueue(
            service: service, method: method, payload: payload, timeoutNanoseconds: timeoutNanoseconds)
        try flush(deadline: deadline(timeoutNanoseconds))
        return id
    }

    /// Puts a request into the output, to be sent with the next flush.
    public func enqueue(
        service: String, method: String, payload: [UInt8], timeoutNanoseconds: Int64 = 0,
        flags: FrameFlags = []
    ) -> UInt32 {
        let id = nextID()
        let envelope = RequestEnvelope.encode(
            service: service, method: method, payload: payload, timeoutNanoseconds: timeoutNanoseconds)
        out.appendFrame(streamID: id, type: .request, flags: flags, data: envelope)
        return id
    }

    /// Waits for the answer to a request.
    public func receive(_ id: UInt32, deadline: MonotonicTime? = nil) throws(ClientError) -> [UInt8] {
        switch try nextArrival(for: id, deadline: deadline) {
        case .response(let response):
            if response.status.code != .ok { throw .status(response.status) }
            return response.payload
        case .data:
            throw .protocolViolation("a message of a stream came for a unary call")
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
        let id = enqueue(
            service: service, method: method, payload: payload, timeoutNanoseconds: timeoutNanoseconds,
            flags: clientStreams ? .remoteOpen : .remoteClosed)
        try flush(deadline: nil)
        return ClientStream(id: id, client: self)
    }

    func sendData(_ id: UInt32, _ message: [UInt8], flags: FrameFlags) throws(ClientError) {
        out.appendFrame(streamID: id, type: .data, flags: flags, data: message)
        try flush(deadline: nil)
    }

    func cancel(_ id: UInt32) throws(ClientError) {
        abandon(id)
        out.appendFrame(streamID: id, type: .cancel)
        try flush(deadline: nil)
    }

    /// Nobody waits for this call any longer; what still comes for it is dropped.
    func abandon(_ id: UInt32) {
        arrivals[id] = nil
        abandoned.insert(id)
    }

    // MARK: Bytes

    private func nextID() -> UInt32 {
        lastID = lastID == 0 ? 1 : lastID + 2
        return lastID
    }

    private func deadline(_ timeoutNanoseconds: Int64) -> MonotonicTime? {
        timeoutNanoseconds > 0 ? MonotonicTime.now().adding(nanoseconds: timeoutNanoseconds) : nil
    }

    /// Sends what is waiting.
    public func flush(deadline: MonotonicTime? = nil) throws(ClientError) {
        if isLost { throw .connectionLost(outcomeUnknown: false) }
        while !out.isEmpty {
            let bytes = out.bytes
            if let deadline { try wait(for: Int16(POLLOUT), until: deadline) }
            let count = send(fd, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
            if count > 0 {
                out.removeFirst(count)
            } else if errno != EINTR && errno != EAGAIN {
                isLost = true
                throw .connectionLost(outcomeUnknown: true)
            }
        }
    }

    /// The next thing that comes for a call.
    func nextArrival(for id: UInt32, deadline: MonotonicTime?) throws(ClientError) -> Arrival {
        while true {
            if var waiting = arrivals[id], !waiting.isEmpty {
                let first = waiting.removeFirst()
                arrivals[id] = waiting.isEmpty ? nil : waiting
                return first
            }
            if isLost { throw .connectionLost(outcomeUnknown: true) }
            if let found = try readFrames(lookingFor: id, deadline: deadline) { return found }
        }
    }

    /// Reads once and sorts what came; what comes first for `id` is returned without detour.
    private func readFrames(lookingFor id: UInt32, deadline: MonotonicTime?) throws(ClientError) -> Arrival? {
        if let found = try sortFrames(lookingFor: id) { return found }
        if let deadline { try wait(for: Int16(POLLIN), until: deadline) }
        let room = received.room(for: 64 << 10)
        let count = recv(fd, room.baseAddress, room.count, 0)
        if count < 0 && (errno == EINTR || errno == EAGAIN) { return nil }
        guard count > 0 else {
            isLost = true
            throw .connectionLost(outcomeUnknown: true)
        }
        received.commit(count)
        return try sortFrames(lookingFor: id)
    }

    private func sortFrames(lookingFor id: UInt32) throws(ClientError) -> Arrival? {
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
                guard let arrival, !abandoned.contains(header.streamID) else { continue }
                if header.streamID == id && arrivals[id] == nil { return arrival }
                arrivals[header.streamID, default: []].append(arrival)
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

    private func wait(for events: Int16, until deadline: MonotonicTime) throws(ClientError) {
        while true {
            let left = deadline.since(MonotonicTime.now())
            if left <= 0 { throw .deadlineExceeded(outcomeUnknown: true) }
            var descriptor = pollfd(fd: fd, events: events, revents: 0)
            let milliseconds = Int32(clamping: (left + 999_999) / 1_000_000)
            let count = poll(&descriptor, 1, milliseconds)
            if count > 0 { return }
        }
    }
}
