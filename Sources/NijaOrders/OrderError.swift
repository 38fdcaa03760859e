public import NijaModel

/// Why an order cannot do what is asked of it; nothing has changed.
public enum OrderError: Error, Equatable, Sendable {
    /// Its status does not allow the move.
    case wrongStatus(OrderStatus, move: String)
    /// More is to be filled than works.
    case tooMuch(working: Decimal)
    /// Amounts are beyond ±1.7 × 10²⁰.
    case outOfRange

    /// Runs exact arithmetic; what does not fit is out of range.
    static func wrap<Value>(_ body: () throws(DecimalError) -> Value) throws(OrderError) -> Value {
        do throws(DecimalError) { return try body() } catch { throw .outOfRange }
    }
}
