import NijaClient
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

/// Why a command fails: what a person, or a program, is told.
struct CommandError: Error {
    var code: ExitCode
    /// The name for programs ("INVALID_ARGUMENT").
    var name: String
    var message: String
    /// What to do next; empty when there is nothing to say.
    var hint = ""
    /// Fields that cannot be accepted, and why.
    var fields: [(field: String, description: String)] = []

    /// Wrong usage.
    static func usage(_ message: String, hint: String = "") -> CommandError {
        CommandError(code: .usage, name: "USAGE", message: message, hint: hint)
    }

    /// Something else went wrong.
    static func failed(_ message: String, hint: String = "") -> CommandError {
        CommandError(code: .failed, name: "FAILED", message: message, hint: hint)
    }

    /// What the client says.
    init(_ error: NijaError) {
        switch error {
        case .refused(let refusal):
            self.init(
                code: ExitCode(refusal.code), name: "\(refusal.code)".snakeUppercased,
                message: refusal.message)
            fields = refusal.violations.map { ($0.field, $0.description) }
            if !fields.isEmpty { message = "the request cannot be accepted" }
        case .unreachable(let path, let reason):
            self.init(
                code: .unreachable, name: "UNREACHABLE", message: "cannot reach \(path): \(reason)",
                hint: "Start the daemon with `nijad`, or name its socket with --socket PATH or NIJA_SOCKET.")
        case .deadlineExceeded:
            self.init(code: .deadline, name: "DEADLINE_EXCEEDED", message: "no answer came in time")
        case .connectionLost:
            self.init(
                code: .unreachable, name: "CONNECTION_LOST",
                message: "the connection ended before the answer came",
                hint: "The daemon may be restarting; `nijactl doctor` looks for what is wrong.")
        case .outcomeUnknown:
            self.init(
                code: .outcomeUnknown, name: "OUTCOME_UNKNOWN",
                message: "the connection ended before the answer came",
                hint: "Send it again with the same id: what was recorded is not recorded twice.")
        case .protocolViolation(let reason):
            self.init(
                code: .failed, name: "PROTOCOL_VIOLATION",
                message: "the daemon's answer makes no sense: \(reason)")
        }
    }

    init(code: ExitCode, name: String, message: String, hint: String = "") {
        (self.code, self.name, self.message, self.hint) = (code, name, message, hint)
    }
}

extension String {
    /// invalidArgument as INVALID_ARGUMENT.
    var snakeUppercased: String {
        reduce(into: "") { result, character in
            if character.isUppercase { result += "_" }
            result += character.uppercased()
        }
    }
}
