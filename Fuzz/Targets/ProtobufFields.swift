/// One field of a message on the wire: a plain account of protobuf's encoding, for checking the fast ones by.
///
/// - Source: protobuf.dev, "Encoding"; tags and lengths have at most five bytes, as Google's own parsers have it.
struct ProtobufField {
    enum Content {
        case varint(UInt64)
        case fixed64(UInt64)
        case fixed32(UInt64)
        case bytes([UInt8])
    }

    let number: UInt32
    let content: Content

    /// Every field of a message, in sequence; nil when the bytes are none.
    static func all(in bytes: some Sequence<UInt8>) -> [ProtobufField]? {
        var fields: [ProtobufField] = []
        var rest = Array(bytes)[...]
        while !rest.isEmpty {
            guard let field = next(&rest) else { return nil }
            fields.append(field)
        }
        return fields
    }

    /// Every number of a packed list; nil when the bytes are none.
    static func packed(_ bytes: [UInt8], wireType: UInt64) -> [UInt64]? {
        var numbers: [UInt64] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            switch content(&rest, wireType: wireType) {
            case .varint(let number), .fixed64(let number), .fixed32(let number): numbers.append(number)
            case .bytes, nil: return nil
            }
        }
        return numbers
    }

    private static func next(_ rest: inout ArraySlice<UInt8>) -> ProtobufField? {
        guard let tag = varint(&rest, bytesMax: 5), (1..<1 << 29).contains(tag / 8) else { return nil }
        return content(&rest, wireType: tag % 8).map { ProtobufField(number: UInt32(tag / 8), content: $0) }
    }

    private static func content(_ rest: inout ArraySlice<UInt8>, wireType: UInt64) -> Content? {
        switch wireType {
        case 0: varint(&rest, bytesMax: 10).map { .varint($0) }
        case 1: fixed(&rest, 8).map { .fixed64($0) }
        case 5: fixed(&rest, 4).map { .fixed32($0) }
        case 2: lengthDelimited(&rest).map { .bytes($0) }
        default: nil
        }
    }

    private static func varint(_ rest: inout ArraySlice<UInt8>, bytesMax: Int) -> UInt64? {
        var value: UInt128 = 0
        var scale: UInt128 = 1
        for (index, byte) in rest.prefix(bytesMax).enumerated() {
            value += UInt128(byte % 128) * scale
            scale *= 128
            if byte < 128 {
                rest = rest.dropFirst(index + 1)
                return UInt64(exactly: value)
            }
        }
        return nil
    }

    private static func fixed(_ rest: inout ArraySlice<UInt8>, _ count: Int) -> UInt64? {
        guard rest.count >= count else { return nil }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    private static func lengthDelimited(_ rest: inout ArraySlice<UInt8>) -> [UInt8]? {
        guard let length = varint(&rest, bytesMax: 5), length <= UInt64(rest.count) else { return nil }
        defer { rest = rest.dropFirst(Int(length)) }
        return Array(rest.prefix(Int(length)))
    }
}

/// Whether bytes are UTF-8 without NUL.
func isText(_ bytes: [UInt8]) -> Bool {
    String(validating: bytes, as: UTF8.self) != nil && !bytes.contains(0)
}
