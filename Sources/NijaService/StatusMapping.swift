import NijaLedger
import NijaMessages
import NijaModel
import NijaStore
import Protobuf
import TTRPC

// Every error of the domain, as one status of the wire.

extension ServiceError {
    /// What the caller is told.
    var status: Status {
        switch self {
        case .invalid(let violations): Status.invalid(violations)
        case .ledger(let error): error.status
        case .store(let error): error.status
        case .status(let status): status
        }
    }
}

extension LedgerError {
    /// What the caller is told.
    var status: Status {
        switch self {
        case .invalid(let violations):
            Status.invalid(violations)
        case .notFound(let resource, let name):
            Status.because(
                .notFound, "\(resource.reason)_NOT_FOUND",
                "there is no \(resource.rawValue) \(Names.quoted(name))")
        case .alreadyExists(let resource, let name, let difference):
            Status.because(
                .alreadyExists, "\(resource.reason)_EXISTS",
                "\(resource.rawValue) \(Names.quoted(name)) exists with other content (\(difference)); nothing was changed"
            )
        case .failedPrecondition(let reason):
            Status.because(.failedPrecondition, "WRONG_STATE", reason)
        case .notHydrated(_):
            Status.because(.internal, "INTERNAL", "the ledger was not given what it needed")
        }
    }
}

extension LedgerError.Resource {
    /// The name as a reason begins with it.
    fileprivate var reason: String {
        rawValue.uppercased().split(separator: " ").joined(separator: "_")
    }
}

extension StoreError {
    /// What the caller is told; the detail is for the log.
    var status: Status {
        switch code {
        case .diskFull:
            Status.because(
                .resourceExhausted, "DISK_FULL", "the disk is full; nothing was recorded. Free some space.")
        case .ioError, .busy, .cannotOpen, .closed, .interrupted, .outOfMemory:
            Status.because(
                .unavailable, "STORAGE_UNAVAILABLE", "the storage cannot be used; nothing was recorded")
        case .readOnly, .permission:
            Status.because(
                .unavailable, "STORAGE_READ_ONLY", "the storage cannot be written; nothing was recorded")
        case .damaged, .foreign, .newerSchema:
            Status.because(.dataLoss, "DATABASE_DAMAGED", "the database is damaged; restore a backup")
        case .invalidCursor:
            Status.invalid([
                FieldViolation(field: "page_token", description: "is not a token of this query")
            ])
        case .alreadyExists:
            Status.because(.alreadyExists, "FILE_EXISTS", "the file exists; nothing was overwritten")
        case .internal:
            Status.because(.internal, "INTERNAL", "a defect of the daemon; its log has the detail")
        }
    }
}

extension Status {
    /// Every field that cannot be accepted, as google.rpc.BadRequest.
    static func invalid(_ violations: [FieldViolation]) -> Status {
        var request = BadRequest()
        request.fieldViolations = violations.map { violation in
            var message = BadRequest.FieldViolation()
            (message.field, message.description) = (violation.field, violation.description)
            return message
        }
        let message = violations.map { "\($0.field) \($0.description)" }.joined(separator: "; ")
        var status = because(.invalidArgument, "INVALID_FIELDS", message)
        status.details.insert(any(request), at: 0)
        return status
    }

    /// A status with a stable reason, as google.rpc.ErrorInfo.
    static func because(_ code: StatusCode, _ reason: String, _ message: String) -> Status {
        var info = ErrorInfo()
        (info.reason, info.domain) = (reason, "nija")
        return Status(code, message, details: [any(info)])
    }

    /// Bytes that are not the request.
    init(_ error: DecodeError) {
        let what =
            switch error.problem {
            case .truncated: "ends too early"
            case .malformed: "is not as the .proto says"
            case .notUTF8: "is not UTF-8"
            case .containsNUL: "has a NUL character"
            case .repeated: "comes twice, and holds one message"
            case .tooDeep(let limit): "is nested deeper than \(limit)"
            case .tooLarge(let limit): "is larger than the limit of \(limit)"
            }
        self = .invalid([FieldViolation(field: error.field, description: what)])
    }

    private static func any<Message: ProtobufMessage>(_ message: Message) -> [UInt8] {
        var any = AnyMessage()
        any.typeURL = "type.googleapis.com/" + Message.fullName
        any.value = message.encode()
        return any.encode()
    }
}
