public import NijaModel

/// A level that a price has reached, of a position that is watched.
public struct Hit: Hashable, Sendable {
    /// The position.
    public var key: Position.Key
    /// Why it ends.
    public var reason: ExitReason
    /// The level; of a timeout the price itself.
    public var level: Decimal
    /// The price at which it is filled.
    public var price: Decimal

    /// Creates a hit.
    public init(key: Position.Key, reason: ExitReason, level: Decimal, price: Decimal) {
        self.key = key
        self.reason = reason
        self.level = level
        self.price = price
    }
}

/// What a price did.
public struct Observation: Sendable {
    /// It was older than the newest of its symbol and venue, and changed nothing.
    public var isLate = false
    /// Open positions that it marked.
    public var markedCount = 0
    /// Levels that it reached, those of the oldest positions first.
    public var hits: [Hit] = []
    /// A trailing stop has moved: the price must be remembered for the next start.
    public var isTrailMoved = false
    /// Accounts whose exposure it has moved further than is known to be quiet.
    public var restless: [String] = []
}

extension PositionBook {
    /// Takes a price in: marks the positions that it concerns and holds their levels against it.
    ///
    /// A hit stays one at the next price as long as its position is not changed: the caller closes it, or asks its bot to.
    public mutating func observe(_ price: Price) -> Observation {
        var observation = Observation()
        var effect = SymbolMarket.Effect()
        let market = place(of: price.symbol)
        guard markets[market].keep(price) else {
            observation.isLate = true
            return observation
        }
        markets[market].observe(price, in: &holdings, &effect)
        (observation.markedCount, observation.isTrailMoved) = (effect.markedCount, effect.isTrailMoved)
        if !effect.restless.isEmpty {
            observation.restless = holdings.restless(among: effect.restless, at: price.receivedAt)
        }
        // The oldest first, however the book has come about.
        if effect.hits.count > 1 {
            effect.hits.sort { openedSequence(ofSlot: $0.slot) < openedSequence(ofSlot: $1.slot) }
        }
        for (slot, hit) in effect.hits {
            guard let key = slots[slot]?.position.key else { continue }
            observation.hits.append(Hit(key: key, reason: hit.reason, level: hit.level, price: hit.fill))
        }
        return observation
    }

    private func openedSequence(ofSlot slot: Int) -> UInt64 { slots[slot]?.position.openedSequence ?? 0 }

    /// Takes over a price that was known before a restart, without looking at levels.
    public mutating func adopt(_ price: Price) {
        markets[place(of: price.symbol)].adopt(price, in: &holdings)
    }

    /// The newest prices of a symbol, by venue.
    public func prices(of symbol: String) -> [Price] { market(of: symbol)?.newestPrices ?? [] }

    /// The newest prices of every symbol, by symbol and venue.
    public var prices: [Price] { symbols.flatMap(prices(of:)) }

    /// The newest price at which a position can be closed; nil when there is none.
    public func newestPrice(for opening: PositionOpening) -> Decimal? {
        guard let market = market(of: opening.symbol),
            let price = market.newestOfGroup(venue: opening.venue) ?? market.newest(venue: opening.venue)
        else { return nil }
        return price.value(opening.rules.source, side: opening.side)
    }
}

// MARK: Looking at positions that no price has just moved

extension PositionBook {
    /// What a look at open positions finds.
    public struct Findings: Sendable {
        /// Positions that were looked at.
        public var checkedCount = 0
        /// Those of them that have a price.
        public var pricedCount = 0
        /// Levels that the newest prices have reached, and positions whose time is up; those of the oldest first.
        public var hits: [Hit] = []
        /// Positions whose time is up, and which have no price to be closed at.
        public var unpriced: [Position] = []
    }

    /// Looks at open positions for what should have ended them.
    ///
    /// - Cost: a comparison each, as long as the newest price is between the nearest levels.
    public func look(at now: Timestamp, where isWanted: (PositionOpening) -> Bool) -> Findings {
        var findings = Findings()
        for slot in oldestFirst {
            guard let held = slots[slot], held.position.status == .open, isWanted(held.position.opening)
            else { continue }
            findings.checkedCount += 1
            let isPriced = holdings.newest(ofSlot: slot).last != nil
            if isPriced { findings.pricedCount += 1 }
            if let hit = standingHit(of: held, slot: slot) {
                findings.hits.append(hit)
            } else if let deadline = held.position.deadline, deadline <= now,
                held.position.exitRequest == nil
            {
                if let price = newestPrice(for: held.position.opening) {
                    findings.hits.append(
                        Hit(key: held.position.key, reason: .timeout, level: price, price: price))
                } else {
                    findings.unpriced.append(held.position)
                }
            }
        }
        return findings
    }

    /// The level that the newest price has reached, of an open position that was not closed when that price came in.
    private func standingHit(of held: Held, slot: Int) -> Hit? {
        let opening = held.position.opening
        let hit = markets[held.market]
            .standingHit(ofSlot: slot, venue: opening.venue, since: held.position.recordedAt)
        guard let hit else { return nil }
        return Hit(key: held.position.key, reason: hit.reason, level: hit.level, price: hit.fill)
    }
}

// MARK: Worth

extension PositionBook {
    /// What an account's open positions are worth at the newest prices.
    ///
    /// - Cost: O(1).
    public func exposure(of account: String) -> Exposure { holdings.exposure(of: account) }

    /// An account's open positions by strategy, instrument and side, valued at the newest prices.
    ///
    /// - Cost: O(holdings of the account).
    public func holdings(of account: String) -> [Holding] { holdings.holdings(of: account) }

    /// Brings the sums of `accountHoldings(of:)` up to date.
    ///
    /// - Cost: O(holdings that have changed since the last call).
    public mutating func sumUpHoldings() { holdings.sumUp() }

    /// What an account's holdings come to, together and by symbol and strategy, as of the last `sumUpHoldings`.
    public func accountHoldings(of account: String) -> AccountHoldings { holdings.sums(of: account) }

    /// Changes with everything that moves what accounts hold.
    public var holdingsRevision: UInt64 { holdings.revision }

    /// Says how far an account's exposure can move before a price makes it restless; it holds until `disturb`.
    public mutating func setQuiet(_ quiet: QuietExposure, account: String) {
        holdings.setQuiet(quiet, account: account)
    }

    /// Something has happened that may change what is quiet: every account is restless.
    public mutating func disturb() { holdings.disturb() }

    /// Accounts with open positions whose exposure is not known to be quiet, sorted.
    ///
    /// - Cost: O(accounts with positions).
    public func restlessAccounts(at now: Timestamp) -> [String] { holdings.restless(at: now) }
}
