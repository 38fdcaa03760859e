import CProtobufC

// What the walkers of a C struct ask of protobuf-c's descriptors.

extension ProtobufCFieldDescriptor {
    /// Whether it is a list or a map.
    var isRepeated: Bool { label == PROTOBUF_C_LABEL_REPEATED }

    /// Whether it is a member of a oneof.
    var isOneof: Bool { flags & UInt32(PROTOBUF_C_FIELD_FLAG_ONEOF.rawValue) != 0 }

    /// Size in bytes of a value in a struct, and of an element in a list.
    var elementSize: Int {
        switch type {
        case PROTOBUF_C_TYPE_BYTES: MemoryLayout<ProtobufCBinaryData>.stride
        case PROTOBUF_C_TYPE_STRING, PROTOBUF_C_TYPE_MESSAGE: MemoryLayout<UnsafeRawPointer>.stride
        case PROTOBUF_C_TYPE_INT64, PROTOBUF_C_TYPE_SINT64, PROTOBUF_C_TYPE_SFIXED64, PROTOBUF_C_TYPE_UINT64,
            PROTOBUF_C_TYPE_FIXED64, PROTOBUF_C_TYPE_DOUBLE:
            8
        default: 4
        }
    }

    /// The descriptor of the message that it holds.
    var nested: UnsafePointer<ProtobufCMessageDescriptor>? {
        guard type == PROTOBUF_C_TYPE_MESSAGE else { return nil }
        return descriptor?.assumingMemoryBound(to: ProtobufCMessageDescriptor.self)
    }

    /// The entry's descriptor when the field is a map: a generated message of a key and a value.
    var mapEntry: UnsafePointer<ProtobufCMessageDescriptor>? {
        guard isRepeated, let nested, nested.pointee.n_fields == 2 else { return nil }
        let isEntry =
            String(cString: nested.pointee.short_name).hasSuffix("Entry")
            && String(cString: nested.pointee.fields[0].name) == "key"
            && String(cString: nested.pointee.fields[1].name) == "value"
        return isEntry ? nested : nil
    }

    /// Notes in the struct that this member of its oneof is the one that is set.
    func choose(in raw: UnsafeMutableRawPointer) {
        if isOneof { raw.storeBytes(of: id, toByteOffset: Int(quantifier_offset), as: UInt32.self) }
    }
}

extension UnsafePointer<ProtobufCMessageDescriptor> {
    /// Whether it is Google's Timestamp or Duration, which have a text.
    var isTime: Bool {
        let name = String(cString: pointee.name)
        return name == "google.protobuf.Timestamp" || name == "google.protobuf.Duration"
    }
}

extension Arena {
    /// A struct in which nothing is set.
    func message(_ descriptor: UnsafePointer<ProtobufCMessageDescriptor>) -> UnsafeMutableRawPointer {
        let raw = allocate(size: descriptor.pointee.sizeof_message)
        protobuf_c_message_init(descriptor, raw)
        return raw
    }

    /// Room for the elements of a list, zeroed, and noted in the struct.
    func list(
        of field: ProtobufCFieldDescriptor, count: Int, in raw: UnsafeMutableRawPointer
    ) -> UnsafeMutableRawPointer {
        let list = allocate(size: count * field.elementSize)
        list.initializeMemory(as: UInt8.self, repeating: 0, count: count * field.elementSize)
        raw.storeBytes(of: list, toByteOffset: Int(field.offset), as: UnsafeMutableRawPointer.self)
        raw.storeBytes(of: count, toByteOffset: Int(field.quantifier_offset), as: Int.self)
        return list
    }
}
