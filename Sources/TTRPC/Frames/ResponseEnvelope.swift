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

    /// The bytes of a Response message with a status, shortened if a frame could not hold it.
    static func encode(status: Status) -> [UInt8] {
        let bytes = wrap(status)
        if bytes.count <= Limits.dataBytesMax { return bytes }
        return wrap(Status(status.code, String(status.message.prefix(Limits.messageCharactersKept))))
    }

    private static func wrap(_ status: Status) -> [UInt8] {
        var writer = WireWriter()
        writer.field(1, bytes: status.encoded())
        return writer.bytes
    }

    /// Bytes of what stands before a payload: its tag and length.
    static func prefixSize(payloadSize: Int) -> Int {
        let bits = Int.bitWidth - payloadSize.leadingZeroBitCount
        return 1 + max(1, (bits + 6) / 7)
    }

    /// Writes what stands before a payload.
    static func writePrefix(payloadSize: Int, to target: UnsafeMutableRawPointer) {
        target.storeBytes(of: payloadTag, as: UInt8.self)
        var (rest, index) = (payloadSize, 1)
        while rest >= 0x80 {
            target.storeBytes(of: UInt8(rest & 0x7F) | 0x80, toByteOffset: index, as: UInt8.self)
            rest >>= 7
            index += 1
        }
        target.storeBytes(of: UInt8(rest), toByteOffset: index, as: UInt8.self)
    }

    /// Field 2, length-delimited.
    private static let payloadTag: UInt8 = 0x12
}
