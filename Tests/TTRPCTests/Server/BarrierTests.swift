import Testing

@testable import TTRPC

@Suite("The barrier of a turn")
struct BarrierTests {
    @Test("all requests that are read together share one barrier, and none is answered before it")
    func shared() throws {
        let server = try TestServer { server in
            var (changes, committed) = (0, 0)
            server.offer("Change") { call in
                changes += 1
                // What the answer says must be what the barrier of this very turn makes durable.
                call.reply([UInt8(truncatingIfNeeded: changes)])
            }
            server.offer("Barriers") { call in call.reply([UInt8(committed)]) }
            server.barrier = {
                if changes > 0 { committed += 1 }
                changes = 0
                return nil
            }
        }
        let peer = try RawPeer(server.path)
        peer.send((0..<100).flatMap { Frame.request(2 * $0 + 1, "Change").bytes })
        for number in 1...100 as ClosedRange<UInt8> { #expect(peer.next()?.payload == [number]) }
        peer.send(.request(999, "Barriers"))
        #expect(peer.next()?.payload == [1])
    }

    @Test("when it fails, every call of the turn gets its status, and what was staged is gone")
    func failing() throws {
        let server = try TestServer { server in
            var (fails, ended) = (false, [StatusCode]())
            var watcher: ServerCall?
            server.offer("Watch", .serverStream) { call in
                watcher = call
                call.onEnd = { ended.append($0.code) }
                call.send([1])
            }
            server.offer("Change") { call in
                fails = call.payload[0] == 1
                watcher?.send([2])
                call.reply([UInt8](repeating: 7, count: 100_000))
            }
            server.offer("Ended") { call in call.reply(ended.map { UInt8($0.rawValue) }) }
            server.barrier = {
                defer { fails = false }
                return fails ? Status(.resourceExhausted, "the disk is full") : nil
            }
        }
        let (watcher, peer) = (try RawPeer(server.path), try RawPeer(server.path))
        watcher.send(.request(1, "Watch", flags: 1))
        #expect(watcher.next()?.data == [1])
        peer.send(.request(1, "Change", [0]))
        #expect(peer.next()?.payload?.count == 100_000)
        #expect(watcher.next()?.data == [2])
        peer.send(.request(3, "Ended"), .request(5, "Change", [1]))
        let answers = [peer.next(), peer.next()]
        #expect(answers.map { $0?.id } == [3, 5])
        #expect(answers.map { $0?.code } == [.resourceExhausted, .resourceExhausted])
        #expect(watcher.next()?.code == .resourceExhausted)
        peer.send(.request(7, "Ended"))
        #expect(peer.next()?.payload == [8])
    }

    @Test("subscribers are told after the release, in the same turn, and never when it fails")
    func afterRelease() throws {
        let server = try TestServer { server in
            var (subscribers, news, log) = ([ServerCall](), [UInt8](), [UInt8]())
            server.offer("Watch", .serverStream) { call in
                subscribers.append(call)
                call.onEnd = { _ in }
                call.send([0])
            }
            server.offer("Tell") { call in
                news.append(call.payload[0])
                call.reply([])
            }
            server.offer("Log") { call in call.reply(log) }
            server.barrier = {
                if news.isEmpty { return nil }
                log.append(1)
                if news == [66] {
                    news = []
                    return Status(.internal, "on purpose")
                }
                return nil
            }
            server.afterRelease = {
                if news.isEmpty { return }
                log.append(2)
                for subscriber in subscribers { subscriber.send(news) }
                news = []
            }
        }
        let (watcher, peer) = (try RawPeer(server.path), try RawPeer(server.path))
        watcher.send(.request(1, "Watch", flags: 1))
        #expect(watcher.next()?.data == [0])
        for (index, number) in ([5, 66, 6] as [UInt8]).enumerated() {
            peer.send(.request(UInt32(2 * index + 1), "Tell", [number]))
            #expect(peer.next()?.code == (number == 66 ? .internal : .ok))
        }
        #expect(watcher.next()?.data == [5])
        #expect(watcher.next()?.data == [6])
        peer.send(.request(101, "Log"))
        #expect(peer.next()?.payload == [1, 2, 1, 1, 2])
    }

    @Test("answers of workers and timers pass the barrier too")
    func lateAnswers() throws {
        let server = try TestServer { server in
            let pool = WorkerPool(count: 1, mailbox: server.loop.mailbox)
            var (isReplying, seen) = (false, 0)
            server.offer("Work") { call in
                _ = pool.submit({ 5 }) { _ in
                    isReplying = true
                    call.reply([])
                }
            }
            server.offer("Time") { [unowned server] call in
                server.loop.schedule(at: server.loop.now) {
                    isReplying = true
                    call.reply([])
                }
            }
            server.barrier = {
                defer { isReplying = false }
                seen += isReplying ? 1 : 0
                return isReplying ? Status(.dataLoss, "barrier \(seen)") : nil
            }
        }
        let peer = try RawPeer(server.path)
        for (index, method) in ["Work", "Time"].enumerated() {
            peer.send(.request(UInt32(2 * index + 1), method))
            let answer = peer.next()
            #expect(answer?.code == .dataLoss)
            #expect(answer?.message == "barrier \(index + 1)")
        }
    }

    @Test("what the end of one call tells another goes out in the same turn")
    func chained() throws {
        let server = try TestServer { server in
            var other: ServerCall?
            var fails = false
            server.offer("Other", .serverStream) { call in
                other = call
                call.onEnd = { _ in }
                call.send([0])
            }
            server.offer("Watch", .serverStream) { call in
                call.onEnd = { other?.send([UInt8($0.code.rawValue)]) }
                fails = call.payload.count > 0
                call.send([0])
            }
            server.barrier = {
                defer { fails = false }
                return fails ? Status(.internal, "on purpose") : nil
            }
        }
        let (other, peer) = (try RawPeer(server.path), try RawPeer(server.path))
        other.send(.request(1, "Other", flags: 1))
        #expect(other.next()?.data == [0])
        peer.send(.request(1, "Watch", [1], flags: 1))
        #expect(peer.next()?.code == .internal)
        #expect(other.next()?.data == [13])
    }
}
