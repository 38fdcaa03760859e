import Testing

@testable import TTRPC

@Suite("Unary calls")
struct UnaryTests {
    @Test("a payload of any size comes back", arguments: [0, 1, 100, 65_536, 1_000_000, (4 << 20) - 64])
    func echo(size: Int) throws {
        let server = try TestServer { $0.offerEcho() }
        let client = try Client(connectingTo: server.path)
        let payload = (0..<size).map { UInt8(truncatingIfNeeded: $0) }
        for _ in 0..<3 {
            #expect(try client.call(service: "test", method: "Echo", payload: payload) == payload)
        }
    }

    @Test("a request is answered however its bytes arrive", arguments: [1, 3, 10, 11])
    func pieces(size: Int) throws {
        let server = try TestServer { $0.offerEcho() }
        let peer = try RawPeer(server.path)
        let bytes = (Frame.request(1, "Echo", [1, 2, 3]).bytes + Frame.request(3, "Echo", [4]).bytes)
        for start in stride(from: 0, to: bytes.count, by: size) {
            peer.send(Array(bytes[start..<min(start + size, bytes.count)]))
        }
        #expect(peer.next()?.payload == [1, 2, 3])
        #expect(peer.next()?.payload == [4])
    }

    @Test("many requests in flight are answered, in their sequence when they are handled at once")
    func pipelined() throws {
        let server = try TestServer { $0.offerEcho() }
        let peer = try RawPeer(server.path)
        let ids = (0..<500 as Range<UInt32>).map { 2 * $0 + 1 }
        peer.send(ids.flatMap { Frame.request($0, "Echo", [UInt8(truncatingIfNeeded: $0)]).bytes })
        for id in ids {
            let answer = peer.next()
            #expect(answer?.id == id)
            #expect(answer?.payload == [UInt8(truncatingIfNeeded: id)])
        }
    }

    struct Fault: CustomTestStringConvertible {
        var name: String
        var bytes: [UInt8]
        var id: UInt32
        var code: StatusCode
        var testDescription: String { name }

        init(_ name: String, _ bytes: [UInt8], _ id: UInt32, _ code: StatusCode) {
            (self.name, self.bytes, self.id, self.code) = (name, bytes, id, code)
        }
    }

    static let faults: [Fault] = [
        Fault("an unknown method", Frame.request(1, "Nothing").bytes, 1, .unimplemented),
        Fault(
            "an unknown service",
            Frame(id: 1, type: 1, data: [0x0A, 1, 0x78, 0x12, 1, 0x79]).bytes, 1, .unimplemented),
        Fault("an even id", Frame.request(2, "Echo").bytes, 2, .invalidArgument),
        Fault("bad protobuf", Frame(id: 1, type: 1, data: [0x0A, 9]).bytes, 1, .invalidArgument),
        Fault("an empty request", Frame(id: 1, type: 1).bytes, 1, .unimplemented),
        Fault("data on no stream", Frame(id: 1, type: 3).bytes, 1, .invalidArgument),
        Fault(
            "a deadline that has passed", Frame.request(1, "Echo", timeout: -1).bytes, 1, .deadlineExceeded),
        Fault("a deadline in a nanosecond", Frame.request(1, "Echo", timeout: 1).bytes, 1, .deadlineExceeded),
        Fault("a stream to a unary method", Frame.request(1, "Echo", flags: 2).bytes, 1, .invalidArgument),
        Fault(
            "a request that is too large",
            Frame.header(length: 4 << 20 | 1, 1, 1) + [UInt8](repeating: 0xFF, count: 4 << 20 | 1), 1,
            .resourceExhausted),
        Fault(
            "data that is too large",
            Frame.header(length: 15 << 20, 1, 3) + [UInt8](repeating: 0, count: 15 << 20), 1,
            .resourceExhausted),
        Fault("an answer that is too large", Frame.request(1, "Huge").bytes, 1, .resourceExhausted),
        Fault("an answer that is an error", Frame.request(1, "Fail").bytes, 1, .aborted),
    ]

    @Test("a fault is answered on its own id, and the connection goes on", arguments: faults)
    func answered(fault: Fault) throws {
        let server = try TestServer { server in
            server.offerEcho()
            server.offer("Huge") { call in call.reply([UInt8](repeating: 0, count: 4 << 20)) }
            server.offer("Fail") { call in call.fail(Status(.aborted, "on purpose", details: [[1]])) }
        }
        let peer = try RawPeer(server.path)
        peer.send(fault.bytes)
        let answer = peer.next()
        #expect(answer?.id == fault.id)
        #expect(answer?.code == fault.code)
        peer.send(Frame.request(99, "Echo", [7]))
        #expect(peer.next()?.payload == [7])
    }

    @Test("an id that was used is refused, and an open call of that id ends with it")
    func reused() throws {
        let server = try TestServer { server in
            server.offerEcho()
            server.offer("Wait") { call in call.onEnd = { _ in } }
        }
        let peer = try RawPeer(server.path)
        peer.send(.request(1, "Echo"), .request(1, "Echo"), .request(3, "Wait"), .request(3, "Wait"))
        #expect(peer.next()?.code == .ok)
        #expect(peer.next()?.code == .invalidArgument)
        #expect(peer.next().map { [$0.id, UInt32($0.code?.rawValue ?? 0)] } == [3, 3])
        peer.send(Frame(id: 3, type: 3, data: [1]), .request(5, "Echo", [5]))
        #expect(peer.next()?.code == .invalidArgument)
        #expect(peer.next()?.payload == [5])
    }

    @Test(
        "frames of other types are passed over, also large ones",
        arguments: [0, 2, 4, 0x0F, 0x11, 0xFF] as [UInt8])
    func unknownTypes(type: UInt8) throws {
        let server = try TestServer { $0.offerEcho() }
        let peer = try RawPeer(server.path)
        peer.send(Frame(id: 1, type: type, flags: 0xFF, data: [1, 2, 3]).bytes)
        peer.send(Frame.header(length: 5 << 20, 2, type) + [UInt8](repeating: 1, count: 5 << 20))
        peer.send(Frame.request(1, "Echo", [7]))
        #expect(peer.next()?.payload == [7])
    }

    @Test("what is not ttrpc is closed", arguments: ["GET / HTTP/1.1\r\n", "\u{1}"])
    func notTTRPC(text: String) throws {
        let server = try TestServer { $0.offerEcho() }
        let peer = try RawPeer(server.path)
        peer.send(Array(text.utf8))
        #expect(peer.isClosedByServer)
    }

    @Test("metadata, the peer and the deadline reach the handler")
    func context() throws {
        let server = try TestServer { server in
            server.offer("Tell") { call in
                let left = call.deadline.map { $0.since(MonotonicTime.now()) } ?? -1
                let isSoon = left > 0 && left <= 60_000_000_000
                call.reply(
                    Array("\(call.metadata.map { $0.key + $0.value }) \(call.peer.pid > 0) \(isSoon)".utf8))
            }
        }
        let peer = try RawPeer(server.path)
        var frame = Frame.request(1, "Tell", timeout: 60_000_000_000)
        frame.data += [0x2A, 6, 0x0A, 1, 0x6B, 0x12, 1, 0x76]
        peer.send(frame)
        #expect(peer.next()?.payload.map { String(decoding: $0, as: UTF8.self) } == #"["kv"] true true"#)
    }

    @Test("a worker's answer comes later, and calls behind it do not wait")
    func asynchronous() throws {
        let server = try TestServer { server in
            server.offerEcho()
            let pool = WorkerPool(count: 1, mailbox: server.loop.mailbox)
            server.offer("Slow") { call in
                _ = pool.submit({ [UInt8](repeating: 1, count: 3) }) { bytes in call.reply(bytes) }
            }
        }
        let client = try Client(connectingTo: server.path)
        let slow = try client.start(service: "test", method: "Slow", payload: [])
        #expect(try client.call(service: "test", method: "Echo", payload: [9]) == [9])
        #expect(try client.receive(slow) == [1, 1, 1])
    }

    @Test("a call that is not answered by its deadline ends with 4, and the handler is told once")
    func lateAnswer() throws {
        let server = try TestServer { server in
            var ended: [StatusCode] = []
            server.offer("Never") { call in call.onEnd = { ended.append($0.code) } }
            server.offer("Ended") { call in call.reply(ended.map { UInt8($0.rawValue) }) }
        }
        let peer = try RawPeer(server.path)
        peer.send(Frame.request(1, "Never", timeout: 5_000_000))
        #expect(peer.next()?.code == .deadlineExceeded)
        peer.send(Frame.request(3, "Ended"))
        #expect(peer.next()?.payload == [4])
    }

    @Test("a connection has no more than the limit of calls in flight")
    func inFlight() throws {
        let server = try TestServer { server in
            server.offer("Never") { call in call.onEnd = { _ in } }
        }
        let peer = try RawPeer(server.path)
        let ids = (0...UInt32(Limits.callsInFlightMax)).map { 2 * $0 + 1 }
        peer.send(ids.flatMap { Frame.request($0, "Never").bytes })
        let answer = peer.next()
        #expect(answer?.id == ids.last)
        #expect(answer?.code == .resourceExhausted)
    }

    @Test("the server counts what happens")
    func counters() throws {
        let server = try TestServer { server in
            server.offerEcho()
            server.offer("Count") { [unowned server] call in
                let counters = server.counters
                call.reply(
                    [
                        counters.calls, counters.errors, counters.errors(.unimplemented), counters.accepted,
                        counters.latency.count, UInt64(server.connectionsCount),
                    ].map { UInt8($0) })
            }
        }
        let peer = try RawPeer(server.path)
        peer.send(.request(1, "Echo"))
        _ = peer.next()
        peer.send(.request(3, "Nothing"))
        _ = peer.next()
        peer.send(.request(5, "Count"))
        #expect(peer.next()?.payload == [1, 1, 1, 1, 1, 1])
    }
}
