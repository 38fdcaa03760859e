import Glibc
import Testing

@testable import TTRPC

@Suite("Draining a server")
struct DrainTests {
    @Test("calls that were begun are answered, streams and new calls are refused, then everything closes")
    func drain() throws {
        let server = try TestServer { server in
            let loop = server.loop
            server.offerEcho()
            server.offer("Watch", .serverStream) { call in
                call.send([1])
                call.onEnd = { _ in }
            }
            server.offer("Upload", .clientStream) { call in call.onEnd = { _ in } }
            server.offer("Slow") { call in
                loop.schedule(at: loop.now.adding(nanoseconds: 50_000_000)) { call.reply([2]) }
            }
            server.offer("Drain") { [unowned server] call in
                call.reply([3])
                server.drain(limitNanoseconds: 5_000_000_000, status: Status(.unavailable, "going away")) {
                    #expect($0.isComplete)
                    loop.stop()
                }
            }
        }
        let peer = try RawPeer(server.path)
        peer.send(
            .request(1, "Watch", flags: 1), .request(3, "Slow"), .request(5, "Upload", flags: 2),
            .request(7, "Drain"), .request(9, "Echo"))
        #expect(peer.next()?.data == [1])
        #expect(peer.next()?.payload == [3])
        let refused = [peer.next(), peer.next(), peer.next()]
        #expect(Set(refused.map { $0?.id }) == [1, 5, 9])
        #expect(refused.allSatisfy { $0?.code == .unavailable })
        #expect(peer.next()?.payload == [2])
        #expect(peer.isClosedByServer)
        server.awaitEnd()
        #expect(throws: SystemError.self) { try RawPeer(server.path) }
    }

    @Test("calls that are not answered within the limit end with the status")
    func limit() throws {
        let server = try TestServer { server in
            server.offer("Never") { call in call.onEnd = { _ in } }
            server.offer("Drain") { [unowned server] call in
                call.reply([])
                server.drain(limitNanoseconds: 10_000_000, status: Status(.unavailable, "going away")) {
                    [unowned server] outcome in
                    #expect(outcome == DrainOutcome(unansweredCalls: 1, unreadBytes: 0))
                    server.loop.stop()
                }
            }
        }
        let peer = try RawPeer(server.path)
        peer.send(.request(1, "Never"), .request(3, "Drain"))
        #expect(peer.next()?.code == .ok)
        #expect(peer.next().map { [$0.id, UInt32($0.code?.rawValue ?? 0)] } == [1, 14])
        #expect(peer.isClosedByServer)
    }

    @Test("what was read in the turn of closeAll passes the barrier before it goes out")
    func closeAll() throws {
        let server = try TestServer { server in
            var isDurable = false
            server.offer("Change") { call in call.reply([1]) }
            server.offer("End") { [unowned server] call in
                call.reply([2])
                server.loop.schedule(at: server.loop.now) { [unowned server] in
                    server.closeAll(Status(.unavailable, "going away"))
                    server.loop.stop()
                }
            }
            server.barrier = {
                defer { isDurable = true }
                return isDurable ? nil : Status(.internal, "first barrier")
            }
        }
        let peer = try RawPeer(server.path)
        peer.send(.request(1, "Change"), .request(3, "End"))
        let answers = [peer.next(), peer.next()]
        #expect(answers.map { $0?.id } == [1, 3])
        #expect(Set(answers.map { $0?.code }).count == 1)
        #expect(peer.isClosedByServer)
    }

    @Test("a server that is dropped closes its connections, and its calls cannot be answered any more")
    func dropped() throws {
        let directory = SocketDirectory()
        let listener = try ListeningSocket(path: directory.socket)
        let loop = try EventLoop()
        defer { loop.forgetAll() }
        var server: Server? = Server(loop: loop)
        var kept: ServerCall?
        final class Trace {}
        weak var handler: Trace?
        do {
            let trace = Trace()
            handler = trace
            server?.offer("Keep") { call in
                withExtendedLifetime(trace) { kept = call }
                loop.stop()
            }
        }
        try server?.listen(on: dup(listener.descriptor))
        let peer = try RawPeer(directory.socket)
        peer.send(.request(1, "Keep"))
        try loop.run()
        #expect(kept?.isWritable == true)
        server = nil
        #expect(peer.isClosedByServer)
        #expect(kept?.isOpen == false)
        #expect(handler == nil, "a call that is kept keeps its handler, which may have kept it")
        kept?.reply([1])
        kept?.finish()
    }
}
