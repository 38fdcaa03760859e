import NijaMessages
import Protobuf
import TTRPC

/// One end of a stream of events, on a connection of its own.
final class Subscriber<Response: ProtobufMessage> {
    private let client: Client
    private let stream: ClientStream

    /// Nothing is ever this late; a measurement that waits longer has failed.
    static var patienceNanoseconds: Int64 { 10_000_000_000 }

    /// Connects and subscribes.
    init<Request>(
        socket: String, _ method: ServerStreamMethod<Request, Response>, _ request: Request
    ) throws(ClientError) {
        client = try Client(connectingTo: socket)
        stream = try client.openStream(
            service: method.service, method: method.name, payload: request.encode(), clientStreams: false)
    }

    /// Waits for the next message and returns its bytes.
    func receive() throws -> [UInt8] {
        let deadline = MonotonicTime.now().adding(nanoseconds: Self.patienceNanoseconds)
        guard let message = try stream.receive(deadline: deadline) else {
            throw BenchError("a stream has ended")
        }
        return message
    }

    /// Ends the stream in good order.
    func cancel() throws(ClientError) { try stream.cancel() }

    /// Waits for the next message.
    func next() throws -> Response { try Response.decode(receive()) }
}

extension Bot {
    /// Waits until the daemon serves so many subscribers: it may still have to accept some.
    func awaitSubscribers(_ count: Int) throws {
        repeat {} while try call(SystemService.getStatus, GetStatusRequest()).subscribers < Int32(count)
    }
}
