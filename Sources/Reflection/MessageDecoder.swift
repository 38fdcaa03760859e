public import JSON
import Protobuf
import WireFormat

/// Reads messages that nothing was compiled for, into JSON.
///
/// As compiled messages are printed: every field, in the sequence of the .proto; what is absent is null, a list without
/// elements `[]`; of a oneof with several members only the one that is set. Fields that the schema does not know are left out.
public struct MessageDecoder: Sendable {
    private let schema: Schema

    private static let depthMax = 64

    /// Prepares to read messages of a schema.
    public init(_ schema: Schema) { self.schema = schema }

    /// The JSON of a message.
    ///
    /// - Parameters:
    ///   - bytes: the message.
    ///   - name: its full name.
    /// - Returns: an object; a text for times and durations.
    /// - Throws: `SchemaError` when the bytes are no such message.
    public func decode(_ bytes: [UInt8], as name: String) throws(SchemaError) -> JSONValue {
        let result = bytes.withUnsafeBytes { raw in
            Result { () throws(WireError) in try decode(raw, as: name, depth: 0) }
        }
        do throws(WireError) {
            return try result.get()
        } catch {
            throw SchemaError(reason: "it is no \(name): \(error)")
        }
    }

    /// What came of a field: its values in their sequence, or the entries of a map.
    private enum Found {
        case values([JSONValue])
        case entries([JSONValue.Member])
    }

    private func decode(
        _ bytes: UnsafeRawBufferPointer, as name: String, depth: Int
    ) throws(WireError) -> JSONValue {
        guard depth < Self.depthMax, let message = schema.messages[name] else { throw .malformed }
        if let time = try decodeTime(bytes, as: name) { return time }
        var found: [UInt32: Found] = [:]
        var reader = WireReader(bytes)
        while !reader.isAtEnd {
            let (number, type) = try reader.tag()
            guard let field = message.fields.first(where: { $0.number == number }) else {
                try reader.skip(type)
                continue
            }
            try read(field, type, &reader, into: &found, depth: depth)
        }
        return .object(
            message.fields.compactMap { field in
                value(of: field, found[field.number], in: message, found: found).map {
                    JSONValue.Member(field.name, $0)
                }
            })
    }

    private func read(
        _ field: FieldSchema, _ type: WireType, _ reader: inout WireReader, into found: inout [UInt32: Found],
        depth: Int
    ) throws(WireError) {
        var values: [JSONValue] = []
        var entries: [JSONValue.Member] = []
        switch found[field.number] {
        case .values(let before): values = before
        case .entries(let before): entries = before
        case nil: break
        }
        if case .message(let name) = field.type {
            guard type == .lengthDelimited else { throw .malformed }
            let nested = try decode(try reader.lengthDelimited(), as: name, depth: depth + 1)
            if isMap(field) {
                entries.append(JSONValue.Member(nested["key"]?.text ?? "", nested["value"] ?? .null))
                found[field.number] = .entries(entries)
                return
            }
            values.append(nested)
        } else if type == .lengthDelimited, field.type != .string, field.type != .bytes {
            var packed = WireReader(try reader.lengthDelimited())
            while !packed.isAtEnd { values.append(try scalar(field.type, field.type.wireType, &packed)) }
        } else {
            values.append(try scalar(field.type, type, &reader))
        }
        // Of a field that has one value the last counts.
        found[field.number] = .values(field.isRepeated ? values : Array(values.suffix(1)))
    }

    /// What is printed for a field; nil for members of a oneof of several that are not set.
    private func value(
        of field: FieldSchema, _ value: Found?, in message: MessageSchema, found: [UInt32: Found]
    ) -> JSONValue? {
        switch value {
        case .entries(let entries): return .object(entries)
        case .values(let values): return field.isRepeated ? .array(values) : values.last ?? .null
        case nil: break
        }
        if let oneof = field.oneof {
            return message.fields.count { $0.oneof == oneof } > 1 ? nil : .null
        }
        if field.isRepeated { return isMap(field) ? .object([]) : .array([]) }
        return switch field.type {
        case .message: .null
        case .string, .bytes: .string("")
        case .bool: .bool(false)
        case .double, .float, .integer: .number("0")
        case .enumeration(let name): symbol(0, of: name)
        }
    }

    private func isMap(_ field: FieldSchema) -> Bool {
        guard field.isRepeated, case .message(let name) = field.type else { return false }
        return schema.messages[name]?.isMapEntry ?? false
    }

    private func symbol(_ number: Int32, of name: String) -> JSONValue {
        let value = schema.enums[name]?.values.first { $0.number == number }
        return value.map { .string($0.name) } ?? .number(String(number))
    }

    private func scalar(
        _ type: FieldType, _ wire: WireType, _ reader: inout WireReader
    ) throws(WireError) -> JSONValue {
        guard wire == type.wireType else { throw .malformed }
        switch type {
        case .message: throw .malformed
        case .string:
            let bytes = try reader.lengthDelimited()
            guard checkText(bytes) != .notUTF8 else { throw .malformed }
            return .string(String(decoding: bytes, as: UTF8.self))
        case .bytes: return .string(base64([UInt8](try reader.lengthDelimited())))
        case .bool: return .bool(try reader.varint() != 0)
        case .enumeration(let name): return symbol(Int32(truncatingIfNeeded: try reader.varint()), of: name)
        case .double: return number(Double(bitPattern: try reader.fixed(byteCount: 8)))
        case .float: return number(Double(Float(bitPattern: UInt32(try reader.fixed(byteCount: 4)))))
        case .integer(let isSigned, let bits, let encoding):
            let value = encoding == .fixed ? try reader.fixed(byteCount: bits / 8) : try reader.varint()
            return .number(text(value, isSigned, bits, encoding))
        }
    }

    private func text(
        _ value: UInt64, _ isSigned: Bool, _ bits: Int, _ encoding: FieldType.IntegerEncoding
    ) -> String {
        if encoding == .zigzag {
            return String(Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1))
        }
        switch (isSigned, bits) {
        case (true, 64): return String(Int64(bitPattern: value))
        case (true, _): return String(Int32(truncatingIfNeeded: value))
        case (false, 64): return String(value)
        case (false, _): return String(UInt32(truncatingIfNeeded: value))
        }
    }

    /// A number as compiled messages print it; JSON has no infinities.
    private func number(_ value: Double) -> JSONValue {
        guard value.isFinite else { return .null }
        let isWhole = value == value.rounded() && value.magnitude < 1e15
        return .number(isWhole ? String(Int64(value)) : value.description)
    }

    /// Times and durations as texts; nil for everything else.
    private func decodeTime(_ bytes: UnsafeRawBufferPointer, as name: String) throws(WireError) -> JSONValue?
    {
        guard name == WellKnown.timestamp || name == WellKnown.duration else { return nil }
        var (reader, seconds, nanoseconds): (WireReader, Int64, Int32) = (WireReader(bytes), 0, 0)
        while !reader.isAtEnd {
            switch try reader.tag() {
            case (1, .varint): seconds = Int64(bitPattern: try reader.varint())
            case (2, .varint): nanoseconds = Int32(truncatingIfNeeded: try reader.varint())
            case (_, let type): try reader.skip(type)
            }
        }
        return .string(
            name == WellKnown.timestamp
                ? timestampText(seconds, nanoseconds) : durationText(seconds, nanoseconds))
    }
}

extension FieldType {
    /// How one value stands on the wire.
    var wireType: WireType {
        switch self {
        case .double: .fixed64
        case .float: .fixed32
        case .bool, .enumeration: .varint
        case .string, .bytes, .message: .lengthDelimited
        case .integer(_, let bits, let encoding):
            encoding == .fixed ? (bits == 64 ? .fixed64 : .fixed32) : .varint
        }
    }
}
