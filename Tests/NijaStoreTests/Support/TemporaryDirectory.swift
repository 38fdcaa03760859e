import Glibc

/// A directory that goes away with everything in it.
final class TemporaryDirectory {
    let path: String

    /// - Parameter inMemory: where syncs cost nothing, for tests that make hundreds of databases.
    /// - Throws: `POSIXFailure`.
    init(inMemory: Bool = false) throws {
        let parent = inMemory && access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
        var template = Array("\(parent)/nija-store-XXXXXX".utf8CString)
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
    func file(_ name: String = "nija.db") -> String { path + "/" + name }
}

struct POSIXFailure: Error {
    let code: Int32
    init(_ code: Int32) { self.code = code }
}

/// Files as bytes.
enum Files {
    static func read(_ path: String) throws -> [UInt8] {
        guard let file = fopen(path, "rb") else { throw POSIXFailure(errno) }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = fread(&chunk, 1, chunk.count, file)
            if count == 0 { return bytes }
            bytes += chunk[..<count]
        }
    }

    static func write(_ bytes: [UInt8], to path: String) throws {
        guard let file = fopen(path, "wb") else { throw POSIXFailure(errno) }
        defer { fclose(file) }
        guard fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw POSIXFailure(errno) }
    }

    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// Copies the database and its log to another name, as a kill at this instant would leave them.
    static func copyDatabase(_ path: String, to copy: String) throws {
        try write(try read(path), to: copy)
        if exists(path + "-wal") { try write(try read(path + "-wal"), to: copy + "-wal") }
    }
}
