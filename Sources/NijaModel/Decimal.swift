/// An exact decimal number: money, a price, a quantity or a rounded ratio.
///
/// The value is `units` × 10⁻¹⁸, so the range is about ±1.7 × 10²⁰ and every number of up to 20 digits with up to
/// 18 places is exact. Nothing rounds unless a rounding rule is in the signature of the call.
public struct Decimal: Hashable, Sendable {
    /// The value in units of 10⁻¹⁸.
    public let units: Int128

    /// The number of decimal places that a value holds.
    public static let places = 18

    /// How many units make one: 10¹⁸, which fits in 64 bits and is exact as a `Double`.
    public static let unitsPerOne: Int128 = 1_000_000_000_000_000_000

    /// The number 0.
    public static let zero = Decimal(units: 0)

    /// The number 1.
    public static let one = Decimal(units: unitsPerOne)

    /// Makes the number `units` × 10⁻¹⁸.
    @inlinable
    public init(units: Int128) {
        self.units = units
    }

    /// Makes a whole number; every `Int` is in range.
    public init(_ whole: Int) {
        self.units = Int128(whole) * Decimal.unitsPerOne
    }

    /// Whether the number is 0.
    @inlinable public var isZero: Bool { units == 0 }

    /// Whether the number is below 0.
    @inlinable public var isNegative: Bool { units < 0 }

    /// −1, 0 or 1.
    @inlinable public var signum: Int { units > 0 ? 1 : (units < 0 ? -1 : 0) }
}

extension Decimal: Comparable {
    /// Compares by value.
    @inlinable
    public static func < (left: Decimal, right: Decimal) -> Bool {
        left.units < right.units
    }
}

/// Why a decimal number could not be read or computed.
public enum DecimalError: Error, Hashable, Sendable {
    /// The text has no character.
    case empty
    /// The text is not a number; `NaN` and `Infinity` are none.
    case malformed
    /// The text has a digit other than 0 after `limit` places.
    case tooManyPlaces(limit: Int)
    /// The number is beyond about ±1.7 × 10²⁰.
    case outOfRange
    /// The divisor is 0.
    case divisionByZero
}

/// What happens to the part of an exact result that 18 places cannot hold.
public enum RoundingRule: Hashable, Sendable {
    /// To the nearest value; a tie goes to the even last digit, so that sums have no bias.
    case halfEven
    /// Towards zero: the rest is cut off.
    case towardZero
}
