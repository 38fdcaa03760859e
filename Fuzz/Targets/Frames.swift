import TTRPC

extension FuzzTarget {
    /// The decoder of frames, with the bytes cut anywhere, against frames that are cut from the whole.
    ///
    /// The first byte of the input says how long the pieces are.
    public static let frames = FuzzTarget(name: "frames") { bytes in
        var input = InputReader(bytes)
        let pieceSize = Int(input.byte()) + 1
        let wire = [UInt8](input.rest)
        let expected = WireFrame.all(in: wire)
        var received = DecoderDouble()
        for start in stride(from: 0, to: wire.count, by: pieceSize) {
            received.add(wire[start..<min(start + pieceSize, wire.count)])
        }
        try expectEqual(received.frames, expected.frames, "what the decoder finds")
        try expectEqual(received.isNotTTRPC, expected.isNotTTRPC, "whether it is ttrpc")
    }
}

/// Does with a decoder what a connection does.
private struct DecoderDouble {
    private var decoder = FrameDecoder()
    private var held: [UInt8] = []
    private(set) var frames: [WireFrame] = []
    private(set) var isNotTTRPC = false

    mutating func add(_ piece: ArraySlice<UInt8>) {
        held += piece
        // A copy of exactly its size, so that the sanitizer sees each byte too many.
        while !isNotTTRPC, let consumed = step(Array(held)) { held.removeFirst(consumed) }
    }

    /// How many bytes are done with; nil when more are needed.
    private mutating func step(_ bytes: [UInt8]) -> Int? {
        bytes.withUnsafeBytes { bytes in
            switch decoder.next(bytes) {
            case .frame(let header):
                let end = Limits.headerBytes + Int(header.length)
                frames.append(WireFrame(header, data: Array(bytes[Limits.headerBytes..<end])))
                return end
            case .oversized(let header):
                frames.append(WireFrame(header, data: nil))
                return Limits.headerBytes
            case .discard(let count): return count
            case .needs(let total): return total > bytes.count ? nil : 0
            case .notTTRPC:
                isNotTTRPC = true
                return nil
            }
        }
    }
}

extension WireFrame {
    fileprivate init(_ header: FrameHeader, data: [UInt8]?) {
        self.init(id: header.streamID, type: header.type, flags: header.flags.rawValue, data: data)
    }
}
