import NijaMessages
import NijaModel
import Protobuf

/// A committed event on its way to subscribers.
///
/// A reference, so that it is not copied for each of them, and encoded once: every stream's message has the event as its
/// field 1.
final class PublishedEvent {
    let event: LedgerEvent
    private(set) lazy var message = Self.encode(event)

    init(_ event: LedgerEvent) { self.event = event }

    /// The message that carries an event on any stream.
    static func encode(_ event: LedgerEvent) -> [UInt8] {
        var response = SubscribeResponse()
        response.event = Event(event)
        return response.encode()
    }
}
