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
        // In place, both: a series is not to be copied for reading or changing it.
        _read {
            switch basis {
            case .gross: yield gross
            case .net: yield net
            }
        }
        _modify {
            switch basis {
            case .gross: yield &gross
            case .net: yield &net
            }
        }
    }
}

extension ByBasis: Equatable where Value: Equatable {}
extension ByBasis: Hashable where Value: Hashable {}
extension ByBasis: Sendable where Value: Sendable {}
