import FuzzTargets
import Glibc
import Testing

@Suite("Inputs that the fuzzers begin with, and those that they have found")
struct ReplayTests {
    private static let root = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined() + "/Fuzz/"

    @Test("leave nothing wrong", arguments: FuzzTarget.all.map(\.name))
    func inputs(name: String) throws {
        let target = try #require(FuzzTarget.all.first { $0.name == name })
        let inputs = Self.files(in: "Corpus/" + name) + Self.files(in: "Found/" + name)
        #expect(!inputs.isEmpty)
        for path in inputs {
            let bytes = try #require(Self.bytes(of: path), "\(path)")
            #expect(throws: Never.self, "\(path)") { try bytes.withUnsafeBytes { try target.check($0) } }
        }
    }

    @Test("and no input at all")
    func empty() throws {
        for target in FuzzTarget.all {
            #expect(throws: Never.self, "\(target.name)") {
                try target.check(UnsafeRawBufferPointer(start: nil, count: 0))
            }
        }
    }

    @Test("the defect that was planted is one")
    func canary() {
        for (input, isFound) in [("nij", false), ("nija\u{1}x", false), ("nija\u{2}x", true)] {
            let finds = Array(input.utf8).withUnsafeBytes { bytes in
                (try? FuzzTarget.canary.check(bytes)) == nil
            }
            #expect(finds == isFound, "\(input)")
        }
    }

    private static func files(in folder: String) -> [String] {
        guard let directory = opendir(root + folder) else { return [] }
        defer { closedir(directory) }
        var paths: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if !name.hasPrefix(".") { paths.append(root + folder + "/" + name) }
        }
        return paths.sorted()
    }

    private static func bytes(of path: String) -> [UInt8]? {
        guard let file = fopen(path, "rb") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 4096)
        while case let count = fread(&block, 1, block.count, file), count > 0 { bytes += block[..<count] }
        return bytes
    }
}
