public import NijaMessages
import Protobuf
public import TTRPC

/// Why a call has no answer.
public enum NijaError: Error, Hashable, Sendable {
    /// The daemon refused the call.
    case refused(Refusal)
    /// Nobody listens on the socket; nothing was sent.
    case unreachable(path: String, reason: String)
    /// No answer came in time, and nothing that was asked for can have happened.
    case deadlineExceeded
    /// The call was sent and no answer came: it may have happened or not. Send it again with the same id to find out.
    case outcomeUnknown
    /// The connection ended before the answer to a read came.
    case connectionLost
    /// The answer is not what the contract says.
    case protocolViolation(String)

    /// What the daemon said.
    public struct Refusal: Hashable, Sendable {
        /// The code.
        public var code: StatusCode
        /// For a person.
        public var message: String
        /// The stable reason ("TRADE_EXISTS"); empty when the daemon gave none.
        public var reason: String
        /// Every field that cannot be accepted.
        public var violations: [BadRequest.FieldViolation]

        /// Reads a status with its details.
        public init(_ status: Status) {
            (code, message, reason, violations) = (status.code, status.message, "", [])
            for detail in status.details {
                guard let any = try? AnyMessage.decode(detail) else { continue }
                if any.typeURL.hasSuffix(ErrorInfo.fullName), let info = try? ErrorInfo.decode(any.value) {
                    reason = info.reason
                } else if any.typeURL.hasSuffix(BadRequest.fullName),
                    let request = try? BadRequest.decode(any.value)
                {
                    violations = request.fieldViolations
                }
            }
        }
    }

    /// Translates what the wire says of a call.
    ///
    /// - Parameters:
    ///   - error: what the wire says.
    ///   - isRead: the call changes nothing, so that there is no outcome to be in doubt about.
    init(_ error: ClientError, isRead: Bool) {
        switch error {
        case .status(let status) where status.code == .deadlineExceeded: self = .deadlineExceeded
        case .status(let status): self = .refused(Refusal(status))
        case .unreachable(let path, let reason): self = .unreachable(path: path, reason: reason.reason)
        case .deadlineExceeded(let isUnknown):
            self = isUnknown && !isRead ? .outcomeUnknown : .deadlineExceeded
        case .connectionLost(let isUnknown): self = isUnknown && !isRead ? .outcomeUnknown : .connectionLost
        case .protocolViolation(let reason): self = .protocolViolation(reason)
        }
    }

    /// Whether the daemon has decided about the call: it knows what came of it.
    var isAnswer: Bool {
        if case .refused(let refusal) = self { refusal.code != .unavailable } else { false }
    }

    /// Whether the same call may succeed a little later.
    public var isWorthAnotherTry: Bool {
        switch self {
        case .outcomeUnknown, .connectionLost, .unreachable: true
        case .refused(let refusal): refusal.code == .unavailable
        case .deadlineExceeded, .protocolViolation: false
        }
    }
}

extension Method {
    /// Whether the method changes nothing, by the names of the contract.
    var isRead: Bool { NijaClient.isRead(name) }
}
