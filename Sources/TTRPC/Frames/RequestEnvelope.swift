import WireFormat

/// The data of a Request frame: which method, what payload, by when.
///
/// Its buffers borrow from the frame.
struct RequestEnvelope {
    private(set) var service = UnsafeRawBufferPointer(start: nil, count: 0)
    private(set) var method = UnsafeRawBufferPointer(start: nil, count: 0)
    private(set) var payload = UnsafeRawBufferPointer(start: nil, count: 0)
    private(set) var timeoutNanoseconds: Int64 = 0
    private(set) var metadata: [(key: String, value: String)] = []

    /// - Throws: A status of INVALID_ARGUMENT or RESOURCE_EXHAUSTED.
    init(_ bytes: UnsafeRawBufferPointer) throws(Status) {
        do throws(WireError) {
            try read(WireReader(bytes))
        } catch {
            throw Status(.invalidArgument, "the request is not a ttrpc Request message")
        }
        if checkText(service) != nil || checkText(method) != nil {
            throw Status(.invalidArgument, "service and method must be UTF-8 without NUL")
        }
        if max(service.count, method.count) > Limits.nameBytesMax {
            throw Status(
                .invalidArgument, "service and method have at most \(Limits.nameBytesMax) bytes each")
        }
        if metadata.count > Limits.metadataCountMax {
            throw Status(
                .resourceExhausted, "the request has more than \(Limits.metadataCountMax) metadata entries")
        }
    }

    private mutating func read(_ start: WireReader) throws(WireError) {
        var reader = start
        while !reader.isAtEnd {
            switch try reader.tag() {
            case (1, .lengthDelimited): service = try reader.lengthDelimited()
            case (2, .lengthDelimited): method = try reader.lengthDelimited()
            case (3, .lengthDelimited): payload = try reader.lengthDelimited()
            case (4, .varint): timeoutNanoseconds = Int64(bitPattern: try reader.varint())
            case (5, .lengthDelimited): try addMetadata(try reader.lengthDelimited())
            case (1...5, _): throw .malformed
            case (_, let type): try reader.skip(type)
            }
        }
    }

    private mutating func addMetadata(_ bytes: UnsafeRawBufferPointer) throws(WireError) {
        var reader = WireReader(bytes)
        var (key, value) = ("", "")
        while !reader.isAtEnd {
            let (field, type) = try reader.tag()
            guard type == .lengthDelimited else {
                try reader.skip(type)
                continue
            }
            let content = try reader.lengthDelimited()
            if checkText(content) != nil { throw .malformed }
            if field == 1 { key = String(decoding: content, as: UTF8.self) }
            if field == 2 { value = String(decoding: content, as: UTF8.self) }
        }
        if metadata.count <= Limits.metadataCountMax { metadata.append((key, value)) }
    }

    /// The bytes of a Request message.
    static func encode(
        service: String, method: String, payload: [UInt8], timeoutNanoseconds: Int64
    ) -> [UInt8] {
        var writer = WireWriter()
        writer.field(1, text: service)
        writer.field(2, text: method)
        if !payload.isEmpty { writer.field(3, bytes: payload) }
        writer.field(4, varint: UInt64(bitPattern: timeoutNanoseconds))
        return writer.bytes
    }
}
