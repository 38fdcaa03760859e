import Glibc
import TTRPC

/// A server that answers each call with the same bytes and does nothing else: what the wire alone costs.
enum EchoServer {
    static let service = "peers.v1.Ledger"
    static let method = "RecordTrade"
    /// Bytes of a request and of its answer: about those of a small trade.
    static let (requestBytes, replyBytes) = (120, 16)

    /// Serves `path` until SIGTERM.
    static func run(on path: String) throws {
        let loop = try EventLoop()
        let server = Server(loop: loop)
        let reply = [UInt8](repeating: 0, count: replyBytes)
        server.register(
            ServerMethod(service: service, name: method, kind: .unary) { call in call.reply(reply) })
        let socket = try ListeningSocket(path: path, mode: 0o600)
        try server.listen(on: socket.descriptor)
        try loop.watchSignals([SIGTERM]) { _ in loop.stop() }
        try loop.run()
    }
}
