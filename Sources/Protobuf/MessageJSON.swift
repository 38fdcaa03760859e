import CProtobufC

/// Renders any message as proto3 JSON with the field names of the .proto.
///
/// Every field is printed, in the sequence of the .proto: an absent figure is null, an absent message too, a list
/// without elements `[]`. 64-bit numbers are JSON numbers: sequences and counts stay far below 2⁵³. Of a oneof with
/// several members only the one that is set is printed.
struct MessageJSON {
    private typealias Descriptor = UnsafePointer<ProtobufCMessageDescriptor>

    private(set) var text = ""
    private let isPretty: Bool
    private var indentation = 0

    init(pretty: Bool) { isPretty = pretty }

    /// Appends the message whose C struct `raw` points to.
    mutating func append(_ raw: UnsafeRawPointer) {
        guard let layout = raw.assumingMemoryBound(to: ProtobufCMessage.self).pointee.descriptor else {
            return
        }
        let descriptor = layout.pointee
        if layout.isTime {
            appendTime(raw, isDuration: String(cString: descriptor.name).hasSuffix("Duration"))
            return
        }
        open("{")
        var isFirst = true
        for index in 0..<Int(descriptor.n_fields) {
            let field = descriptor.fields[index]
            if isUnchosenMember(field, of: descriptor, raw) { continue }
            separate(&isFirst)
            appendString(String(cString: field.name))
            text += isPretty ? ": " : ":"
            append(field, raw)
        }
        close("}", isEmpty: isFirst)
    }

    /// Whether the field is a member of a oneof of several, and another one is set.
    private func isUnchosenMember(
        _ field: ProtobufCFieldDescriptor, of descriptor: ProtobufCMessageDescriptor, _ raw: UnsafeRawPointer
    ) -> Bool {
        guard field.isOneof else { return false }
        let chosen = raw.load(fromByteOffset: Int(field.quantifier_offset), as: UInt32.self)
        if chosen == field.id { return false }
        let members = (0..<Int(descriptor.n_fields)).count { index in
            let other = descriptor.fields[index]
            return other.isOneof && other.quantifier_offset == field.quantifier_offset
        }
        return members > 1
    }

    private mutating func append(_ field: ProtobufCFieldDescriptor, _ raw: UnsafeRawPointer) {
        let place = raw + Int(field.offset)
        if field.isRepeated {
            let count = raw.load(fromByteOffset: Int(field.quantifier_offset), as: Int.self)
            appendList(field, place.load(as: UnsafeRawPointer?.self), count)
        } else if field.isOneof,
            raw.load(fromByteOffset: Int(field.quantifier_offset), as: UInt32.self) != field.id
        {
            text += "null"
        } else {
            appendValue(field, place)
        }
    }

    private mutating func appendList(
        _ field: ProtobufCFieldDescriptor, _ list: UnsafeRawPointer?, _ count: Int
    ) {
        if let entry = field.mapEntry {
            appendMap(entry.pointee, list, count)
            return
        }
        open("[")
        var isFirst = true
        if let list {
            for index in 0..<count {
                separate(&isFirst)
                appendValue(field, list + index * field.elementSize)
            }
        }
        close("]", isEmpty: isFirst)
    }

    private mutating func appendMap(
        _ entry: ProtobufCMessageDescriptor, _ list: UnsafeRawPointer?, _ count: Int
    ) {
        open("{")
        var isFirst = true
        let entries = list?.assumingMemoryBound(to: UnsafeRawPointer.self)
        for index in 0..<count {
            guard let raw = entries?[index] else { continue }
            separate(&isFirst)
            appendValue(entry.fields[0], raw + Int(entry.fields[0].offset))
            text += isPretty ? ": " : ":"
            appendValue(entry.fields[1], raw + Int(entry.fields[1].offset))
        }
        close("}", isEmpty: isFirst)
    }

    private mutating func appendValue(_ field: ProtobufCFieldDescriptor, _ place: UnsafeRawPointer) {
        switch field.type {
        case PROTOBUF_C_TYPE_STRING:
            appendString(copyString(place.load(as: UnsafePointer<CChar>?.self)))
        case PROTOBUF_C_TYPE_MESSAGE:
            if let nested = place.load(as: UnsafeRawPointer?.self) { append(nested) } else { text += "null" }
        case PROTOBUF_C_TYPE_BYTES:
            let data = place.load(as: ProtobufCBinaryData.self)
            text += "\"" + base64(copyBytes(data.len, data.data)) + "\""
        case PROTOBUF_C_TYPE_BOOL: text += place.load(as: Int32.self) != 0 ? "true" : "false"
        case PROTOBUF_C_TYPE_ENUM: appendEnum(field, place.load(as: Int32.self))
        case PROTOBUF_C_TYPE_DOUBLE: appendNumber(place.load(as: Double.self))
        case PROTOBUF_C_TYPE_FLOAT: appendNumber(Double(place.load(as: Float.self)))
        case PROTOBUF_C_TYPE_INT64, PROTOBUF_C_TYPE_SINT64, PROTOBUF_C_TYPE_SFIXED64:
            text += String(place.load(as: Int64.self))
        case PROTOBUF_C_TYPE_UINT64, PROTOBUF_C_TYPE_FIXED64: text += String(place.load(as: UInt64.self))
        case PROTOBUF_C_TYPE_UINT32, PROTOBUF_C_TYPE_FIXED32: text += String(place.load(as: UInt32.self))
        default: text += String(place.load(as: Int32.self))
        }
    }

    private mutating func appendEnum(_ field: ProtobufCFieldDescriptor, _ number: Int32) {
        guard let descriptor = field.descriptor?.assumingMemoryBound(to: ProtobufCEnumDescriptor.self),
            let value = protobuf_c_enum_descriptor_get_value(descriptor, number)
        else {
            text += String(number)
            return
        }
        appendString(String(cString: value.pointee.name))
    }

    /// A number; JSON has no infinities, and no figure of ours is one.
    private mutating func appendNumber(_ value: Double) {
        if !value.isFinite {
            text += "null"
        } else if value == value.rounded(), value.magnitude < 1e15 {
            text += String(Int64(value))
        } else {
            text += value.description
        }
    }

    private mutating func appendString(_ value: String) {
        text += jsonQuoted(value)
    }

    private mutating func appendTime(_ raw: UnsafeRawPointer, isDuration: Bool) {
        let descriptor = raw.assumingMemoryBound(to: ProtobufCMessage.self).pointee.descriptor.pointee
        let seconds = (raw + Int(descriptor.fields[0].offset)).load(as: Int64.self)
        let nanoseconds = (raw + Int(descriptor.fields[1].offset)).load(as: Int32.self)
        text +=
            "\"" + (isDuration ? durationText(seconds, nanoseconds) : timestampText(seconds, nanoseconds))
            + "\""
    }

    // MARK: Layout

    private mutating func open(_ bracket: String) {
        text += bracket
        indentation += 1
    }

    private mutating func close(_ bracket: String, isEmpty: Bool) {
        indentation -= 1
        if !isEmpty { breakLine() }
        text += bracket
    }

    private mutating func separate(_ isFirst: inout Bool) {
        if !isFirst { text += "," }
        isFirst = false
        breakLine()
    }

    private mutating func breakLine() {
        guard isPretty else { return }
        text += "\n" + String(repeating: "  ", count: indentation)
    }
}

extension ProtobufMessage {
    /// The message as proto3 JSON, on one line or indented.
    public func json(pretty: Bool = false) -> String {
        let arena = Arena()
        let raw = arena.allocate(size: Self.layout.structSize)
        fill(raw, in: arena)
        var json = MessageJSON(pretty: pretty)
        withExtendedLifetime(arena) { json.append(raw) }
        return json.text
    }
}
