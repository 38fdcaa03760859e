/// Cuts a stream of bytes into frames, within the limits.
package struct FrameDecoder {
    /// What the next bytes are.
    package enum Step: Equatable {
        /// A whole frame: `header`, then its data.
        case frame(FrameHeader)
        /// More bytes are needed: at least `total` from here.
        case needs(total: Int)
        /// The data of `header` is too large; it was and will be passed over.
        case oversized(FrameHeader)
        /// `count` bytes belong to a frame that is passed over, and are to be dropped.
        case discard(count: Int)
        /// This is not ttrpc.
        case notTTRPC
    }

    private var discarding = 0

    /// A decoder between two frames.
    package init() {}

    /// Whether the data of a frame is being passed over.
    package var isDiscarding: Bool { discarding > 0 }

    /// Looks at the bytes that were received and not consumed yet.
    ///
    /// - Note: After `.frame` the caller consumes header and data, after `.oversized` the header, after `.discard`
    ///   `count` bytes.
    package mutating func next(_ bytes: UnsafeRawBufferPointer) -> Step {
        if discarding > 0 {
            let count = min(discarding, bytes.count)
            if count == 0 { return .needs(total: 1) }
            discarding -= count
            return .discard(count: count)
        }
        if let first = bytes.first, first != 0 { return .notTTRPC }
        guard bytes.count >= Limits.headerBytes else { return .needs(total: Limits.headerBytes) }
        let header = FrameHeader(bytes)
        let length = Int(header.length)
        if length > Limits.dataBytesMax {
            passOver(header)
            return .oversized(header)
        }
        let total = Limits.headerBytes + length
        return bytes.count >= total ? .frame(header) : .needs(total: total)
    }

    /// Drops the data of the frame whose header the caller consumes.
    package mutating func passOver(_ header: FrameHeader) {
        precondition(discarding == 0, "a frame begins inside another")
        discarding = Int(header.length)
    }
}
