import NijaMessages
import TTRPC

/// What the process ends with; documented by `nijactl help exit-codes`.
enum ExitCode: Int32, CaseIterable {
    case ok = 0
    case failed = 1
    case usage = 2
    case notFound = 3
    case denied = 4
    case unreachable = 5
    case deadline = 6
    case outcomeUnknown = 7
    case interrupted = 130

    /// For a person.
    var meaning: String {
        switch self {
        case .ok: "it worked"
        case .failed: "the daemon refused it, or a check failed"
        case .usage: "wrong usage; nothing was sent"
        case .notFound: "there is no such thing"
        case .denied: "your role does not allow it"
        case .unreachable: "no daemon listens on the socket, or it is going away"
        case .deadline: "no answer came in time"
        case .outcomeUnknown: "the call was sent and no answer came; send it again with the same id"
        case .interrupted: "interrupted (Ctrl-C)"
        }
    }

    /// The code of an error of the daemon.
    init(_ code: StatusCode) {
        switch code {
        case .ok: self = .ok
        case .notFound: self = .notFound
        case .permissionDenied, .unauthenticated: self = .denied
        case .unavailable: self = .unreachable
        case .deadlineExceeded: self = .deadline
        case .cancelled, .unknown, .invalidArgument, .alreadyExists, .resourceExhausted, .failedPrecondition,
            .aborted, .outOfRange, .unimplemented, .internal, .dataLoss:
            self = .failed
        }
    }
}
