public import Protobuf
public import TTRPC

/// The messages of a server's stream.
public final class MessageStream<Message: ProtobufMessage> {
    private let stream: ClientStream

    init(_ stream: ClientStream) { self.stream = stream }

    /// Waits for the next message; nil at the end.
    ///
    /// - Throws: `NijaError`.
    public func next(deadline: MonotonicTime? = nil) throws(NijaError) -> Message? {
        let bytes: [UInt8]?
        do throws(ClientError) { bytes = try stream.receive(deadline: deadline) } catch {
            throw NijaError(error, isRead: true)
        }
        guard let bytes else { return nil }
        return try NijaClient.decode(bytes)
    }
}
