public import NijaModel

/// The cash of paper accounts: what they began with, less what buys cost, plus what sells brought, less fees.
///
/// Each amount is price × quantity as the position has counted it, so that cash, what is held and what was earned
/// reconcile to the last place: cash ± open cost = starting cash + realised profit − fees.
public struct CashBook: Sendable {
    private var cash: [String: Decimal] = [:]

    /// No account.
    public init() {}

    /// An account's cash; 0 of one that is not on paper.
    public func cash(of account: String) -> Decimal { cash[account] ?? .zero }

    /// Puts cash in when an account begins, or begins with another amount.
    mutating func begin(_ account: String, with starting: Decimal, insteadOf before: Decimal) {
        add(Decimal(units: starting.units - before.units), account)
    }

    /// Takes over that a position was opened.
    mutating func apply(opened position: Position) {
        let amounts = position.amounts
        move(amounts.entryCost, amounts.fees, position.opening, isBuy: position.opening.side == .long)
    }

    /// Takes over what happened to a position.
    mutating func apply(_ change: PositionChange) {
        guard let quantity = change.quantity, let price = change.price,
            let value = try? price.multiplied(by: quantity, rounding: .halfEven)
        else { return }
        let opening = change.position.opening
        switch change.transition {
        case .filled: move(value, change.fees ?? .zero, opening, isBuy: opening.side == .long)
        case .reduced, .closed: move(value, change.fees ?? .zero, opening, isBuy: opening.side == .short)
        case .opened, .updated, .exitRequested, .cancelled: break
        }
    }

    private mutating func move(_ value: Decimal, _ fees: Decimal, _ opening: PositionOpening, isBuy: Bool) {
        guard opening.rules.mode == .orders else { return }
        add(Decimal(units: (isBuy ? -value.units : value.units) - fees.units), opening.account)
    }

    /// Positions hold amounts far below what does not fit, and an account that has lost more than fits is beyond
    /// counting: it stays where it is.
    private mutating func add(_ amount: Decimal, _ account: String) {
        let before = cash[account] ?? .zero
        cash[account] = (try? before.adding(amount)) ?? before
    }
}

extension CashBook: Checkpointable {
    /// Appends the amounts.
    public func write(to writer: inout StateWriter) { writer.write(cash) }
    /// Reads the amounts.
    public init(from reader: inout StateReader) throws(StateError) { cash = try reader.dictionary() }
}
