import Glibc
import NijaClient
import NijaMessages
import NijaModel
import NijaStore
import NijaTesting
import TTRPC

@testable import NijaService

/// A daemon on a thread, a socket and a database of its own, until the object goes.
final class TestDaemon: Sendable {
    /// What its clock says, always.
    static let now = Timestamp(nanoseconds: 1_767_225_600_000_000_000)  // 2026-01-01T00:00:00Z

    private let directory: TemporaryDirectory
    private let listener: ListeningSocket
    private let stop: (read: Int32, write: Int32)
    private let done: (read: Int32, write: Int32)

    /// Everything may be done by whoever runs the test.
    static let settings = Daemon.Settings(access: Access(users: [geteuid(): .operator]))

    var socket: String { directory.file("nijad.sock") }
    var database: String { directory.file() }

    /// Starts.
    ///
    /// - Parameters:
    ///   - directory: where the database is; the same one again is a restart.
    ///   - settings: what the daemon is made of.
    ///   - configure: called on the loop's thread, before anything is accepted.
    /// - Throws: When the system gives no directory or no socket.
    init(
        in directory: TemporaryDirectory? = nil, settings: Daemon.Settings = TestDaemon.settings,
        _ configure: @escaping @Sendable (Daemon) -> Void = { _ in }
    ) throws {
        self.directory = try directory ?? TemporaryDirectory(inMemory: true)
        (stop, done) = (Self.makePipe(), Self.makePipe())
        listener = try ListeningSocket(path: self.directory.file("nijad.sock"))
        // The thread must not hold the listener: its lock has to go with the object, so that another may follow.
        startThread { [descriptor = listener.descriptor, stop, done, database] in
            Self.serve(descriptor, stop.read, database, settings, configure)
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

    /// Has the daemon end in good order, and waits until it has.
    func drain() {
        var byte: UInt8 = 1
        _ = write(stop.write, &byte, 1)
        awaitEnd()
    }

    func client() throws -> Client { try Client(connectingTo: socket) }

    /// A client that knows the messages.
    func bot() throws -> NijaClient {
        try NijaClient(socket: socket, timeoutNanoseconds: 20_000_000_000)
    }

    private static func serve(
        _ listener: Int32, _ stop: Int32, _ database: String, _ settings: Daemon.Settings,
        _ configure: (Daemon) -> Void
    ) {
        do {
            let loop = try EventLoop()
            let daemon = try Daemon(
                store: try LedgerStore(path: database, durability: .process), loop: loop,
                settings: settings, clock: { now }, log: { _ in })
            configure(daemon)
            _ = try loop.watch(stop, read: true, write: false) { [unowned daemon, unowned loop] _, _, _ in
                var byte: UInt8 = 0
                if read(stop, &byte, 1) > 0 { daemon.drain(reason: "the test is over") } else { loop.stop() }
            }
            try daemon.listen(on: listener)
            try loop.run()
            daemon.server.closeAll(Status(.unavailable, "the test is over"))
            daemon.engine.close()
            loop.forgetAll()
        } catch {
            preconditionFailure("the test's daemon cannot run: \(error)")
        }
    }

    static func makePipe() -> (read: Int32, write: Int32) {
        var ends: [Int32] = [0, 0]
        precondition(pipe(&ends) == 0, "no pipe")
        return (ends[0], ends[1])
    }
}
