import Glibc
import NijaTesting

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
