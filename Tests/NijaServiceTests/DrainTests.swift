import Glibc
import NijaMessages
import NijaModel
import NijaStore
import Protobuf
import TTRPC
import Testing

@testable import NijaService

@Suite("Draining a daemon")
struct DrainTests {
    private static func start(_ client: Client, _ method: some Protobuf.Method, _ payload: [UInt8] = [])
        throws
        -> UInt32
    {
        try client.start(service: method.service, method: method.name, payload: payload)
    }

    @Test("a read that a worker has begun is answered, new calls are refused, and the state is kept")
    func answersWhatWasBegun() throws {
        let gate = Gate()
        let daemon = try TestDaemon(
            settings: Daemon.Settings(access: Access(users: [geteuid(): .operator]), workersCount: 1)
        ) { daemon in
            daemon.offerRead(until: gate)
        }
        let (reader, writer) = (try daemon.client(), try daemon.client())
        var trade = RecordTradeRequest()
        trade.trade = InputTable.goodTrade
        trade.trade?.tradeID = "last"
        try writer.ask(TradeService.recordTrade, trade)
        let slow = try reader.start(service: "test", method: "Read", payload: [])
        while try writer.ask(SystemService.getStatus, GetStatusRequest()).callsInFlight == 0 {}
        try writer.ask(SystemService.shutdown, ShutdownRequest())
        let late = try Self.start(writer, SystemService.getVersion)
        #expect(throws: ClientError.self) { try writer.receive(late) }
        gate.open()
        #expect(try reader.receive(slow) == [7])
        daemon.awaitEnd()
        #expect(throws: ClientError.self) { try daemon.client() }
        var log = stat()
        #expect(stat(daemon.database + "-wal", &log) != 0 || log.st_size == 0)
        let store = try LedgerStore(path: daemon.database, durability: .process)
        #expect(try store.trade(account: "default", tradeID: "last") != nil)
    }

    @Test("subscribers are told where to resume, and whoever watches health that it ends")
    func subscribers() throws {
        let daemon = try TestDaemon()
        let (follower, watcher, client) = (try daemon.client(), try daemon.client(), try daemon.client())
        try InputTable.prepare(client)
        let sequence = try client.ask(SystemService.getStatus, GetStatusRequest()).sequence
        let events = try follower.openStream(
            service: EventService.name, method: EventService.subscribe.name, payload: [],
            clientStreams: false)
        let health = try watcher.openStream(
            service: SystemService.name, method: SystemService.watchHealth.name, payload: [],
            clientStreams: false)
        let first = try #require(try health.receive())
        #expect(try WatchHealthResponse.decode(first).status == .serving)
        while try client.ask(SystemService.getStatus, GetStatusRequest()).subscribers == 0 {}
        try client.ask(SystemService.shutdown, ShutdownRequest())
        let last = try SubscribeResponse.decode(#require(try events.receive())).event
        #expect(last?.sequence == sequence)
        guard case .goingAway? = last?.payload else {
            Issue.record("\(String(describing: last)) does not say goodbye")
            return
        }
        #expect(try events.receive() == nil)
        let second = try #require(try health.receive())
        #expect(try WatchHealthResponse.decode(second).status == .notServing)
        #expect(throws: ClientError.self) { try health.receive() }
        daemon.awaitEnd()
    }

    @Test("a call that is not answered within the limit ends with UNAVAILABLE")
    func limit() throws {
        let gate = Gate()
        var settings = Daemon.Settings(access: Access(users: [geteuid(): .operator]), workersCount: 1)
        settings.drainLimit = .milliseconds(20)
        let daemon = try TestDaemon(settings: settings) { $0.offerRead(until: gate) }
        let (reader, client) = (try daemon.client(), try daemon.client())
        let slow = try reader.start(service: "test", method: "Read", payload: [])
        while try client.ask(SystemService.getStatus, GetStatusRequest()).callsInFlight == 0 {}
        try client.ask(SystemService.shutdown, ShutdownRequest())
        let error = #expect(throws: ClientError.self) { try reader.receive(slow) }
        guard case .status(let status)? = error else {
            Issue.record("\(String(describing: error)) is no status")
            return
        }
        #expect(status.code == .unavailable)
        daemon.awaitEnd()
        gate.open()
    }
}

extension Daemon {
    /// Offers the method test/Read, which a worker answers once the gate is open.
    fileprivate func offerRead(until gate: Gate) {
        server.register(
            ServerMethod(service: "test", name: "Read", kind: .unary) { [readers] call in
                #expect(throws: Never.self) {
                    try readers.read { _ in
                        gate.pass()
                    } then: { _ in
                        call.reply([7])
                    }
                }
            })
    }
}
