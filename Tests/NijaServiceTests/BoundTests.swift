import Glibc
import NijaMessages
import NijaModel
import Protobuf
import Synchronization
import TTRPC
import Testing

@testable import NijaService

@Suite("Bounds of a daemon")
struct BoundTests {
    /// One worker, which nobody but the test has anything to do for.
    private static func settings(_ change: (inout Daemon.Settings) -> Void) -> Daemon.Settings {
        var settings = Daemon.Settings(access: Access(users: [geteuid(): .operator]), workersCount: 1)
        settings.aggregateInterval = .seconds(86_400)
        change(&settings)
        return settings
    }

    /// Waits until the daemon has closed a connection that asks for nothing.
    private static func awaitClose(_ client: Client) -> Bool {
        var descriptor = pollfd(fd: client.descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&descriptor, 1, 10_000) == 1 && client.isClosedByServer
    }

    @Test("a connection that asks for nothing is closed; one that has asked may idle")
    func hello() throws {
        let gate = Gate()
        let daemon = try TestDaemon(
            settings: Self.settings { $0.firstRequestLimit = .milliseconds(30) }
        ) { _ in gate.pass() }
        // Its request is there before it is accepted, so that it is in time however slow the machine is.
        let spoken = try daemon.client()
        let first = try spoken.start(
            service: SystemService.name, method: SystemService.getVersion.name, payload: [])
        gate.open()
        _ = try spoken.receive(first)
        let silent = try daemon.client()
        #expect(Self.awaitClose(silent))
        #expect(!spoken.isClosedByServer)
        try spoken.ask(SystemService.getVersion, GetVersionRequest())
    }

    @Test("a request that stands still half sent closes its connection")
    func progress() throws {
        let daemon = try TestDaemon(settings: Self.settings { $0.frameLimit = .milliseconds(30) })
        let slow = try daemon.client()
        try slow.ask(SystemService.getVersion, GetVersionRequest())
        let half: [UInt8] = [0, 0, 1, 0, 0, 0, 0, 3, 1, 0, 0x0A]
        #expect(send(slow.descriptor, half, half.count, 0) == half.count)
        #expect(Self.awaitClose(slow))
    }

    private static func payload(_ symbol: String) -> [UInt8] {
        var request = GetKpiSummaryRequest()
        var scope = KpiScope()
        scope.symbol = symbol
        request.scope = scope
        return request.encode()
    }

    @Test("long reads beyond the queue's bound are refused, the others answered, and short calls go on")
    func reads() throws {
        let gate = Gate()
        let daemon = try TestDaemon(settings: Self.settings { $0.queuedReadsMax = 3 }) { daemon in
            daemon.blockWorker(until: gate)
        }
        let client = try daemon.client()
        let calls = try (0..<10).map { number in
            try client.start(
                service: KpiService.name, method: KpiService.getKpiSummary.name,
                payload: Self.payload("S\(number)"))
        }
        // The refusals come at once, though not a single read is done.
        for call in calls.suffix(7) {
            let error = #expect(throws: ClientError.self) { try client.receive(call) }
            guard case .status(let status)? = error else { continue }
            #expect(status.code == .resourceExhausted)
            #expect(status.message.hasPrefix("3 long reads wait"))
        }
        let status = try client.ask(SystemService.getStatus, GetStatusRequest())
        #expect(status.queuedJobs == 3)
        gate.open()
        for call in calls.prefix(3) {
            _ = try GetKpiSummaryResponse.decode(client.receive(call))
        }
        try client.ask(KpiService.getKpiSummary, GetKpiSummaryRequest())
    }

    @Test("a daemon that has ended leaves nothing in memory, not even with reads that nobody finished")
    func noCycles() throws {
        final class Traces: Sendable {
            let daemon = Mutex<Weak?>(nil)
        }
        // @unchecked: only asked whether it is gone, after the thread has ended
        struct Weak: @unchecked Sendable {
            weak var daemon: Daemon?
        }
        let (traces, gate) = (Traces(), Gate())
        do {
            let daemon = try TestDaemon(settings: Self.settings { _ in }) { daemon in
                traces.daemon.withLock { $0 = Weak(daemon: daemon) }
                daemon.blockWorker(until: gate)
            }
            let client = try daemon.client()
            _ = try client.start(
                service: KpiService.name, method: KpiService.getKpiSummary.name, payload: Self.payload("X"))
            let stream = try client.openStream(
                service: EventService.name, method: EventService.subscribe.name, payload: [],
                clientStreams: false)
            while try client.ask(SystemService.getStatus, GetStatusRequest()).subscribers == 0 {}
            try stream.cancel()
        }
        #expect(traces.daemon.withLock { $0 != nil && $0?.daemon == nil })
        gate.open()
    }

    @Test("a subscriber that cannot catch up for want of workers does so later, and misses nothing")
    func lateSubscriber() throws {
        let gate = Gate()
        let daemon = try TestDaemon(settings: Self.settings { $0.queuedReadsMax = 1 }) { daemon in
            daemon.blockWorker(until: gate)
        }
        let (client, follower) = (try daemon.client(), try daemon.client())
        for number in 0..<5 {
            var request = RecordTradeRequest()
            var trade = Trade()
            (trade.tradeID, trade.strategy, trade.symbol, trade.profit) = ("t\(number)", "S", "X", "1")
            request.trade = trade
            try client.ask(TradeService.recordTrade, request)
        }
        let waiting = try client.start(
            service: KpiService.name, method: KpiService.getKpiSummary.name, payload: Self.payload("X"))
        var request = StreamTradesRequest()
        request.afterSequence = 0
        let stream = try follower.openStream(
            service: TradeService.name, method: TradeService.streamTrades.name, payload: request.encode(),
            clientStreams: false)
        while try client.ask(SystemService.getStatus, GetStatusRequest()).subscribers == 0 {}
        gate.open()
        _ = try client.receive(waiting)
        for number in 0..<5 {
            let message = try #require(try stream.receive())
            let event = try StreamTradesResponse.decode(message).event
            guard case .tradeRecorded(let trade)? = event?.payload else {
                Issue.record("\(String(describing: event)) is no trade")
                return
            }
            #expect(trade.tradeID == "t\(number)")
        }
    }
}

extension Daemon {
    /// Keeps the one worker busy until the gate opens, and waits until it is.
    func blockWorker(until gate: Gate) {
        let isBusy = Gate()
        do throws(ServiceError) {
            try readers.read { _ in
                isBusy.open()
                gate.pass()
            } then: { _ in
            }
            isBusy.pass()
        } catch {
            Issue.record("the worker has something else to do: \(error.status.message)")
        }
    }
}
