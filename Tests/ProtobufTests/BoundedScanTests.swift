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
    func nesting() {
        func problem(_ bytes: [UInt8]) -> DecodeError.Problem? {
            #expect(throws: DecodeError.self) { try Nest.decode(bytes) }?.problem
        }
        let bytes = Self.nested(9_000)
        #expect(bytes.count > 29_000)
        #expect(problem(bytes) == .tooDeep(limit: DecodeLimits.depth))
        #expect(problem(Self.nested(DecodeLimits.depth)) == .tooDeep(limit: DecodeLimits.depth))
        #expect(throws: Never.self) { try Nest.decode(Self.nested(DecodeLimits.depth - 1)) }
    }

    @Test("a message that comes again and again, which protobuf-c merges in quadratic time, is refused")
    func merging() throws {
        var inner = WireWriter()
        for _ in 0..<20_000 { inner.field(4, bytes: []) }
        var writer = WireWriter()
        writer.field(1, bytes: inner.bytes)
        #expect(throws: Never.self) { try RegisterStrategyRequest.decode(writer.bytes) }
        for _ in 0..<10_000 { writer.field(1, bytes: [0x22, 0x00]) }
        #expect(throws: DecodeError(field: "strategy", problem: .repeated)) {
            try RegisterStrategyRequest.decode(writer.bytes)
        }
    }

    @Test("of a field that holds one scalar, the last counts")
    func lastScalar() throws {
        #expect(
            try Trade.decode([0x1A, 0x01, 0x61, 0x38, 0x01, 0x1A, 0x01, 0x62, 0x38, 0x02]).strategy == "b")
    }

    @Test(
        "a list of numbers is read packed, one by one, and mixed",
        arguments: [
            [0x0A, 0x03, 1, 2, 3], [0x08, 1, 0x08, 2, 0x08, 3], [0x08, 1, 0x0A, 0x02, 2, 3],
            [0x0A, 0x00, 0x0A, 0x02, 1, 2, 0x08, 3],
        ] as [[UInt8]])
    func packed(bytes: [UInt8]) throws {
        #expect(try SubscribeRequest.decode(bytes).topics.map(\.rawValue) == [1, 2, 3])
    }

    @Test("ten thousand trades in one batch pass", arguments: [false, true])
    func batch(isDense: Bool) throws {
        var trade = Trade()
        (trade.strategy, trade.symbol, trade.profit) = ("s", "b", "1")
        if isDense {
            trade.exitTime = TimestampMessage()
            trade.exitTime?.seconds = 1_700_000_000
            trade.entryTime = trade.exitTime
            (trade.side, trade.exitReason, trade.confidence, trade.isWin) = (
                .long, .init(rawValue: 1), 0.5, true
            )
            trade.tags = ["one", "two", "three"]
            trade.quantity = "1"
            trade.leverage = "2"
            (trade.entryPrice, trade.exitPrice, trade.stopLoss, trade.takeProfit) = ("1", "2", "3", "4")
            (trade.intendedEntryPrice, trade.intendedExitPrice, trade.fees) = ("1", "2", "0")
            (trade.tradeID, trade.account, trade.venue, trade.botID) = ("1", "a", "v", "b")
            (trade.promptID, trade.userID, trade.subscriptionID, trade.orderID) = ("p", "u", "s", "o")
        }
        var request = BatchRecordTradesRequest()
        request.trades = Array(repeating: trade, count: 10_000)
        #expect(try BatchRecordTradesRequest.decode(request.encode()).trades.count == 10_000)
    }

    @Test("a mebibyte of empty submessages is refused before it is decoded")
    func emptySubmessages() {
        let bytes = [UInt8]((0..<(1 << 19)).map { _ in [0x0A, 0x00] as [UInt8] }.joined())
        let error = #expect(throws: DecodeError.self) { try BatchRecordTradesRequest.decode(bytes) }
        #expect(error?.problem == .tooLarge(limit: DecodeLimits.decodedBytes(for: bytes.count)))
        #expect(error?.field.hasPrefix("trades[") == true)
    }

    @Test(
        "an error is named by its path in the request",
        arguments: [
            ([0x0A, 0x04, 0x1A, 0x02, 0xC0, 0x80], "trades[0].strategy"),
            ([0x0A, 0x00, 0x0A, 0x00, 0x10, 0x01, 0x0A, 0x02, 0x38, 0x80], "trades[0].side"),
            ([0x0A, 0x00, 0x0A, 0x00, 0x0A, 0x02, 0x38, 0x80], "trades[2].side"),
            ([0x0A, 0x04, 0x7A, 0x02, 0x08, 0x80], "trades[0].exit_time.seconds"),
            ([0x0A, 0x01, 0x07], "trades[0]"), ([0x07], "nija.v1.BatchRecordTradesRequest"),
        ] as [([UInt8], String)])
    func path(bytes: [UInt8], field: String) {
        let error = #expect(throws: DecodeError.self) { try BatchRecordTradesRequest.decode(bytes) }
        #expect(error?.field == field)
    }

    @Test(
        "hostile fields are named",
        arguments: [
            ([0x1A, 0x02, 0xC0, 0x80], "strategy", DecodeError.Problem.notUTF8),
            ([0x1A, 0x02, 0x61, 0x00], "strategy", .containsNUL),
            ([0x1A, 0x05, 0x61], "strategy", .truncated),
            ([0x18, 0x01], "strategy", .malformed),
            ([0x3A, 0x01, 0x01], "side", .malformed),
            ([0x38], "side", .truncated),
            ([0x03], "nija.v1.Trade", .malformed),
            ([0x00], "nija.v1.Trade", .malformed),
            ([0x0B], "nija.v1.Trade", .malformed),
            ([0x1C], "nija.v1.Trade", .malformed),
            ([0x1A, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F], "strategy", .truncated),
            ([0x1A] + [UInt8](repeating: 0xFF, count: 9) + [0x01], "strategy", .truncated),
            ([0x3A, 0x00], "side", .malformed),
            ([0xEA, 0x01, 0x00], "confidence", .malformed),
            ([0xE9, 0x01, 0, 0, 0, 0, 0, 0, 0], "confidence", .truncated),
            ([0x7A, 0x01, 0x09], "exit_time.seconds", .malformed),
            ([0x7A, 0x00, 0x7A, 0x00], "exit_time", .repeated),
            ([0xFA, 0x01, 0x01, 0x80], "tags", .notUTF8),
            ([0xA2, 0x1F, 0x7F], "nija.v1.Trade", .truncated),
            ([0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x02], "nija.v1.Trade", .malformed),
            ([0xB8, 0x80, 0x80, 0x80, 0x80, 0x00, 0x01], "nija.v1.Trade", .malformed),
            ([0x38] + [UInt8](repeating: 0x80, count: 10), "side", .malformed),
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

    private static var vectors: [[UInt8]] {
        var trade = Trade()
        (trade.tradeID, trade.symbol, trade.tags) = ("t-1", "BTC-€", ["a", "b"])
        trade.exitTime = TimestampMessage()
        trade.exitTime?.seconds = 1_700_000_000
        (trade.confidence, trade.isWin) = (0.5, false)
        var event = Event()
        (event.sequence, event.payload) = (.max, .tradeRecorded(trade))
        var strategy = RegisterStrategyRequest()
        strategy.strategy = Strategy()
        strategy.strategy?.parameters = ["window": "20", "risk": "0.01"]
        return [trade.encode(), event.encode(), strategy.encode(), [0x0A, 0x03, 1, 2, 3]]
    }

    /// Decodes as every kind; only errors are allowed to happen.
    private static func decodeAsAll(_ bytes: [UInt8]) {
        _ = try? Trade.decode(bytes)
        _ = try? Event.decode(bytes)
        _ = try? RegisterStrategyRequest.decode(bytes)
        _ = try? SubscribeRequest.decode(bytes)
        _ = try? Nest.decode(bytes)
    }

    @Test("a message cut at any byte is an error or a shorter message, never a crash")
    func cuts() throws {
        for bytes in Self.vectors {
            for count in bytes.indices { Self.decodeAsAll(Array(bytes[..<count])) }
        }
        let bytes = try #require(Self.vectors.first)
        #expect(throws: DecodeError.self) { try Trade.decode(Array(bytes.dropLast())) }
    }

    @Test("what decodes after random damage survives another round", arguments: [1, 2, 3] as [UInt64])
    func damage(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<4_000 {
            guard var bytes = Self.vectors.randomElement(using: &random) else { continue }
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = Int.random(in: bytes.indices, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[place] = .random(in: 0...255, using: &random)
                case 1: bytes[place] ^= UInt8(1) << UInt8.random(in: 0..<8, using: &random)
                case 2: bytes.insert(.random(in: 0...255, using: &random), at: place)
                default: bytes += bytes[place...].prefix(8)
                }
            }
            Self.decodeAsAll(bytes)
            guard let event = try? Event.decode(bytes) else { continue }
            #expect(try Event.decode(event.encode()).encode() == event.encode(), "seed \(seed): \(bytes)")
        }
    }
}
