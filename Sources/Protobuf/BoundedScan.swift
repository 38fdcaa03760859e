import CProtobufC
import WireFormat

/// Checks a peer's bytes before protobuf-c sees them.
///
/// protobuf-c 1.4 has no guard against depth, lets a small message of empty submessages allocate fifty times its size,
/// does not check UTF-8, cuts texts at a NUL, and copies a whole list each time that the message around it comes again.
/// The scan walks the bytes along protobuf-c's own descriptors and refuses all of that, in one pass and without
/// allocating.
struct BoundedScan {
    private typealias Descriptor = UnsafePointer<ProtobufCMessageDescriptor>
    private typealias FieldDescriptor = UnsafePointer<ProtobufCFieldDescriptor>

    /// What a field on the wire costs besides its content: protobuf-c's note of it (32 bytes, in slabs that double) and
    /// its place in a list or in the arena.
    private static let fieldOverhead = 64
    /// What an element of a packed list costs.
    private static let packedOverhead = 8
    /// What a field that protobuf-c does not know costs besides its content: the same, and a record of it.
    private static let unknownOverhead = 112
    /// A message becomes a C struct, and then a Swift value of up to twice its size.
    private static let structsPerMessage = 3

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
        try charge(Self.structsPerMessage * descriptor.pointee.sizeof_message, descriptor, nil)
        var reader = WireReader(bytes)
        var seen = SeenMessages()
        while !reader.isAtEnd {
            let tag: (field: UInt32, type: WireType)
            do throws(WireError) { tag = try reader.tag() } catch {
                throw Self.wireError(error, descriptor, nil)
            }
            guard let field = protobuf_c_message_descriptor_get_field(descriptor, tag.field) else {
                try unknown(tag.type, &reader, descriptor)
                continue
            }
            let isMessage = field.pointee.type == PROTOBUF_C_TYPE_MESSAGE
            if isMessage, field.pointee.label != PROTOBUF_C_LABEL_REPEATED,
                !seen.insert(field - descriptor.pointee.fields)
            {
                throw Self.error(.repeated, descriptor, field)
            }
            try value(of: field, tag.type, &reader, descriptor, depth: depth)
        }
    }

    /// protobuf-c keeps a field that it does not know: a record, and a copy of its bytes.
    private mutating func unknown(
        _ type: WireType, _ reader: inout WireReader, _ descriptor: Descriptor
    ) throws(DecodeError) {
        let before = reader.rest.count
        do throws(WireError) { try reader.skip(type) } catch { throw Self.wireError(error, descriptor, nil) }
        try charge(before - reader.rest.count + Self.unknownOverhead, descriptor, nil)
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
        try charge(Self.fieldOverhead, descriptor, field)
        let content: UnsafeRawBufferPointer
        do throws(WireError) {
            guard type == .lengthDelimited else {
                try reader.skip(type)
                return
            }
            content = try reader.lengthDelimited()
        } catch { throw Self.wireError(error, descriptor, field) }
        if isPacked {
            try packed(content, of: expected, descriptor, field)
        } else if field.pointee.type == PROTOBUF_C_TYPE_MESSAGE, let nested = field.pointee.descriptor {
            let nested = nested.assumingMemoryBound(to: ProtobufCMessageDescriptor.self)
            try message(content, nested, depth: depth + 1)
        } else {
            bytesLeft -= content.count
            if field.pointee.type == PROTOBUF_C_TYPE_STRING, let problem = checkText(content) {
                throw Self.error(problem == .notUTF8 ? .notUTF8 : .containsNUL, descriptor, field)
            }
        }
    }

    private mutating func packed(
        _ content: UnsafeRawBufferPointer, of type: WireType, _ descriptor: Descriptor,
        _ field: FieldDescriptor
    ) throws(DecodeError) {
        var reader = WireReader(content)
        while !reader.isAtEnd {
            try charge(Self.packedOverhead, descriptor, field)
            do throws(WireError) { try reader.skip(type) } catch {
                throw Self.wireError(error, descriptor, field)
            }
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

    private static func wireType(of type: ProtobufCType) -> WireType {
        switch type {
        case PROTOBUF_C_TYPE_STRING, PROTOBUF_C_TYPE_BYTES, PROTOBUF_C_TYPE_MESSAGE: .lengthDelimited
        case PROTOBUF_C_TYPE_FIXED32, PROTOBUF_C_TYPE_SFIXED32, PROTOBUF_C_TYPE_FLOAT: .fixed32
        case PROTOBUF_C_TYPE_FIXED64, PROTOBUF_C_TYPE_SFIXED64, PROTOBUF_C_TYPE_DOUBLE: .fixed64
        default: .varint
        }
    }

    private static func wireError(
        _ problem: WireError, _ descriptor: Descriptor, _ field: FieldDescriptor?
    ) -> DecodeError {
        error(problem == .truncated ? .truncated : .malformed, descriptor, field)
    }

    private static func error(
        _ problem: DecodeError.Problem, _ descriptor: Descriptor, _ field: FieldDescriptor?
    ) -> DecodeError {
        var name = String(cString: descriptor.pointee.name)
        if let field { name += "." + String(cString: field.pointee.name) }
        return DecodeError(field: name, problem: problem)
    }
}

/// Which fields that hold one message a message has had so far.
///
/// protobuf allows a second one and merges it into the first. No encoder writes that, and protobuf-c's merging copies
/// every list of the first each time: 80 KB take 2 GB and seconds. So a second one is refused.
private struct SeenMessages {
    private var bits: UInt128 = 0

    /// Notes the field.
    ///
    /// - Parameter index: its place in the descriptor. All beyond the 127th share a bit: such a message, which the
    ///   contract does not have, could be refused wrongly, but never pass wrongly.
    /// - Returns: whether it is new.
    mutating func insert(_ index: Int) -> Bool {
        let bit = UInt128(1) << UInt128(min(index, 127))
        defer { bits |= bit }
        return bits & bit == 0
    }
}
