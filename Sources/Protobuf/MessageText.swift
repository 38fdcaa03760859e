import CProtobufC

/// A field that could not be filled from text.
public struct FieldTextError: Error, Hashable, Sendable {
    /// The field's name, as in the .proto.
    public var field: String
    /// What is wrong with the text, and what would be right.
    public var reason: String
}

extension ProtobufMessage {
    /// The names of the fields, in the sequence of the .proto.
    public static var fieldNames: [String] {
        let descriptor = layout.descriptor.pointee
        return (0..<Int(descriptor.n_fields)).map { String(cString: descriptor.fields[$0].name) }
    }

    /// Makes a message of fields as a person writes them: enumerations by name, times as RFC 3339, lists with commas.
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
        return Self(copying: raw)
    }
}

/// Sets fields of a C struct from text.
enum MessageText {
    static func set(
        _ field: ProtobufCFieldDescriptor, _ text: String, _ raw: UnsafeMutableRawPointer, _ arena: Arena
    ) throws(FieldTextError) {
        let place = raw + Int(field.offset)
        if field.label == PROTOBUF_C_LABEL_REPEATED {
            guard field.type == PROTOBUF_C_TYPE_STRING else { throw refuse(field, "cannot be given as text") }
            let parts = text.split(separator: ",").map(String.init)
            let list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = arena.array(parts) {
                arena.string($0)
            }
            place.storeBytes(of: list, as: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?.self)
            raw.storeBytes(of: parts.count, toByteOffset: Int(field.quantifier_offset), as: Int.self)
            return
        }
        try setValue(field, text, place, arena)
        if field.flags & UInt32(PROTOBUF_C_FIELD_FLAG_ONEOF.rawValue) != 0 {
            raw.storeBytes(of: field.id, toByteOffset: Int(field.quantifier_offset), as: UInt32.self)
        }
    }

    private static func setValue(
        _ field: ProtobufCFieldDescriptor, _ text: String, _ place: UnsafeMutableRawPointer, _ arena: Arena
    ) throws(FieldTextError) {
        switch field.type {
        case PROTOBUF_C_TYPE_STRING:
            place.storeBytes(of: arena.string(text), as: UnsafeMutablePointer<CChar>.self)
        case PROTOBUF_C_TYPE_ENUM: place.storeBytes(of: try enumNumber(field, text), as: Int32.self)
        case PROTOBUF_C_TYPE_BOOL: place.storeBytes(of: try bool(field, text) ? 1 : 0, as: Int32.self)
        case PROTOBUF_C_TYPE_DOUBLE:
            guard let value = Double(text), value.isFinite else { throw refuse(field, "must be a number") }
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
            throw refuse(field, "must be a whole number from \(Number.min) to \(Number.max)")
        }
        return value
    }

    private static func bool(_ field: ProtobufCFieldDescriptor, _ text: String) throws(FieldTextError) -> Bool
    {
        switch text.lowercased() {
        case "true", "yes", "1": true
        case "false", "no", "0": false
        default: throw refuse(field, "is \(jsonQuoted(text)); it must be true or false")
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
        let upper = text.uppercased()
        guard let index = names.firstIndex(where: { $0 == upper || $0 == prefix + upper }) else {
            let right = names.dropFirst().map { String($0.dropFirst(prefix.utf8.count)) }.joined(
                separator: ", ")
            throw refuse(field, "is \(jsonQuoted(text)); it must be one of \(right)")
        }
        return values[index].value
    }

    private static func setTime(
        _ field: ProtobufCFieldDescriptor, _ text: String, _ place: UnsafeMutableRawPointer, _ arena: Arena
    ) throws(FieldTextError) {
        guard let nested = field.descriptor?.assumingMemoryBound(to: ProtobufCMessageDescriptor.self) else {
            return
        }
        let time: (seconds: Int64, nanoseconds: Int32)?
        switch String(cString: nested.pointee.name) {
        case "google.protobuf.Timestamp": time = parseTimestamp(text)
        case "google.protobuf.Duration": time = parseDuration(text)
        default: throw refuse(field, "cannot be given as text")
        }
        guard let time else {
            throw refuse(
                field,
                "is \(jsonQuoted(text)); it must be a time such as 2026-01-30T04:30:00Z, a date, or seconds since 1970"
            )
        }
        let raw = arena.allocate(size: Int(nested.pointee.sizeof_message))
        protobuf_c_message_init(nested, raw)
        raw.storeBytes(of: time.seconds, toByteOffset: Int(nested.pointee.fields[0].offset), as: Int64.self)
        raw.storeBytes(
            of: time.nanoseconds, toByteOffset: Int(nested.pointee.fields[1].offset), as: Int32.self)
        place.storeBytes(of: raw, as: UnsafeMutableRawPointer.self)
    }

    private static func refuse(_ field: ProtobufCFieldDescriptor, _ reason: String) -> FieldTextError {
        FieldTextError(field: String(cString: field.name), reason: reason)
    }
}
