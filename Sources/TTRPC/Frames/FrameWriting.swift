// How frames are put into a buffer.

extension ByteBuffer {
    /// Appends a frame whose data `write` produces: exactly `length` bytes.
    func appendFrame(
        streamID: UInt32, type: FrameType, flags: FrameFlags = [], length: Int,
        _ write: (UnsafeMutableRawPointer) -> Void
    ) {
        let target = room(for: Limits.headerBytes + length)
        guard let base = target.baseAddress else { return }
        FrameHeader(length: length, streamID: streamID, type: type, flags: flags).write(to: base)
        write(base + Limits.headerBytes)
        commit(Limits.headerBytes + length)
    }

    /// Appends a frame with the given data.
    func appendFrame(streamID: UInt32, type: FrameType, flags: FrameFlags = [], data: [UInt8] = []) {
        appendFrame(streamID: streamID, type: type, flags: flags, length: data.count) { target in
            data.withUnsafeBytes { bytes in
                if let base = bytes.baseAddress { target.copyMemory(from: base, byteCount: bytes.count) }
            }
        }
    }

    /// Appends a Response frame with a payload of `size` bytes that `write` produces.
    func appendResponse(
        streamID: UInt32, payloadSize size: Int, _ write: (UnsafeMutablePointer<UInt8>) -> Void
    ) {
        if size == 0 {
            appendFrame(streamID: streamID, type: .response)
            return
        }
        let prefixSize = ResponseEnvelope.prefixSize(payloadSize: size)
        appendFrame(streamID: streamID, type: .response, length: prefixSize + size) { target in
            ResponseEnvelope.writePrefix(payloadSize: size, to: target)
            write((target + prefixSize).assumingMemoryBound(to: UInt8.self))
        }
    }

    /// Appends a Response frame with a status that is not OK.
    func appendResponse(streamID: UInt32, status: Status) {
        appendFrame(streamID: streamID, type: .response, data: ResponseEnvelope.encode(status: status))
    }
}
