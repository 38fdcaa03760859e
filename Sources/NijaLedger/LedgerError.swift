public import NijaModel

/// Why the ledger refuses a command; nothing has changed.
public enum LedgerError: Error, Equatable, Sendable {
    /// Fields of the request cannot be accepted.
    case invalid([FieldViolation])
    /// There is no such thing.
    case notFound(Resource, name: String)
    /// The same id was used for other content.
    case alreadyExists(Resource, name: String, difference: String)
    /// The thing is in a state that does not allow it.
    case failedPrecondition(String)
    /// These must be read from the store and handed to the ledger; the command can be given again then.
    case notHydrated([Need])

    /// What can be missing or there already; the raw value is its name for people and in error details.
    public enum Resource: String, Sendable {
        /// An account.
        case account
        /// A trade.
        case trade
        /// A balance report.
        case balanceReport = "balance report"
        /// A cash flow.
        case cashFlow = "cash flow"
        /// A strategy.
        case strategy
        /// An alarm.
        case alarm
        /// A threshold.
        case threshold
        /// A position.
        case position
        /// A fill or a close of a position.
        case positionFill = "position fill"
        /// A fill.
        case fill
    }
}
