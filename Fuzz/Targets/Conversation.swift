import Glibc
import TTRPC

/// A server on a loop of its own, one client that sends some bytes and reads to the end, and what came of it.
struct Conversation {
    /// Everything that the server has sent.
    private(set) var received: [UInt8] = []
    /// What the server still held when the client was gone; empty when that is nothing.
    private(set) var leftovers = ""

    /// Enough for every piece and every answer that a script makes.
    private static let turnsMax = 20_000

    /// - Throws: `Finding` when the server does not come to an end; `SystemError`.
    init(_ wire: [UInt8], pieceSize: Int, readsLate: Bool) throws {
        let loop = try EventLoop()
        let server = Server(loop: loop)
        Self.offerMethods(server)
        let (listener, fd) = try Self.connectedPair()
        defer { close(fd) }
        try server.listen(on: listener)
        let client = CuttingClient(fd: fd, wire: wire, pieceSize: pieceSize)
        var turns = 0
        func goOn() {
            turns += 1
            let isStuck = !client.sendPiece()
            if !readsLate || isStuck || client.hasClosed { client.receive() }
            if client.isAtEnd || turns > Self.turnsMax {
                loop.stop()
            } else {
                loop.schedule(at: loop.now, goOn)
            }
        }
        loop.schedule(at: loop.now, goOn)
        try loop.run()
        received = client.received
        let left = [server.connectionsCount, server.openCallsCount, server.heldBytes, server.queuedBytes]
        if left != [0, 0, 0, 0] { leftovers = "connections, calls, bytes held and queued: \(left)" }
        server.closeAll(Status(.unavailable, "the conversation is over"))
        loop.forgetAll()
        try expect(client.isAtEnd, "the server has not come to an end after \(turns) turns")
    }

    private static func offerMethods(_ server: Server) {
        func offer(_ name: String, _ kind: CallKind, _ handle: @escaping (ServerCall) -> Void) {
            server.register(ServerMethod(service: "test", name: name, kind: kind, handle: handle))
        }
        offer("Echo", .unary) { call in call.reply([UInt8](call.payload)) }
        offer("Chat", .bidirectional) { call in
            call.onMessage = { [unowned call] in call.send([UInt8]($0)) }
            call.onHalfClose = { [unowned call] in call.finish() }
        }
        offer("Watch", .serverStream) { call in call.send([1]) }
        offer("Never", .unary) { _ in }
    }

    /// A listening socket without a name in the file system, and a client that is connected to it.
    private static func connectedPair() throws -> (listener: Int32, client: Int32) {
        func made(_ result: Int32, _ call: String) throws -> Int32 {
            if result < 0 { throw SystemError(call: call, number: errno) }
            return result
        }
        let listener = try made(socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0), "socket")
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        // An address without a path is given one by the kernel: unix(7), "Autobind feature".
        var size = socklen_t(MemoryLayout<sa_family_t>.size)
        let client = try withUnsafeMutablePointer(to: &address) { address in
            try address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                _ = try made(bind(listener, address, size), "bind")
                _ = try made(listen(listener, 1), "listen")
                size = socklen_t(MemoryLayout<sockaddr_un>.size)
                _ = try made(getsockname(listener, address, &size), "getsockname")
                let client = try made(socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0), "socket")
                _ = try made(connect(client, address, size), "connect")
                return client
            }
        }
        return (listener, client)
    }
}

/// Sends its bytes piece by piece, then closes its side, and reads what comes.
private final class CuttingClient {
    private let fd: Int32
    private var rest: ArraySlice<UInt8>
    private let pieceSize: Int
    private var room = [UInt8](repeating: 0, count: 1 << 14)
    private(set) var hasClosed = false
    private(set) var received: [UInt8] = []
    private(set) var isAtEnd = false

    init(fd: Int32, wire: [UInt8], pieceSize: Int) {
        (self.fd, rest, self.pieceSize) = (fd, wire[...], pieceSize)
    }

    /// Sends the next piece, as far as the socket takes it, and closes this side behind the last; false when it takes
    /// nothing.
    func sendPiece() -> Bool {
        if !rest.isEmpty {
            let count = Array(rest.prefix(pieceSize)).withUnsafeBytes { piece in
                send(fd, piece.baseAddress, piece.count, Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
            }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno != EAGAIN {
                rest = []
            } else {
                return false
            }
        } else if !hasClosed {
            shutdown(fd, Int32(SHUT_WR))
            hasClosed = true
        }
        return true
    }

    /// Reads all that is there.
    func receive() {
        while true {
            let count = recv(fd, &room, room.count, Int32(MSG_DONTWAIT))
            if count > 0 {
                received += room[..<count]
            } else {
                isAtEnd = count == 0 || errno != EAGAIN
                return
            }
        }
    }
}
