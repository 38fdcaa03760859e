import Testing

@testable import TTRPC

/// Adds up the bytes of all messages.
private func offerStreams(_ server: Server) {
    server.offer("Count", .serverStream) { call in
        for number in 0..<call.payload[0] { call.send([number]) }
        call.finish()
    }
    server.offer("Sum", .clientStream) { call in
        var sum: UInt8 = 0
        call.onMessage = { bytes in sum = bytes.reduce(sum, &+) }
        call.onHalfClose = { call.reply([sum]) }
    }
    server.offer("Chat", .bidirectional) { call in
        call.onMessage = { bytes in call.send([UInt8](bytes)) }
        call.onHalfClose = { call.finish() }
    }
    var ended: [StatusCode] = []
    server.offer("Watch", .serverStream) { call in
        call.send([1])
        call.onEnd = { ended.append($0.code) }
    }
    server.offer("Ended") { call in call.reply(ended.map { UInt8($0.rawValue) }) }
}

@Suite("Streams")
struct StreamTests {
    @Test(
        "a server's stream brings its messages, empty ones too, and ends",
        arguments: [0, 1, 2, 200] as [UInt8])
    func serverStream(count: UInt8) throws {
        let server = try TestServer(offerStreams)
        let client = try Client(connectingTo: server.path)
        let stream = try client.openStream(
            service: "test", method: "Count", payload: [count], clientStreams: false)
        var seen: [UInt8] = []
        while let message = try stream.receive() { seen += message }
        #expect(seen == Array(0..<count))
        #expect(try stream.receive() == nil)
    }

    @Test("a server's stream ends with an empty Data frame that says so")
    func ending() throws {
        let server = try TestServer(offerStreams)
        let peer = try RawPeer(server.path)
        peer.send(.request(1, "Count", [1], flags: 1))
        #expect(peer.next() == Frame(id: 1, type: 3, data: [0]))
        #expect(peer.next() == Frame(id: 1, type: 3, flags: 5))
    }

    @Test("a client's stream is answered once, whether the first message is in the request or not")
    func clientStream() throws {
        let server = try TestServer(offerStreams)
        let client = try Client(connectingTo: server.path)
        for first in [[], [10]] as [[UInt8]] {
            let stream = try client.openStream(
                service: "test", method: "Sum", payload: first, clientStreams: true)
            for number in 1...4 as ClosedRange<UInt8> { try stream.send([number]) }
            try stream.closeSend()
            #expect(try stream.receiveResponse() == [10 + (first.first ?? 0)])
        }
    }

    @Test("the last message may close the client's side, and an empty one is a message")
    func lastMessage() throws {
        let server = try TestServer(offerStreams)
        let peer = try RawPeer(server.path)
        peer.send(
            .request(1, "Chat", flags: 2), Frame(id: 1, type: 3), Frame(id: 1, type: 3, flags: 1, data: [5]))
        #expect(peer.next() == Frame(id: 1, type: 3))
        #expect(peer.next() == Frame(id: 1, type: 3, data: [5]))
        #expect(peer.next() == Frame(id: 1, type: 3, flags: 5))
    }

    @Test("two streams and calls between them do not mix")
    func interleaved() throws {
        let server = try TestServer { server in
            offerStreams(server)
            server.offerEcho()
        }
        let client = try Client(connectingTo: server.path)
        let first = try client.openStream(service: "test", method: "Chat", clientStreams: true)
        let second = try client.openStream(service: "test", method: "Chat", clientStreams: true)
        for number in 0..<20 as Range<UInt8> {
            try first.send([1, number])
            try second.send([2, number])
            #expect(try client.call(service: "test", method: "Echo", payload: [number]) == [number])
        }
        for number in 0..<20 as Range<UInt8> { #expect(try second.receive() == [2, number]) }
        for number in 0..<20 as Range<UInt8> { #expect(try first.receive() == [1, number]) }
        try first.closeSend()
        #expect(try first.receive() == nil)
    }

    @Test(
        "data after the client has closed its side, or on a unary call, ends the call with 3",
        arguments: [1, 0] as [UInt8])
    func misplacedData(flags: UInt8) throws {
        let server = try TestServer(offerStreams)
        let peer = try RawPeer(server.path)
        peer.send(.request(1, "Watch", flags: flags), Frame(id: 1, type: 3, data: [1]))
        #expect(peer.next()?.data == [1])
        #expect(peer.next()?.code == .invalidArgument)
        peer.send(.request(3, "Ended"))
        #expect(peer.next()?.payload == [3])
    }

    @Test("CANCEL ends a stream without an answer, and the handler is told once")
    func cancel() throws {
        let server = try TestServer(offerStreams)
        let client = try Client(connectingTo: server.path)
        let stream = try client.openStream(service: "test", method: "Watch", clientStreams: false)
        #expect(try stream.receive() == [1])
        try stream.cancel()
        try stream.cancel()
        #expect(try client.call(service: "test", method: "Ended", payload: []) == [1])
    }

    @Test("a stream that the client drops is cancelled with its next request")
    func dropped() throws {
        let server = try TestServer(offerStreams)
        let client = try Client(connectingTo: server.path)
        func open() throws {
            _ = try client.openStream(service: "test", method: "Watch", clientStreams: false)
        }
        try open()
        #expect(try client.call(service: "test", method: "Ended", payload: []) == [1])
    }

    @Test("CANCEL of what is not there is passed over")
    func strayCancel() throws {
        let server = try TestServer(offerStreams)
        let peer = try RawPeer(server.path)
        peer.send(Frame(id: 1, type: 0x10), .request(3, "Count", [0], flags: 1), Frame(id: 3, type: 0x10))
        #expect(peer.next() == Frame(id: 3, type: 3, flags: 5))
        peer.send(.request(5, "Ended"))
        #expect(peer.next()?.payload == [])
    }

    @Test("a stream past its deadline ends with 4")
    func deadline() throws {
        let server = try TestServer(offerStreams)
        let client = try Client(connectingTo: server.path)
        let stream = try client.openStream(
            service: "test", method: "Watch", clientStreams: false, timeoutNanoseconds: 5_000_000)
        #expect(try stream.receive() == [1])
        let error = #expect(throws: ClientError.self) { try stream.receive() }
        guard case .status(let status) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(status.code == .deadlineExceeded)
    }

    @Test("streams of a connection that goes end for the handler")
    func goneConnection() throws {
        let server = try TestServer(offerStreams)
        var watcher: RawPeer? = try RawPeer(server.path)
        watcher?.send(.request(1, "Watch", flags: 1))
        #expect(watcher?.next()?.data == [1])
        watcher = nil
        let client = try Client(connectingTo: server.path)
        var ended: [UInt8] = []
        while ended.isEmpty { ended = try client.call(service: "test", method: "Ended", payload: []) }
        #expect(ended == [1])
    }

    @Test("a message too large for a frame ends its stream alone, and the handler is told")
    func tooLarge() throws {
        let server = try TestServer { server in
            offerStreams(server)
            server.offer("Huge", .serverStream) { call in
                call.send([UInt8](repeating: 0, count: 4 << 20 | 1))
                call.finish()
            }
        }
        let peer = try RawPeer(server.path)
        peer.send(.request(1, "Huge", flags: 1), .request(3, "Count", [1], flags: 1))
        #expect(peer.next()?.code == .resourceExhausted)
        #expect(peer.next() == Frame(id: 3, type: 3, data: [0]))
    }
}
