public import NijaModel

/// Shares that replaced others which were sold at a loss.
public struct Replacement: Hashable, Sendable {
    /// The fill that acquired them.
    public let fillID: String
    /// How many of them replaced.
    public let quantity: Decimal
}

/// A sale at a loss, and how much of the loss is disallowed so far.
public struct WashSale: Hashable, Sendable {
    /// The sale.
    public let sale: RecordedFill
    /// The day of the sale in New York.
    public let day: Day
    /// The last day on which a purchase replaces what was sold.
    public let lastDay: Day
    /// Shares that were sold at a loss.
    public internal(set) var quantity = Decimal.zero
    /// The loss on them; positive.
    public internal(set) var loss = Decimal.zero
    /// How many of them have been replaced.
    public internal(set) var replaced = Decimal.zero
    /// The part of the loss that cannot be deducted now; it is in the basis of the replacements.
    public internal(set) var disallowed = Decimal.zero
    /// What replaced them, in the sequence of acquisition.
    public internal(set) var replacements: [Replacement] = []

    /// Whether every share has been replaced, so that nothing can change any more.
    public var isComplete: Bool { replaced >= quantity }
}

/// The wash sales of one symbol whose window is still open.
///
/// - Source: Internal Revenue Code, section 1091; IRS Publication 550, "Wash Sales"; Treasury Regulation 1.1091-1(c) and
///   (d): losses are matched in the sequence of the sales, with shares in the sequence of their acquisition, and one
///   share replaces one. 1.1091-2: basis. Section 1223(3): holding period.
struct WashSales: Hashable, Sendable {
    /// Shares of one lot that were sold at a loss and are not replaced yet.
    struct OpenLoss: Hashable, Sendable {
        /// Which sale, by its place in the ledger.
        let sale: UInt64
        var quantity: Decimal
        var loss: Decimal
        /// How long the shares were held.
        let heldDays: Int
    }

    private var openLosses: [OpenLoss] = []
    private var sales: [UInt64: WashSale] = [:]

    /// Forgets sales whose window is over on `day`.
    mutating func close(before day: Day) {
        guard !openLosses.isEmpty || !sales.isEmpty else { return }
        sales = sales.filter { day <= $0.value.lastDay }
        openLosses.removeAll { sales[$0.sale] == nil }
    }

    /// Notes the loss on part of a sale.
    mutating func add(_ portion: Lot, loss: Decimal, of sale: RecordedFill, on day: Day, windowDays: Int) {
        let new = WashSale(sale: sale, day: day, lastDay: day.adding(windowDays))
        sales[sale.sequence, default: new].quantity += portion.quantity
        sales[sale.sequence]?.loss += loss
        openLosses.append(
            OpenLoss(
                sale: sale.sequence, quantity: portion.quantity, loss: loss,
                heldDays: day.days(since: portion.heldSince)))
    }

    /// Matches what was sold at a loss with shares that are held.
    ///
    /// - Returns: the sales of which more is disallowed now, in their sequence, and how much more.
    mutating func match(
        _ lots: inout LotQueue, windowDays: Int
    ) -> (sales: [WashSale], disallowed: Decimal) {
        var touched: [UInt64] = []
        var disallowed = Decimal.zero
        for index in openLosses.indices where lots.hasFresh {
            var open = openLosses[index]
            guard var sale = sales[open.sale] else { continue }
            let before = sale.replaced
            lots.useReplacements(open.quantity, acquiredFrom: sale.day.adding(-windowDays)) { lot in
                let part = open.loss.share(lot.quantity, of: open.quantity)
                open.loss -= part
                open.quantity -= lot.quantity
                lot.deferredLoss += part
                lot.heldSince = lot.acquired.adding(-open.heldDays)
                sale.disallowed += part
                disallowed += part
                sale.replaced += lot.quantity
                sale.replacements.append(Replacement(fillID: lot.fillID, quantity: lot.quantity))
            }
            openLosses[index] = open
            guard sale.replaced != before else { continue }
            sales[open.sale] = sale
            if touched.last != open.sale { touched.append(open.sale) }
        }
        if !touched.isEmpty { openLosses.removeAll { $0.quantity <= .zero } }
        return (touched.compactMap { sales[$0] }, disallowed)
    }

    /// A sale at a loss whose window is open.
    func sale(_ sequence: UInt64) -> WashSale? { sales[sequence] }

    /// Whether any loss waits for a replacement.
    var isWaiting: Bool { !openLosses.isEmpty }
}

extension WashSales: Checkpointable {
    func write(to writer: inout StateWriter) {
        writer.write(openLosses)
        writer.write(sales.values.sorted { $0.sale.precedes($1.sale) })
    }

    init(from reader: inout StateReader) throws(StateError) {
        openLosses = try reader.array()
        for sale in try reader.array(WashSale.self) { sales[sale.sale.sequence] = sale }
    }
}

extension WashSales.OpenLoss: Checkpointable {
    func write(to writer: inout StateWriter) {
        writer.write(unsigned: sale)
        writer.write(quantity)
        writer.write(loss)
        writer.write(heldDays)
    }

    init(from reader: inout StateReader) throws(StateError) {
        self.init(
            sale: try reader.unsigned(), quantity: try reader.value(), loss: try reader.value(),
            heldDays: try reader.int())
    }
}

extension WashSale: Checkpointable {
    /// Appends the sale.
    public func write(to writer: inout StateWriter) {
        writer.write(sale)
        writer.write(day)
        writer.write(lastDay)
        for amount in [quantity, loss, replaced, disallowed] { writer.write(amount) }
        writer.write(replacements)
    }

    /// Reads the sale.
    public init(from reader: inout StateReader) throws(StateError) {
        self.init(sale: try reader.value(), day: try reader.value(), lastDay: try reader.value())
        quantity = try reader.value()
        loss = try reader.value()
        replaced = try reader.value()
        disallowed = try reader.value()
        replacements = try reader.array()
    }
}

extension Replacement: Checkpointable {
    /// Appends the shares.
    public func write(to writer: inout StateWriter) {
        writer.write(fillID)
        writer.write(quantity)
    }

    /// Reads the shares.
    public init(from reader: inout StateReader) throws(StateError) {
        self.init(fillID: try reader.string(), quantity: try reader.value())
    }
}
