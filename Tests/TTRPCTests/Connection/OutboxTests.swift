import Glibc
import Testing

@testable import TTRPC

/// Stages a Data frame with one byte.
private func stage(_ id: UInt32, _ byte: UInt8, in outbox: inout Outbox) -> Bool {
    outbox.stage(id) { $0.appendFrame(streamID: id, type: .data, data: [byte]) }
}

private func bytes(_ id: UInt32, _ byte: UInt8) -> [UInt8] { Frame(id: id, type: 3, data: [byte]).bytes }

@Suite("What a connection has to send")
struct OutboxTests {
    @Test("nothing leaves before it is released")
    func held() {
        var outbox = Outbox()
        let socket = ScriptedSocket([])
        #expect(stage(1, 10, in: &outbox))
        #expect(!stage(3, 11, in: &outbox))
        #expect(outbox.send(through: socket) == .moved(0))
        outbox.release()
        #expect(stage(5, 12, in: &outbox))
        #expect(outbox.send(through: socket) == .moved(22))
        #expect(socket.sent == bytes(1, 10) + bytes(3, 11))
        outbox.release()
        #expect(outbox.send(through: socket) == .moved(11))
        #expect(socket.sent == bytes(1, 10) + bytes(3, 11) + bytes(5, 12))
        #expect(outbox.count == 0)
    }

    @Test("short counts and interruptions at every byte lose and repeat nothing", arguments: 0...22)
    func shortCounts(first: Int) {
        var outbox = Outbox()
        _ = stage(1, 10, in: &outbox)
        _ = stage(3, 11, in: &outbox)
        outbox.release()
        let socket = ScriptedSocket(
            [-Int(EINTR), first, -Int(EAGAIN), 1, -Int(EINTR), 2].map { $0 == 0 ? 1 : $0 })
        while outbox.count > 0 { _ = outbox.send(through: socket) }
        #expect(socket.sent == bytes(1, 10) + bytes(3, 11))
    }

    @Test("a socket that takes nothing, and one that is gone, are told apart")
    func outcomes() {
        var outbox = Outbox()
        _ = stage(1, 10, in: &outbox)
        outbox.release()
        #expect(outbox.send(through: ScriptedSocket([-Int(EAGAIN)])) == .wouldBlock)
        #expect(outbox.send(through: ScriptedSocket([4, -Int(EAGAIN)])) == .moved(4))
        #expect(outbox.send(through: ScriptedSocket([-Int(EPIPE)])) == .failed(errno: EPIPE))
    }

    @Test("when the barrier fails, each call of the turn gets the status once, and earlier bytes stay")
    func replaced() {
        var outbox = Outbox()
        let socket = ScriptedSocket([])
        _ = stage(1, 10, in: &outbox)
        outbox.release()
        _ = outbox.send(through: ScriptedSocket([5, -Int(EAGAIN)]))
        _ = stage(7, 11, in: &outbox)
        _ = stage(3, 12, in: &outbox)
        _ = stage(7, 13, in: &outbox)
        let status = Status(.resourceExhausted, "the disk is full")
        #expect(outbox.replaceStaged(by: status) == [3, 7])
        #expect(outbox.replaceStaged(by: status) == [])
        _ = outbox.send(through: socket)
        let answer = ResponseEnvelope.encode(status: status)
        #expect(
            socket.sent == Array(bytes(1, 10).dropFirst(5)) + Frame(id: 3, type: 2, data: answer).bytes
                + Frame(id: 7, type: 2, data: answer).bytes)
    }

    @Test("staged bytes keep their place while released ones leave piece by piece")
    func interleaved() {
        var outbox = Outbox()
        _ = stage(1, 10, in: &outbox)
        outbox.release()
        _ = stage(3, 11, in: &outbox)
        let socket = ScriptedSocket([3, -Int(EAGAIN)])
        #expect(outbox.send(through: socket) == .moved(3))
        #expect(outbox.releasedCount == 8)
        _ = outbox.replaceStaged(by: Status(.internal, ""))
        #expect(outbox.releasedCount == outbox.count)
        _ = outbox.send(through: socket)
        #expect(socket.sent.starts(with: bytes(1, 10) + [0, 0, 0]))
    }

    @Test("it never takes more than the limit and one frame")
    func overrun() {
        var outbox = Outbox()
        for _ in 0..<10 {
            _ = outbox.stage(1) {
                $0.appendFrame(streamID: 1, type: .data, data: .init(repeating: 0, count: 4 << 20))
            }
        }
        #expect(outbox.isOverrun)
        #expect(outbox.count <= Limits.queuedBytesMax + Limits.dataBytesMax + Limits.headerBytes)
    }

    @Test(
        "receiving tells the end, a pause and an error apart",
        arguments: [
            ([5], .moved(5)), ([0], .ended), ([-Int(EINTR), 3], .moved(3)), ([-Int(EAGAIN)], .wouldBlock),
            ([-Int(ECONNRESET)], .failed(errno: ECONNRESET)),
        ] as [([Int], Transfer)])
    func receiving(script: [Int], expected: Transfer) {
        var room = [UInt8](repeating: 0, count: 8)
        #expect(room.withUnsafeMutableBytes { ScriptedSocket(script).receiveOnce(into: $0) } == expected)
    }
}
