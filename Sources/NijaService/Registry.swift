import NijaLedger
import NijaModel
import Protobuf
import TTRPC

/// Who calls, and when.
struct Caller {
    let peer: PeerCredentials
    let now: Timestamp

    var actor: Actor { Actor(uid: peer.uid, gid: peer.gid, pid: peer.pid) }
    var context: Context { Context(now: now, actor: actor) }
}

/// Binds typed handlers to the server: decodes, checks the role, encodes, turns errors into statuses.
final class Registry {
    private let server: Server
    private let access: Access
    private let refusals: RefusalLog
    private let clock: () -> Timestamp

    init(
        server: Server, access: Access, refusals: RefusalLog, clock: @escaping () -> Timestamp
    ) {
        self.server = server
        self.access = access
        self.refusals = refusals
        self.clock = clock
    }

    /// A method that answers at once.
    func unary<Request, Response>(
        _ method: UnaryMethod<Request, Response>,
        _ handle: @escaping (Request, Caller) throws(ServiceError) -> Response
    ) {
        register(method, .unary) { (call, request: Request, caller) throws(ServiceError) in
            call.reply(try handle(request, caller))
        }
    }

    /// A method that may answer later, as when a worker reads for it.
    func unaryLater<Request, Response>(
        _ method: UnaryMethod<Request, Response>,
        _ handle: @escaping (Request, Caller, Responder<Response>) throws(ServiceError) -> Void
    ) {
        register(method, .unary) { (call, request: Request, caller) throws(ServiceError) in
            try handle(request, caller, Responder(call))
        }
    }

    /// A method that answers with a stream.
    func serverStream<Request, Response>(
        _ method: ServerStreamMethod<Request, Response>,
        _ handle: @escaping (Request, Caller, ServerCall) throws(ServiceError) -> Void
    ) {
        register(method, .serverStream) { (call, request: Request, caller) throws(ServiceError) in
            try handle(request, caller, call)
        }
    }

    /// A method that takes a stream: `begin` gives what handles each message, and what makes the answer at the end.
    func clientStream<Request, Response>(
        _ method: ClientStreamMethod<Request, Response>,
        _ begin: @escaping () -> (message: (Request, Caller) -> Void, end: () -> Response)
    ) {
        let role = MethodRoles.role(of: method)
        server.register(
            ServerMethod(service: method.service, name: method.name, kind: .clientStream) {
                [clock, unowned self] call in
                if let refusal = refusal(of: call, role) {
                    call.fail(refusal)
                    return
                }
                let (message, end) = begin()
                call.onMessage = { [unowned call] bytes in
                    do throws(DecodeError) {
                        message(try Request.decode(bytes), Caller(peer: call.peer, now: clock()))
                    } catch {
                        call.fail(Status(error))
                    }
                }
                call.onHalfClose = { [unowned call] in call.reply(end()) }
            })
    }

    private func register<Request: ProtobufMessage>(
        _ method: some Method, _ kind: CallKind,
        _ handle: @escaping (ServerCall, Request, Caller) throws(ServiceError) -> Void
    ) {
        let role = MethodRoles.role(of: method)
        server.register(
            ServerMethod(service: method.service, name: method.name, kind: kind) {
                [clock, unowned self] call in
                if let refusal = refusal(of: call, role) {
                    call.fail(refusal)
                    return
                }
                do throws(DecodeError) {
                    let request = try Request.decode(call.payload)
                    do throws(ServiceError) {
                        try handle(call, request, Caller(peer: call.peer, now: clock()))
                    } catch {
                        call.fail(error.status)
                    }
                } catch {
                    call.fail(Status(error))
                }
            })
    }

    private func refusal(of call: ServerCall, _ needed: Role) -> Status? {
        let role = access.role(user: call.peer.uid, group: call.peer.gid)
        if let role, role >= needed { return nil }
        refusals.note(
            "refused \(call.methodName) to user \(call.peer.uid), process \(call.peer.pid): it needs the role \(needed)",
            at: server.loop.now)
        return Status.because(
            .permissionDenied, "ROLE_TOO_LOW",
            "\(call.methodName) needs the role \(needed); user \(call.peer.uid) has \(role.map { "\($0)" } ?? "none")"
        )
    }
}

/// Answers a call when the time comes.
struct Responder<Response: ProtobufMessage> {
    private let call: ServerCall

    init(_ call: ServerCall) { self.call = call }

    /// Answers with a response, or with why there is none.
    func finish(_ result: Result<Response, ServiceError>) {
        switch result {
        case .success(let response): call.reply(response)
        case .failure(let error): call.fail(error.status)
        }
    }
}

extension ServerCall {
    /// Ends the call with a message, packed straight into the connection's output.
    func reply(_ message: some ProtobufMessage) {
        message.withPacked { size, pack in reply(size: size, pack) }
    }

    /// Sends a message on the server's stream.
    func send(_ message: some ProtobufMessage) {
        message.withPacked { size, pack in send(size: size, pack) }
    }
}
