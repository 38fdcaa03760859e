import NijaModel

/// What closing some of a position came to.
struct Closing: Hashable, Sendable {
    /// Shares that were closed against lots.
    var quantity = Decimal.zero
    /// What those lots cost, or fetched when they were short.
    var cost = Decimal.zero
    /// What was gained or lost on them, without the deferral of wash sales.
    var realized = Decimal.zero
    /// Shares for which there was no lot, so that nobody knows what they cost.
    var unknown = Decimal.zero
}

/// What came of a fill in its symbol.
struct Outcome: Hashable, Sendable {
    /// What closing came to.
    var closing = Closing()
    /// The sales of which more is disallowed now.
    var washed: [WashSale] = []
    /// How much more.
    var disallowed = Decimal.zero
}

/// One symbol of one user: its lots, its wash sales, its price.
struct Security: Hashable, Sendable {
    private(set) var long = LotQueue()
    private(set) var short = LotQueue()
    private(set) var washSales = WashSales()
    /// Price of the last fill.
    private(set) var lastPrice = Decimal.zero
    /// What was opened and closed on the last day.
    var intraday = Intraday()

    /// Shares held, long and short.
    var quantity: Decimal { long.quantity + short.quantity }

    /// Value of what is held at the last price.
    var exposure: Decimal { quantity.isZero ? .zero : quantity.times(lastPrice) }

    /// Carries out a fill.
    ///
    /// - Parameters:
    ///   - recorded: the fill; not before the one carried out last.
    ///   - day: its day in New York.
    ///   - washDays: the days before and after a sale in which a purchase replaces; nil: wash sales are not looked for.
    /// - Returns: what closing came to, and the sales of which more is disallowed now.
    mutating func carryOut(
        _ recorded: RecordedFill, on day: Day, washDays: Int?
    ) -> Outcome {
        let fill = recorded.fill
        let value = fill.value ?? .zero
        lastPrice = fill.price
        washSales.close(before: day)
        var outcome = Outcome()
        switch fill.side {
        case .buy: long.append(lot(fill, cost: value + fill.fees, on: day))
        case .short: short.append(lot(fill, cost: value - fill.fees, on: day))
        case .sell:
            let portions = long.take(fill.quantity)
            outcome.closing = close(portions, of: fill, total: value - fill.fees) { $0 - $1 }
            if let washDays { noteLosses(portions, of: recorded, on: day, washDays) }
        case .cover:
            let portions = short.take(fill.quantity)
            outcome.closing = close(portions, of: fill, total: value + fill.fees) { $1 - $0 }
        }
        if let washDays, washSales.isWaiting {
            (outcome.washed, outcome.disallowed) = washSales.match(&long, windowDays: washDays)
        }
        return outcome
    }

    private func lot(_ fill: Fill, cost: Decimal, on day: Day) -> Lot {
        Lot(
            fillID: fill.fillID, quantity: fill.quantity, cost: cost, deferredLoss: .zero, acquired: day,
            heldSince: day)
    }

    /// Sums up what lots came to, of a fill that came to `total` in all.
    private func close(
        _ portions: [Lot], of fill: Fill, total: Decimal, _ result: (Decimal, Decimal) -> Decimal
    ) -> Closing {
        var closing = Closing()
        for portion in portions {
            closing.quantity += portion.quantity
            closing.cost += portion.cost
        }
        closing.unknown = fill.quantity - closing.quantity
        closing.realized = result(total.share(closing.quantity, of: fill.quantity), closing.cost)
        return closing
    }

    /// Notes which lots were sold at a loss, each by itself: a gain on one does not make up for a loss on another.
    private mutating func noteLosses(
        _ portions: [Lot], of recorded: RecordedFill, on day: Day, _ washDays: Int
    ) {
        let fill = recorded.fill
        var proceeds = (fill.value ?? .zero) - fill.fees
        var left = fill.quantity
        for portion in portions {
            let part = proceeds.share(portion.quantity, of: left)
            proceeds -= part
            left -= portion.quantity
            guard portion.basis > part else { continue }
            washSales.add(
                portion, loss: portion.basis - part, of: recorded, on: day, windowDays: washDays)
        }
    }
}

extension Security: Checkpointable {
    func write(to writer: inout StateWriter) {
        writer.write(long)
        writer.write(short)
        writer.write(washSales)
        writer.write(lastPrice)
        writer.write(intraday)
    }

    init(from reader: inout StateReader) throws(StateError) {
        long = try reader.value()
        short = try reader.value()
        washSales = try reader.value()
        lastPrice = try reader.value()
        intraday = try reader.value()
    }
}
