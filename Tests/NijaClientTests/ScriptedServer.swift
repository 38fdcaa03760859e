import CLinux
import Glibc
import NijaMessages
import Protobuf

@testable import TTRPC

/// A server on a socket of its own that answers each connection by a script; a script that returns closes it.
final class ScriptedServer {
    /// What a connection does.
    typealias Script = @Sendable (ScriptedPeer) -> Void

    let path: String
    private let directory: String
    private let listener: Int32
    private let log = RequestLog()

    /// Starts.
    ///
    /// The first connection follows the first script, and so on; further ones are closed at once.
    init(_ scripts: [Script]) {
        var template = Array("/tmp/nija-client-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { fatalError("there is no temporary directory") }
        directory = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
        path = directory + "/nijad.sock"
        listener = linux_unix_socket(false)
        guard let address = try? UnixAddress(path), address.withPointer({ bind(listener, $0, $1) }) == 0,
            listen(listener, 16) == 0
        else { fatalError("the socket \(path) cannot be made") }
        let (socket, log) = (listener, log)
        onThread {
            var waiting = scripts[...]
            while case let fd = accept(socket, nil, nil), fd >= 0 {
                let script = waiting.popFirst()
                onThread {
                    script?(ScriptedPeer(fd: fd, log: log))
                    close(fd)
                }
            }
            // Closed where it is used: a number that is free again may be another server's listener at once.
            close(socket)
        }
    }

    deinit {
        // Ends `accept`, which closing would leave waiting.
        shutdown(listener, Int32(SHUT_RDWR))
        unlink(path)
        rmdir(directory)
    }

    /// Every request that has come, in sequence.
    var requests: [ScriptedRequest] { log.requests }
}

/// What a server was asked, whichever connection it came by.
private final class RequestLog: @unchecked Sendable {  // @unchecked: guarded by `lock`
    private var lock = pthread_mutex_t()
    private var received: [ScriptedRequest] = []

    init() { pthread_mutex_init(&lock, nil) }

    var requests: [ScriptedRequest] {
        pthread_mutex_lock(&lock)
        defer { pthread_mutex_unlock(&lock) }
        return received
    }

    func note(_ request: ScriptedRequest) {
        pthread_mutex_lock(&lock)
        defer { pthread_mutex_unlock(&lock) }
        received.append(request)
    }
}

/// A request as it came.
struct ScriptedRequest: Sendable {
    let id: UInt32
    let method: String
    let payload: [UInt8]

    /// The request's message.
    func message<Message: ProtobufMessage>(_: Message.Type = Message.self) -> Message {
        (try? Message.decode(payload)) ?? Message()
    }
}

/// The server's end of one connection.
struct ScriptedPeer {
    fileprivate let fd: Int32
    fileprivate let log: RequestLog

    /// Waits for the next request; nil when the client is gone.
    func receive() -> ScriptedRequest? {
        while let header = read(10) {
            let header = header.withUnsafeBytes { FrameHeader($0) }
            guard let data = read(Int(header.length)) else { return nil }
            guard header.type == FrameType.request.rawValue else { continue }
            let request = data.withUnsafeBytes { bytes -> ScriptedRequest? in
                guard let envelope = try? RequestEnvelope(bytes) else { return nil }
                return ScriptedRequest(
                    id: header.streamID, method: String(decoding: envelope.method, as: UTF8.self),
                    payload: [UInt8](envelope.payload))
            }
            if let request { log.note(request) }
            return request
        }
        return nil
    }

    /// Answers a request.
    func reply(_ request: ScriptedRequest?, _ message: some ProtobufMessage) {
        guard let request else { return }
        let payload = message.encode()
        let frame = ByteBuffer(capacity: 64)
        frame.appendResponse(streamID: request.id, payloadSize: payload.count) { target in
            target.update(from: payload, count: payload.count)
        }
        _ = Glibc.send(fd, frame.bytes.baseAddress, frame.count, Int32(MSG_NOSIGNAL))
    }

    /// Refuses a request.
    func fail(_ request: ScriptedRequest?, _ status: Status) {
        guard let request else { return }
        let data = ResponseEnvelope.encode(status: status)
        write(FrameHeader(length: data.count, streamID: request.id, type: .response), data)
    }

    /// Sends a message of a stream.
    func send(_ request: ScriptedRequest?, _ message: some ProtobufMessage) {
        guard let request else { return }
        let data = message.encode()
        write(FrameHeader(length: data.count, streamID: request.id, type: .data), data)
    }

    private func write(_ header: FrameHeader, _ data: [UInt8]) {
        var frame = [UInt8](repeating: 0, count: 10)
        frame.withUnsafeMutableBytes { bytes in
            if let base = bytes.baseAddress { header.write(to: base) }
        }
        frame += data
        _ = Glibc.send(fd, frame, frame.count, Int32(MSG_NOSIGNAL))
    }

    private func read(_ count: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        let read = count == 0 ? 0 : recv(fd, &bytes, count, Int32(MSG_WAITALL))
        return read == count ? bytes : nil
    }
}

/// Runs `body` on a thread of its own.
private func onThread(_ body: @escaping @Sendable () -> Void) {
    final class Box {
        let body: @Sendable () -> Void; init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
    var handle = pthread_t()
    pthread_create(
        &handle, nil,
        { pointer in
            if let pointer { Unmanaged<Box>.fromOpaque(pointer).takeRetainedValue().body() }
            return nil
        }, Unmanaged.passRetained(Box(body)).toOpaque())
    pthread_detach(handle)
}
