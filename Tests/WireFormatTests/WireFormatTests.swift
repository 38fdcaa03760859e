import Testing
import WireFormat

private func reading<Value>(_ bytes: [UInt8], _ body: (inout WireReader) throws -> Value) throws -> Value {
    try bytes.withUnsafeBytes { bytes in
        var reader = WireReader(bytes)
        return try body(&reader)
    }
}

@Suite("The primitives of protobuf's encoding")
struct WireFormatTests {
    @Test(
        "numbers survive",
        arguments: [0, 1, 127, 128, 300, 16_383, 16_384, UInt64(UInt32.max), .max >> 1, .max] as [UInt64])
    func varints(value: UInt64) throws {
        var writer = WireWriter()
        writer.varint(value)
        let (read, isAtEnd) = try reading(writer.bytes) { (try $0.varint(), $0.isAtEnd) }
        #expect(read == value)
        #expect(isAtEnd)
    }

    @Test(
        "what is not protobuf is an error",
        arguments: [
            ([], WireError.truncated),
            ([0x80], .truncated),
            ([UInt8](repeating: 0xFF, count: 9), .truncated),
            ([UInt8](repeating: 0xFF, count: 10), .malformed),
            ([UInt8](repeating: 0x80, count: 10) + [0], .malformed),
            ([0x00], .malformed),
            ([0x0B], .malformed),
            ([0x0C], .malformed),
            ([0x0F], .malformed),
            ([0x80, 0x80, 0x80, 0x80, 0x10], .malformed),
        ])
    func badTags(bytes: [UInt8], error: WireError) {
        #expect(throws: error) { try reading(bytes) { try $0.tag() } }
    }

    @Test("a length past the end is an error", arguments: [[2, 0x61], [0xFF, 0xFF, 0xFF, 0xFF, 0x0F], [1]])
    func badLengths(bytes: [UInt8]) {
        #expect(throws: WireError.truncated) { try reading(bytes) { try $0.lengthDelimited().count } }
    }

    @Test("fields are passed over by their wire type")
    func skipping() throws {
        var writer = WireWriter()
        writer.field(1, varint: 300)
        writer.field(2, text: "abc")
        writer.tag(3, .fixed32)
        writer = WireWriter(appendingTo: writer.bytes + [1, 2, 3, 4])
        writer.tag(4, .fixed64)
        let bytes = writer.bytes + [1, 2, 3, 4, 5, 6, 7, 8]
        let fields = try reading(bytes) { reader in
            var fields: [UInt32] = []
            while !reader.isAtEnd {
                let (field, type) = try reader.tag()
                fields.append(field)
                try reader.skip(type)
            }
            return fields
        }
        #expect(fields == [1, 2, 3, 4])
    }

    @Test(
        "text is UTF-8 without NUL",
        arguments: [
            ("abc".utf8.map { $0 }, nil), ("€".utf8.map { $0 }, nil), ([0x61, 0], .containsNUL),
            ([0xC0, 0x80], .notUTF8), ([0xED, 0xA0, 0x80], .notUTF8), ([0xE2, 0x82], .notUTF8), ([], nil),
        ] as [([UInt8], TextProblem?)])
    func text(bytes: [UInt8], problem: TextProblem?) {
        #expect(bytes.withUnsafeBytes { checkText($0) } == problem)
    }

    @Test("a byte that text cannot have is found wherever it is, and no other is taken for it")
    func textPlaces() {
        for length in 0...40 {
            for byte in [0x01, 0x7F, 0x20] as [UInt8] {
                #expect([UInt8](repeating: byte, count: length).withUnsafeBytes { checkText($0) } == nil)
            }
            for place in 0..<length {
                for (byte, problem) in [(0, .containsNUL), (0x80, .notUTF8), (0xFF, .notUTF8)]
                    as [(UInt8, TextProblem)]
                {
                    var bytes = [UInt8](repeating: 0x01, count: length)
                    bytes[place] = byte
                    #expect(bytes.withUnsafeBytes { checkText($0) } == problem)
                }
            }
        }
    }
}
