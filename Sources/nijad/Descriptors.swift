import CLinux

/// How many connections the descriptors of this process allow.
///
/// A daemon whose clients have taken every descriptor cannot read its own database: some are kept from them.
enum Descriptors {
    /// For the daemon itself: streams, loop, signals, lock, listener, and the writer's database; half of them spare.
    private static let forDaemon = 32
    /// For each worker: a database, its log and its shared memory, and the file of a backup.
    private static let forWorker = 4

    /// Raises the limit of descriptors as far as the process may and `wanted` connections need.
    ///
    /// - Returns: how many connections there can be, at most `wanted`; 0 when there is room for none.
    static func connections(wanted: Int, workers: Int) -> Int {
        let reserved = forDaemon + forWorker * workers
        let limit = Int(linux_raise_descriptor_limit(Int64(wanted + reserved)))
        return max(0, min(wanted, limit - reserved))
    }
}
