import Glibc

/// Keeps a second daemon away from a database; the kernel gives the lock up when the process ends, however it ends.
final class FileLock {
    private let descriptor: Int32

    init(path: String) throws(StoreError) {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw StoreError(.cannotOpen, "\(path): \(String(cString: strerror(errno)))")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw StoreError(.busy, "\(path) is locked: another nijad has this database open")
        }
    }

    deinit {
        close(descriptor)
    }
}
