public import JSON
public import Protobuf
import WireFormat

/// Writes messages that nothing was compiled for, from JSON.
///
/// Names are those of the .proto, or in lowerCamelCase. A null leaves its field unset; numbers may stand for texts, which keep
/// their digits, and texts for numbers.
public struct MessageEncoder: Sendable {
    private let schema: Schema

    /// Messages inside messages: as many as the daemon takes.
    private static let depthMax = 32

    /// Prepares to write messages of a schema.
    public init(_ schema: Schema) { self.schema = schema }

    /// A message of a JSON object.
    ///
    /// - Parameters:
    ///   - json: the object.
    ///   - name: full name of the message.
    /// - Returns: its bytes.
    /// - Throws: `FieldTextError` for the first member that is wrong, with its path ("trades[2].side").
    public func encode(_ json: JSONValue, as name: String) throws(FieldTextError) -> [UInt8] {
        try encode(json, as: name, depth: 0)
    }

    private func encode(
        _ json: JSONValue, as name: String, depth: Int
    ) throws(FieldTextError) -> [UInt8] {
        guard depth < Self.depthMax else { throw refuse("is nested too deeply") }
        if let time = try encodeTime(json, as: name) { return time }
        guard let message = schema.messages[name] else {
            throw refuse("is a \(name), which is not described")
        }
        guard case .object(let members) = json else { throw refuse("must be a JSON object") }
        var writer = WireWriter()
        var oneofs: [Int: String] = [:]
        for member in members where member.value != .null {
            guard let field = message.field(named: member.name) else {
                let names = message.fields.map(\.name).joined(separator: ", ")
                throw FieldTextError(
                    field: member.name,
                    reason: names.isEmpty
                        ? "is not a field; there are none" : "is not a field; the fields are \(names)")
            }
            if let oneof = field.oneof, let other = oneofs.updateValue(field.name, forKey: oneof) {
                throw FieldTextError(field: member.name, reason: "cannot be set beside \(other)")
            }
            try below(field.name) { () throws(FieldTextError) in
                try append(member.value, field, to: &writer, depth: depth)
            }
        }
        return writer.bytes
    }

    private func append(
        _ json: JSONValue, _ field: FieldSchema, to writer: inout WireWriter, depth: Int
    ) throws(FieldTextError) {
        if field.isRepeated, case .message(let name) = field.type, schema.messages[name]?.isMapEntry ?? false
        {
            guard case .object(let members) = json else { throw refuse("must be a JSON object") }
            for member in members {
                let entry = JSONValue.object([
                    JSONValue.Member("key", .string(member.name)), JSONValue.Member("value", member.value),
                ])
                writer.field(field.number, bytes: try encode(entry, as: name, depth: depth + 1))
            }
        } else if field.isRepeated {
            guard case .array(let elements) = json else { throw refuse("must be a JSON list") }
            for (index, element) in elements.enumerated() {
                try below("[\(index)]") { () throws(FieldTextError) in
                    try appendValue(element, field, to: &writer, depth: depth)
                }
            }
        } else {
            try appendValue(json, field, to: &writer, depth: depth)
        }
    }

    /// One value with its tag; lists of numbers stand one by one, which every reader takes.
    private func appendValue(
        _ json: JSONValue, _ field: FieldSchema, to writer: inout WireWriter, depth: Int
    ) throws(FieldTextError) {
        if case .message(let name) = field.type {
            writer.field(field.number, bytes: try encode(json, as: name, depth: depth + 1))
            return
        }
        guard let text = json.text else { throw refuse("must be a text, a number or a truth value") }
        switch field.type {
        case .message: break
        case .string: writer.field(field.number, bytes: text.utf8)
        case .bytes:
            guard let bytes = bytes(ofBase64: text) else { throw refuse("must be base 64") }
            writer.field(field.number, bytes: bytes)
        case .bool:
            guard text == "true" || text == "false" else {
                throw refuse("is \(text); it must be true or false")
            }
            writer.tag(field.number, .varint)
            writer.varint(text == "true" ? 1 : 0)
        case .enumeration(let name):
            writer.tag(field.number, .varint)
            writer.varint(UInt64(bitPattern: Int64(try number(text, of: name))))
        case .double, .float:
            guard let value = Double(text), value.isFinite else {
                throw refuse("is \(text); it must be a number")
            }
            let isDouble = field.type == .double
            let bits = isDouble ? value.bitPattern : UInt64(Float(value).bitPattern)
            writer.tag(field.number, isDouble ? .fixed64 : .fixed32)
            writer.fixed(bits, byteCount: isDouble ? 8 : 4)
        case .integer(let isSigned, let bits, let encoding):
            let value = try integer(text, isSigned: isSigned, bits: bits)
            switch encoding {
            case .varint:
                writer.tag(field.number, .varint)
                writer.varint(value)
            case .zigzag:
                writer.tag(field.number, .varint)
                let signed = Int64(bitPattern: value)
                writer.varint(UInt64(bitPattern: signed << 1 ^ signed >> 63))
            case .fixed:
                writer.tag(field.number, bits == 64 ? .fixed64 : .fixed32)
                writer.fixed(value, byteCount: bits / 8)
            }
        }
    }

    /// The value of an enumeration by its name, with what all names begin with or without it, or by its number.
    private func number(_ text: String, of name: String) throws(FieldTextError) -> Int32 {
        let values = schema.enums[name]?.values ?? []
        let value = values.first { $0.name == text || $0.name.hasSuffix("_" + text) }
        if let number = value?.number ?? Int32(text) { return number }
        throw refuse("is \(text); it must be one of \(values.map(\.name).joined(separator: ", "))")
    }

    private func integer(_ text: String, isSigned: Bool, bits: Int) throws(FieldTextError) -> UInt64 {
        let value =
            switch (isSigned, bits) {
            case (true, 64): Int64(text).map(UInt64.init(bitPattern:))
            case (true, _): Int32(text).map { UInt64(bitPattern: Int64($0)) }
            case (false, 64): UInt64(text)
            case (false, _): UInt32(text).map(UInt64.init)
            }
        guard let value else {
            throw refuse(
                "is \(text); it must be a whole number\(isSigned ? "" : ", 0 or above,") of \(bits) bits")
        }
        return value
    }

    /// Times and durations, which JSON writes as texts; nil for everything else.
    private func encodeTime(_ json: JSONValue, as name: String) throws(FieldTextError) -> [UInt8]? {
        let time: (seconds: Int64, nanoseconds: Int32)?
        let example: String
        switch (name, json) {
        case (WellKnown.timestamp, .string(let text)):
            (time, example) = (parseTimestamp(text), "2026-01-30T04:30:00Z")
        case (WellKnown.duration, .string(let text)): (time, example) = (parseDuration(text), "5s")
        default: return nil
        }
        guard let time else { throw refuse("must be a time such as \(example)") }
        var writer = WireWriter()
        writer.field(1, varint: UInt64(bitPattern: time.seconds))
        writer.field(2, varint: UInt64(bitPattern: Int64(time.nanoseconds)))
        return writer.bytes
    }

    private func refuse(_ reason: String) -> FieldTextError { FieldTextError(field: "", reason: reason) }

    /// Puts the path of what is written before the field of an error.
    private func below(_ path: String, _ body: () throws(FieldTextError) -> Void) throws(FieldTextError) {
        do throws(FieldTextError) {
            try body()
        } catch {
            let isPlain = error.field.isEmpty || error.field.hasPrefix("[")
            throw FieldTextError(field: path + (isPlain ? "" : ".") + error.field, reason: error.reason)
        }
    }
}

/// Messages that JSON writes as texts.
enum WellKnown {
    static let timestamp = "google.protobuf.Timestamp"
    static let duration = "google.protobuf.Duration"
}
