import TTRPC
import WireFormat

/// The service of Protos/conformance/interop.proto.
final class InteropService {
    private static let name = "nija.interop.v1.InteropService"
    /// Sizes beyond what a frame holds are refused by the wire; beyond this they are not even tried.
    private static let responseBytesMax = 8 << 20
    private var interruptedCount: UInt64 = 0

    /// Offers every method.
    func register(with server: Server) {
        let methods: [(String, CallKind, (ServerCall) -> Void)] = [
            ("EmptyCall", .unary, { $0.reply([]) }),
            ("UnaryCall", .unary, { [self] in unary($0) }),
            ("EndlessCall", .unary, { [self] in watch($0) }),
            ("StreamingInputCall", .clientStream, { [self] in streamingInput($0) }),
            ("StreamingOutputCall", .serverStream, { [self] in streamingOutput($0) }),
            ("FullDuplexCall", .bidirectional, { [self] in fullDuplex($0) }),
            ("CountInterrupted", .unary, { [self] in countInterrupted($0) }),
        ]
        for (name, kind, handle) in methods {
            server.register(ServerMethod(service: Self.name, name: name, kind: kind, handle: handle))
        }
    }

    // MARK: Methods

    private func unary(_ call: ServerCall) {
        guard let request = read(.simple, call.payload, of: call) else { return }
        if let status = request.status {
            call.fail(status)
        } else {
            call.reply(ServerCall.message(payloadSize: request.responseSizes.last ?? 0))
        }
    }

    private func streamingInput(_ call: ServerCall) {
        watch(call)
        var size: UInt64 = 0
        call.onMessage = { [self, unowned call] bytes in
            size += UInt64(read(.input, bytes, of: call)?.payloadSize ?? 0)
        }
        call.onHalfClose = { [unowned call] in
            var writer = WireWriter()
            writer.field(1, varint: size)
            call.reply(writer.bytes)
        }
    }

    private func streamingOutput(_ call: ServerCall) {
        watch(call)
        guard let request = read(.output, call.payload, of: call) else { return }
        answer(request, call)
        if request.status == nil { call.finish() }
    }

    private func fullDuplex(_ call: ServerCall) {
        watch(call)
        call.onMessage = { [self, unowned call] bytes in
            if let request = read(.output, bytes, of: call) { answer(request, call) }
        }
        call.onHalfClose = { [unowned call] in call.finish() }
    }

    private func countInterrupted(_ call: ServerCall) {
        var writer = WireWriter()
        writer.field(1, varint: interruptedCount)
        call.reply(writer.bytes)
    }

    // MARK: Parts of them

    private func watch(_ call: ServerCall) {
        call.onEnd = { [self] _ in interruptedCount += 1 }
    }

    private func answer(_ request: InteropRequest, _ call: ServerCall) {
        for size in request.responseSizes { call.send(ServerCall.message(payloadSize: size)) }
        if let status = request.status { call.fail(status) }
    }

    /// Reads a message, or ends the call.
    private func read(
        _ kind: InteropRequest.Kind, _ bytes: UnsafeRawBufferPointer, of call: ServerCall
    ) -> InteropRequest? {
        guard let request = try? InteropRequest(kind, bytes),
            request.responseSizes.allSatisfy({ 0...Self.responseBytesMax ~= $0 })
        else {
            call.fail(Status(.invalidArgument, "this is not a request of the service"))
            return nil
        }
        return request
    }
}
