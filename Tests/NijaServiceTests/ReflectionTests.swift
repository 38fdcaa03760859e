import NijaClient
import NijaMessages
import Protobuf
import Reflection
import Testing

@testable import NijaService

@Suite("What the daemon says of its contract")
struct ContractTests {
    @Test("names every method that it serves, and no other")
    func everything() {
        let described = ReflectionHandlers.schema.services.flatMap(\.methods).map(\.fullName)
        #expect(described.sorted() == InputTable.contract.map { "\($0.service).\($0.name)" }.sorted())
    }

    @Test("names them with their roles, which anybody may ask for")
    func roles() throws {
        let daemon = try TestDaemon()
        let client = try daemon.bot()
        let services = try client.call(SystemService.listServices, ListServicesRequest()).services
        #expect(services.map(\.name) == services.map(\.name).sorted())
        let trades = try #require(services.first { $0.name == TradeService.name })
        #expect(trades.methods.first { $0.name == "RecordTrade" }?.role == .trader)
        #expect(trades.methods.first { $0.name == "GetTrade" }?.role == .observer)
        var request = DescribeSymbolRequest()
        request.symbol = "nija.v1.Trade"
        let trade = try client.call(SystemService.describeSymbol, request)
        #expect(trade.file == "nija/v1/trade.proto")
        let all = try client.call(SystemService.describeSymbol, DescribeSymbolRequest())
        #expect(all.fileDescriptorSet == Contract.descriptorSet)
    }
}
