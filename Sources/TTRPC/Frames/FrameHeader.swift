/// What a frame is; other numbers are ignored by both sides.
public enum FrameType: UInt8, Hashable, Sendable {
    /// Begins a call; from the client.
    case request = 1
    /// Ends a call; from the server.
    case response = 2
    /// One message of a stream.
    case data = 3
    /// Ends a call without an answer; from the client. An extension of this implementation.
    case cancel = 0x10
}

/// What a frame says of its side of the stream.
public struct FrameFlags: OptionSet, Hashable, Sendable {
    /// The bits on the wire.
    public let rawValue: UInt8

    /// Makes flags of their bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// This side sends nothing more.
    public static let remoteClosed = FrameFlags(rawValue: 1)
    /// This side will send Data.
    public static let remoteOpen = FrameFlags(rawValue: 2)
    /// The data is not a message.
    public static let noData = FrameFlags(rawValue: 4)
}

/// The ten bytes before a frame's data.
public struct FrameHeader: Hashable, Sendable {
    /// Bytes of data that follow.
    public var length: UInt32
    /// The call it belongs to.
    public var streamID: UInt32
    /// What it is, as on the wire.
    public var type: UInt8
    /// Its flags.
    public var flags: FrameFlags

    /// Makes a header of a known type.
    public init(length: Int, streamID: UInt32, type: FrameType, flags: FrameFlags = []) {
        self.length = UInt32(length)
        self.streamID = streamID
        self.type = type.rawValue
        self.flags = flags
    }

    /// Reads a header; `bytes` has at least ten.
    public init(_ bytes: UnsafeRawBufferPointer) {
        length = UInt32(bigEndian: bytes.loadUnaligned(as: UInt32.self))
        streamID = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 4, as: UInt32.self))
        type = bytes[8]
        flags = FrameFlags(rawValue: bytes[9])
    }

    /// Writes the ten bytes.
    func write(to target: UnsafeMutableRawPointer) {
        target.storeBytes(of: length.bigEndian, as: UInt32.self)
        target.storeBytes(of: streamID.bigEndian, toByteOffset: 4, as: UInt32.self)
        target.storeBytes(of: type, toByteOffset: 8, as: UInt8.self)
        target.storeBytes(of: flags.rawValue, toByteOffset: 9, as: UInt8.self)
    }
}
