public import NijaMessages
public import Protobuf
public import TTRPC

/// A stream of events that reconnects by itself and resumes after the last one it has delivered.
///
/// Each event comes once, in the sequence of the ledger, however often the connection is lost.
public final class EventSubscription<Request: ProtobufMessage, Response: ProtobufMessage> {
    private let client: NijaClient
    private let method: ServerStreamMethod<Request, Response>
    private let request: (UInt64?) -> Request
    private let event: (Response) -> Event?
    private var stream: MessageStream<Response>?
    private var backoff = Backoff()
    /// The last sequence that was delivered; where a new connection resumes.
    ///
    /// Nil before the first.
    public private(set) var cursor: UInt64?
    /// Called when a connection was lost and is made again.
    public var onReconnect: ((NijaError?) -> Void)?
    /// A silence longer than this, in nanoseconds, means that the connection is dead: three heartbeats.
    public var silenceNanoseconds: Int64 = 30_000_000_000

    /// The stream was answered at least once since it was opened.
    private var hasDelivered = false
    private let isPinned: Bool

    /// Subscribes with the first `next`.
    ///
    /// - Parameters:
    ///   - client: where to.
    ///   - method: which stream.
    ///   - after: where to begin; nil for what happens next.
    ///   - isPinned: whether to ask where the ledger stands before beginning with what happens next, so that nothing is
    ///     missed should the connection be lost before the first event. Not for streams that begin with how things are.
    ///   - request: the request that begins after a sequence.
    ///   - event: the event of a message.
    public init(
        _ client: NijaClient, _ method: ServerStreamMethod<Request, Response>, after: UInt64?,
        isPinned: Bool = true, request: @escaping (UInt64?) -> Request, event: @escaping (Response) -> Event?
    ) {
        self.client = client
        self.method = method
        self.request = request
        self.event = event
        self.isPinned = isPinned
        cursor = after
    }

    /// Waits for the next event; heartbeats are events too.
    ///
    /// - Throws: `NijaError` when the daemon refuses the subscription. A lost connection is no error.
    public func next() throws(NijaError) -> Event {
        while true {
            if let event = try next(before: MonotonicTime(nanoseconds: .max)) { return event }
        }
    }

    /// Waits for the next event until `deadline`; nil when none came in time.
    ///
    /// - Throws: As the other.
    public func next(before deadline: MonotonicTime) throws(NijaError) -> Event? {
        repeat {
            do throws(NijaError) {
                let stream = try opened()
                let silence = MonotonicTime.now().adding(nanoseconds: silenceNanoseconds)
                guard let response = try stream.next(deadline: min(silence, deadline)),
                    let event = event(response)
                else {
                    reconnect(nil)
                    continue
                }
                backoff.reset()
                hasDelivered = true
                if deliver(event) { return event }
            } catch {
                if error == .deadlineExceeded && deadline <= MonotonicTime.now() { return nil }
                if isFinal(error) { throw error }
                reconnect(error)
            }
        } while MonotonicTime.now() < deadline
        return nil
    }

    private func opened() throws(NijaError) -> MessageStream<Response> {
        if let stream { return stream }
        if cursor == nil && isPinned {
            cursor = try client.call(SystemService.getStatus, GetStatusRequest()).sequence
        }
        let opened = try client.stream(method, request(cursor))
        (stream, hasDelivered) = (opened, false)
        return opened
    }

    /// Whether another connection would meet the same refusal.
    ///
    /// A daemon ends a subscriber that is too far behind with RESOURCE_EXHAUSTED in the middle of its stream; such a one
    /// resumes.
    private func isFinal(_ error: NijaError) -> Bool {
        guard case .refused(let refusal) = error else { return false }
        switch refusal.code {
        case .unavailable: return false
        case .resourceExhausted: return !hasDelivered
        default: return true
        }
    }

    private func reconnect(_ error: NijaError?) {
        stream = nil
        onReconnect?(error)
        backoff.wait()
    }

    /// Moves the cursor along; false for an event that was delivered before.
    private func deliver(_ event: Event) -> Bool {
        switch event.payload {
        case .kpis, .price, .portfolio, .heartbeat, .goingAway, nil:
            // A heartbeat says that everything up to it was delivered, so a new connection need not look before it.
            if case .heartbeat = event.payload { cursor = max(cursor ?? 0, event.sequence) }
            return true
        default:
            if let cursor, event.sequence <= cursor { return false }
            cursor = event.sequence
            return true
        }
    }
}
