import NijaTesting
import Testing

@testable import TTRPC

@Suite("A hostile client")
struct MutationTests {
    /// A conversation that touches every rule.
    private static let conversation: [UInt8] = [
        Frame.request(1, "Echo", [1, 2, 3], timeout: 1_000_000_000), .request(3, "Chat", flags: 2),
        Frame(id: 3, type: 3, data: [4]), .request(5, "Watch", flags: 1), .request(7, "Never"),
        Frame(id: 3, type: 3, flags: 5), Frame(id: 5, type: 0x10), .request(9, "Nothing"),
        Frame(id: 7, type: 3, data: [1]), Frame(id: 8, type: 1), Frame(id: 11, type: 0x44, data: [1, 2]),
    ].flatMap(\.bytes)

    private static func mutated(seed: UInt64) -> [UInt8] {
        var generator = SeededGenerator(seed: seed)
        var bytes = conversation
        for _ in 0..<Int.random(in: 1...6, using: &generator) {
            let index = Int.random(in: 0..<bytes.count, using: &generator)
            switch Int.random(in: 0..<5, using: &generator) {
            case 0: bytes[index] = UInt8.random(in: 0...255, using: &generator)
            case 1: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            case 2: bytes.remove(at: index)
            case 3: bytes.insert(UInt8.random(in: 0...3, using: &generator), at: index)
            default: bytes += bytes[index...]
            }
        }
        return bytes
    }

    @Test("whatever it sends, the server goes on, forgets its calls, and answers the others")
    func mutations() throws {
        let server = try TestServer { server in
            server.offerEcho()
            server.offer("Chat", .bidirectional) { call in
                call.onMessage = { call.send([UInt8]($0)) }
                call.onHalfClose = { call.finish() }
            }
            server.offer("Watch", .serverStream) { call in call.send([1]) }
            server.offer("Never") { call in call.onEnd = { _ in } }
            server.offer("Left") { [unowned server] call in
                call.reply([
                    UInt8(server.openCallsCount), UInt8(min(255, server.heldBytes)),
                    UInt8(server.connectionsCount),
                ])
            }
        }
        let witness = try Client(connectingTo: server.path)
        for seed in 0..<1500 as Range<UInt64> {
            let peer = try RawPeer(server.path)
            peer.send(Self.mutated(seed: seed))
            peer.endOutput()
            while peer.next() != nil {}
            #expect(
                try witness.call(service: "test", method: "Left", payload: []) == [0, 0, 1], "seed \(seed)")
        }
    }
}
