public import NijaModel

/// What one account holds, valued at the newest prices.
public struct AccountHoldings: Sendable {
    /// Everything together.
    public fileprivate(set) var total = HoldingSums()
    /// By symbol.
    public fileprivate(set) var bySymbol: [String: HoldingSums] = [:]
    /// By strategy.
    public fileprivate(set) var byStrategy: [String: HoldingSums] = [:]
    /// When the daemon took in the price that a symbol is valued at; of several venues the oldest.
    public fileprivate(set) var pricedAt: [String: Timestamp] = [:]

    /// Nothing.
    public init() {}

    /// The oldest of the prices that anything is valued at; nil when there is none.
    public var oldestPrice: Timestamp? { pricedAt.values.min() }

    fileprivate mutating func replace(
        _ old: HoldingSums, with new: HoldingSums, symbol: String, strategy: String
    ) {
        total -= old
        total += new
        Self.replace(old, with: new, in: &bySymbol, symbol)
        Self.replace(old, with: new, in: &byStrategy, strategy)
    }

    private static func replace(
        _ old: HoldingSums, with new: HoldingSums, in parts: inout [String: HoldingSums], _ key: String
    ) {
        parts[key, default: HoldingSums()] -= old
        parts[key, default: HoldingSums()] += new
        if parts[key]?.count == 0 { parts[key] = nil }
    }
}

/// Open positions as sums by account, symbol and strategy.
///
/// Positions of a symbol that are valued alike stand together: their quantities and costs add up, so that a price costs
/// one product however many they are. What prices and positions have changed is noted, and valued when somebody asks:
/// a price costs nothing here but the note.
struct PortfolioHoldings {
    /// Positions of one symbol that are valued alike.
    private struct Group {
        let kind: Kind
        var stake = Stake()
        /// What the account's sums have of it.
        var counted = HoldingSums()
    }

    private struct Kind: Hashable {
        let account: String
        let strategy: String
        let venue: String
        let side: Side
        let source: PriceSource
    }

    private var groups: [String: [Group]] = [:]
    private var stakes: [Int: (symbol: String, kind: Kind, stake: Stake)] = [:]
    private var accounts: [String: AccountHoldings] = [:]
    private var outdated: Set<String> = []
    /// Moves on with every price and position that is noted.
    private(set) var revision: UInt64 = 0

    /// What an account holds, as of the last `value`.
    subscript(account: String) -> AccountHoldings { accounts[account] ?? AccountHoldings() }

    /// Counts an open position, in the place of what its slot held.
    mutating func set(_ position: Position, slot: Int) {
        remove(slot: slot)
        let opening = position.opening
        let kind = Kind(
            account: opening.account, strategy: opening.strategy, venue: opening.venue, side: opening.side,
            source: opening.rules.source)
        let stake = Stake(position)
        stakes[slot] = (opening.symbol, kind, stake)
        change(opening.symbol, kind) { $0.add(stake) }
    }

    /// Takes a position out.
    mutating func remove(slot: Int) {
        guard let (symbol, kind, stake) = stakes.removeValue(forKey: slot) else { return }
        change(symbol, kind) { $0.subtract(stake) }
    }

    /// Notes that a symbol has another price.
    mutating func note(_ symbol: String) {
        revision &+= 1
        outdated.insert(symbol)
    }

    private mutating func change(_ symbol: String, _ kind: Kind, _ body: (inout Stake) -> Void) {
        note(symbol)
        let known = groups[symbol]?.firstIndex { $0.kind == kind }
        if known == nil { groups[symbol, default: []].append(Group(kind: kind)) }
        let last = (groups[symbol]?.count ?? 1) - 1
        body(&groups[symbol, default: []][known ?? last].stake)
    }

    /// Values what has changed.
    ///
    /// - Parameter newest: the newest price that concerns the positions of a symbol and venue.
    /// - Cost: O(groups of the symbols that have changed).
    mutating func value(newest: (_ symbol: String, _ venue: String) -> Price?) {
        guard !outdated.isEmpty else { return }
        for symbol in outdated { value(symbol, newest) }
        outdated.removeAll(keepingCapacity: true)
    }

    private mutating func value(_ symbol: String, _ newest: (String, String) -> Price?) {
        guard var parts = groups.removeValue(forKey: symbol) else { return }
        for part in parts { accounts[part.kind.account]?.pricedAt[symbol] = nil }
        for index in parts.indices {
            let (kind, stake) = (parts[index].kind, parts[index].stake)
            let price = newest(symbol, kind.venue)
            let sums = stake.sums(at: price?.value(kind.source, side: kind.side), kind.side)
            let (old, account) = (parts[index].counted, kind.account)
            accounts[account, default: AccountHoldings()]
                .replace(old, with: sums, symbol: symbol, strategy: kind.strategy)
            parts[index].counted = sums
            if sums.count > sums.unpricedCount, let time = price?.receivedAt {
                let known = accounts[account]?.pricedAt[symbol] ?? .max
                accounts[account, default: AccountHoldings()].pricedAt[symbol] = min(known, time)
            }
            if accounts[account]?.total.count == 0 { accounts[account] = nil }
        }
        parts.removeAll { $0.stake.count == 0 }
        if !parts.isEmpty { groups[symbol] = parts }
    }
}

/// What positions that are valued alike have in them, whatever the price.
private struct Stake {
    var count = 0
    var quantity = Decimal.zero
    var cost = Decimal.zero
    var margin = Decimal.zero
    var realizedPnL = Decimal.zero

    init() {}

    init(_ position: Position) {
        count = 1
        (quantity, cost) = (position.amounts.openQuantity, position.amounts.openCost)
        margin = position.margin
        realizedPnL = position.realizedNetPnL
    }

    mutating func add(_ other: Stake) {
        count += other.count
        quantity = Decimal(units: quantity.units &+ other.quantity.units)
        cost = Decimal(units: cost.units &+ other.cost.units)
        margin = Decimal(units: margin.units &+ other.margin.units)
        realizedPnL = Decimal(units: realizedPnL.units &+ other.realizedPnL.units)
    }

    mutating func subtract(_ other: Stake) {
        count -= other.count
        quantity = Decimal(units: quantity.units &- other.quantity.units)
        cost = Decimal(units: cost.units &- other.cost.units)
        margin = Decimal(units: margin.units &- other.margin.units)
        realizedPnL = Decimal(units: realizedPnL.units &- other.realizedPnL.units)
    }

    /// The sums at a price; without one the value is the cost.
    func sums(at price: Decimal?, _ side: Side) -> HoldingSums {
        var sums = HoldingSums()
        sums.count = count
        (sums.result.realizedPnL, sums.margin) = (realizedPnL, margin)
        var value = cost
        if let price, let product = try? price.multiplied(by: quantity, rounding: .halfEven),
            product <= HoldingSums.valueMax
        {
            value = product
            let gain = product.units - cost.units
            sums.result.unrealizedPnL = Decimal(units: side == .long ? gain : -gain)
        } else {
            sums.unpricedCount = count
        }
        if side == .long { sums.longValue = value } else { sums.shortValue = value }
        return sums
    }
}

extension Position {
    /// What is tied up in it: its cost over its leverage.
    fileprivate var margin: Decimal {
        let leverage = opening.leverage ?? .one
        return (try? amounts.openCost.divided(by: leverage, rounding: .halfEven)) ?? amounts.openCost
    }

    /// Profit of the parts that were closed, less all fees so far.
    fileprivate var realizedNetPnL: Decimal {
        let realized = (try? realizedPnL()) ?? .zero
        return (try? realized.subtracting(amounts.fees)) ?? realized
    }
}
