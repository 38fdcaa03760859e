import NijaMessages
import Protobuf
import Reflection
import Testing

@Suite("The contract as data")
struct SchemaTests {
    static let schema = Result { () throws(SchemaError) in try Schema(parsing: Contract.descriptorSet) }
    let schema: Schema

    init() throws { schema = try Self.schema.get() }

    @Test("names services, methods and what they take and answer")
    func methods() throws {
        let record = try #require(schema.method(named: "nija.v1.TradeService.RecordTrade"))
        #expect(record.request == RecordTradeRequest.fullName)
        #expect(record.response == RecordTradeResponse.fullName)
        #expect((record.isClientStreaming, record.isServerStreaming) == (false, false))
        let records = try #require(schema.method(named: "nija.v1.TradeService/RecordTrades"))
        #expect(records.isClientStreaming)
        #expect(schema.method(named: "nija.v1.EventService.Subscribe")?.isServerStreaming == true)
        #expect(schema.method(named: "nija.v1.TradeService.Nothing") == nil)
        #expect(Set(schema.methodNames).count == schema.methodNames.count)
    }

    @Test("knows fields, maps and oneofs")
    func fields() throws {
        let trade = try #require(schema.messages["nija.v1.Trade"])
        #expect(trade.fields.map(\.name) == Trade.fieldNames)
        #expect(trade.field(named: "tradeId")?.name == "trade_id")
        #expect(trade.field(named: "tags")?.isRepeated == true)
        #expect(trade.field(named: "confidence")?.oneof != nil)
        #expect(schema.messages["nija.v1.Alarm.MetadataEntry"]?.isMapEntry == true)
        #expect(schema.enums["nija.v1.Side"]?.values.map(\.number) == [0, 1, 2])
    }

    @Test("declares a symbol as its .proto does, with the comments")
    func declarations() throws {
        let side = try #require(schema.declaration(of: "nija.v1.Side"))
        #expect(side.hasPrefix("// The direction of a position.\nenum nija.v1.Side {\n"))
        #expect(side.contains("  // Bought first: gains when the price rises.\n  SIDE_LONG = 1;\n"))
        let alarm = try #require(schema.declaration(of: "nija.v1.Alarm"))
        #expect(alarm.contains("  map<string, string> metadata = 19;\n"))
        let method = try #require(schema.declaration(of: "nija.v1.TradeService.RecordTrade"))
        #expect(
            method.contains(
                "rpc RecordTrade(nija.v1.RecordTradeRequest) returns (nija.v1.RecordTradeResponse);"))
        #expect(method.contains("message nija.v1.RecordTradeRequest {"))
        #expect(schema.declaration(of: "nija.v1.Nothing") == nil)
    }

    @Test(
        "gives the file of any symbol behind all that it imports, which can be read by itself",
        arguments: [
            ("nija.v1.Trade", "nija/v1/trade.proto"), ("nija.v1.Side", "nija/v1/common.proto"),
            ("nija.v1.SIDE_LONG", "nija/v1/common.proto"), ("nija.v1.Trade.profit", "nija/v1/trade.proto"),
            ("nija.v1.TradeService.RecordTrade", "nija/v1/trade_service.proto"),
            ("google.protobuf.Timestamp", "google/protobuf/timestamp.proto"),
        ])
    func subsets(symbol: String, file: String) throws {
        let subset = try #require(schema.subset(declaring: symbol))
        #expect(subset.file == file)
        let alone = try Schema(parsing: subset.descriptorSet)
        for message in alone.messages.values {
            for field in message.fields {
                switch field.type {
                case .message(let name): #expect(alone.messages[name] != nil, "\(field.name)")
                case .enumeration(let name): #expect(alone.enums[name] != nil, "\(field.name)")
                default: break
                }
            }
        }
        #expect(subset.descriptorSet.count < Contract.descriptorSet.count)
    }

    @Test("that is cut off is an error or a smaller contract, and never a trap")
    func truncated() {
        let bytes = Contract.descriptorSet
        for count in stride(from: 0, to: bytes.count, by: 997) {
            _ = try? Schema(parsing: Array(bytes.prefix(count)))
        }
        #expect(throws: SchemaError.self) { try Schema(parsing: Array(bytes.dropLast())) }
        #expect(throws: SchemaError.self) { try Schema(parsing: [0x0A, 0xFF]) }
    }
}
