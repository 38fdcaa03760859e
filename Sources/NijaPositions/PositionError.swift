public import NijaModel

/// Why a position cannot do what is asked of it; nothing has changed.
public enum PositionError: Error, Equatable, Sendable {
    /// Its status does not allow the move.
    case wrongStatus(PositionStatus, move: String)
    /// More is to be closed than is open.
    case tooMuch(open: Decimal)
    /// Amounts are beyond ±1.7 × 10²⁰.
    case outOfRange
}
