import NijaLedger
import NijaModel
import NijaStore
import TTRPC

/// Why a service refuses a call.
enum ServiceError: Error {
    /// Fields of the request cannot be accepted.
    case invalid([FieldViolation])
    /// The ledger refuses it.
    case ledger(LedgerError)
    /// The store cannot do it.
    case store(StoreError)
    /// Anything else, ready to be sent.
    case status(Status)

    /// Runs a body that throws the ledger's errors.
    static func wrap<Value>(_ body: () throws(LedgerError) -> Value) throws(ServiceError) -> Value {
        do throws(LedgerError) { return try body() } catch { throw .ledger(error) }
    }
}
