/// Why a call has no answer, or a bad one.
public enum ClientError: Error, Hashable, Sendable {
    /// The server answered with an error.
    case status(Status)
    /// Nobody listens on the path; nothing was sent.
    case unreachable(path: String, reason: SystemError)
    /// No answer came in time. If the call had been sent, the server may have done what it asked for.
    case deadlineExceeded(outcomeUnknown: Bool)
    /// The connection ended. If the call had been sent, the server may have done what it asked for.
    case connectionLost(outcomeUnknown: Bool)
    /// The server sent what is not ttrpc.
    case protocolViolation(String)
}
