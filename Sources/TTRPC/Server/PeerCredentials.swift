import CLinux

/// Who is at the other end of a connection, as the kernel says.
public struct PeerCredentials: Hashable, Sendable {
    /// User id at the time of connecting.
    public var uid: UInt32
    /// Group id at the time of connecting.
    public var gid: UInt32
    /// Process id at the time of connecting.
    public var pid: Int32

    /// Makes credentials.
    public init(uid: UInt32, gid: UInt32, pid: Int32) {
        self.uid = uid
        self.gid = gid
        self.pid = pid
    }

    /// Asks the kernel about a connected Unix socket.
    init(of fd: Int32) throws(SystemError) {
        self.init(uid: 0, gid: 0, pid: 0)
        _ = try checked("getsockopt") { linux_peer_credentials(fd, &uid, &gid, &pid) }
    }
}
