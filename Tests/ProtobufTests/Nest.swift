import CProtobufC
import Protobuf

/// A message that holds itself in its field 1, which the contract has none of: what tests of depth need.
struct Nest: ProtobufMessage {
    static let fullName = "test.Nest"
    static let layout = Layout.make()

    init() {}
    init(copying raw: UnsafeRawPointer) {}
    func fill(_ raw: UnsafeMutableRawPointer, in arena: Arena) {
        protobuf_c_message_init(Self.layout.descriptor, raw)
    }

    /// Its descriptor, which lives as long as the process, as generated ones do.
    private enum Layout {
        static func make() -> MessageLayout {
            let messageSize = MemoryLayout<ProtobufCMessage>.size
            let descriptor = UnsafeMutablePointer<ProtobufCMessageDescriptor>.allocate(capacity: 1)
            let field = UnsafeMutablePointer<ProtobufCFieldDescriptor>.allocate(capacity: 1)
            let byName = UnsafeMutablePointer<UInt32>.allocate(capacity: 1)
            let ranges = UnsafeMutablePointer<ProtobufCIntRange>.allocate(capacity: 2)
            field.initialize(to: ProtobufCFieldDescriptor())
            field.pointee.name = text("nest")
            field.pointee.id = 1
            field.pointee.label = PROTOBUF_C_LABEL_NONE
            field.pointee.type = PROTOBUF_C_TYPE_MESSAGE
            field.pointee.offset = UInt32(messageSize)
            field.pointee.descriptor = UnsafeRawPointer(descriptor)
            byName.initialize(to: 0)
            ranges.initialize(to: ProtobufCIntRange(start_value: 1, orig_index: 0))
            (ranges + 1).initialize(to: ProtobufCIntRange(start_value: 0, orig_index: 1))
            descriptor.initialize(to: ProtobufCMessageDescriptor())
            // PROTOBUF_C_MESSAGE_DESCRIPTOR_MAGIC, which Swift does not import.
            descriptor.pointee.magic = 0x28AA_EEF9
            descriptor.pointee.name = text("test.Nest")
            descriptor.pointee.sizeof_message = messageSize + MemoryLayout<UnsafeRawPointer>.size
            descriptor.pointee.n_fields = 1
            descriptor.pointee.fields = UnsafePointer(field)
            descriptor.pointee.fields_sorted_by_name = UnsafePointer(byName)
            descriptor.pointee.n_field_ranges = 1
            descriptor.pointee.field_ranges = UnsafePointer(ranges)
            return MessageLayout(descriptor, structSize: descriptor.pointee.sizeof_message)
        }

        private static func text(_ text: String) -> UnsafePointer<CChar> {
            let copy = UnsafeMutablePointer<CChar>.allocate(capacity: text.utf8.count + 1)
            copy.initialize(from: text.utf8CString.map { $0 }, count: text.utf8.count + 1)
            return UnsafePointer(copy)
        }
    }
}
