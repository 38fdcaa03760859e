import TTRPC
import WireFormat

/// Any request of the service: its messages share what their fields mean, but not their numbers.
struct InteropRequest {
    /// Which message it is.
    enum Kind { case simple, input, output }

    /// Bytes of the payload.
    private(set) var payloadSize = 0
    /// The sizes of the answers.
    private(set) var responseSizes: [Int] = []
    /// The error to answer with.
    private(set) var status: Status?

    /// Reads a message.
    ///
    /// - Throws: `WireError` for what is not protobuf.
    init(_ kind: Kind, _ bytes: UnsafeRawBufferPointer) throws(WireError) {
        var reader = WireReader(bytes)
        while !reader.isAtEnd {
            let (field, type) = try reader.tag()
            switch (kind, field, type) {
            case (.simple, 1, .lengthDelimited), (.input, 1, .lengthDelimited),
                (.output, 2, .lengthDelimited):
                payloadSize = try reader.lengthDelimited().count
            case (.simple, 2, .varint), (.output, 1, .varint):
                responseSizes.append(Int(truncatingIfNeeded: try reader.varint()))
            case (.output, 1, .lengthDelimited):
                var packed = WireReader(try reader.lengthDelimited())
                while !packed.isAtEnd { responseSizes.append(Int(truncatingIfNeeded: try packed.varint())) }
            case (.simple, 3, .lengthDelimited), (.output, 3, .lengthDelimited):
                status = try Status(decoding: try reader.lengthDelimited())
            default:
                try reader.skip(type)
            }
        }
    }
}

extension ServerCall {
    /// A message whose only field is a payload of zero bytes.
    static func message(payloadSize: Int) -> [UInt8] {
        if payloadSize == 0 { return [] }
        var writer = WireWriter()
        writer.field(1, bytes: [UInt8](repeating: 0, count: payloadSize))
        return writer.bytes
    }
}
