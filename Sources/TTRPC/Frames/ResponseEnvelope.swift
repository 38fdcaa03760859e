import WireFormat

/// The data of a Response frame: a status, or a payload.
struct ResponseEnvelope {
    private(set) var status = Status(.ok, "")
    private(set) var payload: [UInt8] = []

    init(_ bytes: UnsafeRawBufferPointer) throws(WireError) {
        var reader = WireReader(bytes)
        while !reader.isAtEnd {
            switch try reader.tag() {
            case (1, .lengthDelimited): status = try Status(decoding: try reader.lengthDelimited())
            case (2, .lengthDelimited): payload = [UInt8](try reader.lengthDelimited())
            case (_, let type): try reader.skip(type)
            }
        }
    }

    /// The bytes of a Response message with a status.
    static func encode(status: Status) -> [UInt8] {
        var writer = WireWriter()
        writer.field(1, bytes: status.encoded())
        return writer.bytes
    }

    /// What stands before a payload of `size` bytes: its tag and length.
    static func payloadPrefix(size: Int) -> [UInt8] {
        var writer = WireWriter()
        writer.tag(2, .lengthDelimited)
        writer.varint(UInt64(size))
        return writer.bytes
    }
}
