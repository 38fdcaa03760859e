import Glibc
import Testing

@testable import TTRPC

/// Listens on a path and answers each connection with the same bytes, read or not, then closes it.
private final class FixedServer: Sendable {
    private let directory = SocketDirectory()
    private let listener: ListeningSocket
    var path: String { directory.socket }

    init(answer: [UInt8]) throws {
        listener = try ListeningSocket(path: directory.socket)
        startThread { [fd = listener.descriptor] in
            var descriptor = pollfd(fd: fd, events: Int16(POLLIN), revents: 0)
            guard poll(&descriptor, 1, 10_000) > 0 else { return }
            let peer = accept(fd, nil, nil)
            var room = [UInt8](repeating: 0, count: 1000)
            _ = recv(peer, &room, room.count, 0)
            _ = send(peer, answer, answer.count, Int32(MSG_NOSIGNAL))
            close(peer)
            close(fd)
        }
    }
}

@Suite("The client")
struct ClientTests {
    private func echo(_ client: Client, _ payload: [UInt8], timeout: Int64 = 0) throws(ClientError) -> [UInt8]
    {
        try client.call(service: "test", method: "Echo", payload: payload, timeoutNanoseconds: timeout)
    }

    @Test("a path on which nobody listens is unreachable, with the reason")
    func unreachable() {
        let path = SocketDirectory().path + "/none"
        #expect(
            throws: ClientError.unreachable(path: path, reason: SystemError(call: "connect", number: ENOENT))
        ) {
            try Client(connectingTo: path)
        }
    }

    @Test("a status comes with its message and details, and the connection goes on")
    func status() throws {
        let server = try TestServer { server in
            server.offerEcho()
            server.offer("Fail") { $0.fail(Status(.aborted, "on purpose", details: [[1, 2]])) }
        }
        let client = try Client(connectingTo: server.path)
        #expect(throws: ClientError.status(Status(.aborted, "on purpose", details: [[1, 2]]))) {
            try client.call(service: "test", method: "Fail", payload: [])
        }
        #expect(try echo(client, [1]) == [1])
    }

    @Test("after a deadline the connection goes on, and a late answer is not taken for another's")
    func deadline() throws {
        let server = try TestServer { server in
            server.offerEcho()
            server.offer("Late") { [unowned server] call in
                server.loop.schedule(at: server.loop.now.adding(nanoseconds: 60_000_000)) { call.reply([9]) }
            }
        }
        let client = try Client(connectingTo: server.path)
        let id = try client.start(service: "test", method: "Late", payload: [])
        let soon = MonotonicTime.now().adding(nanoseconds: 5_000_000)
        #expect(throws: ClientError.deadlineExceeded(outcomeUnknown: true)) {
            try client.receive(id, deadline: soon)
        }
        for number in 0..<10 as Range<UInt8> {
            #expect(try echo(client, [number], timeout: 5_000_000_000) == [number])
        }
    }

    @Test("a connection that ends before the answer leaves the outcome unknown")
    func lost() throws {
        let server = try FixedServer(answer: [])
        let client = try Client(connectingTo: server.path)
        #expect(throws: ClientError.connectionLost(outcomeUnknown: true)) { try echo(client, [1]) }
        #expect(throws: ClientError.connectionLost(outcomeUnknown: false)) { try echo(client, [1]) }
    }

    @Test(
        "what is not ttrpc, or not for a client, is a violation",
        arguments: [
            Array("HTTP/1.1 400\r\n".utf8), Frame.header(length: 5 << 20, 1, 2),
            Frame(id: 1, type: 2, data: [0x0A, 9]).bytes, Frame(id: 1, type: 3, data: [1]).bytes,
        ])
    func violations(answer: [UInt8]) throws {
        let server = try FixedServer(answer: answer)
        let client = try Client(connectingTo: server.path)
        let error = #expect(throws: ClientError.self) { try echo(client, [1]) }
        guard case .protocolViolation = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test("answers for calls that nobody made, and frames of other types, are passed over")
    func strayFrames() throws {
        let stray = Frame(id: 77, type: 2).bytes + Frame(id: 1, type: 0x55, data: [1]).bytes
        let server = try FixedServer(answer: stray + Frame(id: 1, type: 2, data: [0x12, 1, 5]).bytes)
        let client = try Client(connectingTo: server.path)
        #expect(try echo(client, [1]) == [5])
    }

    @Test("a request too large for a frame fails alone, and nothing of it is sent")
    func tooLarge() throws {
        let server = try TestServer { $0.offerEcho() }
        let client = try Client(connectingTo: server.path)
        let error = #expect(throws: ClientError.self) {
            try echo(client, .init(repeating: 0, count: 4 << 20))
        }
        guard case .status(let status) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(status.code == .resourceExhausted)
        #expect(try echo(client, [1]) == [1])
    }

    @Test("more requests than both sockets hold are sent at once without a deadlock")
    func pipelined() throws {
        let server = try TestServer { $0.offerEcho() }
        let client = try Client(connectingTo: server.path)
        let ids = try (0..<300).map { index in
            try client.enqueue(
                service: "test", method: "Echo", payload: .init(repeating: UInt8(index % 256), count: 100_000)
            )
        }
        try client.flush()
        for (index, id) in ids.enumerated().reversed() {
            let answer = try client.receive(id)
            #expect(answer.count == 100_000 && answer.first == UInt8(index % 256))
        }
    }
}
