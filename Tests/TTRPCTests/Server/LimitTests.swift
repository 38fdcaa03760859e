import Glibc
import Synchronization
import Testing

@testable import TTRPC

/// Memory of this process, in bytes.
private func residentBytes() -> Int {
    guard let file = fopen("/proc/self/statm", "r") else { return 0 }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 128)
    guard fgets(&line, 128, file) != nil else { return 0 }
    let text = line.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
    return (Int(text.split(separator: " ").dropFirst().first ?? "") ?? 0) * 4096
}

@Suite("Limits of a server")
struct LimitTests {
    @Test("a peer that is not authorised is closed before a byte of it is read")
    func authorization() throws {
        let server = try TestServer { server in
            server.offerEcho()
            server.authorize = { peer in peer.uid != geteuid() || peer.pid == 0 }
        }
        let peer = try RawPeer(server.path)
        peer.send(.request(1, "Echo"))
        #expect(peer.isClosedByServer)
    }

    @Test(
        "connections are limited, in all and by user, and one that ends makes room", arguments: [true, false])
    func connections(isPerUser: Bool) throws {
        let server = try TestServer { server in
            server.offerEcho()
            if isPerUser { server.connectionsPerUserMax = 2 } else { server.connectionsMax = 2 }
        }
        func isServed(_ peer: RawPeer) -> Bool {
            peer.send(.request(1, "Echo", [1])) && peer.next()?.payload == [1]
        }
        var peers = [try RawPeer(server.path), try RawPeer(server.path)]
        #expect(peers.allSatisfy(isServed))
        #expect(!isServed(try RawPeer(server.path)))
        peers.removeLast()
        let end = MonotonicTime.now().adding(nanoseconds: 5_000_000_000)
        while !isServed(try RawPeer(server.path)) && MonotonicTime.now() < end {}
        #expect(MonotonicTime.now() < end)
    }

    @Test("a connection that sends nothing, or stops inside a frame, is closed", arguments: [0, 5, 10, 12])
    func stalled(count: Int) throws {
        let server = try TestServer { server in
            server.offerEcho()
            server.firstFrameNanoseconds = 20_000_000
            server.frameProgressNanoseconds = 20_000_000
        }
        let peer = try RawPeer(server.path)
        peer.send(Array(Frame.request(1, "Echo", [1]).bytes.prefix(count)))
        #expect(peer.isClosedByServer)
    }

    @Test(
        "the application learns whose connection was cut off, and why",
        arguments: [
            ([], "no request came"),
            (Array(Frame.request(1, "Flood").bytes.prefix(12)), "a frame was begun and did not go on"),
            (Array("GET / HTTP/1.1".utf8), "what it sent is not ttrpc"),
            (Frame.request(1, "Flood", flags: 1).bytes, "the client does not read its answers"),
        ] as [([UInt8], String)])
    func cutOff(sent: [UInt8], reason: String) throws {
        let told = Mutex<[String]>([])
        let server = try TestServer { server in
            server.firstFrameNanoseconds = sent.isEmpty ? 20_000_000 : nil
            server.frameProgressNanoseconds = 20_000_000
            server.offer("Flood", .serverStream) { call in
                let piece = [UInt8](repeating: 0, count: 4_000_000)
                for _ in 0...Limits.queuedBytesMax / piece.count { call.send(piece) }
            }
            server.onCutOff = { peer, reason in
                #expect((peer.uid, peer.pid) == (geteuid(), getpid()))
                told.withLock { $0.append(reason) }
            }
        }
        let peer = try RawPeer(server.path)
        peer.send(sent)
        while peer.next() != nil {}
        #expect(told.withLock { $0 } == [reason])
    }

    @Test("a connection that stops while its oversized frame is passed over is closed too")
    func stalledDiscard() throws {
        let server = try TestServer { server in
            server.frameProgressNanoseconds = 20_000_000
        }
        let peer = try RawPeer(server.path)
        peer.send(Frame.header(length: 8 << 20, 1, 1) + [1, 2, 3])
        #expect(peer.next()?.code == .resourceExhausted)
        #expect(peer.isClosedByServer)
    }

    @Test("a connection that is idle between frames stays")
    func idle() throws {
        let server = try TestServer { server in
            server.offerEcho()
            server.firstFrameNanoseconds = 1_000_000_000
            server.frameProgressNanoseconds = 1_000_000
            server.offer("Pause") { [unowned server] call in
                server.loop.schedule(at: server.loop.now.adding(nanoseconds: 20_000_000)) { call.reply([1]) }
            }
        }
        let peer = try RawPeer(server.path)
        peer.send(.request(1, "Pause"))
        #expect(peer.next()?.payload == [1])
        peer.send(.request(3, "Echo", [2]))
        #expect(peer.next()?.payload == [2])
    }

    @Test(
        "incomplete requests share a budget: what is past it is refused, and what was begun is answered",
        arguments: [1000, 100_000])
    func heldBudget(size: Int) throws {
        let server = try TestServer { server in
            server.offerEcho()
            server.heldBytesMax = size + size / 2
        }
        let payload = [UInt8](repeating: 7, count: size)
        let whole = Frame.request(1, "Echo", payload).bytes
        let (first, second) = (try RawPeer(server.path), try RawPeer(server.path))
        first.send(Array(whole.dropLast()))
        // Answered once the bytes before it were taken.
        let witness = try Client(connectingTo: server.path)
        #expect(try witness.call(service: "test", method: "Echo", payload: [1]) == [1])
        second.send(Array(whole.dropLast()))
        #expect(second.next()?.code == .resourceExhausted)
        first.send(Array(whole.suffix(1)))
        #expect(first.next()?.payload == payload)
        second.send(Array(whole.suffix(1)) + Frame.request(3, "Echo", payload).bytes)
        #expect(second.next()?.payload == payload)
    }

    @Test("a client that asks for much and reads late gets everything, and is held back meanwhile")
    func lateReader() throws {
        let server = try TestServer { server in
            server.offer("Large") { call in call.reply([UInt8](repeating: call.payload[0], count: 1 << 20)) }
            server.offer("Queued") { [unowned server] call in
                call.reply([UInt8(server.queuedBytes >> 20)])
            }
        }
        let (late, other) = (try RawPeer(server.path), try RawPeer(server.path))
        late.send((0..<200).flatMap { Frame.request(2 * $0 + 1, "Large", [UInt8($0)]).bytes })
        for id in 0..<20 as Range<UInt32> {
            other.send(.request(2 * id + 1, "Queued"))
            // Two answers at most are made ahead of the reader.
            #expect((other.next()?.payload?.first ?? .max) <= 2)
        }
        for index in 0..<200 as Range<UInt32> {
            let answer = late.next()
            #expect(answer?.id == 2 * index + 1)
            #expect(answer?.payload?.first == UInt8(index))
        }
        late.send(.request(999, "Queued"))
        #expect(late.next()?.payload == [0])
    }

    /// A server whose memory for answers is that of two clients that do not read theirs.
    private static func scarceServer(readingNanoseconds: Int64) throws -> TestServer {
        try TestServer { server in
            server.queuedBytesOfAllMax = 1 << 20
            server.readingNanoseconds = readingNanoseconds
            server.offerEcho()
            server.offer("Large") { call in call.reply([UInt8](repeating: 1, count: 900_000)) }
            server.offer("IsScarce") { [unowned server] call in call.reply([server.isScarce ? 1 : 0]) }
        }
    }

    @Test(
        "where answers wait that nobody reads, small ones are given, large ones refused, until some were read"
    )
    func scarceMemory() throws {
        let server = try Self.scarceServer(readingNanoseconds: 60_000_000_000)
        let (hoarders, other) = (
            [try RawPeer(server.path), try RawPeer(server.path)], try RawPeer(server.path)
        )
        for hoarder in hoarders {
            hoarder.send(.request(1, "Large"))
            other.send(.request(1, "Never"))
            #expect(other.next()?.code != nil)
        }
        other.send(.request(3, "Large"))
        #expect(other.next()?.code == .resourceExhausted)
        other.send(.request(5, "Echo", [5]))
        #expect(other.next()?.payload == [5])
        for hoarder in hoarders { #expect(hoarder.next()?.payload?.count == 900_000) }
        other.send(.request(7, "Large"))
        #expect(other.next()?.payload?.count == 900_000)
    }

    @Test("where memory is scarce, who reads nothing for a while is closed until it is not")
    func scarcePatience() throws {
        let server = try Self.scarceServer(readingNanoseconds: 20_000_000)
        let (hoarders, other) = (
            [try RawPeer(server.path), try RawPeer(server.path)], try RawPeer(server.path)
        )
        for hoarder in hoarders { hoarder.send(.request(1, "Large")) }
        var ids = stride(from: 1 as UInt32, to: .max, by: 2).makeIterator()
        for expected in [1, 0] as [UInt8] {
            repeat {
                other.send(.request(ids.next() ?? 0, "IsScarce"))
            } while other.next()?.payload != [expected]
        }
        // With the first of them memory is scarce no longer, and the other may go on.
        #expect(hoarders.filter { $0.next() == nil }.count == 1)
    }

    @Test("a subscriber that heeds isWritable costs bounded memory, loses nothing, and is told when to go on")
    func slowSubscriber() throws {
        let server = try TestServer { server in
            var most = 0
            server.offer("Watch", .serverStream) { [unowned server] call in
                var next: UInt32 = 0
                func push() {
                    while call.isWritable && next < 200 {
                        call.send([UInt8](repeating: UInt8(next), count: 50_000))
                        next += 1
                    }
                    most = max(most, server.queuedBytes)
                    if next == 200 { call.finish() }
                }
                call.onWritable = push
                push()
            }
            server.offer("Most") { call in call.reply([UInt8(most >> 14)]) }
        }
        let (slow, other) = (try RawPeer(server.path), try RawPeer(server.path))
        slow.send(.request(1, "Watch", flags: 1))
        other.send(.request(1, "Most"))
        _ = other.next()
        for index in 0..<200 as Range<UInt8> {
            let frame = slow.next()
            #expect(frame?.data.first == index)
            #expect(frame?.data.count == 50_000)
        }
        #expect(slow.next()?.flags == 5)
        other.send(.request(3, "Most"))
        let most = Int(other.next()?.payload?.first ?? .max) << 14
        #expect(most <= Limits.queuedBytesLow + 50_010)
    }

    @Test("a subscriber that is sent more than may wait is closed, and the others are served")
    func overrun() throws {
        let server = try TestServer { server in
            server.offerEcho()
            server.offer("Flood", .serverStream) { call in
                call.onEnd = { _ in }
                for _ in 0..<100 { call.send([UInt8](repeating: 0, count: 1 << 20)) }
            }
        }
        let (slow, other) = (try RawPeer(server.path), try RawPeer(server.path))
        slow.send(.request(1, "Flood", flags: 1))
        #expect(slow.isClosedByServer)
        other.send(.request(1, "Echo", [1]))
        #expect(other.next()?.payload == [1])
    }

    @Test("a declared length costs nothing before its bytes come")
    func lyingLength() throws {
        let server = try TestServer { $0.offerEcho() }
        let before = residentBytes()
        let peers = try (0..<100).map { _ in
            let peer = try RawPeer(server.path)
            peer.send(Frame.header(length: 4 << 20, 1, 1) + [0])
            return peer
        }
        let last = try RawPeer(server.path)
        last.send(.request(1, "Echo", [1]))
        #expect(last.next()?.payload == [1])
        #expect(residentBytes() - before < 100 << 20)
        withExtendedLifetime(peers) {}
    }

    @Test(
        "without descriptors the server rests, live connections work, and it accepts again when there are some"
    )
    func descriptors() async {
        await #expect(processExitsWith: .success) {
            let server = try TestServer { server in
                server.offerEcho()
                server.offer("Rest") { [unowned server] call in
                    server.loop.schedule(at: server.loop.now.adding(nanoseconds: 300_000_000)) {
                        call.reply([3])
                    }
                }
            }
            let live = try RawPeer(server.path)
            live.send(.request(1, "Echo", [1]))
            #expect(live.next()?.payload == [1])
            // The client's end of the second connection takes the last descriptor; the server's end finds none.
            let last = dup(live.fd)
            var limit = rlimit(rlim_cur: rlim_t(last + 1), rlim_max: rlim_t(last + 1))
            setrlimit(__rlimit_resource_t(7), &limit)
            close(last)
            let waiting = try RawPeer(server.path)
            waiting.send(.request(1, "Echo", [2]))
            // A listener that is ready and cannot be accepted from must not keep the loop awake.
            let start = clock()
            live.send(.request(3, "Rest"))
            #expect(live.next()?.payload == [3])
            #expect(clock() - start < 100_000)
            // Something else gives a descriptor back.
            close(0)
            #expect(waiting.next()?.payload == [2])
        }
    }
}
