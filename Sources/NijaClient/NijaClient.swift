import Glibc
public import NijaMessages
public import Protobuf
public import TTRPC

/// A typed client of one daemon: blocking, on one connection, for one thread.
///
///     let nija = try NijaClient(socket: "/run/nija/nijad.sock")
///     var request = RecordTradeRequest()
///     request.trade = trade
///     let response = try nija.call(TradeService.recordTrade, request)
///
/// A lost connection is made again with the next call.
public final class NijaClient {
    /// Where the daemon listens.
    public let socket: String
    /// How long a call may take, in nanoseconds; 0 for ever.
    public var timeoutNanoseconds: Int64
    private var connection: Client?

    /// Connects.
    ///
    /// - Throws: `.unreachable`.
    public init(socket: String, timeoutNanoseconds: Int64 = 0) throws(NijaError) {
        self.socket = socket
        self.timeoutNanoseconds = timeoutNanoseconds
        connection = try Self.connect(socket)
    }

    private static func connect(_ socket: String) throws(NijaError) -> Client {
        do throws(ClientError) { return try Client(connectingTo: socket) } catch { throw NijaError(error) }
    }

    private func connected() throws(NijaError) -> Client {
        if let connection { return connection }
        let made = try Self.connect(socket)
        connection = made
        return made
    }

    // MARK: Calls

    /// Calls a method.
    ///
    /// - Throws: `NijaError`; after `.outcomeUnknown` the same call with the same id tells what has happened.
    public func call<Request, Response>(
        _ method: UnaryMethod<Request, Response>, _ request: Request
    ) throws(NijaError) -> Response {
        let client = try connected()
        let bytes: [UInt8]
        do throws(ClientError) {
            bytes = try client.call(
                service: method.service, method: method.name, payload: request.encode(),
                timeoutNanoseconds: timeoutNanoseconds)
        } catch {
            if case .status = error {} else { connection = nil }
            throw NijaError(error)
        }
        return try Self.decode(bytes)
    }

    static func decode<Response: ProtobufMessage>(_ bytes: [UInt8]) throws(NijaError) -> Response {
        do throws(DecodeError) {
            return try Response.decode(bytes)
        } catch {
            throw .protocolViolation("\(error.field): \(error.problem)")
        }
    }

    /// Calls a method that may safely be repeated, until there is an answer or `attempts` are used up.
    ///
    /// Only lost connections and an unavailable daemon are tried again, each time after twice the pause.
    ///
    /// - Throws: `NijaError`; `.outcomeUnknown` when the last attempt ended so.
    public func callRepeatedly<Request, Response>(
        _ method: UnaryMethod<Request, Response>, _ request: Request, attempts: Int = 5
    ) throws(NijaError) -> Response {
        var pause = Backoff()
        for attempt in 1... {
            do throws(NijaError) {
                return try call(method, request)
            } catch {
                guard attempt < attempts, error.isWorthAnotherTry else { throw error }
                pause.wait()
            }
        }
        throw .outcomeUnknown
    }

    /// Records a trade; its id is filled in before it is sent, so that a retry cannot record it twice.
    ///
    /// - Throws: `NijaError`.
    public func recordTrade(_ trade: Trade, strict: Bool = false) throws(NijaError) -> RecordTradeResponse {
        var request = RecordTradeRequest()
        (request.trade, request.strict) = (trade, strict)
        if trade.tradeID.isEmpty { request.trade?.tradeID = Self.makeID() }
        return try callRepeatedly(TradeService.recordTrade, request)
    }

    /// An id that nobody else makes: the time, the process and 64 random bits.
    public static func makeID() -> String {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        let now = UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
        return
            "\(String(now, radix: 16))-\(String(getpid(), radix: 16))-\(String(UInt64.random(in: .min ... .max), radix: 16))"
    }

    // MARK: Streams

    /// Begins a stream; it has a connection of its own, so that it never waits for calls.
    ///
    /// - Throws: `NijaError`.
    public func stream<Request, Response>(
        _ method: ServerStreamMethod<Request, Response>, _ request: Request
    ) throws(NijaError) -> MessageStream<Response> {
        let client = try Self.connect(socket)
        do throws(ClientError) {
            let stream = try client.openStream(
                service: method.service, method: method.name, payload: request.encode(), clientStreams: false)
            return MessageStream(stream)
        } catch {
            throw NijaError(error)
        }
    }
}

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
            throw NijaError(error)
        }
        guard let bytes else { return nil }
        return try NijaClient.decode(bytes)
    }
}

extension NijaError {
    /// Whether the same call may succeed a little later.
    public var isWorthAnotherTry: Bool {
        switch self {
        case .outcomeUnknown, .unreachable: true
        case .refused(let refusal): refusal.code == .unavailable
        case .deadlineExceeded, .protocolViolation: false
        }
    }
}

/// Pauses that double, from 10 ms to 2 s.
struct Backoff {
    private var milliseconds: Int32 = 10

    /// Waits for one pause.
    mutating func wait() {
        poll(nil, 0, milliseconds)
        milliseconds = min(milliseconds * 2, 2000)
    }

    /// Begins again with the shortest.
    mutating func reset() { milliseconds = 10 }
}
