import JSON
import NijaClient
import NijaMessages
import NijaModel
import Testing

@testable import TTRPC

/// The vectors that every client runs, held against the server's own code and the Swift client.
@Suite("The vectors of Protos/conformance")
struct ConformanceTests {
    /// What the decoder makes of bytes that are all there; nil at the end for what is no frame.
    private func decode(_ bytes: [UInt8]) -> (frames: [(FrameHeader, [UInt8])], isRefused: Bool) {
        var decoder = FrameDecoder()
        var (rest, frames) = (bytes[...], [(FrameHeader, [UInt8])]())
        while true {
            switch rest.withUnsafeBytes({ decoder.next($0) }) {
            case .frame(let header):
                frames.append((header, Array(rest.dropFirst(Limits.headerBytes).prefix(Int(header.length)))))
                rest = rest.dropFirst(Limits.headerBytes + Int(header.length))
            case .needs: return (frames, false)
            case .oversized, .discard, .notTTRPC: return (frames, true)
            }
        }
    }

    @Test("frames")
    func frames() throws {
        for row in try #require(vectors("frames.json")["frames"]).elements {
            let (found, isRefused) = decode(try row.bytes("hex"))
            let expected = try #require(row["frames"]).elements
            let name = try row.text("name")
            #expect(found.count == expected.count && !isRefused, "\(name)")
            for ((header, data), frame) in zip(found, expected) {
                #expect(Int(header.streamID) == (try frame.number("stream")))
                #expect(Int(header.type) == (try frame.number("type")))
                #expect(Int(header.flags.rawValue) == (try frame.number("flags")))
                #expect(data == (try frame.bytes("data")))
            }
        }
    }

    @Test("frames that are refused")
    func refusedFrames() throws {
        for row in try #require(vectors("frames.json")["refused"]).elements {
            let name = try row.text("name")
            #expect(decode(try row.bytes("hex")).isRefused, "\(name)")
        }
    }

    @Test("statuses")
    func statuses() throws {
        for row in try #require(vectors("statuses.json")["statuses"]).elements {
            let envelope = try (try row.bytes("response")).withUnsafeBytes { try ResponseEnvelope($0) }
            // A code that Swift has no case for becomes .unknown.
            let code = StatusCode(rawValue: Int32(try row.number("code"))) ?? .unknown
            let name = try row.text("name")
            #expect(envelope.status.code == code, "\(name)")
            let refusal = NijaError.Refusal(envelope.status)
            #expect(refusal.message == (try row.text("message")))
            #expect(refusal.reason == (try row.text("reason")))
            let fields = try #require(row["fields"]).elements.map { field in
                [try field.text("field"), try field.text("description")]
            }
            #expect(refusal.violations.map { [$0.field, $0.description] } == fields)
        }
    }

    @Test("decimals")
    func decimals() throws {
        let listed = try vectors("decimals.json")
        for row in try #require(listed["valid"]).elements {
            #expect(try Decimal(row.text("text")).description == row.text("canonical"))
        }
        for text in try #require(listed["invalid"]).elements.compactMap(\.text) {
            #expect(throws: DecimalError.self, "\(text)") { try Decimal(text) }
        }
    }
}
