/// How many messages go each way in a call.
public enum CallKind: Hashable, Sendable {
    /// One and one.
    case unary
    /// Many and one.
    case clientStream
    /// One and many.
    case serverStream
    /// Many and many.
    case bidirectional

    /// Whether the client sends Data after its Request.
    public var clientStreams: Bool { self == .clientStream || self == .bidirectional }
    /// Whether the server answers with Data.
    public var serverStreams: Bool { self == .serverStream || self == .bidirectional }
}

/// A method that a server offers.
public final class ServerMethod {
    /// Full name of the service.
    public let service: String
    /// Name of the method.
    public let name: String
    /// How many messages go each way.
    public let kind: CallKind
    /// Handles a call, on the loop's thread; may answer later.
    public let handle: (ServerCall) -> Void

    /// Describes a method.
    public init(service: String, name: String, kind: CallKind, handle: @escaping (ServerCall) -> Void) {
        self.service = service
        self.name = name
        self.kind = kind
        self.handle = handle
    }
}

/// Finds methods by the bytes of their names, without making strings of them.
struct MethodTable {
    private struct Entry {
        let service: [UInt8]
        let name: [UInt8]
        let method: ServerMethod
    }

    private var buckets: [UInt64: [Entry]] = [:]
    private var services: Set<String> = []

    mutating func add(_ method: ServerMethod) {
        let entry = Entry(service: Array(method.service.utf8), name: Array(method.name.utf8), method: method)
        let hash = entry.service.withUnsafeBytes { service in
            entry.name.withUnsafeBytes { name in Self.hash(service, name) }
        }
        buckets[hash, default: []].removeAll { $0.service == entry.service && $0.name == entry.name }
        buckets[hash, default: []].append(entry)
        services.insert(method.service)
    }

    /// Finds a method.
    ///
    /// - Throws: UNIMPLEMENTED, saying whether the service or the method is unknown.
    func find(_ service: UnsafeRawBufferPointer, _ name: UnsafeRawBufferPointer) throws(Status)
        -> ServerMethod
    {
        for entry in buckets[Self.hash(service, name)] ?? []
        where service.elementsEqual(entry.service) && name.elementsEqual(entry.name) {
            return entry.method
        }
        let (service, name) = (
            String(decoding: service, as: UTF8.self), String(decoding: name, as: UTF8.self)
        )
        throw services.contains(service)
            ? Status(.unimplemented, "service \(service) has no method \(name)")
            : Status(.unimplemented, "there is no service \(service)")
    }

    /// FNV-1a over both names; the source is draft-eastlake-fnv, section 2.
    private static func hash(_ service: UnsafeRawBufferPointer, _ name: UnsafeRawBufferPointer) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in service { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        for byte in name { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return hash
    }
}
