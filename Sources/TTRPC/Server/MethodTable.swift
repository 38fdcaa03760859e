import Glibc

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

    /// A power of two, several for each method that there may be.
    private static let bucketsCount = 512
    private var buckets = [[Entry]](repeating: [], count: bucketsCount)
    private var services: Set<String> = []

    mutating func add(_ method: ServerMethod) {
        let entry = Entry(service: Array(method.service.utf8), name: Array(method.name.utf8), method: method)
        let bucket = entry.service.withUnsafeBytes { service in
            entry.name.withUnsafeBytes { name in Self.bucket(of: service, name) }
        }
        buckets[bucket].removeAll { $0.service == entry.service && $0.name == entry.name }
        buckets[bucket].append(entry)
        services.insert(method.service)
    }

    /// Finds a method.
    ///
    /// - Throws: UNIMPLEMENTED, saying whether the service or the method is unknown.
    func find(_ service: UnsafeRawBufferPointer, _ name: UnsafeRawBufferPointer) throws(Status)
        -> ServerMethod
    {
        for entry in buckets[Self.bucket(of: service, name)]
        where Self.isEqual(name, entry.name) && Self.isEqual(service, entry.service) {
            return entry.method
        }
        let (service, name) = (
            String(decoding: service, as: UTF8.self), String(decoding: name, as: UTF8.self)
        )
        throw services.contains(service)
            ? Status(.unimplemented, "service \(service) has no method \(name)")
            : Status(.unimplemented, "there is no service \(service)")
    }

    private static func isEqual(_ bytes: UnsafeRawBufferPointer, _ known: [UInt8]) -> Bool {
        bytes.count == known.count
            && known.withUnsafeBytes { known in
                guard let left = bytes.baseAddress, let right = known.baseAddress else {
                    return bytes.isEmpty
                }
                return memcmp(left, right, bytes.count) == 0
            }
    }

    /// By the length of the service's name and FNV-1a over the method's; the source is draft-eastlake-fnv, section 2.
    private static func bucket(of service: UnsafeRawBufferPointer, _ name: UnsafeRawBufferPointer) -> Int {
        var hash = 0xCBF2_9CE4_8422_2325 ^ UInt64(service.count)
        for byte in name { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return Int(hash & UInt64(bucketsCount - 1))
    }
}
