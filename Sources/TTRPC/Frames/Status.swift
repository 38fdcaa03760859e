public import WireFormat

/// How a call ended; the numbers are those of gRPC.
public enum StatusCode: Int32, CaseIterable, Hashable, Sendable {
    /// It succeeded.
    case ok = 0
    /// The caller gave it up.
    case cancelled = 1
    /// No code fits.
    case unknown = 2
    /// The request cannot be accepted, whatever the state.
    case invalidArgument = 3
    /// It was too late.
    case deadlineExceeded = 4
    /// There is no such thing.
    case notFound = 5
    /// There is such a thing already.
    case alreadyExists = 6
    /// The caller may not.
    case permissionDenied = 7
    /// A limit was reached.
    case resourceExhausted = 8
    /// The state does not allow it.
    case failedPrecondition = 9
    /// Something else came in between.
    case aborted = 10
    /// Past the valid range.
    case outOfRange = 11
    /// There is no such method.
    case unimplemented = 12
    /// A defect of the server.
    case `internal` = 13
    /// Not now; try again.
    case unavailable = 14
    /// Data is lost or damaged.
    case dataLoss = 15
    /// The caller is not known.
    case unauthenticated = 16
}

/// How a call ended, as google.rpc.Status.
public struct Status: Error, Hashable, Sendable {
    /// The code.
    public var code: StatusCode
    /// For a person.
    public var message: String
    /// For a program: encoded `google.protobuf.Any` messages.
    public var details: [[UInt8]]

    /// Makes a status.
    public init(_ code: StatusCode, _ message: String, details: [[UInt8]] = []) {
        self.code = code
        self.message = message
        self.details = details
    }

    /// Reads google.rpc.Status; a code that gRPC does not know is `unknown`.
    public init(decoding bytes: UnsafeRawBufferPointer) throws(WireError) {
        var reader = WireReader(bytes)
        self.init(.ok, "")
        while !reader.isAtEnd {
            switch try reader.tag() {
            case (1, .varint):
                code = StatusCode(rawValue: Int32(truncatingIfNeeded: try reader.varint())) ?? .unknown
            case (2, .lengthDelimited):
                message = String(decoding: try reader.lengthDelimited(), as: UTF8.self)
            case (3, .lengthDelimited): details.append([UInt8](try reader.lengthDelimited()))
            case (_, let type): try reader.skip(type)
            }
        }
    }

    /// The bytes of google.rpc.Status.
    public func encoded() -> [UInt8] {
        var writer = WireWriter()
        writer.field(1, varint: UInt64(code.rawValue))
        writer.field(2, text: message)
        for detail in details { writer.field(3, bytes: detail) }
        return writer.bytes
    }
}
