public import NijaModel

// The state machine of a position.
//
//     PENDING ──fill──▶ OPEN ──close, whole──▶ CLOSED | STOPPED_OUT
//        └──cancel──▶ CANCELLED | FAILED      (OPEN ──fill──▶ OPEN, OPEN ──close, part──▶ OPEN)
//
// A move that is not drawn is the caller's fault and changes nothing.

extension Position {
    /// A position as its opening says: pending, or open with its first fill.
    ///
    /// - Throws: `.outOfRange` when price × quantity does not fit.
    public static func opened(
        _ opening: PositionOpening, sequence: UInt64, recordedAt: Timestamp
    ) throws(PositionError) -> Position {
        var position = Position(opening, sequence: sequence, recordedAt: recordedAt)
        guard !opening.isPending, let price = opening.entryPrice else { return position }
        try position.fill(
            quantity: opening.quantity, price: price, fees: opening.fees, at: opening.entryTime)
        return position
    }

    /// Records an entry: opens a pending position, scales an open one in.
    ///
    /// - Parameters:
    ///   - quantity: how much; positive.
    ///   - price: at which price; positive.
    ///   - fees: what it cost.
    ///   - time: when.
    /// - Throws: `.wrongStatus`, `.outOfRange`; nothing has changed then.
    public mutating func fill(
        quantity: Decimal, price: Decimal, fees: Decimal, at time: Timestamp
    ) throws(PositionError) {
        switch status {
        case .pending:
            amounts = try amounts.entering(quantity, at: price, fees: fees)
            (initialEntryPrice, entryTime, marks) = (price, time, PositionMarks(entry: price))
            status = .open
        case .open:
            amounts = try amounts.entering(quantity, at: price, fees: fees)
            // The bot was asked to leave and has bought: its answer is no.
            exitRequest = nil
        case .closed, .stoppedOut, .failed, .cancelled:
            throw .wrongStatus(status, move: "be filled")
        }
    }

    /// Closes an open position, whole or in part.
    ///
    /// - Parameters:
    ///   - quantity: how much; positive; nil for all that is open.
    ///   - price: at which price; positive.
    ///   - fees: what it cost.
    ///   - exit: when and why.
    /// - Returns: how much was closed.
    /// - Throws: `.wrongStatus`, `.tooMuch`, `.outOfRange`; nothing has changed then.
    @discardableResult
    public mutating func close(
        quantity: Decimal?, price: Decimal, fees: Decimal, exit: PositionExit
    ) throws(PositionError) -> Decimal {
        guard status == .open else { throw .wrongStatus(status, move: "be closed") }
        let closed = quantity ?? amounts.openQuantity
        guard closed <= amounts.openQuantity else { throw .tooMuch(open: amounts.openQuantity) }
        amounts = try amounts.leaving(closed, at: price, fees: fees)
        (self.exit, exitRequest) = (exit, nil)
        if amounts.openQuantity.isZero {
            status = PositionStatus(closedFor: exit.reason, realizedPnL: try realizedPnL())
        }
        return closed
    }

    /// Gives a pending position up.
    ///
    /// - Throws: `.wrongStatus`; nothing has changed then.
    public mutating func cancel(hasFailed: Bool) throws(PositionError) {
        guard status == .pending else {
            throw .wrongStatus(status, move: hasFailed ? "fail" : "be cancelled")
        }
        status = hasFailed ? .failed : .cancelled
    }

    /// Changes the levels, and withdraws an exit request; a new trailing stop follows from the newest price on.
    ///
    /// - Throws: `.wrongStatus`; nothing has changed then.
    public mutating func setLevels(_ levels: PositionLevels) throws(PositionError) {
        guard !status.isEnded else { throw .wrongStatus(status, move: "be updated") }
        if initialStopLoss == nil && status == .pending { initialStopLoss = levels.stopLoss }
        if levels.trailingStop != self.levels.trailingStop, let marks {
            self.marks?.trailed = marks.last ?? initialEntryPrice ?? marks.trailed
        }
        (self.levels, exitRequest) = (levels, nil)
    }
}

extension PositionAmounts {
    /// With an entry more.
    func entering(
        _ quantity: Decimal, at price: Decimal, fees: Decimal
    ) throws(PositionError) -> PositionAmounts {
        try PositionError.wrap { () throws(DecimalError) in
            let cost = try price.multiplied(by: quantity, rounding: .halfEven)
            return PositionAmounts(
                entryQuantity: try entryQuantity.adding(quantity), entryCost: try entryCost.adding(cost),
                openQuantity: try openQuantity.adding(quantity), openCost: try openCost.adding(cost),
                exitProceeds: exitProceeds, fees: try self.fees.adding(fees))
        }
    }

    /// With a part closed, which is not more than is open; its share of the cost goes by subtraction, so that parts add up.
    func leaving(
        _ quantity: Decimal, at price: Decimal, fees: Decimal
    ) throws(PositionError) -> PositionAmounts {
        try PositionError.wrap { () throws(DecimalError) in
            let share = try openCost.multiplied(by: quantity, dividedBy: openQuantity, rounding: .halfEven)
            let proceeds = try price.multiplied(by: quantity, rounding: .halfEven)
            return PositionAmounts(
                entryQuantity: entryQuantity, entryCost: entryCost,
                openQuantity: try openQuantity.subtracting(quantity),
                openCost: try openCost.subtracting(share),
                exitProceeds: try exitProceeds.adding(proceeds), fees: try self.fees.adding(fees))
        }
    }
}

extension PositionError {
    /// Runs exact arithmetic; what does not fit is out of range.
    static func wrap<Value>(_ body: () throws(DecimalError) -> Value) throws(PositionError) -> Value {
        do throws(DecimalError) { return try body() } catch { throw .outOfRange }
    }
}
