import Glibc

/// Whole files.
enum FileBytes {
    /// The bytes of a file, or of standard input for "-"; nil with errno set when it cannot be read.
    static func read(_ path: String) -> [UInt8]? {
        let file = path == "-" ? fdopen(dup(STDIN_FILENO), "rb") : fopen(path, "rb")
        guard let file else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 64 << 10)
        while case let count = fread(&block, 1, block.count, file), count > 0 { bytes += block[..<count] }
        return ferror(file) == 0 ? bytes : nil
    }

    /// The bytes of a file that must be there.
    ///
    /// - Throws: With the path and the reason.
    static func required(_ path: String) throws(CommandError) -> [UInt8] {
        if let bytes = read(path) { return bytes }
        throw .failed("cannot read \(path): \(String(cString: strerror(errno)))")
    }

    /// Writes a whole file; false with errno set when that fails.
    static func write(_ bytes: [UInt8], to path: String) -> Bool {
        guard let file = fopen(path, "wb") else { return false }
        let written = fwrite(bytes, 1, bytes.count, file)
        return fclose(file) == 0 && written == bytes.count
    }
}

extension FileBytes {
    /// The last part of a path.
    static func name(of path: String) -> Substring { path.split(separator: "/").last ?? path[...] }

    /// When a file was last written, in seconds since 1970; nil for standard input.
    static func time(of path: String) -> Int64? {
        var status = stat()
        return path != "-" && stat(path, &status) == 0 ? Int64(status.st_mtim.tv_sec) : nil
    }
}
