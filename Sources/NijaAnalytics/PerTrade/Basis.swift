/// Which profit of a trade a figure rests on.
public enum Basis: UInt8, CaseIterable, Hashable, Sendable {
    /// Before fees, as recorded.
    case gross = 0
    /// After fees.
    case net = 1
}

/// One value for each basis.
public struct ByBasis<Value> {
    /// The value on the gross basis.
    public var gross: Value
    /// The value on the net basis.
    public var net: Value

    /// Makes the pair.
    public init(gross: Value, net: Value) {
        self.gross = gross
        self.net = net
    }

    /// The value on `basis`.
    public subscript(basis: Basis) -> Value {
        get {
            switch basis {
            case .gross: gross
            case .net: net
            }
        }
        set {
            switch basis {
            case .gross: gross = newValue
            case .net: net = newValue
            }
        }
    }
}

extension ByBasis: Equatable where Value: Equatable {}
extension ByBasis: Hashable where Value: Hashable {}
extension ByBasis: Sendable where Value: Sendable {}
