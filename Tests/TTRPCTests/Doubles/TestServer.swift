import Glibc
import TTRPC

/// A directory for one test's sockets; removed with the object.
final class SocketDirectory: Sendable {
    let path: String

    init() {
        var template = Array("/tmp/ttrpc-XXXXXX".utf8CString)
        path = mkdtemp(&template).map { String(cString: $0) } ?? "/nonexistent"
    }

    deinit {
        guard let directory = opendir(path) else { return }
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            unlink(path + "/" + name)
        }
        closedir(directory)
        rmdir(path)
    }

    var socket: String { path + "/s" }
}

/// A server on a thread and a socket of its own, until the object goes.
final class TestServer: Sendable {
    private let directory = SocketDirectory()
    private let listener: ListeningSocket
    private let stopPipe: (read: Int32, write: Int32)
    private let donePipe: (read: Int32, write: Int32)

    var path: String { directory.socket }

    /// Calls `configure` on the loop's thread, to register methods and set limits.
    init(_ configure: @escaping @Sendable (Server) -> Void) throws {
        (stopPipe, donePipe) = (Self.makePipe(), Self.makePipe())
        listener = try ListeningSocket(path: directory.socket)
        startThread { [listener, stopPipe, donePipe] in
            Self.serve(listener.descriptor, stopPipe.read, configure)
            close(donePipe.write)
        }
    }

    deinit {
        close(stopPipe.write)
        awaitEnd()
        close(stopPipe.read)
        close(donePipe.read)
    }

    /// Waits until the loop has stopped by itself.
    func awaitEnd() {
        var byte: UInt8 = 0
        while read(donePipe.read, &byte, 1) < 0 && errno == EINTR {}
    }

    private static func serve(
        _ listener: Int32, _ stop: Int32, _ configure: (Server) -> Void
    ) {
        do {
            let loop = try EventLoop()
            let server = Server(loop: loop)
            configure(server)
            _ = try loop.watch(stop, read: true, write: false) { [unowned loop] _, _, _ in loop.stop() }
            try server.listen(on: listener)
            try loop.run()
            server.closeAll(Status(.unavailable, "the test is over"))
            loop.forgetAll()
        } catch {
            preconditionFailure("the test's server cannot run: \(error)")
        }
    }

    private static func makePipe() -> (Int32, Int32) {
        var ends: [Int32] = [0, 0]
        precondition(pipe(&ends) == 0, "no pipe")
        return (ends[0], ends[1])
    }
}

extension Server {
    /// Offers a method of the service "test".
    func offer(_ name: String, _ kind: CallKind = .unary, _ handle: @escaping (ServerCall) -> Void) {
        register(ServerMethod(service: "test", name: name, kind: kind, handle: handle))
    }

    /// Offers a method that answers with its request.
    func offerEcho() {
        offer("Echo") { call in call.reply([UInt8](call.payload)) }
    }
}
