/// Who did something: the credentials that the kernel reports for a peer, or the daemon itself.
public struct Actor: Hashable, Sendable {
    /// User id of the peer process; 0 for the daemon.
    public var uid: UInt32
    /// Group id of the peer process; 0 for the daemon.
    public var gid: UInt32
    /// Process id of the peer; 0 for the daemon.
    public var pid: Int32
    /// The daemon acted by a rule of its own.
    public var isDaemon: Bool

    /// A peer process.
    public init(uid: UInt32, gid: UInt32, pid: Int32) {
        (self.uid, self.gid, self.pid, self.isDaemon) = (uid, gid, pid, false)
    }

    private init() {
        (uid, gid, pid, isDaemon) = (0, 0, 0, true)
    }

    /// The daemon itself, as when a threshold's action pauses a strategy.
    public static let daemon = Self()
}
