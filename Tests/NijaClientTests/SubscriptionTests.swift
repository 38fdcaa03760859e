import NijaMessages
import TTRPC
import Testing

@testable import NijaClient

@Suite struct SubscriptionTests {
    @Test("a subscription resumes after the last event it has delivered, without a repeat")
    func resumes() throws {
        let server = ScriptedServer([
            { peer in while peer.receive() != nil {} },
            { peer in
                let request = peer.receive()
                peer.send(request, step(5))
                peer.send(request, step(7))
            },
            { peer in
                let request = peer.receive()
                peer.send(request, step(7))
                peer.send(request, step(9))
            },
        ])
        let subscription = try subscription(to: server, after: 4)
        let sequences = try (0..<3).map { _ in try subscription.next().sequence }
        #expect(sequences == [5, 7, 9])
        let asked = server.requests.map { $0.message(SubscribeRequest.self).afterSequence }
        #expect(asked == [4, 7])
    }

    @Test("a subscription to what happens next asks first where the ledger stands")
    func pinsItsStart() throws {
        let server = ScriptedServer([
            { peer in
                var status = GetStatusResponse()
                status.sequence = 41
                peer.reply(peer.receive(), status)
                _ = peer.receive()
            },
            { peer in _ = peer.receive() },
            { peer in peer.send(peer.receive(), step(42)) },
        ])
        let subscription = try subscription(to: server, after: nil)
        #expect(try subscription.next().sequence == 42)
        let asked = server.requests.dropFirst().map { $0.message(SubscribeRequest.self).afterSequence }
        #expect(asked == [41, 41])
    }

    @Test("what has come is handed out even past the deadline")
    func late() throws {
        let server = ScriptedServer([
            { peer in while peer.receive() != nil {} },
            { peer in
                let request = peer.receive()
                peer.send(request, step(5))
                _ = peer.receive()
            },
        ])
        let subscription = try subscription(to: server, after: 4)
        var event: Event?
        let end = MonotonicTime.now().adding(nanoseconds: 20_000_000_000)
        while event == nil && MonotonicTime.now() < end {
            event = try subscription.next(before: MonotonicTime(nanoseconds: 0))
        }
        #expect(event?.sequence == 5)
    }

    @Test("a heartbeat moves the place to resume from")
    func heartbeats() throws {
        let server = ScriptedServer([
            { peer in while peer.receive() != nil {} },
            { peer in peer.send(peer.receive(), step(30, .heartbeat(Heartbeat()))) },
            { peer in peer.send(peer.receive(), step(31)) },
        ])
        let subscription = try subscription(to: server, after: 1)
        #expect(try subscription.next().payload == .heartbeat(Heartbeat()))
        #expect(try subscription.next().sequence == 31)
        #expect(server.requests.map { $0.message(SubscribeRequest.self).afterSequence } == [1, 30])
    }

    @Test(
        "a daemon that is going away, or that drops a slow subscriber, is asked again",
        arguments: [
            Status(.unavailable, "draining"), Status(.resourceExhausted, "too far behind"),
        ])
    func resumesAfterARefusal(_ status: Status) throws {
        let server = ScriptedServer([
            { peer in while peer.receive() != nil {} },
            { peer in
                let request = peer.receive()
                peer.send(request, step(2))
                peer.fail(request, status)
            },
            { peer in peer.send(peer.receive(), step(3)) },
        ])
        let subscription = try subscription(to: server, after: 1)
        #expect(try (0..<2).map { _ in try subscription.next().sequence } == [2, 3])
    }

    @Test("waiting until a deadline keeps the connection, and misses nothing")
    func deadlines() throws {
        let server = ScriptedServer([
            { peer in while peer.receive() != nil {} },
            { peer in
                let request = peer.receive()
                peer.send(request, step(2))
                // The next message comes when the client asks to cancel, which it does not: it waits.
                _ = peer.receive()
            },
        ])
        let subscription = try subscription(to: server, after: 1)
        #expect(try subscription.next().sequence == 2)
        let deadline = MonotonicTime.now().adding(nanoseconds: 1_000_000)
        #expect(try subscription.next(before: deadline) == nil)
        #expect(server.requests.count == 1)
    }

    @Test("a refused subscription is an error")
    func refused() throws {
        let server = ScriptedServer([
            { peer in while peer.receive() != nil {} },
            { peer in peer.fail(peer.receive(), Status(.permissionDenied, "no")) },
        ])
        let subscription = try subscription(to: server, after: 1)
        #expect(throws: NijaError.refused(.init(Status(.permissionDenied, "no")))) { try subscription.next() }
    }

    private func subscription(
        to server: ScriptedServer, after: UInt64?
    ) throws -> EventSubscription<SubscribeRequest, SubscribeResponse> {
        EventSubscription(
            try NijaClient(socket: server.path), EventService.subscribe, after: after,
            request: { cursor in
                var request = SubscribeRequest()
                request.afterSequence = cursor
                return request
            }, event: \.event)
    }
}

/// A message of the stream at a sequence.
private func step(_ sequence: UInt64, _ payload: Event.Payload = .cashFlow(CashFlow())) -> SubscribeResponse {
    var response = SubscribeResponse()
    var event = Event()
    (event.sequence, event.payload) = (sequence, payload)
    response.event = event
    return response
}
