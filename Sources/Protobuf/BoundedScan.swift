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
        do throws(DecodeError) {
            try scan.message(bytes, layout.descriptor, depth: 1)
        } catch {
            if !error.field.isEmpty { throw error }
            throw DecodeError(
                field: String(cString: layout.descriptor.pointee.name), problem: error.problem)
        }
    }

    private init(bytesMax: Int) {
        self.bytesMax = bytesMax
        bytesLeft = bytesMax
    }

    private mutating func message(
        _ bytes: UnsafeRawBufferPointer, _ descriptor: Descriptor, depth: Int
    ) throws(DecodeError) {
        guard depth <= DecodeLimits.depth else {
            throw Self.error(.tooDeep(limit: DecodeLimits.depth))
        }
        try charge(Self.structsPerMessage * descriptor.pointee.sizeof_message)
        var reader = WireReader(bytes)
        var seen = SeenMessages()
        var last = (field: UInt32(0), index: 0)
        while !reader.isAtEnd {
            let tag: (field: UInt32, type: WireType)
            do throws(WireError) { tag = try reader.tag() } catch {
                throw Self.wireError(error)
            }
            guard let field = protobuf_c_message_descriptor_get_field(descriptor, tag.field) else {
                try unknown(tag.type, &reader)
                continue
            }
            let isMessage = field.pointee.type == PROTOBUF_C_TYPE_MESSAGE
            if isMessage, field.pointee.label != PROTOBUF_C_LABEL_REPEATED,
                !seen.insert(field - descriptor.pointee.fields)
            {
                throw Self.error(.repeated, field)
            }
            // Encoders write the elements of a list one after the other; the index is for people.
            last = (tag.field, tag.field == last.field ? last.index + 1 : 0)
            try value(of: field, at: last.index, tag.type, &reader, depth: depth)
        }
    }

    /// protobuf-c keeps a field that it does not know: a record, and a copy of its bytes.
    private mutating func unknown(
        _ type: WireType, _ reader: inout WireReader
    ) throws(DecodeError) {
        let before = reader.rest.count
        do throws(WireError) { try reader.skip(type) } catch { throw Self.wireError(error) }
        try charge(before - reader.rest.count + Self.unknownOverhead)
    }

    private mutating func value(
        of field: FieldDescriptor, at index: Int, _ type: WireType, _ reader: inout WireReader, depth: Int
    ) throws(DecodeError) {
        let expected = Self.wireType(of: field.pointee.type)
        let isPacked = type == .lengthDelimited && expected != .lengthDelimited
        guard type == expected || isPacked && field.pointee.label == PROTOBUF_C_LABEL_REPEATED else {
            throw Self.error(.malformed, field)
        }
        try charge(Self.fieldOverhead, field)
        let content: UnsafeRawBufferPointer
        do throws(WireError) {
            guard type == .lengthDelimited else {
                try reader.skip(type)
                return
            }
            content = try reader.lengthDelimited()
        } catch { throw Self.wireError(error, field) }
        if isPacked {
            try packed(content, of: expected, field)
        } else if field.pointee.type == PROTOBUF_C_TYPE_MESSAGE, let nested = field.pointee.descriptor {
            let nested = nested.assumingMemoryBound(to: ProtobufCMessageDescriptor.self)
            do throws(DecodeError) {
                try message(content, nested, depth: depth + 1)
            } catch {
                throw Self.placed(error, in: field, at: index)
            }
        } else {
            bytesLeft -= content.count
            if field.pointee.type == PROTOBUF_C_TYPE_STRING, let problem = checkText(content) {
                throw Self.error(problem == .notUTF8 ? .notUTF8 : .containsNUL, field)
            }
        }
    }

    private mutating func packed(
        _ content: UnsafeRawBufferPointer, of type: WireType, _ field: FieldDescriptor
    ) throws(DecodeError) {
        var reader = WireReader(content)
        while !reader.isAtEnd {
            try charge(Self.packedOverhead, field)
            do throws(WireError) { try reader.skip(type) } catch {
                throw Self.wireError(error, field)
            }
        }
    }

    /// Counts one element that takes `size` bytes once decoded.
    private mutating func charge(_ size: Int, _ field: FieldDescriptor? = nil) throws(DecodeError) {
        elementsLeft -= 1
        bytesLeft -= size
        if elementsLeft < 0 { throw Self.error(.tooLarge(limit: DecodeLimits.elements), field) }
        if bytesLeft < 0 { throw Self.error(.tooLarge(limit: bytesMax), field) }
    }

    private static func wireType(of type: ProtobufCType) -> WireType {
        switch type {
        case PROTOBUF_C_TYPE_STRING, PROTOBUF_C_TYPE_BYTES, PROTOBUF_C_TYPE_MESSAGE: .lengthDelimited
        case PROTOBUF_C_TYPE_FIXED32, PROTOBUF_C_TYPE_SFIXED32, PROTOBUF_C_TYPE_FLOAT: .fixed32
        case PROTOBUF_C_TYPE_FIXED64, PROTOBUF_C_TYPE_SFIXED64, PROTOBUF_C_TYPE_DOUBLE: .fixed64
        default: .varint
        }
    }

    private static func wireError(_ problem: WireError, _ field: FieldDescriptor? = nil) -> DecodeError {
        error(problem == .truncated ? .truncated : .malformed, field)
    }

    /// An error in a field of the message at hand, or in that message as a whole.
    private static func error(
        _ problem: DecodeError.Problem, _ field: FieldDescriptor? = nil
    ) -> DecodeError {
        DecodeError(field: field.map { String(cString: $0.pointee.name) } ?? "", problem: problem)
    }

    /// An error in a message, seen from the one around it.
    private static func placed(
        _ error: DecodeError, in field: FieldDescriptor, at index: Int
    ) -> DecodeError {
        var path = String(cString: field.pointee.name)
        if field.pointee.label == PROTOBUF_C_LABEL_REPEATED { path += "[\(index)]" }
        if !error.field.isEmpty { path += "." + error.field }
        return DecodeError(field: path, problem: error.problem)
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
