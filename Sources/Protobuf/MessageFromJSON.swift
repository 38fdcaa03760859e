import CProtobufC
public import JSON

extension ProtobufMessage {
    /// Makes a message of a JSON object as `json()` writes it.
    ///
    /// Names are those of the .proto, or in lowerCamelCase. A null leaves its field unset; numbers may stand for texts,
    /// which keep their digits, and texts for numbers; times may also be dates or seconds since 1970.
    ///
    /// - Parameters:
    ///   - json: the object.
    ///   - ignoringUnknown: whether members that are no fields are passed over.
    /// - Returns: the message.
    /// - Throws: `FieldTextError` for the first field that is wrong, with its path ("trades[2].side").
    public static func fromJSON(
        _ json: JSONValue, ignoringUnknown: Bool = false
    ) throws(FieldTextError) -> Self {
        let arena = Arena()
        let raw = arena.message(layout.descriptor)
        let reader = MessageFromJSON(arena: arena, ignoringUnknown: ignoringUnknown)
        try reader.fill(raw, layout.descriptor, json)
        return withExtendedLifetime(arena) { Self(copying: raw) }
    }
}

/// Fills C structs from JSON.
private struct MessageFromJSON {
    typealias Descriptor = UnsafePointer<ProtobufCMessageDescriptor>

    let arena: Arena
    let ignoringUnknown: Bool

    func fill(
        _ raw: UnsafeMutableRawPointer, _ descriptor: Descriptor, _ json: JSONValue
    ) throws(FieldTextError) {
        guard case .object(let members) = json else {
            throw FieldTextError(field: "", reason: "must be a JSON object")
        }
        for member in members {
            guard let field = Self.field(member.name, of: descriptor) else {
                if ignoringUnknown { continue }
                let names = (0..<Int(descriptor.pointee.n_fields)).map {
                    String(cString: descriptor.pointee.fields[$0].name)
                }
                throw FieldTextError(
                    field: member.name,
                    reason: "is not a field; the fields are \(names.joined(separator: ", "))")
            }
            if member.value != .null { try set(field, member.value, raw) }
        }
    }

    /// The field by its name in the .proto, or by the same in lowerCamelCase.
    private static func field(_ name: String, of descriptor: Descriptor) -> ProtobufCFieldDescriptor? {
        let snake = name.reduce(into: "") { $0 += $1.isUppercase ? "_" + $1.lowercased() : String($1) }
        let field =
            protobuf_c_message_descriptor_get_field_by_name(descriptor, name)
            ?? protobuf_c_message_descriptor_get_field_by_name(descriptor, snake)
        return field?.pointee
    }

    private func set(
        _ field: ProtobufCFieldDescriptor, _ json: JSONValue, _ raw: UnsafeMutableRawPointer
    ) throws(FieldTextError) {
        if let entry = field.mapEntry {
            try setMap(field, entry, json, raw)
        } else if field.isRepeated {
            guard case .array(let elements) = json else {
                throw MessageText.refuse(field, "must be a JSON list")
            }
            let list = arena.list(of: field, count: elements.count, in: raw)
            for (index, element) in elements.enumerated() {
                try below("\(String(cString: field.name))[\(index)]") { () throws(FieldTextError) in
                    try setValue(field, element, list + index * field.elementSize)
                }
            }
        } else {
            try below(String(cString: field.name)) { () throws(FieldTextError) in
                try setValue(field, json, raw + Int(field.offset))
            }
            field.choose(in: raw)
        }
    }

    private func setMap(
        _ field: ProtobufCFieldDescriptor, _ entry: Descriptor, _ json: JSONValue,
        _ raw: UnsafeMutableRawPointer
    ) throws(FieldTextError) {
        guard case .object(let members) = json else {
            throw MessageText.refuse(field, "must be a JSON object")
        }
        let list = arena.list(of: field, count: members.count, in: raw)
        let (key, value) = (entry.pointee.fields[0], entry.pointee.fields[1])
        for (index, member) in members.enumerated() {
            let made = arena.message(entry)
            (list + index * field.elementSize).storeBytes(of: made, as: UnsafeMutableRawPointer.self)
            try below("\(String(cString: field.name)).\(member.name)") { () throws(FieldTextError) in
                try setValue(key, .string(member.name), made + Int(key.offset))
                try setValue(value, member.value, made + Int(value.offset))
            }
        }
    }

    private func setValue(
        _ field: ProtobufCFieldDescriptor, _ json: JSONValue, _ place: UnsafeMutableRawPointer
    ) throws(FieldTextError) {
        if let nested = field.nested, !nested.isTime {
            let raw = arena.message(nested)
            place.storeBytes(of: raw, as: UnsafeMutableRawPointer.self)
            try fill(raw, nested, json)
        } else if field.type == PROTOBUF_C_TYPE_ENUM, case .number(let text) = json, let number = Int32(text)
        {
            // json() writes a value that it does not know as its number.
            place.storeBytes(of: number, as: Int32.self)
        } else if let text = json.text {
            do throws(FieldTextError) {
                try MessageText.setValue(field, text, place, arena)
            } catch {
                // Who calls knows the path, of which the field's name is the end.
                throw FieldTextError(field: "", reason: error.reason)
            }
        } else {
            throw FieldTextError(field: "", reason: "must be a text, a number or a truth value")
        }
    }

    /// Puts the path of what is read before the field of an error.
    private func below(_ path: String, _ body: () throws(FieldTextError) -> Void) throws(FieldTextError) {
        do throws(FieldTextError) {
            try body()
        } catch {
            throw FieldTextError(
                field: error.field.isEmpty ? path : "\(path).\(error.field)", reason: error.reason)
        }
    }
}
