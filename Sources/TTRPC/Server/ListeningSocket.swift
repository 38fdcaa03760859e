import CLinux
import Glibc

/// Why a server cannot listen on a path.
public enum ListenError: Error, Hashable, Sendable {
    /// Another server holds the lock of the path.
    case alreadyRunning(path: String)
    /// The path is longer than a socket address holds.
    case pathTooLong(path: String, limit: Int)
    /// The path is taken by something that is not a socket, or not ours.
    case notOurs(path: String, reason: String)
    /// The directory lets others replace the socket, or is not there.
    case unsafeDirectory(path: String, reason: String)
    /// A system call failed.
    case system(SystemError)
}

/// A socket that listens on a path, and the lock that keeps a second server away from it.
///
/// The lock file (`<path>.lock`) decides who owns the path: only its holder replaces a stale socket. The mode is set
/// between `bind` and `listen`, when nobody can connect yet.
public final class ListeningSocket: Sendable {
    /// The listening descriptor; the server that listens on it closes it.
    public let descriptor: Int32
    private let path: String
    private let lock: Int32
    private let inode: ino_t

    /// Listens on `path`.
    ///
    /// - Parameters:
    ///   - path: where; its directory must be ours (or root's) and not writable for others.
    ///   - mode: who may connect, as file permissions.
    /// - Throws: `ListenError`; nothing was changed then, but for the lock file.
    public init(path: String, mode: UInt32 = 0o600) throws(ListenError) {
        try Self.checkDirectory(of: path)
        lock = try Self.lock(path)
        self.path = path
        do throws(ListenError) {
            try Self.removeStale(path)
            (descriptor, inode) = try Self.bind(path, mode: mode_t(mode))
        } catch {
            close(lock)
            throw error
        }
    }

    deinit {
        // Only what this server has made: somebody may have put another socket there by force.
        if Self.status(of: path)?.st_ino == inode { unlink(path) }
        close(lock)
    }

    private static func checkDirectory(of path: String) throws(ListenError) {
        let directory = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        guard let status = status(of: directory.isEmpty ? "/" : directory, followLinks: true) else {
            throw .unsafeDirectory(path: directory, reason: String(cString: strerror(errno)))
        }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            throw .unsafeDirectory(path: directory, reason: "it is not a directory")
        }
        guard status.st_uid == geteuid() || status.st_uid == 0 else {
            throw .unsafeDirectory(path: directory, reason: "it belongs to user \(status.st_uid)")
        }
        let isShared = status.st_mode & 0o022 != 0
        guard !isShared || status.st_mode & S_ISVTX != 0 else {
            throw .unsafeDirectory(path: directory, reason: "others may write to it; chmod go-w it")
        }
    }

    private static func lock(_ path: String) throws(ListenError) -> Int32 {
        let lock = linux_lock_file(path + ".lock", 0o600)
        if lock >= 0 { return lock }
        let number = errno
        if number == EWOULDBLOCK { throw .alreadyRunning(path: path) }
        throw .system(SystemError(call: "open \(path).lock", number: number))
    }

    /// Removes the socket that an earlier server of ours has left; we hold the lock, so nobody listens on it.
    private static func removeStale(_ path: String) throws(ListenError) {
        guard let status = status(of: path) else { return }
        guard status.st_mode & S_IFMT == S_IFSOCK else {
            throw .notOurs(path: path, reason: "it is there and is not a socket")
        }
        guard status.st_uid == geteuid() else {
            throw .notOurs(path: path, reason: "it belongs to user \(status.st_uid)")
        }
        guard unlink(path) == 0 else { throw .system(SystemError(call: "unlink \(path)", number: errno)) }
    }

    private static func bind(_ path: String, mode: mode_t) throws(ListenError) -> (Int32, ino_t) {
        let address = try UnixAddress(path)
        let descriptor = linux_unix_socket(true)
        guard descriptor >= 0 else { throw .system(SystemError(call: "socket", number: errno)) }
        func fail(_ call: String) -> ListenError {
            let number = errno
            close(descriptor)
            return .system(SystemError(call: "\(call) \(path)", number: number))
        }
        guard address.withPointer({ Glibc.bind(descriptor, $0, $1) }) == 0 else { throw fail("bind") }
        guard chmod(path, mode) == 0 else { throw fail("chmod") }
        guard listen(descriptor, Limits.backlogMax) == 0 else { throw fail("listen") }
        guard let status = status(of: path) else { throw fail("lstat") }
        return (descriptor, status.st_ino)
    }

    private static func status(of path: String, followLinks: Bool = false) -> stat? {
        var result = stat()
        return (followLinks ? stat(path, &result) : lstat(path, &result)) == 0 ? result : nil
    }
}

/// The address of a Unix socket.
struct UnixAddress {
    private var address = sockaddr_un()

    init(_ path: String) throws(ListenError) {
        address.sun_family = sa_family_t(AF_UNIX)
        let limit = MemoryLayout.size(ofValue: address.sun_path) - 1
        guard path.utf8.count <= limit, !path.isEmpty else { throw .pathTooLong(path: path, limit: limit) }
        withUnsafeMutableBytes(of: &address.sun_path) { target in
            target.copyBytes(from: path.utf8)
        }
    }

    func withPointer<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
        withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }
}
