import TTRPC

extension FuzzTarget {
    /// A server and one client, from its first byte to its last, cut anywhere: what is answered is what
    /// docs/PROTOCOL.md says, wherever the bytes are cut, and nothing is left behind.
    public static let connection = FuzzTarget(name: "connection") { bytes in
        var input = InputReader(bytes)
        let cut = input.byte()
        let wire = ClientScript.bytes(&input)
        // No more pieces than can be sent in a moment.
        let pieceSize = max(Int(cut & 0x7F) * Int(cut & 0x7F) + 1, wire.count / 48)
        let conversation = try Conversation(wire, pieceSize: pieceSize, readsLate: cut & 0x80 != 0)
        try expect(conversation.leftovers.isEmpty, "left behind: \(conversation.leftovers)")
        guard let expected = ExpectedAnswers(to: wire) else { return }
        let answers = try WireFrame.all(in: conversation.received).frames.map(Answer.init)
        if expected.endsAtOnce {
            // What was not yet sent when the client broke the rules is lost.
            try expect(expected.answers.starts(with: answers), "\(answers) are not among \(expected.answers)")
        } else {
            try expectEqual(answers, expected.answers, "what is answered")
        }
    }
}

/// What a client sends, frame by frame: mostly what makes sense, in any sequence.
enum ClientScript {
    private static let methods = ["Echo", "Chat", "Watch", "Never", "Nothing", ""]

    static func bytes(_ input: inout InputReader) -> [UInt8] {
        var wire: [UInt8] = []
        var last: UInt32 = UInt32.max
        while !input.isAtEnd, wire.count < 3 << 20 {
            let kind = input.byte()
            if kind % 8 == 7 {
                wire += input.bytes(Int(input.byte()))
                continue
            }
            let distance = Int8(bitPattern: input.byte())
            let id = last &+ UInt32(truncatingIfNeeded: distance == 0 ? 2 : Int(distance))
            let frame = frame(kind, id, &input)
            if frame.type == 1 { last = id }
            wire += frame.bytes
        }
        return wire
    }

    private static func frame(_ kind: UInt8, _ id: UInt32, _ input: inout InputReader) -> WireFrame {
        switch kind % 8 {
        case 0, 1:
            let (method, flags) = (input.byte(), input.byte())
            let service = method & 0x40 == 0 ? "test" : "toast"
            let payload = payload(&input, isLarge: kind & 0x40 != 0)
            let timeout: UInt64 = [0, 0, 0, 1 << 60, 1 << 63][Int(flags >> 3) % 5]
            let data = envelope(service, methods[Int(method & 0x3F) % methods.count], payload, timeout)
            return WireFrame(id: id, type: 1, flags: flags & 7, data: data)
        case 2, 3:
            let flags = input.byte()
            return WireFrame(id: id, type: 3, flags: flags, data: payload(&input, isLarge: kind & 0x40 != 0))
        case 4: return WireFrame(id: id, type: 0x10, flags: input.byte(), data: [])
        case 5: return WireFrame(id: id, type: 1, flags: input.byte(), data: payload(&input, isLarge: false))
        default: return WireFrame(id: id, type: input.byte(), flags: input.byte(), data: nil)
        }
    }

    private static func payload(_ input: inout InputReader, isLarge: Bool) -> [UInt8] {
        let count = Int(input.byte())
        return isLarge ? [UInt8](repeating: UInt8(count), count: count * 1000) : input.bytes(count)
    }

    private static func envelope(
        _ service: String, _ method: String, _ payload: [UInt8], _ timeout: UInt64
    ) -> [UInt8] {
        func varint(_ number: UInt64) -> [UInt8] {
            number < 128 ? [UInt8(number)] : [UInt8(number % 128) | 128] + varint(number / 128)
        }
        func field(_ number: UInt8, _ bytes: [UInt8]) -> [UInt8] {
            [number << 3 | 2] + varint(UInt64(bytes.count)) + bytes
        }
        return field(1, Array(service.utf8)) + field(2, Array(method.utf8)) + field(3, payload)
            + [4 << 3] + varint(timeout)
    }
}
