import Glibc
import Testing

@testable import TTRPC

private func mode(of path: String) -> UInt32 {
    var status = stat()
    return lstat(path, &status) == 0 ? status.st_mode & 0o7777 : 0
}

private func reason(_ body: () throws -> ListeningSocket) -> ListenError? {
    do {
        _ = try body()
        return nil
    } catch {
        return error as? ListenError
    }
}

@Suite("The listening socket")
struct ListeningSocketTests {
    @Test(
        "it has the mode that is asked for, and its lock is ours alone",
        arguments: [0o600, 0o660, 0o666] as [UInt32])
    func modes(wanted: UInt32) throws {
        let directory = SocketDirectory()
        let socket = try ListeningSocket(path: directory.socket, mode: wanted)
        #expect(mode(of: directory.socket) == wanted)
        #expect(mode(of: directory.socket + ".lock") == 0o600)
        withExtendedLifetime(socket) {}
    }

    @Test("a second server is told that one is running, and the first goes on")
    func second() throws {
        let directory = SocketDirectory()
        let first = try ListeningSocket(path: directory.socket)
        #expect(
            reason { try ListeningSocket(path: directory.socket) } == .alreadyRunning(path: directory.socket))
        _ = try RawPeer(directory.socket)
        withExtendedLifetime(first) {}
    }

    @Test("the socket goes with its server, and the next one can listen")
    func gone() throws {
        let directory = SocketDirectory()
        for _ in 0..<3 {
            let socket = try ListeningSocket(path: directory.socket)
            close(socket.descriptor)
            _ = consume socket
            #expect(mode(of: directory.socket) == 0)
        }
    }

    @Test("a socket that a killed server has left is replaced")
    func stale() throws {
        let directory = SocketDirectory()
        let address = try UnixAddress(directory.socket)
        let left = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        #expect(address.withPointer { bind(left, $0, $1) } == 0)
        close(left)
        let socket = try ListeningSocket(path: directory.socket)
        _ = try RawPeer(directory.socket)
        withExtendedLifetime(socket) {}
    }

    @Test("what is not a socket is left alone", arguments: ["file", "link", "directory"])
    func foreign(kind: String) throws {
        let directory = SocketDirectory()
        switch kind {
        case "file": close(creat(directory.socket, 0o600))
        case "link": symlink("/nonexistent", directory.socket)
        default: mkdir(directory.socket, 0o700)
        }
        let before = mode(of: directory.socket)
        guard case .notOurs(let path, _) = reason({ try ListeningSocket(path: directory.socket) }) else {
            Issue.record("a \(kind) was taken for a socket")
            return
        }
        #expect(path == directory.socket)
        #expect(mode(of: directory.socket) == before)
        rmdir(directory.socket)
    }

    @Test(
        "a directory in which others may replace the socket is refused, unless it is sticky",
        arguments: [(0o700, true), (0o755, true), (0o770, false), (0o777, false), (0o1777, true)]
            as [(UInt32, Bool)])
    func directories(mode: UInt32, isGood: Bool) throws {
        let directory = SocketDirectory()
        chmod(directory.path, mode)
        switch reason({ try ListeningSocket(path: directory.socket) }) {
        case nil: #expect(isGood)
        case .unsafeDirectory(let path, _):
            #expect(!isGood)
            #expect(path == directory.path)
        case let other: Issue.record("\(String(describing: other))")
        }
    }

    @Test("a path without a directory, and one that is too long, are refused")
    func badPaths() {
        let directory = SocketDirectory()
        guard case .unsafeDirectory = reason({ try ListeningSocket(path: directory.path + "/none/s") }) else {
            Issue.record("a missing directory was accepted")
            return
        }
        let long = directory.path + "/" + String(repeating: "x", count: 120)
        #expect(reason { try ListeningSocket(path: long) } == .pathTooLong(path: long, limit: 107))
    }
}
