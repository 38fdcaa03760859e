import Glibc
import TTRPC
import WireFormat

/// What does not hold in a case.
struct Failure: Error, CustomStringConvertible {
    let description: String
}

/// Fails a case unless two things are the same.
func expect<Value: Equatable>(_ found: Value, _ expected: Value) throws(Failure) {
    if found != expected { throw Failure(description: "found \(found), expected \(expected)") }
}

/// The path of a socket in the environment.
func socket(_ variable: String) throws(Failure) -> String {
    guard let path = getenv(variable) else { throw Failure(description: "\(variable) names no socket") }
    return String(cString: path)
}

/// A request of the interop service, whose messages share what their fields mean, but not their numbers.
struct InteropRequest {
    var payloadSize = 0
    var responseSizes: [Int] = []
    var status: Status?

    /// A SimpleRequest or a StreamingInputRequest.
    var simple: [UInt8] { encoded(payload: 1, sizes: 2) }
    /// A StreamingOutputRequest.
    var output: [UInt8] { encoded(payload: 2, sizes: 1) }

    private func encoded(payload: UInt32, sizes: UInt32) -> [UInt8] {
        var writer = WireWriter()
        if payloadSize > 0 { writer.field(payload, bytes: [UInt8](repeating: 0, count: payloadSize)) }
        for size in responseSizes { writer.field(sizes, varint: UInt64(size)) }
        if let status { writer.field(3, bytes: status.encoded()) }
        return writer.bytes
    }
}

/// The size of the payload in an answer, or the number in it: each has one field.
func answered(_ bytes: [UInt8]) throws -> Int {
    try bytes.withUnsafeBytes { bytes in
        var reader = WireReader(bytes)
        if reader.isAtEnd { return 0 }
        switch try reader.tag() {
        case (1, .varint): return Int(try reader.varint())
        case (1, .lengthDelimited): return try reader.lengthDelimited().count
        case (let field, _): throw Failure(description: "an answer has field \(field)")
        }
    }
}

/// A connection to `nija-interop`.
struct Peer {
    static let service = "nija.interop.v1.InteropService"
    let client: Client

    init() throws {
        client = try Client(connectingTo: try socket("NIJA_INTEROP"))
    }

    func unary(_ request: InteropRequest) throws(ClientError) -> [UInt8] {
        try client.call(service: Self.service, method: "UnaryCall", payload: request.simple)
    }

    func interruptedCount() throws -> Int {
        try answered(try client.call(service: Self.service, method: "CountInterrupted", payload: []))
    }

    func waitForInterrupted(_ count: Int) throws {
        while try interruptedCount() < count { sched_yield() }
    }

    func stream(_ method: String) throws(ClientError) -> ClientStream {
        try client.openStream(service: Self.service, method: method, clientStreams: true)
    }

    func output(_ request: InteropRequest) throws(ClientError) -> ClientStream {
        try client.openStream(
            service: Self.service, method: "StreamingOutputCall", payload: request.output,
            clientStreams: false)
    }
}

extension ClientStream {
    func expectSize(_ size: Int) throws {
        guard let message = try receive() else { throw Failure(description: "the stream ended early") }
        try expect(try answered(message), size)
    }
}

/// The status that a call ends with.
func refusal(_ call: () throws(ClientError) -> some Any) throws -> Status {
    do throws(ClientError) { _ = try call() } catch {
        if case .status(let status) = error { return status }
        throw error
    }
    throw Failure(description: "the call was not refused")
}
