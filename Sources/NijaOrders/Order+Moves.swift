public import NijaModel

// The state machine of an order.
//
//     PENDING ──work──▶ WORKING ──fill──▶ PARTIALLY_FILLED ──fill──▶ FILLED
//        └───────────────fill────────────▶──────┴───────────────────▶
//     out of all three: CANCELLED, EXPIRED; out of PENDING and WORKING: REJECTED
//
// A move that is not drawn is the caller's fault and changes nothing.

extension Order {
    /// Comes into the market.
    ///
    /// - Parameter quote: the market's price on the order's side, which a trailing stop follows from.
    /// - Throws: `.wrongStatus`; nothing has changed then.
    public mutating func work(quote: Decimal?) throws(OrderError) {
        guard status == .pending else { throw .wrongStatus(status, move: "begin to work") }
        status = .working
        trail(from: quote)
    }

    /// A stop is set off, and goes on as a limit or a market order.
    ///
    /// - Throws: `.wrongStatus`; nothing has changed then.
    public mutating func trigger() throws(OrderError) {
        try requireLive("be set off")
        guard ticket.type.isStop, !isTriggered else { throw .wrongStatus(status, move: "be set off") }
        if status == .pending { status = .working }
        isTriggered = true
    }

    /// A part is filled, or the rest.
    ///
    /// - Parameters:
    ///   - fill: quantity, price and fees.
    ///   - value: quantity × price, as the positions have counted it.
    /// - Throws: `.wrongStatus`, `.tooMuch`, `.outOfRange`; nothing has changed then.
    public mutating func fill(_ fill: OrderFill, value: Decimal) throws(OrderError) {
        try requireLive("be filled")
        guard fill.quantity > .zero, fill.quantity <= fillableQuantity else {
            throw .tooMuch(working: fillableQuantity)
        }
        let (filled, total, paid) = try OrderError.wrap { () throws(DecimalError) in
            (
                try filledQuantity.adding(fill.quantity), try filledValue.adding(value),
                try fees.adding(fill.fees)
            )
        }
        (filledQuantity, filledValue, fees) = (filled, total, paid)
        fillsCount += 1
        if ticket.type.isStop { isTriggered = true }
        status = remaining.isZero ? .filled : .partiallyFilled
    }

    /// Changes quantity and prices; a new distance of a trailing stop follows from the price of now on.
    ///
    /// - Throws: `.wrongStatus`, `.tooMuch` when less is asked for than is filled; nothing has changed then.
    public mutating func modify(_ terms: OrderTerms, quote: Decimal?) throws(OrderError) {
        try requireLive("be modified")
        guard terms.quantity > filledQuantity else { throw .tooMuch(working: filledQuantity) }
        let isTrailNew = terms.trailingStop != self.terms.trailingStop
        self.terms = terms
        if isTrailNew {
            trailed = nil
            trail(from: quote)
        }
    }

    /// Ends before it is filled whole; what is filled stays filled.
    ///
    /// - Throws: `.wrongStatus`; nothing has changed then.
    public mutating func cancel(_ reason: String) throws(OrderError) {
        try requireLive("be cancelled")
        (status, statusReason) = (.cancelled, reason)
    }

    /// The broker would not take it.
    ///
    /// - Throws: `.wrongStatus`; nothing has changed then.
    public mutating func reject(_ reason: String) throws(OrderError) {
        guard status == .pending || status == .working else {
            throw .wrongStatus(status, move: "be rejected")
        }
        (status, statusReason) = (.rejected, reason)
    }

    /// Its time is up.
    ///
    /// - Throws: `.wrongStatus`; nothing has changed then.
    public mutating func expire() throws(OrderError) {
        try requireLive("expire")
        (status, statusReason) = (.expired, "its time was up")
    }

    private func requireLive(_ move: String) throws(OrderError) {
        guard !status.isFinal else { throw .wrongStatus(status, move: move) }
    }

    private mutating func trail(from quote: Decimal?) {
        if ticket.type == .trailingStop && trailed == nil { trailed = quote }
    }
}

// What happens to the orders that end a bracket when something happens to its entry or to the sibling.

extension Order {
    /// The entry has filled so much more, for which this may work now.
    ///
    /// - Throws: `.wrongStatus`, `.tooMuch` beyond its quantity; nothing has changed then.
    public mutating func release(_ quantity: Decimal) throws(OrderError) {
        try requireLive("be released")
        let most = Decimal(units: (released ?? .zero).units + quantity.units)
        guard most <= terms.quantity else { throw .tooMuch(working: terms.quantity) }
        released = most
    }

    /// The sibling has filled so much, for which this works no more; with nothing left it is cancelled.
    ///
    /// - Throws: `.wrongStatus`, `.tooMuch`; nothing has changed then.
    public mutating func yield(_ quantity: Decimal, reason: String) throws(OrderError) {
        try requireLive("yield")
        guard quantity <= fillableQuantity else { throw .tooMuch(working: fillableQuantity) }
        released = released.map { Decimal(units: $0.units - quantity.units) }
        terms.quantity = Decimal(units: terms.quantity.units - quantity.units)
        if remaining.isZero { (status, statusReason) = (.cancelled, reason) }
    }

    /// The entry will fill no more: what it has not released falls away.
    ///
    /// Filled as far as that goes it is filled whole; with nothing to fill it is cancelled.
    ///
    /// - Throws: `.wrongStatus`; nothing has changed then.
    public mutating func conclude(reason: String) throws(OrderError) {
        try requireLive("be cut")
        let most = released ?? .zero
        guard most > filledQuantity || !filledQuantity.isZero else { return try cancel(reason) }
        terms.quantity = most
        if remaining.isZero { status = .filled }
    }
}
