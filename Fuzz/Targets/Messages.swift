import CProtobufC
import NijaMessages
import Protobuf

extension FuzzTarget {
    /// The bounded scan and protobuf-c behind it, against a decoder of their own: the same bytes are accepted, and mean
    /// the same.
    ///
    /// The first two bytes of the input choose the message, by a hash of its name.
    public static let messages = FuzzTarget(name: "messages") { bytes in
        var input = InputReader(bytes)
        let number = UInt16(input.number(bytes: 2))
        guard let chosen = places.first(where: { $0.hash >= number }) ?? places.first else { return }
        try checkMessage(chosen.message, input.rest)
    }

    /// The messages by a hash of their names, so that most inputs keep their message when the contract gets another.
    private static let places = Contract.messages.map { (hash: hash($0.fullName), message: $0) }
        .sorted { ($0.hash, $0.message.fullName) < ($1.hash, $1.message.fullName) }

    /// FNV-1a of 32 bits, folded to 16.
    ///
    /// - Source: draft-eastlake-fnv-21, sections 2 and 3.
    private static func hash(_ name: String) -> UInt16 {
        let hash: UInt32 = name.utf8.reduce(0x811C_9DC5) { ($0 ^ UInt32($1)) &* 0x0100_0193 }
        return UInt16(truncatingIfNeeded: hash >> 16 ^ hash)
    }

    private static func checkMessage<Message: ProtobufMessage>(
        _: Message.Type, _ bytes: UnsafeRawBufferPointer
    ) throws {
        let descriptor = Message.layout.descriptor
        let expected = MessageTree(bytes, descriptor)
        let message: Message
        do throws(DecodeError) {
            message = try Message.decode(bytes)
        } catch {
            // What a message costs is the scan's own matter.
            if case .tooLarge = error.problem { return }
            return try expect(expected == nil, "\(Message.fullName) is refused: \(error)")
        }
        guard let expected else { throw Finding("\(Message.fullName) is read as \(message)") }
        let encoded = message.encode()
        try expectEqual(
            MessageTree(encoded, descriptor), expected, "what \(Message.fullName) is when it is written again"
        )
        try expectEqual(try Message.decode(encoded).encode(), encoded, "\(Message.fullName), written twice")
    }
}
