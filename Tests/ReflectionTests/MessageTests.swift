import JSON
import NijaMessages
import NijaTesting
import Protobuf
import Reflection
import Testing

@Suite("Messages that nothing was compiled for")
struct MessageTests {
    let schema: Schema

    init() throws { schema = try SchemaTests.schema.get() }

    private func parse(_ text: String) throws -> JSONValue { try JSONValue.parse(Array(text.utf8)) }

    /// Holds both ways against the compiled message.
    private func compare(_ message: some ProtobufMessage) throws {
        let name = type(of: message).fullName
        let json = try parse(message.json())
        #expect(try MessageDecoder(schema).decode(message.encode(), as: name) == json)
        let encoded = try MessageEncoder(schema).encode(json, as: name)
        #expect(try type(of: message).decode(encoded) == message)
    }

    @Test("are read and written as compiled ones are")
    func compiled() throws {
        try compare(Trade())
        var trade = Trade()
        (trade.tradeID, trade.profit, trade.side, trade.tags) = ("t \"1\"", "-5.25", .short, ["a", "b"])
        (trade.confidence, trade.isWin, trade.sequence) = (0.25, false, .max)
        trade.exitTime = TimestampMessage()
        trade.exitTime?.seconds = -1
        trade.exitTime?.nanos = 500_000_000
        try compare(trade)
        var request = BatchRecordTradesRequest()
        request.trades = [trade, Trade(), trade]
        try compare(request)
        var alarm = Alarm()
        alarm.metadata = ["pair": "BTC", "": "empty"]
        try compare(alarm)
        var event = Event()
        (event.sequence, event.payload) = (7, .alarm(AlarmEvent()))
        try compare(event)
        var figures = KpiSnapshot()
        (figures.winRate, figures.sharpeRatio, figures.totalTrades) = (66, -1.5e-9, -3)
        try compare(figures)
        var intervals = Intervals()
        intervals.kpi = DurationMessage()
        intervals.kpi?.seconds = 2
        intervals.kpi?.nanos = 5
        try compare(intervals)
        var describe = DescribeSymbolResponse()
        describe.fileDescriptorSet = [0, 255, 7]
        try compare(describe)
    }

    struct Fault: CustomTestStringConvertible {
        let json: String
        let field: String
        let reason: String
        var testDescription: String { json }

        init(_ json: String, _ field: String, _ reason: String) {
            (self.json, self.field, self.reason) = (json, field, reason)
        }
    }

    @Test(
        "name the field that is wrong, and what would be right",
        arguments: [
            Fault("[]", "", "must be a JSON object"),
            Fault(
                "{\"trade\": {\"symbl\": \"X\"}}", "trade.symbl", "is not a field; the fields are trade_id"),
            Fault("{\"trade\": 5}", "trade", "must be a JSON object"),
            Fault("{\"trade\": {\"tags\": \"a\"}}", "trade.tags", "must be a JSON list"),
            Fault("{\"trade\": {\"tags\": [\"a\", {}]}}", "trade.tags[1]", "must be a text"),
            Fault("{\"trade\": {\"side\": \"UP\"}}", "trade.side", "it must be one of SIDE_UNSPECIFIED"),
            Fault("{\"trade\": {\"exit_time\": \"noon\"}}", "trade.exit_time", "must be a time such as"),
            Fault("{\"trade\": {\"is_win\": \"maybe\"}}", "trade.is_win", "it must be true or false"),
            Fault("{\"trade\": {\"confidence\": \"high\"}}", "trade.confidence", "it must be a number"),
            Fault("{\"trade\": {\"sequence\": -1}}", "trade.sequence", "0 or above, of 64 bits"),
        ])
    func faults(fault: Fault) throws {
        let json = try parse(fault.json)
        do {
            _ = try MessageEncoder(schema).encode(json, as: RecordTradeRequest.fullName)
            Issue.record("it was accepted")
        } catch {
            #expect(error.field == fault.field)
            #expect(error.reason.contains(fault.reason), "\(error.reason)")
        }
    }

    @Test(
        "take names in lowerCamelCase, short names of enumerations, and numbers for texts with all their digits"
    )
    func lenient() throws {
        let json = try parse(
            "{\"trade\": {\"tradeId\": \"t\", \"side\": \"LONG\", \"profit\": 12.300000000000000001, \"venue\": null}}"
        )
        let bytes = try MessageEncoder(schema).encode(json, as: RecordTradeRequest.fullName)
        let trade = try #require(try RecordTradeRequest.decode(bytes).trade)
        #expect((trade.tradeID, trade.side, trade.profit) == ("t", .long, "12.300000000000000001"))
    }

    @Test("refuse two members of a oneof")
    func oneof() throws {
        let json = try parse("{\"heartbeat\": {}, \"going_away\": {}}")
        #expect(throws: FieldTextError.self) { try MessageEncoder(schema).encode(json, as: Event.fullName) }
    }

    @Test("that are garbage, or nested without end, are errors and never traps")
    func garbage() throws {
        let seed = UInt64.random(in: .min ... .max)
        var random = SeededGenerator(seed: seed)
        let decoder = MessageDecoder(schema)
        for name in schema.messages.keys.sorted() {
            for _ in 0..<20 {
                let bytes = (0..<Int.random(in: 0..<40, using: &random)).map { _ in
                    UInt8.random(in: 0...(random.isOneIn(3) ? 255 : 48), using: &random)
                }
                _ = try? decoder.decode(bytes, as: name)
            }
        }
        var nested: JSONValue = .null
        for _ in 0..<200 { nested = .object([JSONValue.Member("trade", nested)]) }
        #expect(throws: FieldTextError.self) {
            try MessageEncoder(schema).encode(nested, as: RecordTradeRequest.fullName)
        }
        #expect(throws: SchemaError.self) { try decoder.decode([], as: "nija.v1.Nothing") }
    }
}
