/// What open positions have come to.
public struct OpenResult: Hashable, Sendable {
    /// Profit of what is open at the newest prices, before fees.
    public var unrealizedPnL: Decimal
    /// Profit of the parts that were closed, less all fees paid so far.
    public var realizedPnL: Decimal

    /// Nothing.
    public static let zero = OpenResult(unrealizedPnL: .zero, realizedPnL: .zero)

    /// Creates a result.
    public init(unrealizedPnL: Decimal, realizedPnL: Decimal) {
        self.unrealizedPnL = unrealizedPnL
        self.realizedPnL = realizedPnL
    }

    /// Both parts together; the sum of what positions can come to fits.
    public var total: Decimal { Decimal(units: unrealizedPnL.units &+ realizedPnL.units) }

    /// Both results together.
    public func adding(_ other: OpenResult) -> OpenResult {
        OpenResult(
            unrealizedPnL: Decimal(units: unrealizedPnL.units &+ other.unrealizedPnL.units),
            realizedPnL: Decimal(units: realizedPnL.units &+ other.realizedPnL.units))
    }

    /// What has been added since `earlier`.
    public func since(_ earlier: OpenResult) -> OpenResult {
        OpenResult(
            unrealizedPnL: Decimal(units: unrealizedPnL.units &- earlier.unrealizedPnL.units),
            realizedPnL: Decimal(units: realizedPnL.units &- earlier.realizedPnL.units))
    }
}

/// What an account's open positions had come to at an instant that later figures are measured from.
///
/// Prices are not kept, so that this has to be.
public struct OpenResultMark: Hashable, Sendable {
    /// What the instant was.
    public enum Occasion: UInt8, CaseIterable, Sendable {
        /// The account's day began.
        case day = 1
        /// A balance was reported, which includes the result.
        case balanceReport
    }

    /// The account.
    public var account: String
    /// What the instant was.
    public var occasion: Occasion
    /// The result at that instant.
    public var result: OpenResult

    /// Creates a mark.
    public init(account: String, occasion: Occasion, result: OpenResult) {
        self.account = account
        self.occasion = occasion
        self.result = result
    }
}

extension OpenResult: Checkpointable {
    /// Appends both parts.
    public func write(to writer: inout StateWriter) {
        writer.write(unrealizedPnL)
        writer.write(realizedPnL)
    }

    /// Reads both parts.
    public init(from reader: inout StateReader) throws(StateError) {
        self.init(unrealizedPnL: try reader.value(), realizedPnL: try reader.value())
    }
}
