import Testing
import WireFormat

@testable import TTRPC

private func read(_ bytes: [UInt8]) throws(Status) -> (String, String, [UInt8], Int64, [String]) {
    let result = bytes.withUnsafeBytes {
        bytes -> Result<(String, String, [UInt8], Int64, [String]), Status> in
        do throws(Status) {
            let envelope = try RequestEnvelope(bytes)
            return .success(
                (
                    String(decoding: envelope.service, as: UTF8.self),
                    String(decoding: envelope.method, as: UTF8.self), [UInt8](envelope.payload),
                    envelope.timeoutNanoseconds, envelope.metadata.map { "\($0.key)=\($0.value)" }
                ))
        } catch {
            return .failure(error)
        }
    }
    return try result.get()
}

private func fields(_ write: (inout WireWriter) -> Void) -> [UInt8] {
    var writer = WireWriter()
    write(&writer)
    return writer.bytes
}

@Suite("The envelopes of requests and responses")
struct EnvelopeTests {
    @Test("a request survives, and unknown fields are passed over")
    func requests() throws {
        let pair = fields {
            $0.field(1, text: "key")
            $0.field(2, text: "value")
            $0.field(9, varint: 1)
        }
        let known = RequestEnvelope.encode(
            service: "a.b.C", method: "Do", payload: [0, 1, 2], timeoutNanoseconds: 5_000)
        let request = try read(
            known
                + fields {
                    $0.field(5, bytes: pair)
                    $0.field(77, text: "later")
                    $0.field(5, bytes: [])
                })
        #expect((request.0, request.1) == ("a.b.C", "Do"))
        #expect(request.2 == [0, 1, 2])
        #expect(request.3 == 5_000)
        #expect(request.4 == ["key=value", "="])
    }

    struct Bad: CustomTestStringConvertible {
        var name: String
        var bytes: [UInt8]
        var code = StatusCode.invalidArgument
        var testDescription: String { name }
    }

    static let bad: [Bad] = [
        Bad(name: "a length past the end", bytes: [0x0A, 5, 0x61]),
        Bad(name: "a number where text is due", bytes: [0x08, 1]),
        Bad(name: "text where the timeout is due", bytes: [0x22, 0]),
        Bad(name: "a group", bytes: [0x0B]),
        Bad(name: "invalid UTF-8 in the service", bytes: [0x0A, 1, 0xFF]),
        Bad(name: "a NUL in the method", bytes: [0x12, 2, 0x61, 0]),
        Bad(name: "a NUL in the metadata", bytes: [0x2A, 3, 0x0A, 1, 0]),
        Bad(name: "broken metadata", bytes: [0x2A, 2, 0x0A, 1]),
        Bad(name: "a long name", bytes: fields { $0.field(2, text: String(repeating: "x", count: 257)) }),
        Bad(
            name: "much metadata", bytes: fields { for _ in 0..<65 { $0.field(5, bytes: []) } },
            code: .resourceExhausted),
    ]

    @Test("what is not a request is refused with a status", arguments: bad)
    func badRequests(bad: Bad) {
        let error = #expect(throws: Status.self) { try read(bad.bytes) }
        #expect(error?.code == bad.code)
    }

    @Test("no cut of a request traps")
    func cuts() {
        let whole = RequestEnvelope.encode(
            service: "a.b.C", method: "Do", payload: [0, 1, 2], timeoutNanoseconds: -1)
        for count in 0..<whole.count { _ = try? read(Array(whole[..<count])) }
    }

    @Test("every status survives", arguments: StatusCode.allCases)
    func statuses(code: StatusCode) throws {
        let status = Status(code, "what has happened", details: [[1, 2], []])
        #expect(try status.encoded().withUnsafeBytes { try Status(decoding: $0) } == status)
    }

    @Test("a code that gRPC does not know is unknown")
    func unknownCode() throws {
        #expect(try ([8, 99] as [UInt8]).withUnsafeBytes { try Status(decoding: $0).code } == .unknown)
    }

    @Test("a status too large for a frame is shortened")
    func largeStatus() throws {
        let status = Status(.notFound, String(repeating: "x", count: 5 << 20), details: [[1]])
        let bytes = ResponseEnvelope.encode(status: status)
        #expect(bytes.count < 2000)
        #expect(try bytes.withUnsafeBytes { try ResponseEnvelope($0).status.code } == .notFound)
    }

    @Test("a payload's prefix is what protobuf writes", arguments: [0, 1, 127, 128, 16_383, 16_384, 4 << 20])
    func prefixes(size: Int) {
        var writer = WireWriter()
        writer.tag(2, .lengthDelimited)
        writer.varint(UInt64(size))
        let count = ResponseEnvelope.prefixSize(payloadSize: size)
        var bytes = [UInt8](repeating: 0, count: count)
        bytes.withUnsafeMutableBytes { target in
            if let base = target.baseAddress { ResponseEnvelope.writePrefix(payloadSize: size, to: base) }
        }
        #expect(bytes == writer.bytes)
    }
}
