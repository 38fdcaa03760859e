import Glibc
import NijaSettings

/// The bytes of a file.
///
/// - Throws: With the path and the reason.
@Sendable func readFile(_ path: String) throws(ConfigurationError) -> [UInt8] {
    guard let file = fopen(path, "rb") else {
        throw ConfigurationError("\(path): \(String(cString: strerror(errno)))")
    }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 4096)
    while case let count = fread(&block, 1, block.count, file), count > 0 { bytes += block[..<count] }
    return bytes
}
