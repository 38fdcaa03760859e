import NijaAnalytics
public import NijaModel
import NijaPositions

// Closing positions: each whole one becomes a trade, in the same step.

extension Ledger {
    /// What a close has led to.
    public struct PositionClosing: Sendable {
        /// The position as it is then.
        public var position: Position
        /// The trade that it has become; nil while a part is open.
        public var trade: RecordedTrade?
    }

    /// Closes a position, whole or in part; whole it becomes a trade.
    ///
    /// - Parameters:
    ///   - fill: quantity, price, fees and why.
    ///   - stored: the position in the store, if it has ended.
    ///   - known: what the store has of that close's id, if it has.
    ///   - context: who closes it, and when.
    /// - Returns: the position after the close, and its trade.
    /// - Throws: `.invalid`, `.notFound`, `.alreadyExists`, `.failedPrecondition` with the status, or because there is no
    ///   price; `.notHydrated`; nothing has changed then.
    public mutating func closePosition(
        _ fill: PositionFill, stored: Position?, known: PositionChange?, _ context: Context
    ) throws(LedgerError) -> Answer<PositionClosing> {
        if let known {
            let answer = try answer(to: fill, known, transitions: [.reduced, .closed])
            return Answer(PositionClosing(position: answer.value), isDuplicate: true)
        }
        try Self.violations(in: fill, isClose: true).throwIfAny()
        let held = try held(fill.key, stored: stored)
        var change = try closing(held, fill, context)
        var recorded: RecordedTrade?
        if change.position.status.isEnded {
            guard var trade = change.position.trade() else {
                throw .invalid([
                    FieldViolation(field: "price", description: "× quantity is beyond ±1.7e20")
                ])
            }
            trade.tradeID = closingID(context)
            let submission = TradeSubmission(trade: trade, isExitTimeGiven: true)
            recorded = try recordTrade(submission, known: nil, context).value
            change.position.tradeID = trade.tradeID
        }
        let position = recordChange(change, context)
        if let recorded { settleReport(with: recorded, of: held, context) }
        return Answer(PositionClosing(position: position, trade: recorded))
    }

    /// The change that a close is, before it is recorded.
    private func closing(
        _ held: Position, _ fill: PositionFill, _ context: Context
    ) throws(LedgerError) -> PositionChange {
        var position = held
        let request = position.exitRequest
        guard let price = fill.price ?? positions.newestPrice(for: position.opening) ?? request?.price else {
            if position.status.isEnded {
                throw .failedPrecondition(
                    "the position is \(position.status.label); it cannot be closed")
            }
            throw .failedPrecondition(
                "there is no price of \(Names.quoted(position.opening.symbol)) yet; give one")
        }
        let reason = fill.reason == .unspecified ? request?.reason ?? .manual : fill.reason
        let time = max(min(fill.time ?? context.now, context.now), position.entryTime)
        let exit = PositionExit(
            time: time, reason: reason, intendedPrice: fill.intendedPrice ?? request?.level)
        let quantity = try Self.wrap { () throws(PositionError) in
            try position.close(quantity: fill.quantity, price: price, fees: fill.fees, exit: exit)
        }
        return PositionChange(
            position: position, transition: position.status.isEnded ? .closed : .reduced,
            previousStatus: held.status, requestID: id(fill, context), quantity: quantity, price: price,
            fees: fill.fees, note: fill.note)
    }

    /// An id for the trade of a close, which sorts as closes of one instant follow each other.
    private func closingID(_ context: Context) -> String {
        let place = String(sequence + 1, radix: 16)
        return String(UInt64(bitPattern: context.now.nanoseconds), radix: 16) + "-"
            + String(repeating: "0", count: max(0, 16 - place.count)) + place
    }
}
