import NijaLedger
import NijaMessages
import NijaModel
import NijaStore
import Protobuf
import TTRPC
import Testing

@testable import NijaService

@Suite("Errors as statuses")
struct StatusTests {
    private func reason(_ status: Status) -> String? {
        for detail in status.details {
            guard let any = try? AnyMessage.decode(detail), any.typeURL.hasSuffix(ErrorInfo.fullName) else {
                continue
            }
            let info = try? ErrorInfo.decode(any.value)
            return info?.domain == "nija" ? info?.reason : nil
        }
        return nil
    }

    /// An error, and what the caller is told.
    struct Row: CustomTestStringConvertible, Sendable {
        let error: ServiceError
        let code: StatusCode
        let reason: String
        var testDescription: String { reason }

        init(_ error: ServiceError, _ code: StatusCode, _ reason: String) {
            (self.error, self.code, self.reason) = (error, code, reason)
        }
    }

    static let ledger: [Row] = [
        Row(.invalid([]), .invalidArgument, "INVALID_FIELDS"),
        Row(.ledger(.invalid([])), .invalidArgument, "INVALID_FIELDS"),
        Row(.ledger(.notFound(.account, name: "x")), .notFound, "ACCOUNT_NOT_FOUND"),
        Row(.ledger(.notFound(.threshold, name: "x")), .notFound, "THRESHOLD_NOT_FOUND"),
        Row(.ledger(.alreadyExists(.trade, name: "x", difference: "")), .alreadyExists, "TRADE_EXISTS"),
        Row(
            .ledger(.alreadyExists(.balanceReport, name: "x", difference: "")), .alreadyExists,
            "BALANCE_REPORT_EXISTS"),
        Row(
            .ledger(.alreadyExists(.cashFlow, name: "x", difference: "")), .alreadyExists, "CASH_FLOW_EXISTS"),
        Row(.ledger(.failedPrecondition("stopped")), .failedPrecondition, "WRONG_STATE"),
        Row(.ledger(.notHydrated([])), .internal, "INTERNAL"),
    ]

    @Test("the ledger's", arguments: ledger)
    func ledgerErrors(row: Row) {
        #expect(row.error.status.code == row.code)
        #expect(reason(row.error.status) == row.reason)
    }

    static let store: [(StoreError.Code, StatusCode)] = [
        (.diskFull, .resourceExhausted), (.ioError, .unavailable), (.readOnly, .unavailable),
        (.permission, .unavailable), (.cannotOpen, .unavailable), (.damaged, .dataLoss),
        (.foreign, .dataLoss), (.newerSchema(found: 2, supported: 1), .dataLoss), (.busy, .unavailable),
        (.interrupted, .unavailable), (.closed, .unavailable), (.invalidCursor, .invalidArgument),
        (.alreadyExists, .alreadyExists), (.outOfMemory, .unavailable), (.internal, .internal),
    ]

    @Test("the store's, none of which tells a path", arguments: store)
    func storeErrors(code: StoreError.Code, expected: StatusCode) {
        let status = ServiceError.store(StoreError(code, "/secret/path is bad")).status
        #expect(status.code == expected)
        #expect(!status.message.contains("secret"))
        #expect(reason(status) != nil)
    }

    @Test("bad fields go along as google.rpc.BadRequest, all of them, in their sequence")
    func violations() throws {
        let found = [
            FieldViolation(field: "a", description: "is 1"), FieldViolation(field: "b", description: "is 2"),
        ]
        let status = ServiceError.invalid(found).status
        #expect(status.message == "a is 1; b is 2")
        let any = try AnyMessage.decode(try #require(status.details.first))
        #expect(any.typeURL == "type.googleapis.com/google.rpc.BadRequest")
        let request = try BadRequest.decode(any.value)
        #expect(request.fieldViolations.map(\.field) == ["a", "b"])
        #expect(request.fieldViolations.map(\.description) == ["is 1", "is 2"])
    }
}
