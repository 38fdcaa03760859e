import Glibc
import NijaMessages
import NijaModel
import NijaStore
import TTRPC

@testable import NijaService

/// A directory for one daemon; removed with the object.
final class ScratchDirectory: Sendable {
    let path: String

    init() {
        var template = Array("/tmp/nija-service-XXXXXX".utf8CString)
        path = mkdtemp(&template).map { String(cString: $0) } ?? "/nonexistent"
    }

    deinit {
        guard let directory = opendir(path) else { return }
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            unlink(path + "/" + name)
        }
        closedir(directory)
        rmdir(path)
    }
}

/// A daemon on a thread, a socket and a database of its own, until the object goes.
final class TestDaemon: Sendable {
    /// What its clock says, always.
    static let now = Timestamp(nanoseconds: 1_767_225_600_000_000_000)  // 2026-01-01T00:00:00Z

    private let directory = ScratchDirectory()
    private let listener: ListeningSocket
    private let stop: (read: Int32, write: Int32)
    private let done: (read: Int32, write: Int32)

    var socket: String { directory.path + "/nijad.sock" }
    var database: String { directory.path + "/nija.db" }

    /// Calls `configure` on the loop's thread, before anything is accepted.
    init(_ configure: @escaping @Sendable (Daemon) -> Void = { _ in }) throws {
        (stop, done) = (Self.makePipe(), Self.makePipe())
        listener = try ListeningSocket(path: directory.path + "/nijad.sock")
        startThread { [listener, stop, done, database] in
            Self.serve(listener.descriptor, stop.read, database, configure)
            close(done.write)
        }
    }

    deinit {
        close(stop.write)
        awaitEnd()
        close(stop.read)
        close(done.read)
    }

    /// Waits until the daemon has ended by itself.
    func awaitEnd() {
        var byte: UInt8 = 0
        while read(done.read, &byte, 1) < 0 && errno == EINTR {}
    }

    func client() throws -> Client { try Client(connectingTo: socket) }

    private static func serve(
        _ listener: Int32, _ stop: Int32, _ database: String, _ configure: (Daemon) -> Void
    ) {
        do {
            let loop = try EventLoop()
            let daemon = try Daemon(
                store: try LedgerStore(path: database, durability: .process), loop: loop,
                settings: Daemon.Settings(access: Access(users: [geteuid(): .operator])), clock: { now },
                log: { _ in })
            configure(daemon)
            _ = try loop.watch(stop, read: true, write: false) { _, _, _ in loop.stop() }
            try daemon.listen(on: listener)
            try loop.run()
            daemon.server.closeAll(Status(.unavailable, "the test is over"))
            daemon.engine.close()
        } catch {
            preconditionFailure("the test's daemon cannot run: \(error)")
        }
    }

    private static func makePipe() -> (Int32, Int32) {
        var ends: [Int32] = [0, 0]
        precondition(pipe(&ends) == 0, "no pipe")
        return (ends[0], ends[1])
    }
}
