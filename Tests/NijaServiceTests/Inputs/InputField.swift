import CProtobufC
import Protobuf
import WireFormat

/// A field of a request, however deep, found by protobuf-c's descriptors.
struct InputField {
    /// Its numbers from the request down to it.
    let path: [UInt32]
    /// Its path as a client sees it, without indexes.
    let name: String
    private let kind: Kind

    private enum Kind { case text, mapKey, mapValue, choice, real, int32, int64, instant, span }

    /// Fields that the daemon fills in and ignores in requests: by message, from which number to which.
    private static let outputOnly: [String: ClosedRange<UInt32>] = [
        "nija.v1.Trade": 40...99, "nija.v1.Account": 20...99, "nija.v1.Strategy": 20...99,
        "nija.v1.Threshold": 16...99, "nija.v1.Silence": 6...99, "nija.v1.Position": 40...99,
        "nija.v1.Fill": 15...99, "nija.v1.ComplianceRule": 8...99,
    ]

    /// Every field of a request that a client may set to something that cannot be.
    static func fields(of layout: MessageLayout) -> [InputField] {
        fields(of: layout.descriptor, path: [], name: "")
    }

    private static func fields(
        of message: UnsafePointer<ProtobufCMessageDescriptor>, path: [UInt32], name prefix: String
    ) -> [InputField] {
        let output = outputOnly[String(cString: message.pointee.name)]
        return (0..<Int(message.pointee.n_fields)).flatMap { index -> [InputField] in
            let field = message.pointee.fields[index]
            if output?.contains(field.id) ?? false { return [] }
            let (path, name) = (path + [field.id], prefix + String(cString: field.name))
            guard let nested = field.descriptor, field.type == PROTOBUF_C_TYPE_MESSAGE else {
                return leaf(field.type).map { [InputField(path: path, name: name, kind: $0)] } ?? []
            }
            let inner = nested.assumingMemoryBound(to: ProtobufCMessageDescriptor.self)
            switch String(cString: inner.pointee.name) {
            case "google.protobuf.Timestamp": return [InputField(path: path, name: name, kind: .instant)]
            case "google.protobuf.Duration": return [InputField(path: path, name: name, kind: .span)]
            case let entry where entry.hasSuffix("Entry"):
                return [
                    InputField(path: path + [1], name: name, kind: .mapKey),
                    InputField(path: path + [2], name: name, kind: .mapValue),
                ]
            default: return fields(of: inner, path: path, name: name + ".")
            }
        }
    }

    private static func leaf(_ type: ProtobufCType) -> Kind? {
        switch type {
        case PROTOBUF_C_TYPE_STRING: .text
        case PROTOBUF_C_TYPE_ENUM: .choice
        case PROTOBUF_C_TYPE_DOUBLE: .real
        case PROTOBUF_C_TYPE_INT32: .int32
        case PROTOBUF_C_TYPE_INT64: .int64
        // Any Boolean and any sequence can be; the tables have what is to be said of sequences.
        default: nil
        }
    }

    /// Whether a violation is about this field, or an element of it.
    func isNamed(_ field: String) -> Bool {
        var plain = ""
        var depth = 0
        for character in field {
            if character == "[" { depth += 1 }
            if depth == 0 { plain.append(character) }
            if character == "]" { depth -= 1 }
        }
        return plain == name
            || (kind == .mapKey || kind == .mapValue || kind == .instant || kind == .span)
                && plain.hasPrefix(name + ".")
    }

    /// Values that cannot be, as fields on the wire.
    var nonsense: [(what: String, value: [UInt8])] {
        switch kind {
        case .text, .mapKey, .mapValue:
            [
                ("has a control character", bytes([0x61, 0x07])), ("has an escape", bytes([0x1B, 0x5B])),
                ("has a C1 control", bytes([0xC2, 0x9B])), ("has a NUL", bytes([0x61, 0x00])),
                ("is not UTF-8", bytes([0xC3, 0x28])),
                ("is too long", bytes([UInt8](repeating: 0x61, count: 70_000))),
            ]
        case .choice: [("is 99", number(99)), ("is -1", number(UInt64(bitPattern: -1)))]
        case .int32: [("is the least", number(UInt64(bitPattern: Int64(Int32.min))))]
        case .int64: [("is the least", number(UInt64(bitPattern: .min)))]
        case .real:
            [
                ("is NaN", real(.nan)), ("is infinite", real(.infinity)),
                ("is minus infinite", real(-.infinity)),
            ]
        case .instant:
            [
                ("is past the end of time", time(.max, 0)), ("is before all time", time(.min, 0)),
                ("has a nanosecond too many", time(1, 1_000_000_000)), ("has one too few", time(1, -1)),
                ("is no time", bytes([0x0A, 0x01, 0x61])),
            ]
        case .span:
            [
                ("is below zero", time(-1, 0)), ("overflows", time(.max, 999_999_999)),
                ("contradicts itself", time(5, -1_000_000_000)), ("is no span", bytes([0x0A, 0x01, 0x61])),
            ]
        }
    }

    /// The request with this field's value in the place of what it says there.
    func put(_ value: [UInt8], into request: [UInt8]) -> [UInt8] {
        Self.put(value, at: path[...], into: request)
    }

    private static func put(_ value: [UInt8], at path: ArraySlice<UInt32>, into message: [UInt8]) -> [UInt8] {
        guard let number = path.first, path.count > 1 else {
            return removing(path.first ?? 0, from: message).rest + value
        }
        let (inner, rest) = removing(number, from: message)
        var writer = WireWriter(appendingTo: rest)
        writer.field(number, bytes: put(value, at: path.dropFirst(), into: inner))
        return writer.bytes
    }

    /// A message without a field, and the content that the field had.
    private static func removing(_ number: UInt32, from message: [UInt8]) -> (content: [UInt8], rest: [UInt8])
    {
        message.withUnsafeBytes { bytes in
            var reader = WireReader(bytes)
            var (content, rest): ([UInt8], [UInt8]) = ([], [])
            while !reader.isAtEnd {
                let start = reader.rest
                guard let tag = try? reader.tag() else { return (content, rest) }
                let afterTag = reader.rest
                guard (try? reader.skip(tag.type)) != nil else { return (content, rest) }
                if tag.field == number {
                    var inner = WireReader(afterTag)
                    content = (try? inner.lengthDelimited()).map { [UInt8]($0) } ?? []
                } else {
                    rest += start.prefix(start.count - reader.rest.count)
                }
            }
            return (content, rest)
        }
    }

    // MARK: Values on the wire

    private func bytes(_ content: [UInt8]) -> [UInt8] {
        var writer = WireWriter()
        writer.field(path.last ?? 0, bytes: content)
        return writer.bytes
    }

    private func number(_ value: UInt64) -> [UInt8] {
        var writer = WireWriter()
        writer.field(path.last ?? 0, varint: value)
        return writer.bytes
    }

    private func real(_ value: Double) -> [UInt8] {
        var writer = WireWriter()
        writer.tag(path.last ?? 0, .fixed64)
        return writer.bytes + withUnsafeBytes(of: value.bitPattern.littleEndian) { [UInt8]($0) }
    }

    private func time(_ seconds: Int64, _ nanoseconds: Int32) -> [UInt8] {
        var writer = WireWriter()
        writer.field(1, varint: UInt64(bitPattern: seconds))
        writer.field(2, varint: UInt64(bitPattern: Int64(nanoseconds)))
        return bytes(writer.bytes)
    }
}
