/// Why a trade was closed.
public enum ExitReason: UInt8, CaseIterable, Hashable, Sendable {
    /// The caller did not say.
    case unspecified = 0
    /// The take-profit price was reached.
    case takeProfit = 1
    /// The stop-loss price was reached.
    case stopLoss = 2
    /// A person closed it.
    case manual = 3
    /// It was open for longer than allowed.
    case timeout = 4
    /// The venue closed it for lack of margin.
    case liquidation = 5
    /// The trailing stop was reached.
    case trailingStop = 6
}
