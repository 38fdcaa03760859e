import JSON
import NijaMessages
import Protobuf
import Testing

@Suite("Messages as JSON")
struct MessageJSONTests {
    private static func parse(_ text: String) throws(JSONError) -> JSONValue {
        try JSONValue.parse(Array(text.utf8))
    }

    @Test("every field is printed by its name in the .proto, absent ones as null")
    func complete() throws {
        let json = try Self.parse(Trade().json())
        #expect(json.members.map(\.name) == Trade.fieldNames)
        #expect(json["trade_id"] == .string(""))
        #expect(json["confidence"] == .null)
        #expect(json["exit_time"] == .null)
        #expect(json["tags"] == .array([]))
        #expect(json["side"] == .string("SIDE_UNSPECIFIED"))
        #expect(json["sequence"] == .number("0"))
        #expect(json["voided"] == .bool(false))
    }

    @Test("a figure of zero is not null")
    func zero() throws {
        var trade = Trade()
        (trade.confidence, trade.isWin) = (0, false)
        let json = try Self.parse(trade.json())
        #expect(json["confidence"] == .number("0"))
        #expect(json["is_win"] == .bool(false))
    }

    @Test(
        "doubles are the shortest that read back, and JSON",
        arguments: [
            (0.1, "0.1"), (-2, "-2"), (1e17, "1e+17"), (.leastNonzeroMagnitude, "5e-324"),
            (1.5e300, "1.5e+300"),
            (123456789.125, "123456789.125"), (.infinity, "null"), (.nan, "null"),
        ])
    func doubles(value: Double, text: String) throws {
        var trade = Trade()
        trade.confidence = value
        #expect(trade.json().contains("\"confidence\":\(text),"))
        guard value.isFinite else { return }
        #expect(try Trade.fromJSON(Self.parse(trade.json())).confidence == value)
    }

    @Test("texts are escaped", arguments: ["a\"b\\c", "\n\t\r\u{1}\u{1F}", "€ 😀", ""])
    func texts(text: String) throws {
        var trade = Trade()
        trade.reason = text
        #expect(try Self.parse(trade.json())["reason"] == .string(text))
    }

    @Test("of a oneof of several members the one that is set is printed")
    func oneof() throws {
        var event = Event()
        (event.sequence, event.payload) = (.max, .tradeRecorded(Trade()))
        let json = try Self.parse(event.json())
        #expect(json["sequence"] == .number("18446744073709551615"))
        #expect(json["trade_recorded"]?["symbol"] == .string(""))
        #expect(json["trade_voided"] == nil)
    }

    @Test("maps are objects in the sequence of their names")
    func maps() throws {
        var strategy = Strategy()
        #expect(strategy.json().contains("\"parameters\":{}"))
        strategy.parameters = ["b": "2", "a": "1"]
        #expect(strategy.json().contains(#""parameters":{"a":"1","b":"2"}"#))
        strategy.parameters = ["b": "2"]
        #expect(strategy.json(pretty: true).contains("\"parameters\": {\n    \"b\": \"2\"\n  }"))
    }

    @Test(
        "bytes are base 64",
        arguments: [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")])
    func bytes(text: String, base64: String) throws {
        var any = AnyMessage()
        any.value = Array(text.utf8)
        #expect(any.json() == "{\"type_url\":\"\",\"value\":\"\(base64)\"}")
        #expect(try AnyMessage.fromJSON(Self.parse(any.json())) == any)
    }

    @Test(
        "instants are RFC 3339 in UTC, with 0, 3, 6 or 9 digits of a second",
        arguments: [
            (0, 0, "1970-01-01T00:00:00Z"), (1_769_747_400, 0, "2026-01-30T04:30:00Z"),
            (1, 500_000_000, "1970-01-01T00:00:01.500Z"), (1, 1_000, "1970-01-01T00:00:01.000001Z"),
            (-1, 999_999_999, "1969-12-31T23:59:59.999999999Z"), (951_782_400, 0, "2000-02-29T00:00:00Z"),
            (-62_135_596_800, 0, "0001-01-01T00:00:00Z"), (253_402_300_799, 0, "9999-12-31T23:59:59Z"),
        ] as [(Int64, Int32, String)])
    func instants(seconds: Int64, nanoseconds: Int32, text: String) {
        var time = TimestampMessage()
        (time.seconds, time.nanos) = (seconds, nanoseconds)
        #expect(time.json() == "\"\(text)\"")
        let read = parseTimestamp(text)
        #expect(read?.seconds == seconds)
        #expect(read?.nanoseconds == nanoseconds)
    }

    @Test("times that cannot be never crash", arguments: [.min, -1, 0, 1, .max] as [Int64])
    func impossibleTimes(seconds: Int64) throws {
        for nanoseconds in [.min, -1, 999_999_999, 1_000_000_000, .max] as [Int32] {
            var (time, span) = (TimestampMessage(), DurationMessage())
            (time.seconds, time.nanos) = (seconds, nanoseconds)
            (span.seconds, span.nanos) = (seconds, nanoseconds)
            #expect(throws: Never.self) { try Self.parse(time.json()) }
            #expect(throws: Never.self) { try Self.parse(span.json()) }
        }
    }

    @Test(
        "spans are seconds",
        arguments: [(1, 500_000_000, "1.500s"), (0, 0, "0s"), (0, -500_000_000, "-0.500s"), (-90, 0, "-90s")]
            as [(Int64, Int32, String)])
    func spans(seconds: Int64, nanoseconds: Int32, text: String) {
        var span = DurationMessage()
        (span.seconds, span.nanos) = (seconds, nanoseconds)
        #expect(span.json() == "\"\(text)\"")
    }

    @Test("what is printed is read back as it was", arguments: [false, true])
    func roundTrip(pretty: Bool) throws {
        var trade = Trade()
        (trade.tradeID, trade.symbol, trade.tags) = ("t-1", "BTC-€", ["a", "b,c", ""])
        (trade.side, trade.isWin, trade.confidence) = (Side(rawValue: 77), false, 0.1)
        trade.exitTime = TimestampMessage()
        trade.exitTime?.nanos = 123_456_789
        trade.duration = DurationMessage()
        trade.duration?.seconds = 90
        var warning = TradeWarning()
        warning.message = "odd"
        (trade.warnings, trade.sequence) = ([warning, TradeWarning()], .max)
        var event = Event()
        event.payload = .tradeRecorded(trade)
        #expect(try Event.fromJSON(Self.parse(event.json(pretty: pretty))) == event)
        var strategy = Strategy()
        strategy.parameters = ["a": "1", "": "x=y"]
        #expect(try Strategy.fromJSON(Self.parse(strategy.json(pretty: pretty))) == strategy)
    }

    @Test("people's JSON is read: lowerCamelCase, numbers for texts, short names, seconds")
    func lenient() throws {
        let trade = try Trade.fromJSON(
            Self.parse(
                #"{"tradeId": "t", "quantity": 0.10, "side": "long", "entry_time": 1706589000.123456789, "fees": null}"#
            ))
        #expect(trade.tradeID == "t")
        #expect(trade.quantity == "0.10")
        #expect(trade.side == .long)
        #expect(trade.entryTime?.seconds == 1_706_589_000)
        #expect(trade.entryTime?.nanos == 123_456_789)
        #expect(trade.fees.isEmpty)
    }

    @Test("members that are no fields are refused, or passed over when that is asked for")
    func unknown() throws {
        let json = try Self.parse(#"{"symbol": "X", "colour": 1}"#)
        #expect(throws: FieldTextError.self) { try Trade.fromJSON(json) }
        #expect(try Trade.fromJSON(json, ignoringUnknown: true).symbol == "X")
    }

    @Test(
        "errors have the path of the field",
        arguments: [
            (#"{"trades": [{}, {"side": "up"}]}"#, "trades[1].side"), (#"{"trades": {}}"#, "trades"),
            (#"{"trades": [1]}"#, "trades[0]"), (#"{"trades": [{"tags": ["a", {}]}]}"#, "trades[0].tags[1]"),
            (#"{"trades": [{"exit_time": "soon"}]}"#, "trades[0].exit_time"), (#"{"nothing": 1}"#, "nothing"),
            (#"{"trades": [{"confidence": "x"}]}"#, "trades[0].confidence"), ("[]", ""),
        ])
    func paths(text: String, path: String) throws {
        let json = try Self.parse(text)
        let error = #expect(throws: FieldTextError.self) { try BatchRecordTradesRequest.fromJSON(json) }
        #expect(error?.field == path)
    }
}
