import Glibc

/// What the store asks the file system besides SQLite.
enum FileSystem {
    /// The size of a file in bytes; nil when there is none.
    ///
    /// - Throws: `.cannotOpen` when it is no regular file, `.permission`.
    static func size(of path: String) throws(StoreError) -> UInt64? {
        var status = stat()
        guard stat(path, &status) == 0 else {
            if errno == ENOENT { return nil }
            throw .fileSystem(errno, path, "looking for it")
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw StoreError(.cannotOpen, "\(path) is no regular file. Use another path.")
        }
        return UInt64(status.st_size)
    }

    /// Bytes that an ordinary user may still write beside `path`.
    static func freeBytes(beside path: String) throws(StoreError) -> UInt64 {
        var status = statvfs()
        let directory = directory(of: path)
        guard statvfs(directory, &status) == 0 else {
            throw .fileSystem(errno, directory, "asking for its space")
        }
        return UInt64(status.f_bavail) * UInt64(status.f_frsize)
    }

    /// Gives a whole, synced file its final name.
    static func publish(_ partial: String, as path: String) throws(StoreError) {
        try sync(partial)
        guard rename(partial, path) == 0 else { throw .fileSystem(errno, path, "naming it") }
        try sync(directory(of: path))
    }

    /// Lengthens a file to `size` with zeros that are on the disk, and leaves it as it was when that fails.
    static func extend(_ path: String, from start: UInt64, to size: UInt64) throws(StoreError) {
        let descriptor = open(path, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .fileSystem(errno, path, "opening") }
        defer { close(descriptor) }
        let zeros = [UInt8](repeating: 0, count: 1 << 20)
        var offset = start
        while offset < size {
            let written = pwrite(
                descriptor, zeros, Int(min(UInt64(zeros.count), size - offset)), off_t(offset))
            guard written > 0 else {
                let error = errno
                ftruncate(descriptor, off_t(start))
                throw .fileSystem(error, path, "making room")
            }
            offset += UInt64(written)
        }
        if fsync(descriptor) != 0 { throw .fileSystem(errno, path, "syncing") }
    }

    /// Removes files that may not be there.
    static func remove(_ paths: String...) {
        for path in paths { unlink(path) }
    }

    private static func sync(_ path: String) throws(StoreError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .fileSystem(errno, path, "opening") }
        let result = fsync(descriptor)
        let error = errno
        close(descriptor)
        if result != 0 { throw .fileSystem(error, path, "syncing") }
    }

    private static func directory(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}

extension StoreError {
    /// The error for a system call that failed.
    static func fileSystem(_ error: Int32, _ path: String, _ activity: String) -> StoreError {
        let code: Code =
            switch error {
            case ENOSPC, EDQUOT, EFBIG: .diskFull
            case EIO: .ioError
            case EROFS: .readOnly
            case EACCES, EPERM: .permission
            default: .cannotOpen
            }
        return StoreError(code, "\(path): \(String(cString: strerror(error))), in \(activity).")
    }
}
