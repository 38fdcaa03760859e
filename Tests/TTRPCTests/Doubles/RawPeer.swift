import Glibc
import WireFormat

@testable import TTRPC

/// A frame as it stands on the wire.
struct Frame: Hashable, CustomStringConvertible {
    var id: UInt32
    var type: UInt8
    var flags: UInt8 = 0
    var data: [UInt8] = []

    var bytes: [UInt8] { Self.header(length: UInt32(data.count), id, type, flags) + data }

    static func header(length: UInt32, _ id: UInt32, _ type: UInt8, _ flags: UInt8 = 0) -> [UInt8] {
        [length, id].flatMap { number in (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) } }
            + [type, flags]
    }

    static func request(
        _ id: UInt32, _ method: String, _ payload: [UInt8] = [], timeout: Int64 = 0, flags: UInt8 = 0
    ) -> Frame {
        let data = RequestEnvelope.encode(
            service: "test", method: method, payload: payload, timeoutNanoseconds: timeout)
        return Frame(id: id, type: 1, flags: flags, data: data)
    }

    var description: String {
        "\(id) type \(type) flags \(flags) \(data.count) bytes \(type == 2 ? "\(String(describing: code))" : "")"
    }

    private var envelope: ResponseEnvelope? {
        type == 2 ? data.withUnsafeBytes { try? ResponseEnvelope($0) } : nil
    }
    /// The code that a Response has.
    var code: StatusCode? { envelope?.status.code }
    var message: String? { envelope?.status.message }
    /// The payload that a Response has.
    var payload: [UInt8]? { envelope?.payload }
}

/// A client that sends whatever bytes a test wants.
final class RawPeer {
    let fd: Int32
    private var received: [UInt8] = []

    init(_ path: String) throws {
        let address = try UnixAddress(path)
        fd = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        guard address.withPointer({ connect(fd, $0, $1) }) == 0 else {
            throw SystemError(call: "connect", number: errno)
        }
        var limit = timeval(tv_sec: 10, tv_usec: 0)
        setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit { close(fd) }

    /// Sends all bytes; false when the server has closed.
    @discardableResult
    func send(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.send(fd, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            if count <= 0 { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    @discardableResult
    func send(_ frames: Frame...) -> Bool { send(frames.flatMap(\.bytes)) }

    func endOutput() { shutdown(fd, Int32(SHUT_WR)) }

    /// The next frame; nil at the end of input, or after ten seconds of silence.
    func next() -> Frame? {
        while true {
            if received.count >= 10 {
                let length = received[0..<4].reduce(0) { $0 << 8 | Int($1) }
                if received.count >= 10 + length {
                    let id = received[4..<8].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
                    let frame = Frame(
                        id: id, type: received[8], flags: received[9], data: Array(received[10..<10 + length])
                    )
                    received.removeFirst(10 + length)
                    return frame
                }
            }
            var room = [UInt8](repeating: 0, count: 1 << 16)
            let count = recv(fd, &room, room.count, 0)
            if count <= 0 { return nil }
            received += room[..<count]
        }
    }

    /// Whether the server closes the connection without another frame.
    var isClosedByServer: Bool {
        var byte: UInt8 = 0
        let count = recv(fd, &byte, 1, 0)
        return count == 0 || (count < 0 && errno == ECONNRESET)
    }
}
