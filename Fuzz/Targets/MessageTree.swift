import CProtobufC

/// What a message says, whatever its bytes: fields that are set, of each the last, lists and maps in full.
///
/// Only the names and types of the fields are protobuf-c's. Fields that nobody knows say nothing.
struct MessageTree: Hashable {
    indirect enum Value: Hashable {
        case number(UInt64)
        case bytes([UInt8])
        case message(MessageTree)
        case list([Value])
        /// Keys are one where Swift holds their texts to be one; an entry without a value has nil.
        case map([String: Value?])
    }

    private typealias Descriptor = UnsafePointer<ProtobufCMessageDescriptor>
    private(set) var fields: [UInt32: Value] = [:]

    /// The messages that hold one another, this one included, that there may be.
    private static let depthMax = 16

    /// Reads a message; nil when the bytes are none, or none that the contract lets pass.
    init?(_ bytes: some Sequence<UInt8>, _ descriptor: UnsafePointer<ProtobufCMessageDescriptor>) {
        self.init(Array(bytes), descriptor, depth: 1)
    }

    private init?(_ bytes: [UInt8], _ descriptor: Descriptor, depth: Int) {
        guard depth <= Self.depthMax, let found = ProtobufField.all(in: bytes) else { return nil }
        var seen: Set<UInt32> = []
        for field in found {
            guard let known = Self.field(field.number, of: descriptor) else { continue }
            let isNew = seen.insert(field.number).inserted
            let isSingleMessage = known.type == PROTOBUF_C_TYPE_MESSAGE && !known.isList
            guard isNew || !isSingleMessage, let values = Self.values(field.content, known, depth) else {
                return nil
            }
            for value in values { add(value, known, descriptor) }
        }
        for case (let number, .number(let value)) in fields where Self.isUnset(number, value, descriptor) {
            fields[number] = nil
        }
        for case (let number, .bytes([])) in fields where Self.field(number, of: descriptor)?.isOneof == false
        {
            fields[number] = nil
        }
    }

    private mutating func add(_ value: Value, _ field: ProtobufCFieldDescriptor, _ descriptor: Descriptor) {
        if field.isOneof {
            for other in Self.fields(of: descriptor)
            where other.isOneof && other.quantifier_offset == field.quantifier_offset {
                fields[other.id] = nil
            }
        }
        switch (fields[field.id], value) {
        case (_, .message(let entry)) where field.isMap:
            var map: [String: Value?] = [:]
            if case .map(let earlier)? = fields[field.id] { map = earlier }
            var key: [UInt8] = []
            if case .bytes(let bytes)? = entry.fields[1] { key = bytes }
            map.updateValue(entry.fields[2], forKey: String(decoding: key, as: UTF8.self))
            fields[field.id] = .map(map)
        case (.list(let earlier)?, _): fields[field.id] = .list(earlier + [value])
        default: fields[field.id] = field.isList ? .list([value]) : value
        }
    }

    /// The values of one field on the wire; nil when they cannot be what the field holds.
    private static func values(
        _ content: ProtobufField.Content, _ field: ProtobufCFieldDescriptor, _ depth: Int
    ) -> [Value]? {
        switch (content, field.wireType) {
        case (.varint(let number), 0), (.fixed64(let number), 1), (.fixed32(let number), 5):
            return [field.value(number)]
        case (.bytes(let bytes), 2):
            switch field.type {
            case PROTOBUF_C_TYPE_STRING: return isText(bytes) ? [.bytes(bytes)] : nil
            case PROTOBUF_C_TYPE_BYTES: return [.bytes(bytes)]
            default:
                guard let nested = field.descriptor?.assumingMemoryBound(to: ProtobufCMessageDescriptor.self)
                else { return nil }
                return MessageTree(bytes, nested, depth: depth + 1).map { [.message($0)] }
            }
        case (.bytes(let bytes), let wireType):
            guard field.isList else { return nil }
            return ProtobufField.packed(bytes, wireType: wireType)?.map(field.value)
        default: return nil
        }
    }

    /// A number that is its default says nothing where the field does not say whether it is set.
    private static func isUnset(_ number: UInt32, _ value: UInt64, _ descriptor: Descriptor) -> Bool {
        guard let field = field(number, of: descriptor), !field.isOneof else { return false }
        // protobuf-c takes a negative zero for a zero; Google's own parsers do not.
        let isDouble = field.type == PROTOBUF_C_TYPE_DOUBLE
        return value == 0 || isDouble && Double(bitPattern: value) == 0
    }

    private static func fields(of descriptor: Descriptor) -> UnsafeBufferPointer<ProtobufCFieldDescriptor> {
        UnsafeBufferPointer(start: descriptor.pointee.fields, count: Int(descriptor.pointee.n_fields))
    }

    private static func field(_ number: UInt32, of descriptor: Descriptor) -> ProtobufCFieldDescriptor? {
        fields(of: descriptor).first { $0.id == number }
    }
}

extension ProtobufCFieldDescriptor {
    fileprivate var isList: Bool { label == PROTOBUF_C_LABEL_REPEATED }
    fileprivate var isOneof: Bool { flags & UInt32(PROTOBUF_C_FIELD_FLAG_ONEOF.rawValue) != 0 }

    fileprivate var isMap: Bool {
        guard isList, type == PROTOBUF_C_TYPE_MESSAGE, let descriptor else { return false }
        let nested = descriptor.assumingMemoryBound(to: ProtobufCMessageDescriptor.self).pointee
        return String(cString: nested.short_name).hasSuffix("Entry") && nested.n_fields == 2
            && String(cString: nested.fields[0].name) == "key"
    }

    fileprivate var wireType: UInt64 {
        switch type {
        case PROTOBUF_C_TYPE_STRING, PROTOBUF_C_TYPE_BYTES, PROTOBUF_C_TYPE_MESSAGE: 2
        case PROTOBUF_C_TYPE_FIXED32, PROTOBUF_C_TYPE_SFIXED32, PROTOBUF_C_TYPE_FLOAT: 5
        case PROTOBUF_C_TYPE_FIXED64, PROTOBUF_C_TYPE_SFIXED64, PROTOBUF_C_TYPE_DOUBLE: 1
        default: 0
        }
    }

    /// A number as the field holds it: of 32 bits the lower ones, of a Bool whether it is 0.
    fileprivate func value(_ number: UInt64) -> MessageTree.Value {
        switch type {
        case PROTOBUF_C_TYPE_BOOL: .number(number == 0 ? 0 : 1)
        case PROTOBUF_C_TYPE_INT32, PROTOBUF_C_TYPE_SINT32, PROTOBUF_C_TYPE_UINT32, PROTOBUF_C_TYPE_ENUM:
            .number(number & 0xFFFF_FFFF)
        default: .number(number)
        }
    }
}
