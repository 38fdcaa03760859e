import Glibc

/// The right to write to a database: held by one process, and in it by one store.
///
/// Debian 12's SQLite (3.40.1) can damage a database when two connections write or checkpoint at once, so there may be
/// one only. The lock is on a file of its own: SQLite's POSIX locks vanish when any other descriptor of the database
/// file is closed. The file stays, since removing it would let two processes lock two files of one name.
struct WriterLock: ~Copyable {
    private let descriptor: Int32

    /// Takes the lock of the database at `path`.
    ///
    /// - Throws: `.busy` when another store has it; what the file system says.
    init(path: String) throws(StoreError) {
        let lockPath = path + ".lock"
        let opened = open(lockPath, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard opened >= 0 else { throw .fileSystem(errno, lockPath, "opening") }
        guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
            let error = errno
            close(opened)
            if error == EWOULDBLOCK {
                throw StoreError(.busy, "\(path) is in use by another nijad. End it, or use another path.")
            }
            throw .fileSystem(error, lockPath, "locking")
        }
        descriptor = opened
    }

    deinit {
        close(descriptor)
    }
}
