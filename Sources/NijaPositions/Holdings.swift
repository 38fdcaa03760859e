import NijaModel

/// Every holding, and the exposure of each account, kept as positions come and go and prices move.
///
/// A price costs O(holdings of its symbol), whatever the number of positions in them.
struct Holdings: Sendable {
    /// An account's holdings.
    private struct Owner {
        let name: String
        var exposure = SummaryTree<Exposure>()
        var leaves = Places()
        /// Holdings by leaf; nil where a leaf is free.
        var holdings: ContiguousArray<Int?> = []
        /// What its holdings come to, but for those that are `outdated`.
        var sums = AccountHoldings()
        /// How far exposure can move, and of which state of everything else that was said.
        var quiet: (exposure: QuietExposure, state: UInt64)?
    }

    /// Where a holding counts.
    private struct Membership {
        var holding: Holding
        let owner: Int
        let leaf: Int
        /// Leaves of its positions.
        var members = Places()
        /// What its owner's sums have of it.
        var counted = HoldingSums()
        /// It has changed since.
        var isOutdated = false
    }

    /// Where a position counts.
    private struct Place {
        let holding: Int
        let leaf: Int
    }

    private var memberships: ContiguousArray<Membership> = []
    private var numbers = Places()
    private var index: [Holding.Key: Int] = [:]
    private var owners: ContiguousArray<Owner> = []
    private var ownerIndex: [String: Int] = [:]
    /// By the slot of a position.
    private var places: ContiguousArray<Place?> = []
    /// Changes with everything that may change what is quiet.
    private var state: UInt64 = 0
    /// Holdings that their owners' sums do not have as they are.
    private var outdated: [Int] = []
    /// Changes with everything that moves what accounts hold.
    private(set) var revision: UInt64 = 0

    // MARK: Positions

    /// Counts a position, in the place of what its slot held.
    ///
    /// - Parameters:
    ///   - position: the position.
    ///   - slot: its slot.
    ///   - newest: the newest price that concerns it.
    /// - Returns: its holding's number when the holding is new.
    mutating func set(_ position: Position, slot: Int, newest: Price?) -> Int? {
        while slot >= places.count { places.append(nil) }
        if let place = places[slot] {
            memberships[place.holding].holding.set(position, leaf: place.leaf)
            count(place.holding)
            return nil
        }
        let key = Holding.Key(position.opening)
        let known = index[key]
        let number = known ?? insert(key, newest)
        let leaf = memberships[number].members.take()
        places[slot] = Place(holding: number, leaf: leaf)
        memberships[number].holding.set(position, leaf: leaf)
        count(number)
        return known == nil ? number : nil
    }

    /// Takes a position out.
    ///
    /// - Returns: its holding's number when it was the last of it.
    mutating func remove(slot: Int) -> Int? {
        guard slot < places.count, let place = places[slot] else { return nil }
        places[slot] = nil
        let number = place.holding
        memberships[number].holding.remove(leaf: place.leaf)
        memberships[number].members.giveBack(place.leaf)
        guard memberships[number].holding.count == 0 else {
            count(number)
            return nil
        }
        let (owner, leaf) = (memberships[number].owner, memberships[number].leaf)
        replaceSums(of: number, with: HoldingSums())
        index[memberships[number].holding.key] = nil
        numbers.giveBack(number)
        owners[owner].exposure.set(.nothing, leaf: leaf)
        owners[owner].holdings[leaf] = nil
        owners[owner].leaves.giveBack(leaf)
        return number
    }

    private mutating func insert(_ key: Holding.Key, _ newest: Price?) -> Int {
        let (number, owner) = (numbers.take(), owner(named: key.account))
        let leaf = owners[owner].leaves.take()
        if leaf == owners[owner].holdings.count { owners[owner].holdings.append(nil) }
        owners[owner].holdings[leaf] = number
        let membership = Membership(holding: Holding(key, newest: newest), owner: owner, leaf: leaf)
        if number == memberships.count {
            memberships.append(membership)
        } else {
            memberships[number] = membership
        }
        index[key] = number
        return number
    }

    private mutating func owner(named name: String) -> Int {
        if let owner = ownerIndex[name] { return owner }
        owners.append(Owner(name: name))
        ownerIndex[name] = owners.count - 1
        return owners.count - 1
    }

    private mutating func count(_ number: Int) {
        let owner = memberships[number].owner
        owners[owner].exposure.set(memberships[number].holding.exposure, leaf: memberships[number].leaf)
        revision &+= 1
        guard !memberships[number].isOutdated else { return }
        memberships[number].isOutdated = true
        outdated.append(number)
    }

    // MARK: Sums

    /// Brings the sums of all accounts up to date.
    ///
    /// - Cost: O(holdings that have changed since the last call).
    mutating func sumUp() {
        for number in outdated where memberships[number].isOutdated {
            replaceSums(of: number, with: HoldingSums(memberships[number].holding))
        }
        outdated.removeAll(keepingCapacity: true)
    }

    /// What an account's holdings come to, as of the last `sumUp`.
    func sums(of account: String) -> AccountHoldings {
        ownerIndex[account].map { owners[$0].sums } ?? AccountHoldings()
    }

    private mutating func replaceSums(of number: Int, with sums: HoldingSums) {
        let key = memberships[number].holding.key
        owners[memberships[number].owner].sums
            .replace(memberships[number].counted, with: sums, symbol: key.symbol, strategy: key.strategy)
        (memberships[number].counted, memberships[number].isOutdated) = (sums, false)
        revision &+= 1
    }

    // MARK: Prices

    /// Values holdings at a price.
    ///
    /// - Parameters:
    ///   - numbers: the holdings.
    ///   - price: the price.
    ///   - restless: receives the owners whose exposure is not quiet then.
    mutating func mark(_ numbers: ContiguousArray<Int>, _ price: Price, restless: inout [Int]) {
        for number in numbers {
            memberships[number].holding.mark(price)
            count(number)
            let owner = memberships[number].owner
            if !isQuiet(owner, at: price.receivedAt) && !restless.contains(owner) { restless.append(owner) }
        }
    }

    /// The newest price of a position's holding, and when it was.
    func newest(ofSlot slot: Int) -> (last: Decimal?, time: Timestamp?) {
        guard slot < places.count, let place = places[slot] else { return (nil, nil) }
        return (memberships[place.holding].holding.last, memberships[place.holding].holding.lastTime)
    }

    // MARK: Exposure

    /// What an account's open positions are worth.
    func exposure(of account: String) -> Exposure {
        ownerIndex[account].map { owners[$0].exposure.total } ?? .nothing
    }

    /// An account's holdings.
    func holdings(of account: String) -> [Holding] {
        guard let owner = ownerIndex[account] else { return [] }
        return owners[owner].holdings.compactMap { number in number.map { memberships[$0].holding } }
    }

    /// Says how far an account's exposure can move; it holds until `disturb`.
    mutating func setQuiet(_ quiet: QuietExposure, account: String) {
        guard let owner = ownerIndex[account] else { return }
        owners[owner].quiet = (quiet, state)
    }

    /// Nothing counts as quiet any more.
    mutating func disturb() { state &+= 1 }

    /// Accounts with open positions whose exposure is not known to be quiet, by name.
    func restless(at now: Timestamp) -> [String] {
        restless(among: Array(owners.indices), at: now).sorted()
    }

    /// Those of some owners that hold something and are not quiet, by name.
    func restless(among candidates: [Int], at now: Timestamp) -> [String] {
        candidates.filter { owners[$0].exposure.total.count > 0 && !isQuiet($0, at: now) }
            .map { owners[$0].name }
    }

    private func isQuiet(_ owner: Int, at now: Timestamp) -> Bool {
        guard let quiet = owners[owner].quiet, quiet.state == state else { return false }
        return quiet.exposure.contains(owners[owner].exposure.total, at: now)
    }
}
