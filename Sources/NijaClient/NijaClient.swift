public import Protobuf
import TTRPC

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
    private(set) var connection: Client?
    /// The daemon closes connections that make no request for a while after they were made.
    private var isUnused = true

    /// Connects.
    ///
    /// - Throws: `.unreachable`.
    public init(socket: String, timeoutNanoseconds: Int64 = 0) throws(NijaError) {
        self.socket = socket
        self.timeoutNanoseconds = timeoutNanoseconds
        connection = try Self.connect(socket)
    }

    static func connect(_ socket: String) throws(NijaError) -> Client {
        do throws(ClientError) { return try Client(connectingTo: socket) } catch {
            throw NijaError(error, isRead: true)
        }
    }

    func connected() throws(NijaError) -> Client {
        if let connection, !(isUnused && connection.isClosedByServer) {
            isUnused = false
            return connection
        }
        let made = try Self.connect(socket)
        (connection, isUnused) = (made, false)
        return made
    }

    /// The next call makes another connection.
    func forgetConnection() { connection = nil }

    // MARK: Calls

    /// Calls a method once.
    ///
    /// - Parameters:
    ///   - method: which one.
    ///   - request: what to send.
    ///   - timeoutNanoseconds: how long to wait; nil for the client's own time, 0 for ever.
    /// - Returns: the answer.
    /// - Throws: `NijaError`; after `.outcomeUnknown` the same call with the same id tells what has happened.
    public func call<Request, Response>(
        _ method: UnaryMethod<Request, Response>, _ request: Request, timeoutNanoseconds: Int64? = nil
    ) throws(NijaError) -> Response {
        let client = try connected()
        let bytes: [UInt8]
        do throws(ClientError) {
            bytes = try client.call(
                service: method.service, method: method.name, payload: request.encode(),
                timeoutNanoseconds: timeoutNanoseconds ?? self.timeoutNanoseconds)
        } catch {
            if case .status = error {} else { forgetConnection() }
            throw NijaError(error, isRead: method.isRead)
        }
        return try Self.decode(bytes)
    }

    /// Calls a method that may safely be repeated, until there is an answer or `attempts` are used up.
    ///
    /// Only lost connections and an unavailable daemon are tried again, each time after twice the pause; the client's
    /// time holds for all attempts together. A write is safe to repeat when it carries an id of the caller's.
    ///
    /// - Throws: `NijaError`; `.outcomeUnknown` when any attempt ended so and none was answered.
    public func callRepeatedly<Request, Response>(
        _ method: UnaryMethod<Request, Response>, _ request: Request, attempts: Int = 5
    ) throws(NijaError) -> Response {
        var pause = Backoff()
        var isInDoubt = false
        let deadline = MonotonicTime.now().adding(nanoseconds: timeoutNanoseconds)
        for attempt in 1... {
            do throws(NijaError) {
                let left = timeoutNanoseconds == 0 ? 0 : max(1, deadline.since(MonotonicTime.now()))
                return try call(method, request, timeoutNanoseconds: left)
            } catch {
                if error == .outcomeUnknown { isInDoubt = true }
                let isLate = timeoutNanoseconds > 0 && deadline <= MonotonicTime.now()
                if !error.isWorthAnotherTry || attempt >= attempts || isLate {
                    // That a later attempt found nobody says nothing of an earlier one that was sent.
                    throw isInDoubt && !error.isAnswer ? .outcomeUnknown : error
                }
                pause.wait()
            }
        }
        throw .outcomeUnknown
    }

    static func decode<Response: ProtobufMessage>(_ bytes: [UInt8]) throws(NijaError) -> Response {
        do throws(DecodeError) {
            return try Response.decode(bytes)
        } catch {
            throw .protocolViolation("\(error.field): \(error.problem)")
        }
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
            throw NijaError(error, isRead: true)
        }
    }
}
