import NijaModel

/// Shares that were acquired together and are still held.
///
/// For a short position: shares that were sold short together and not yet bought back; `cost` is then what they fetched.
struct Lot: Hashable, Sendable {
    /// The fill that opened it.
    var fillID: String
    /// How many shares are left; above 0.
    var quantity: Decimal
    /// What these shares cost, fees included.
    var cost: Decimal
    /// Losses of wash sales that were deferred into these shares.
    var deferredLoss: Decimal
    /// The day on which they were acquired.
    var acquired: Day
    /// The day from which the holding period counts: earlier than `acquired` when one was carried over.
    var heldSince: Day
    /// These shares have replaced others of a wash sale, and cannot replace again.
    var isReplacement = false

    /// The basis for tax: what they cost and the losses deferred into them.
    var basis: Decimal { cost + deferredLoss }

    /// Takes shares off the lot; cost and deferred loss are divided without a remainder.
    mutating func split(_ count: Decimal) -> Lot {
        var part = self
        part.quantity = count
        part.cost = cost.share(count, of: quantity)
        part.deferredLoss = deferredLoss.share(count, of: quantity)
        quantity -= count
        cost -= part.cost
        deferredLoss -= part.deferredLoss
        return part
    }
}

/// Lots of one symbol, the oldest first.
struct LotQueue: Hashable, Sendable {
    private var lots: [Lot] = []
    /// Lots before this index are sold.
    private var head = 0
    /// Lots before this index can replace nothing any more: they have, or they are too old for any later sale.
    ///
    /// Sales come in the sequence of time and use up replacements from the oldest, so that this only moves forward.
    private var fresh = 0

    /// All shares held.
    private(set) var quantity = Decimal.zero

    /// What is held, the oldest first.
    var held: ArraySlice<Lot> { lots[head...] }

    /// Whether any shares could still replace others.
    var hasFresh: Bool { fresh < lots.count }

    mutating func append(_ lot: Lot) {
        quantity += lot.quantity
        lots.append(lot)
    }

    /// Takes up to `count` shares, first in, first out.
    mutating func take(_ count: Decimal) -> [Lot] {
        var left = count
        var taken: [Lot] = []
        while left > .zero, head < lots.count {
            if lots[head].quantity <= left {
                taken.append(lots[head])
                left -= lots[head].quantity
                head += 1
            } else {
                taken.append(lots[head].split(left))
                left = .zero
            }
        }
        quantity -= count - left
        fresh = max(fresh, head)
        compact()
        return taken
    }

    /// Uses up to `count` shares that were acquired on `earliest` or later as replacements, the oldest first.
    ///
    /// - Parameters:
    ///   - count: how many are wanted.
    ///   - earliest: the first day of the window.
    ///   - mark: gets each lot whose shares are used; what it changes is kept.
    mutating func useReplacements(
        _ count: Decimal, acquiredFrom earliest: Day, _ mark: (inout Lot) -> Void
    ) {
        var left = count
        while left > .zero, fresh < lots.count {
            let lot = lots[fresh]
            if lot.isReplacement || lot.acquired < earliest {
                fresh += 1
                continue
            }
            if lot.quantity > left {
                let part = lots[fresh].split(left)
                lots.insert(part, at: fresh)
            }
            left -= lots[fresh].quantity
            lots[fresh].isReplacement = true
            mark(&lots[fresh])
            fresh += 1
        }
    }

    /// Gives memory of sold lots back, now and then, so that taking costs O(1) on average.
    private mutating func compact() {
        guard head > 32, head * 2 > lots.count else { return }
        lots.removeFirst(head)
        fresh -= head
        head = 0
    }
}

extension Lot: Checkpointable {
    func write(to writer: inout StateWriter) {
        writer.write(fillID)
        for amount in [quantity, cost, deferredLoss] { writer.write(amount) }
        writer.write(acquired)
        writer.write(heldSince)
        writer.write(isReplacement)
    }

    init(from reader: inout StateReader) throws(StateError) {
        self.init(
            fillID: try reader.string(), quantity: try reader.value(), cost: try reader.value(),
            deferredLoss: try reader.value(), acquired: try reader.value(), heldSince: try reader.value(),
            isReplacement: try reader.bool())
        guard quantity > .zero else { throw .malformed }
    }
}

extension LotQueue: Checkpointable {
    func write(to writer: inout StateWriter) {
        writer.write(Array(held))
        writer.write(unsigned: UInt64(fresh - head))
    }

    init(from reader: inout StateReader) throws(StateError) {
        lots = try reader.array()
        guard let index = Int(exactly: try reader.unsigned()), index <= lots.count else { throw .malformed }
        fresh = index
        quantity = lots.reduce(.zero) { $0 + $1.quantity }
    }
}
