import NijaClient
import NijaImport
import NijaMessages
import TTRPC

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

    /// What `body` gives; what the client says against it as an error of the command.
    static func wrap<Result>(_ body: () throws(NijaError) -> Result) throws(CommandError) -> Result {
        do throws(NijaError) { return try body() } catch { throw CommandError(error) }
    }

    /// What `body` gives; what a reader says against a file as an error of the command.
    static func reading<Result>(_ body: () throws(ImportError) -> Result) throws(CommandError) -> Result {
        do throws(ImportError) { return try body() } catch { throw .failed(error.message) }
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
