public import NijaModel

/// What is outstanding of the orders whose fills go to one position.
public struct Outstanding: Hashable, Sendable {
    /// What buys may still fill.
    public internal(set) var buys = Decimal.zero
    /// What sells may still fill.
    public internal(set) var sells = Decimal.zero
    /// What buys that only reduce may still fill.
    public internal(set) var reducingBuys = Decimal.zero
    /// What sells that only reduce may still fill.
    public internal(set) var reducingSells = Decimal.zero
    /// Where the book keeps the orders that only reduce.
    var reducers: [Int] = []
    /// Orders in all.
    var count = 0

    /// What orders of a side may still fill.
    public func quantity(_ side: OrderSide) -> Decimal { side == .buy ? buys : sells }

    mutating func add(_ order: Order, sign: Int128) {
        let units = sign * order.remaining.units
        switch (order.ticket.side, order.isReducing) {
        case (.buy, false): buys = Decimal(units: buys.units + units)
        case (.sell, false): sells = Decimal(units: sells.units + units)
        case (.buy, true): reducingBuys = Decimal(units: reducingBuys.units + units)
        case (.sell, true): reducingSells = Decimal(units: reducingSells.units + units)
        }
        count += Int(sign)
    }
}
