public import CProtobufC

/// How protobuf-c lays a message out: the descriptor that it generated, which lives as long as the process.
public struct MessageLayout: @unchecked Sendable {  // @unchecked: points to constant data of the program
    /// protobuf-c's description of the message.
    public let descriptor: UnsafePointer<ProtobufCMessageDescriptor>
    /// Size of the C struct in bytes.
    public let structSize: Int

    /// Wraps a generated descriptor.
    public init(_ descriptor: UnsafePointer<ProtobufCMessageDescriptor>, structSize: Int) {
        self.descriptor = descriptor
        self.structSize = structSize
    }
}

/// protobuf-c's version ("1.4.1").
public func protobufCVersion() -> String {
    String(cString: protobuf_c_version())
}
