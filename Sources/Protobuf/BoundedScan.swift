import CProtobufC
import WireFormat

/// Checks a peer's bytes before protobuf-c sees them.
///
/// protobuf-c 1.4 has no guard against depth, lets a small message of empty submessages allocate fifty times its size,
/// does not check UTF-8 and cuts texts at a NUL. The scan walks the bytes along protobuf-c's own descriptors and
/// refuses all of that, in one pass and without allocating.
struct BoundedScan {
    private typealias Descriptor = UnsafePointer<ProtobufCMessageDescriptor>
    private typealias FieldDescriptor = UnsafePointer<ProtobufCFieldDescriptor>

    /// The least that protobuf-c allocates for an element besides its content.
    private static let elementOverhead = 16

    private var elementsLeft = DecodeLimits.elements
    private var bytesLeft: Int
    private let bytesMax: Int

    /// Checks that `bytes` are a message of this layout, within the limits.
    ///
    /// - Throws: `DecodeError` for the first thing that is wrong.
    static func check(_ bytes: UnsafeRawBufferPointer, as layout: MessageLayout) throws(DecodeError) {
        var scan = BoundedScan(bytesMax: DecodeLimits.decodedBytes(for: bytes.count))
        try scan.message(bytes, layout.descriptor, depth: 1)
    }

    private init(bytesMax: Int) {
        self.bytesMax = bytesMax
        bytesLeft = bytesMax
    }

    private mutating func message(
        _ bytes: UnsafeRawBufferPointer, _ descriptor: Descriptor, depth: Int
    ) throws(DecodeError) {
        guard depth <= DecodeLimits.depth else {
            throw Self.error(.tooDeep(limit: DecodeLimits.depth), descriptor, nil)
        }
        try charge(descriptor.pointee.sizeof_message, descriptor, nil)
        var reader = WireReader(bytes)
        while !reader.isAtEnd {
            let (number, type) = try Self.read(descriptor, nil) { () throws(WireError) in try reader.tag() }
            guard let field = protobuf_c_message_descriptor_get_field(descriptor, number) else {
                // protobuf-c keeps what it does not know: a record and a copy, both bounded by what is read here.
                try charge(reader.rest.count.signum() * 4 * Self.elementOverhead, descriptor, nil)
                try Self.read(descriptor, nil) { () throws(WireError) in try reader.skip(type) }
                continue
            }
            try value(of: field, type, &reader, descriptor, depth: depth)
        }
    }

    private mutating func value(
        of field: FieldDescriptor, _ type: WireType, _ reader: inout WireReader, _ descriptor: Descriptor,
        depth: Int
    ) throws(DecodeError) {
        let expected = Self.wireType(of: field.pointee.type)
        let isPacked = type == .lengthDelimited && expected != .lengthDelimited
        guard type == expected || isPacked && field.pointee.label == PROTOBUF_C_LABEL_REPEATED else {
            throw Self.error(.malformed, descriptor, field)
        }
        guard type == .lengthDelimited else {
            try charge(Self.elementOverhead, descriptor, field)
            try Self.read(descriptor, field) { () throws(WireError) in try reader.skip(type) }
            return
        }
        let content = try Self.read(descriptor, field) { () throws(WireError) in try reader.lengthDelimited()
        }
        if isPacked {
            try packed(content, of: expected, descriptor, field)
            return
        }
        try charge(content.count + Self.elementOverhead, descriptor, field)
        if field.pointee.type == PROTOBUF_C_TYPE_STRING, let problem = checkText(content) {
            throw Self.error(problem == .notUTF8 ? .notUTF8 : .containsNUL, descriptor, field)
        }
        if field.pointee.type == PROTOBUF_C_TYPE_MESSAGE, let nested = field.pointee.descriptor {
            let nested = nested.assumingMemoryBound(to: ProtobufCMessageDescriptor.self)
            try message(content, nested, depth: depth + 1)
        }
    }

    private mutating func packed(
        _ content: UnsafeRawBufferPointer, of type: WireType, _ descriptor: Descriptor,
        _ field: FieldDescriptor
    ) throws(DecodeError) {
        var reader = WireReader(content)
        while !reader.isAtEnd {
            try charge(Self.elementOverhead, descriptor, field)
            try Self.read(descriptor, field) { () throws(WireError) in try reader.skip(type) }
        }
    }

    /// Counts one element that takes `size` bytes once decoded.
    private mutating func charge(
        _ size: Int, _ descriptor: Descriptor, _ field: FieldDescriptor?
    ) throws(DecodeError) {
        elementsLeft -= 1
        bytesLeft -= size
        if elementsLeft < 0 { throw Self.error(.tooLarge(limit: DecodeLimits.elements), descriptor, field) }
        if bytesLeft < 0 { throw Self.error(.tooLarge(limit: bytesMax), descriptor, field) }
    }

    private static func read<Value>(
        _ descriptor: Descriptor, _ field: FieldDescriptor?, _ body: () throws(WireError) -> Value
    ) throws(DecodeError) -> Value {
        do throws(WireError) {
            return try body()
        } catch {
            throw Self.error(error == .truncated ? .truncated : .malformed, descriptor, field)
        }
    }

    private static func wireType(of type: ProtobufCType) -> WireType {
        switch type {
        case PROTOBUF_C_TYPE_STRING, PROTOBUF_C_TYPE_BYTES, PROTOBUF_C_TYPE_MESSAGE: .lengthDelimited
        case PROTOBUF_C_TYPE_FIXED32, PROTOBUF_C_TYPE_SFIXED32, PROTOBUF_C_TYPE_FLOAT: .fixed32
        case PROTOBUF_C_TYPE_FIXED64, PROTOBUF_C_TYPE_SFIXED64, PROTOBUF_C_TYPE_DOUBLE: .fixed64
        default: .varint
        }
    }

    private static func error(
        _ problem: DecodeError.Problem, _ descriptor: Descriptor, _ field: FieldDescriptor?
    ) -> DecodeError {
        var name = String(cString: descriptor.pointee.name)
        if let field { name += "." + String(cString: field.pointee.name) }
        return DecodeError(field: name, problem: problem)
    }
}
