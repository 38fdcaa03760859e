import NijaMessages
import Protobuf
import Testing

@Suite("Messages filled from text")
struct MessageTextTests {
    @Test("each kind of field is filled")
    func kinds() throws {
        let trade = try Trade.fromText(
            [
                ("symbol", "BTC-USD"), ("side", "long"), ("exit_reason", "trailing-stop"), ("is_win", "yes"),
                ("confidence", "0.5"), ("tags", "a,b"), ("exit_time", "2026-01-30 04:30"),
                ("duration", "90m"),
                ("sequence", "18446744073709551615"), ("venue", ""),
            ])
        #expect(trade.symbol == "BTC-USD")
        #expect(trade.side == .long)
        #expect(trade.isWin == true)
        #expect(trade.confidence == 0.5)
        #expect(trade.tags == ["a", "b"])
        #expect(trade.exitTime?.seconds == 1_769_747_400)
        #expect(trade.duration?.seconds == 5_400)
        #expect(trade.sequence == .max)
    }

    @Test("lists of names and maps are written with commas")
    func lists() throws {
        let request = try SubscribeRequest.fromText([
            ("topics", Topic.names.dropFirst().map(\.name).joined(separator: ","))
        ])
        #expect(request.topics.map(\.rawValue) == Topic.names.dropFirst().map(\.number))
        let strategy = try Strategy.fromText([("name", "S"), ("parameters", "window=20,rule=a=b")])
        #expect(strategy.parameters == ["window": "20", "rule": "a=b"])
    }

    @Test(
        "what is wrong is named, with its value and what would be right",
        arguments: [
            ("side", "up", "is \"up\"; it must be one of LONG, SHORT"),
            ("is_win", "maybe", "is \"maybe\"; it must be true or false"),
            ("confidence", "high", "is \"high\"; it must be a number"),
            ("confidence", "nan", "is \"nan\"; it must be a number"),
            ("sequence", "-1", "is \"-1\"; it must be a whole number from 0 to 18446744073709551615"),
            ("duration", "soon", "is \"soon\"; it must be a span of time such as 1.5s, 500ms or 2h"),
            ("symbol", "a\u{0}b", "has a NUL character"), ("warnings", "x", "cannot be given as text"),
        ])
    func wrong(field: String, text: String, reason: String) {
        let error = #expect(throws: FieldTextError.self) { try Trade.fromText([(field, text)]) }
        #expect(error?.field == field)
        #expect(error?.reason == reason)
    }

    @Test("a field that there is not is refused with those that there are")
    func unknown() {
        let error = #expect(throws: FieldTextError.self) { try Strategy.fromText([("colour", "red")]) }
        #expect(error?.field == "colour")
        #expect(error?.reason.contains("parameters") == true)
    }

    @Test(
        "times are read exactly",
        arguments: [
            ("2026-01-30T04:30:00Z", 1_769_747_400, 0),
            ("2026-01-30T04:30:00.25+02:00", 1_769_740_200, 250_000_000),
            ("2026-01-30", 1_769_731_200, 0), ("2026-01-30 04:30:00+00:00", 1_769_747_400, 0),
            ("1706589000", 1_706_589_000, 0), ("1706589000.123", 1_706_589_000, 123_000_000),
            ("1706589000.000000001", 1_706_589_000, 1), ("-0.25", -1, 750_000_000),
            ("2024-02-29", 1_709_164_800, 0),
        ] as [(String, Int64, Int32)])
    func timestamps(text: String, seconds: Int64, nanoseconds: Int32) {
        let time = parseTimestamp(text)
        #expect(time?.seconds == seconds)
        #expect(time?.nanoseconds == nanoseconds)
    }

    @Test(
        "what is no time is refused",
        arguments: [
            "", "soon", "2026-02-30", "2025-02-29", "2026-13-01", "2026-01-30T24:00:00Z",
            "2026-01-30T04:60:00Z",
            "1706589000123", "nan", "inf", "0x10", "1.", ".5", "1706589000.1234567891", "--1", "2026-1-30",
            "2026-01-30T04:30:00.Z", "2026-01-30T04:30:00+24:00", "２０２６-01-30", "2026-01-30Z1",
        ])
    func notTimes(text: String) {
        #expect(parseTimestamp(text) == nil)
    }

    @Test(
        "spans are read exactly",
        arguments: [
            ("1.5s", 1, 500_000_000), ("500ms", 0, 500_000_000), ("2h", 7_200, 0), ("0.1", 0, 100_000_000),
            ("1d", 86_400, 0), ("0.000001ms", 0, 1), ("104166d", 8_999_942_400, 0), ("0.5m", 30, 0),
        ] as [(String, Int64, Int32)])
    func durations(text: String, seconds: Int64, nanoseconds: Int32) {
        let span = parseDuration(text)
        #expect(span?.seconds == seconds)
        #expect(span?.nanoseconds == nanoseconds)
    }

    @Test(
        "what is no span, or too long, is refused",
        arguments: [
            "", "s", "-1s", "1 s", "1w", "nan", "inf", "999999999d", "9000000001", "1e3s", "999999999999999d",
        ])
    func notDurations(text: String) {
        #expect(parseDuration(text) == nil)
    }
}
