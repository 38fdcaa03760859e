public import NijaModel

/// The value of a figure, or the reason why it has none.
public enum Measured<Value> {
    /// The figure has this value; a double is finite.
    case value(Value)
    /// The figure has no value; 0, 100 or infinity would be a lie.
    case undefined(UndefinedReason)

    /// The value, if there is one.
    public var value: Value? {
        guard case .value(let value) = self else { return nil }
        return value
    }

    /// Why there is no value; nil when there is one.
    public var reason: UndefinedReason? {
        guard case .undefined(let reason) = self else { return nil }
        return reason
    }

    package func map<Other>(_ transform: (Value) -> Other) -> Measured<Other> {
        switch self {
        case .value(let value): .value(transform(value))
        case .undefined(let reason): .undefined(reason)
        }
    }
}

extension Measured {
    /// What `transform` makes of the value; undefined for the same reason when there is none.
    package func flatMap<Other>(_ transform: (Value) -> Measured<Other>) -> Measured<Other> {
        switch self {
        case .value(let value): transform(value)
        case .undefined(let reason): .undefined(reason)
        }
    }
}

extension Measured: Equatable where Value: Equatable {}
extension Measured: Hashable where Value: Hashable {}
extension Measured: Sendable where Value: Sendable {}

/// A ratio, a percentage or a count.
public typealias Metric = Measured<Double>

/// An amount of money, or an average of such, rounded half to even at 18 places.
public typealias MoneyMetric = Measured<Decimal>

/// Why a figure has no value.
public enum UndefinedReason: String, CaseIterable, Hashable, Sendable {
    /// There is no trade yet.
    case noTrades = "NO_TRADES"
    /// There are fewer observations than the formula needs.
    case tooFewObservations = "TOO_FEW_OBSERVATIONS"
    /// All observations are equal.
    case zeroVariance = "ZERO_VARIANCE"
    /// There is no losing trade to divide by.
    case noLosses = "NO_LOSSES"
    /// There is no winning trade.
    case noWins = "NO_WINS"
    /// No return is below the threshold.
    case noDownside = "NO_DOWNSIDE"
    /// Equity never fell below its peak.
    case noDrawdown = "NO_DRAWDOWN"
    /// Equity or initial capital is 0 or below, where returns mean nothing.
    case nonPositiveEquity = "NON_POSITIVE_EQUITY"
    /// No trade has the stop that the figure needs.
    case noStop = "NO_STOP"
    /// There is no benchmark to compare with.
    case noBenchmark = "NO_BENCHMARK"
    /// No trade or report carries what the figure is made from.
    case noData = "NO_DATA"
    /// No price has come of anything that is open.
    case noPrice = "NO_PRICE"
}

extension Measured where Value == Double {
    /// A value, unless it left the range of doubles (a year's growth extrapolated from a day can).
    package init(_ value: Double) {
        self = value.isFinite ? .value(value) : .undefined(.tooFewObservations)
    }

    /// `numerator` over `denominator`, or `reason` when that is 0.
    package static func ratio(_ numerator: Double, _ denominator: Double, else reason: UndefinedReason)
        -> Metric
    {
        denominator == 0 ? .undefined(reason) : Metric(numerator / denominator)
    }

    /// The exact ratio of two whole numbers times `factor`, rounded by one division, or `reason` when the second is 0.
    static func ratio(
        _ numerator: Int128, _ denominator: Int128, times factor: Double = 1, else reason: UndefinedReason
    ) -> Metric {
        guard denominator != 0 else { return .undefined(reason) }
        return Metric(factor * nearestDouble(numerator) / nearestDouble(denominator))
    }
}

extension Measured where Value == Decimal {
    /// `sum` units over `count`, rounded half to even at 18 places, or `reason` when there is none.
    static func average(_ sum: Int128, _ count: Int, else reason: UndefinedReason) -> MoneyMetric {
        do throws(DecimalError) {
            return .value(try Decimal(units: sum).divided(by: count, rounding: .halfEven))
        } catch {
            return .undefined(reason)
        }
    }
}
