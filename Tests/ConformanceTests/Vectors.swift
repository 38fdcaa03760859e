import Glibc
import JSON
import Testing

/// One of the files in Protos/conformance.
func vectors(_ name: String) throws -> JSONValue {
    let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    let path = parts.prefix { $0 != "Tests" }.joined(separator: "/") + "/Protos/conformance/" + name
    let file = try #require(fopen(path, "r"), "\(path) cannot be read")
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&block, 1, block.count, file), count > 0 { bytes += block[..<count] }
    return try JSONValue.parse(bytes)
}

extension JSONValue {
    /// The bytes that a member spells in hexadecimal.
    func bytes(_ name: String) throws -> [UInt8] {
        var digits = try Array(#require(self[name]?.text).utf8)[...]
        var bytes: [UInt8] = []
        while !digits.isEmpty {
            bytes.append(try #require(UInt8(String(decoding: digits.prefix(2), as: UTF8.self), radix: 16)))
            digits = digits.dropFirst(2)
        }
        return bytes
    }

    /// A member that is a text.
    func text(_ name: String) throws -> String { try #require(self[name]?.text) }

    /// A member that is a number.
    func number(_ name: String) throws -> Int { try #require(Int(text(name))) }
}
