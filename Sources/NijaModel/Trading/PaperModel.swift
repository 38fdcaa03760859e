/// How fills on paper come about; the same prices, orders and seed give the same fills.
public struct PaperModel: Hashable, Sendable {
    /// What the account begins with; nil: its initial capital.
    public var startingCash: Decimal?
    /// The spread around a price that comes without bid and ask, in basis points of the price.
    public var spreadBasisPoints = Decimal.zero
    /// What a market order pays beyond the quote, in basis points, against the trader.
    public var slippageBasisPoints = Decimal.zero
    /// Slippage varies evenly between none and twice its value.
    public var isSlippageRandom = false
    /// Where the random numbers begin.
    public var seed: UInt64 = 0
    /// An order works only so long after it was accepted.
    public var latency = TimeSpan.zero
    /// Fees of a fill that took liquidity, in basis points of its value; negative for a rebate.
    public var takerFeeBasisPoints = Decimal.zero
    /// Fees of a fill that rested in the book.
    public var makerFeeBasisPoints = Decimal.zero
    /// Fees of each unit.
    public var feePerUnit = Decimal.zero
    /// The least that a fill costs; nil: nothing.
    public var feeMinimum: Decimal?
    /// How many times its equity the account may hold.
    public var leverage = Decimal.one
    /// Selling more than is held is refused.
    public var isShortForbidden = false

    /// A model without spread, slippage, latency and fees.
    public init() {}

    /// Basis points of a whole: 10,000.
    public static let basisPointsPerWhole = Decimal(10_000)
    /// The longest latency.
    public static let latencyMax = TimeSpan.minutes(10)
    /// The highest leverage.
    public static let leverageMax = Decimal(1_000)

    /// Notes everything about the model that cannot be, by the field names of the .proto.
    public func validate(into violations: inout Violations) {
        func require(_ value: Decimal, _ range: ClosedRange<Decimal>, _ field: String) {
            violations.require(
                range.contains(value), field,
                "is \(value); it must be from \(range.lowerBound) to \(range.upperBound)")
        }
        let upTo = Decimal.zero...Decimal(5_000)
        require(spreadBasisPoints, upTo, "spread_basis_points")
        // Twice the value must leave a price above 0.
        require(slippageBasisPoints, .zero...Decimal(2_000), "slippage_basis_points")
        let fees = Decimal(-1_000)...Decimal(5_000)
        require(takerFeeBasisPoints, fees, "taker_fee_basis_points")
        require(makerFeeBasisPoints, fees, "maker_fee_basis_points")
        require(leverage, Decimal(units: 1)...Self.leverageMax, "leverage")
        for (field, value) in [
            ("starting_cash", startingCash), ("fee_per_unit", feePerUnit), ("fee_minimum", feeMinimum),
        ] {
            if let value { require(value, .zero...Decimal(1_000_000_000_000), field) }
        }
        violations.require(
            latency >= .zero && latency <= Self.latencyMax, "latency",
            "is \(latency.seconds) s; it must be from 0 to \(Self.latencyMax.seconds) s")
    }
}
