import NijaProto

/// The contract as data.
public enum Contract {
    /// A google.protobuf.FileDescriptorSet of every file, with the comments of its declarations.
    public static var descriptorSet: [UInt8] {
        var size = 0
        let start = nija_descriptor_set(&size)
        return [UInt8](UnsafeBufferPointer(start: start, count: size))
    }
}
