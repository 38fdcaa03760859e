/// When the write-ahead log is copied into the database.
///
/// Copying costs syncs, and a stall of milliseconds; not copying makes the log longer, and the next start after a kill
/// slower. So it is done early when nobody waits, and otherwise only when the log is long.
struct LogCheckpointing {
    /// A page in the log, with its header.
    static let frameSizeBytes = Opening.pageSizeBytes + 24
    /// Copied from this size on when the daemon is idle.
    static let idleBytes = 1 << 20
    /// Copied from this size on however busy the daemon is.
    static let busyBytes = 64 << 20
    /// While a reader keeps the log from being copied whole, it is tried again after so much more.
    private static let retryBytes = 8 << 20

    private var isComplete = false
    private var pagesTried = 0

    /// The log has grown, or started anew.
    mutating func noteCommit() {
        isComplete = false
    }

    /// The log was copied, whole or as far as readers allowed.
    mutating func noteCheckpoint(pages: Int, isComplete: Bool) {
        self.isComplete = isComplete
        pagesTried = isComplete ? 0 : pages
    }

    /// Whether to copy a log of `pages`.
    func isDue(pages: Int, isIdle: Bool) -> Bool {
        guard !isComplete else { return false }
        let bytes = pages * Self.frameSizeBytes
        if isIdle { return bytes >= Self.idleBytes }
        return bytes >= Self.busyBytes && (pages - pagesTried) * Self.frameSizeBytes >= Self.retryBytes
    }
}
