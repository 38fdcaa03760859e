import Glibc

/// A directory that goes away with the files in it.
public final class TemporaryDirectory: Sendable {
    /// Where it is.
    public let path: String

    /// Makes an empty directory.
    ///
    /// - Parameter inMemory: where syncs cost nothing, for tests that make hundreds of databases.
    /// - Throws: `POSIXFailure`.
    public init(inMemory: Bool = false) throws {
        let parent = inMemory && access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
        var template = Array("\(parent)/nija-test-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else { throw POSIXFailure(errno) }
        path = String(cString: made)
    }

    deinit {
        guard let directory = opendir(path) else { return }
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            unlink(file(name))
        }
        closedir(directory)
        rmdir(path)
    }

    /// A path in it.
    public func file(_ name: String = "nija.db") -> String { path + "/" + name }
}

/// A system call that failed.
public struct POSIXFailure: Error {
    /// `errno` after it.
    public let code: Int32

    /// Keeps `errno`.
    public init(_ code: Int32) { self.code = code }
}
