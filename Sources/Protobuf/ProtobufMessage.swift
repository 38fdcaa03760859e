import CProtobufC

/// A message as a Swift value; its code is generated beside protobuf-c's.
public protocol ProtobufMessage: Hashable, Sendable {
    /// The full name on the wire ("nija.v1.Trade").
    static var fullName: String { get }
    /// How protobuf-c lays it out.
    static var layout: MessageLayout { get }
    /// A message in which nothing is set.
    init()
    /// Copies the message from protobuf-c's struct, which `raw` points to.
    init(copying raw: UnsafeRawPointer)
    /// Writes protobuf-c's struct of the message to `raw`; what it points to lives in the arena.
    func fill(_ raw: UnsafeMutableRawPointer, in arena: Arena)
}

/// An open enumeration: numbers that this version does not know survive.
public protocol ProtobufEnum: RawRepresentable, Hashable, Sendable where RawValue == Int32 {
    /// Makes the value of a number, known or not.
    init(rawValue: Int32)
    /// Every known value by its name, in the sequence of the .proto.
    static var names: [(name: String, number: Int32)] { get }
    /// What the names of all values begin with.
    static var prefix: String { get }
}

extension ProtobufEnum {
    /// The name of the value; the number when it is not known.
    public var name: String {
        Self.names.first { $0.number == rawValue }?.name ?? String(rawValue)
    }

    /// The name without the prefix that all values share ("LONG" for SIDE_LONG).
    public var shortName: String {
        name.hasPrefix(Self.prefix) ? String(name.dropFirst(Self.prefix.count)) : name
    }

    /// Finds a value by its name, with or without the prefix, in any case.
    public init?(name: String) {
        let upper = name.uppercased()
        guard let match = Self.names.first(where: { $0.name == upper || $0.name == Self.prefix + upper })
        else {
            return nil
        }
        self.init(rawValue: match.number)
    }
}

extension ProtobufMessage {
    /// Reads a message; the bytes pass the bounded scan before protobuf-c sees them.
    ///
    /// - Throws: `DecodeError` when the bytes are not such a message or are past a limit.
    @inlinable
    public static func decode(_ bytes: UnsafeRawBufferPointer) throws(DecodeError) -> Self {
        if bytes.isEmpty { return Self() }
        let arena = Arena()
        guard let raw = try unpack(bytes, as: layout, in: arena) else { return Self() }
        return withExtendedLifetime(arena) { Self(copying: raw) }
    }

    /// Reads a message from an array.
    ///
    /// - Throws: As the other.
    public static func decode(_ bytes: [UInt8]) throws(DecodeError) -> Self {
        var result = Result<Self, DecodeError>.success(Self())
        bytes.withUnsafeBytes { buffer in
            do throws(DecodeError) { result = .success(try decode(buffer)) } catch {
                result = .failure(error)
            }
        }
        return try result.get()
    }

    /// The message on the wire.
    public func encode() -> [UInt8] {
        withPacked { size, pack in
            [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
                if let base = buffer.baseAddress { pack(base) }
                count = size
            }
        }
    }

    /// Hands `body` the size of the message on the wire, and a closure that writes exactly that many bytes.
    public func withPacked<Result>(_ body: (Int, (UnsafeMutablePointer<UInt8>) -> Void) -> Result) -> Result {
        let arena = Arena()
        let raw = arena.allocate(size: Self.layout.structSize)
        fill(raw, in: arena)
        let message = UnsafePointer(raw.assumingMemoryBound(to: ProtobufCMessage.self))
        let size = protobuf_c_message_get_packed_size(message)
        return withExtendedLifetime(arena) {
            body(size) { target in
                let written = protobuf_c_message_pack(message, target)
                precondition(written == size, "protobuf-c wrote another size than it said")
            }
        }
    }
}

/// Scans the bytes, and unpacks them into protobuf-c's struct.
///
/// - Returns: the struct, which lives in the arena; nil when there are no bytes.
/// - Throws: `DecodeError` when the bytes are not such a message or are past a limit.
@usableFromInline
func unpack(
    _ bytes: UnsafeRawBufferPointer, as layout: MessageLayout, in arena: Arena
) throws(DecodeError) -> UnsafeRawPointer? {
    try BoundedScan.check(bytes, as: layout)
    guard let start = bytes.baseAddress else { return nil }
    let message = arena.withAllocator { allocator in
        protobuf_c_message_unpack(
            layout.descriptor, allocator, bytes.count, start.assumingMemoryBound(to: UInt8.self))
    }
    guard let message else {
        throw DecodeError(field: String(cString: layout.descriptor.pointee.name), problem: .malformed)
    }
    return UnsafeRawPointer(message)
}
