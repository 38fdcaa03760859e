import NijaMessages
import NijaTesting
import Protobuf
import Testing
import WireFormat

@Suite("The scan that guards protobuf-c")
struct BoundedScanTests {
    /// Field 1 inside field 1, `depth` times.
    private static func nested(_ depth: Int) -> [UInt8] {
        (0..<depth).reduce([]) { inner, _ in
            var writer = WireWriter()
            writer.field(1, bytes: inner)
            return writer.bytes
        }
    }

    @Test("29 KB of nesting, which overflows protobuf-c's stack, is refused")
    func nesting() throws {
        #expect(throws: DecodeError.self) { try GetDashboardResponse.decode(Self.nested(10_000)) }
    }

    @Test("a mebibyte of empty submessages is refused before it is decoded")
    func emptySubmessages() {
        let bytes = [UInt8]((0..<(1 << 19)).map { _ in [0x0A, 0x00] as [UInt8] }.joined())
        #expect(
            throws: DecodeError(
                field: "nija.v1.Trade", problem: .tooLarge(limit: DecodeLimits.decodedBytes(for: bytes.count))
            )
        ) {
            try BatchRecordTradesRequest.decode(bytes)
        }
    }

    @Test(
        "hostile fields are named",
        arguments: [
            ([0x1A, 0x02, 0xC0, 0x80], "nija.v1.Trade.strategy", DecodeError.Problem.notUTF8),
            ([0x1A, 0x02, 0x61, 0x00], "nija.v1.Trade.strategy", .containsNUL),
            ([0x1A, 0x05, 0x61], "nija.v1.Trade.strategy", .truncated),
            ([0x18, 0x01], "nija.v1.Trade.strategy", .malformed),
            ([0x3A, 0x01, 0x01], "nija.v1.Trade.side", .malformed),
            ([0x38], "nija.v1.Trade.side", .truncated),
            ([0x03], "nija.v1.Trade", .malformed),
            ([0x00], "nija.v1.Trade", .malformed),
            ([0x38] + [UInt8](repeating: 0x80, count: 10), "nija.v1.Trade.side", .malformed),
        ] as [([UInt8], String, DecodeError.Problem)])
    func hostile(bytes: [UInt8], field: String, problem: DecodeError.Problem) {
        #expect(throws: DecodeError(field: field, problem: problem)) { try Trade.decode(bytes) }
    }

    @Test("unknown fields are passed over")
    func unknown() throws {
        var writer = WireWriter()
        writer.field(500, varint: 7)
        writer.field(501, text: "later version")
        #expect(try Trade.decode(writer.bytes) == Trade())
    }

    @Test("a message cut at any byte is an error or a shorter message, never a crash")
    func cuts() {
        var trade = Trade()
        (trade.tradeID, trade.symbol, trade.tags) = ("t-1", "BTC-USD", ["a", "b"])
        trade.exitTime = TimestampMessage()
        trade.exitTime?.seconds = 1_700_000_000
        let bytes = trade.encode()
        for count in bytes.indices { _ = try? Trade.decode(Array(bytes[..<count])) }
        #expect(throws: DecodeError.self) { try Trade.decode(Array(bytes.dropLast())) }
    }
}
