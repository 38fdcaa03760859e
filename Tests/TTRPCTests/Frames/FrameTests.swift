import Testing

@testable import TTRPC

/// What a decoder makes of bytes: frames, and what it passes over.
private enum Seen: Hashable {
    case frame(Frame)
    case oversized(id: UInt32)
    case notTTRPC
}

private func decode(_ bytes: [UInt8], inChunksOf size: Int) -> [Seen] {
    var decoder = FrameDecoder()
    var seen: [Seen] = []
    var waiting: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: size) {
        waiting += bytes[start..<min(start + size, bytes.count)]
        step: while true {
            switch waiting.withUnsafeBytes({ decoder.next($0) }) {
            case .needs: break step
            case .frame(let header):
                let end = 10 + Int(header.length)
                let data = Array(waiting[10..<end])
                seen.append(
                    .frame(
                        Frame(
                            id: header.streamID, type: header.type, flags: header.flags.rawValue, data: data))
                )
                waiting.removeFirst(end)
            case .oversized(let header):
                seen.append(.oversized(id: header.streamID))
                waiting.removeFirst(10)
            case .discard(let count): waiting.removeFirst(count)
            case .notTTRPC: return seen + [.notTTRPC]
            }
        }
    }
    return seen
}

@Suite("Frames")
struct FrameTests {
    struct Vector: CustomTestStringConvertible {
        var name: String
        var bytes: [UInt8]
        fileprivate var seen: [Seen]
        var testDescription: String { name }
    }

    private static let small = Frame(id: 1, type: 1, flags: 2, data: [7, 8, 9])
    private static let empty = Frame(id: .max, type: 3, flags: 5)

    static let vectors: [Vector] = [
        Vector(name: "nothing", bytes: [], seen: []),
        Vector(name: "half a header", bytes: [0, 0, 0, 0, 0, 0, 0, 1, 1], seen: []),
        Vector(name: "a frame without data", bytes: empty.bytes, seen: [.frame(empty)]),
        Vector(name: "a small frame", bytes: small.bytes, seen: [.frame(small)]),
        Vector(name: "a frame that lacks a byte", bytes: Array(small.bytes.dropLast()), seen: []),
        Vector(
            name: "three glued together", bytes: small.bytes + empty.bytes + small.bytes,
            seen: [.frame(small), .frame(empty), .frame(small)]),
        Vector(
            name: "an oversized one between two others",
            bytes: small.bytes + Frame.header(length: 4 << 20 | 1, 5, 1)
                + [UInt8](repeating: 0xFF, count: 4 << 20 | 1) + empty.bytes,
            seen: [.frame(small), .oversized(id: 5), .frame(empty)]),
        Vector(
            name: "something else than ttrpc", bytes: small.bytes + Array("GET / HTTP/1.1".utf8),
            seen: [.frame(small), .notTTRPC]),
        Vector(name: "16 MiB", bytes: [1, 0, 0, 0, 0, 0, 0, 1, 1, 0], seen: [.notTTRPC]),
    ]

    @Test("a stream of bytes is cut into the same frames however it arrives", arguments: vectors)
    func cutting(vector: Vector) {
        let sizes = vector.bytes.count < 1000 ? [1, 2, 3, 7, 11] : [65_536]
        for size in sizes + [max(1, vector.bytes.count)] {
            #expect(decode(vector.bytes, inChunksOf: size) == vector.seen)
        }
    }

    @Test("a header survives", arguments: [0, 1, 255, 65_536, 4 << 20], [0, 5, .max] as [UInt32])
    func headers(length: Int, id: UInt32) {
        let header = FrameHeader(length: length, streamID: id, type: .data, flags: [.remoteClosed, .noData])
        var bytes = [UInt8](repeating: 0, count: 10)
        bytes.withUnsafeMutableBytes { bytes in
            if let base = bytes.baseAddress { header.write(to: base) }
        }
        #expect(bytes == Frame.header(length: UInt32(length), id, 3, 5))
        #expect(bytes.withUnsafeBytes { FrameHeader($0) } == header)
    }

    @Test("the largest frame and a request beyond it are told apart by the limits")
    func limits() {
        #expect(Limits.dataBytesMax < Limits.declaredBytesEnd)
        #expect(Limits.queuedBytesLow < Limits.queuedBytesHigh)
        #expect(Limits.queuedBytesHigh + Limits.dataBytesMax < Limits.queuedBytesMax)
        #expect(Limits.dataBytesMax + Limits.headerBytes < Limits.heldBytesMax)
        #expect(Limits.connectionsPerUserMax <= Limits.connectionsMax)
    }

    @Test("a buffer keeps its bytes through any mix of appending and removing")
    func buffer() {
        var (buffer, model) = (ByteBuffer(capacity: 8), [UInt8]())
        var generator = SystemRandomNumberGenerator()
        for round in 0..<2000 {
            let bytes = (0..<Int.random(in: 0...40, using: &generator)).map {
                UInt8(truncatingIfNeeded: $0 + round)
            }
            bytes.withUnsafeBytes { buffer.append($0) }
            model += bytes
            let removed = Int.random(in: 0...model.count, using: &generator)
            buffer.removeFirst(removed)
            model.removeFirst(removed)
            if round % 7 == 0 {
                buffer.truncate(to: model.count / 2)
                model.removeLast(model.count - model.count / 2)
            }
            #expect(Array(buffer.bytes) == model)
        }
        buffer.removeFirst(buffer.count)
        buffer.shrink(to: 8)
        #expect(buffer.capacity == 8)
        buffer = ByteBuffer(capacity: 1)
        #expect(buffer.isEmpty)
    }

    @Test("a buffer with room reserved takes the pages that were written, and grows past them")
    func reserved() {
        let bytes = (0..<5000).map { UInt8(truncatingIfNeeded: $0) }
        let buffer = bytes.withUnsafeBytes { ByteBuffer($0, reserving: 1 << 20) }
        #expect(Array(buffer.bytes) == bytes)
        #expect((buffer.capacity, buffer.footprint) == (1 << 20, 8192))
        for _ in 0..<300 { bytes.withUnsafeBytes { buffer.append($0) } }
        #expect(buffer.count == 301 * bytes.count)
        #expect(Array(buffer.bytes.suffix(bytes.count)) == bytes)
        #expect(!buffer.isMapped)
        #expect(buffer.footprint == buffer.capacity)
    }
}
