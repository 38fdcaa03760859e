import CProtobufC

/// A field that could not be filled from text.
public struct FieldTextError: Error, Hashable, Sendable {
    /// The field's name, as in the .proto.
    public var field: String
    /// What is wrong with the text, and what would be right.
    public var reason: String

    /// Creates an error.
    public init(field: String, reason: String) {
        self.field = field
        self.reason = reason
    }
}

extension ProtobufMessage {
    /// The names of the fields, in the sequence of the .proto.
    public static var fieldNames: [String] {
        let descriptor = layout.descriptor.pointee
        return (0..<Int(descriptor.n_fields)).map { String(cString: descriptor.fields[$0].name) }
    }

    /// Makes a message of fields as a person writes them: enumerations by name, times as RFC 3339, lists with commas,
    /// maps as `NAME=VALUE` with commas.
    ///
    /// - Parameter fields: names as in the .proto, and texts; an empty text leaves the field as it is.
    /// - Returns: the message.
    /// - Throws: `FieldTextError` for the first field that is wrong.
    public static func fromText(_ fields: [(name: String, text: String)]) throws(FieldTextError) -> Self {
        let arena = Arena()
        let raw = arena.allocate(size: layout.structSize)
        Self().fill(raw, in: arena)
        for (name, text) in fields where !text.isEmpty {
            guard let field = protobuf_c_message_descriptor_get_field_by_name(layout.descriptor, name) else {
                throw FieldTextError(
                    field: name,
                    reason: "is not a field; the fields are \(fieldNames.joined(separator: ", "))")
            }
            try MessageText.set(field.pointee, text, raw, arena)
        }
        return withExtendedLifetime(arena) { Self(copying: raw) }
    }
}

/// Sets fields of a C struct from text.
enum MessageText {
    static func set(
        _ field: ProtobufCFieldDescriptor, _ text: String, _ raw: UnsafeMutableRawPointer, _ arena: Arena
    ) throws(FieldTextError) {
        guard field.isRepeated else {
            try setValue(field, text, raw + Int(field.offset), arena)
            field.choose(in: raw)
            return
        }
        let parts = text.split(separator: ",").map(String.init)
        let list = arena.list(of: field, count: parts.count, in: raw)
        for (index, part) in parts.enumerated() {
            let place = list + index * field.elementSize
            if let entry = field.mapEntry {
                try setEntry(field, entry, part, place, arena)
            } else {
                try setValue(field, part, place, arena)
            }
        }
    }

    /// `NAME=VALUE` as an entry of a map.
    private static func setEntry(
        _ field: ProtobufCFieldDescriptor, _ entry: UnsafePointer<ProtobufCMessageDescriptor>, _ text: String,
        _ place: UnsafeMutableRawPointer, _ arena: Arena
    ) throws(FieldTextError) {
        guard let equals = text.firstIndex(of: "=") else {
            throw refuse(field, "holds \(jsonQuoted(text)); it must be NAME=VALUE")
        }
        let raw = arena.message(entry)
        place.storeBytes(of: raw, as: UnsafeMutableRawPointer.self)
        let (key, value) = (entry.pointee.fields[0], entry.pointee.fields[1])
        try setValue(key, String(text[..<equals]), raw + Int(key.offset), arena)
        try setValue(value, String(text[text.index(after: equals)...]), raw + Int(value.offset), arena)
    }

    /// Writes one value to its place in a struct or a list.
    static func setValue(
        _ field: ProtobufCFieldDescriptor, _ text: String, _ place: UnsafeMutableRawPointer, _ arena: Arena
    ) throws(FieldTextError) {
        switch field.type {
        case PROTOBUF_C_TYPE_STRING:
            // protobuf-c's texts end at a NUL; the rest would be lost without a word.
            if text.utf8.contains(0) { throw refuse(field, "has a NUL character") }
            place.storeBytes(of: arena.string(text), as: UnsafeMutablePointer<CChar>.self)
        case PROTOBUF_C_TYPE_BYTES:
            guard let bytes = bytes(ofBase64: text) else { throw refuse(field, text, "bytes in base 64") }
            place.storeBytes(of: arena.bytes(bytes), as: ProtobufCBinaryData.self)
        case PROTOBUF_C_TYPE_ENUM: place.storeBytes(of: try enumNumber(field, text), as: Int32.self)
        case PROTOBUF_C_TYPE_BOOL: place.storeBytes(of: try bool(field, text) ? 1 : 0, as: Int32.self)
        case PROTOBUF_C_TYPE_DOUBLE:
            guard let value = Double(text), value.isFinite else { throw refuse(field, text, "a number") }
            place.storeBytes(of: value, as: Double.self)
        case PROTOBUF_C_TYPE_INT32, PROTOBUF_C_TYPE_SINT32:
            place.storeBytes(of: try integer(field, text, Int32.self), as: Int32.self)
        case PROTOBUF_C_TYPE_UINT32:
            place.storeBytes(of: try integer(field, text, UInt32.self), as: UInt32.self)
        case PROTOBUF_C_TYPE_INT64, PROTOBUF_C_TYPE_SINT64:
            place.storeBytes(of: try integer(field, text, Int64.self), as: Int64.self)
        case PROTOBUF_C_TYPE_UINT64:
            place.storeBytes(of: try integer(field, text, UInt64.self), as: UInt64.self)
        case PROTOBUF_C_TYPE_MESSAGE: try setTime(field, text, place, arena)
        default: throw refuse(field, "cannot be given as text")
        }
    }

    private static func integer<Number: FixedWidthInteger>(
        _ field: ProtobufCFieldDescriptor, _ text: String, _: Number.Type
    ) throws(FieldTextError) -> Number {
        guard let value = Number(text) else {
            throw refuse(field, text, "a whole number from \(Number.min) to \(Number.max)")
        }
        return value
    }

    private static func bool(_ field: ProtobufCFieldDescriptor, _ text: String) throws(FieldTextError) -> Bool
    {
        switch text.lowercased() {
        case "true", "yes", "1": true
        case "false", "no", "0": false
        default: throw refuse(field, text, "true or false")
        }
    }

    private static func enumNumber(
        _ field: ProtobufCFieldDescriptor, _ text: String
    ) throws(FieldTextError) -> Int32 {
        guard let descriptor = field.descriptor?.assumingMemoryBound(to: ProtobufCEnumDescriptor.self).pointee
        else {
            throw refuse(field, "cannot be given as text")
        }
        let values = (0..<Int(descriptor.n_values)).map { descriptor.values[$0] }
        let names = values.map { String(cString: $0.name) }
        // All names begin as the first does, which ends in UNSPECIFIED.
        let prefix = names.first.map { String($0.dropLast("UNSPECIFIED".utf8.count)) } ?? ""
        // Options write dashes where names have underscores.
        let upper = String(text.uppercased().map { $0 == "-" ? "_" : $0 })
        guard let index = names.firstIndex(where: { $0 == upper || $0 == prefix + upper }) else {
            let right = names.dropFirst().map { String($0.dropFirst(prefix.utf8.count)) }
            throw refuse(field, text, "one of \(right.joined(separator: ", "))")
        }
        return values[index].value
    }

    private static func setTime(
        _ field: ProtobufCFieldDescriptor, _ text: String, _ place: UnsafeMutableRawPointer, _ arena: Arena
    ) throws(FieldTextError) {
        guard let nested = field.nested, nested.isTime else {
            throw refuse(field, "cannot be given as text")
        }
        let isDuration = String(cString: nested.pointee.name).hasSuffix("Duration")
        guard let time = isDuration ? parseDuration(text) : parseTimestamp(text) else {
            let right =
                isDuration
                ? "a span of time such as 1.5s, 500ms or 2h"
                : "a time such as 2026-01-30T04:30:00Z, a date, or seconds since 1970"
            throw refuse(field, text, right)
        }
        let raw = arena.message(nested)
        raw.storeBytes(of: time.seconds, toByteOffset: Int(nested.pointee.fields[0].offset), as: Int64.self)
        raw.storeBytes(
            of: time.nanoseconds, toByteOffset: Int(nested.pointee.fields[1].offset), as: Int32.self)
        place.storeBytes(of: raw, as: UnsafeMutableRawPointer.self)
    }

    static func refuse(_ field: ProtobufCFieldDescriptor, _ text: String, _ right: String) -> FieldTextError {
        refuse(field, "is \(jsonQuoted(text)); it must be \(right)")
    }

    static func refuse(_ field: ProtobufCFieldDescriptor, _ reason: String) -> FieldTextError {
        FieldTextError(field: String(cString: field.name), reason: reason)
    }
}
