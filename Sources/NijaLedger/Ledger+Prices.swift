public import NijaModel
public import NijaPositions

// Prices and time: what the daemon itself does with positions.

extension Ledger {
    /// Takes a price in: marks positions, and finds the levels that it has reached.
    ///
    /// A price is no event. Only one that has moved a trailing stop is remembered, so that the stop stands where it stood
    /// after a restart; what hits lead to are events of their own. Exposure is held against thresholds at once, unless there
    /// are hits: the caller carries each out before anything else, and then has the restless accounts watched.
    public mutating func observe(_ price: Price, _ context: Context) throws(LedgerError) -> Observation {
        try Self.violations(in: price, at: context.now).throwIfAny()
        let observation = positions.observe(price)
        if observation.isTrailMoved {
            sequence += 1
            append(.priceMarked(price), sequence: sequence, Context(now: context.now, actor: .daemon))
        }
        if observation.hits.isEmpty { watchExposure(of: observation.restless, context) }
        return observation
    }

    /// Everything about a price that cannot be true.
    public static func violations(in price: Price, at now: Timestamp) -> Violations {
        var violations = Violations(in: .field("price"))
        price.validate(into: &violations)
        if price.time > now.adding(clockTolerance) {
            violations.add("time", "is \(price.time); it must not be after now, \(now)")
        }
        return violations
    }

    /// Takes over a price that was known before a restart, without looking at levels.
    public mutating func adopt(_ price: Price) { positions.adopt(price) }

    /// What a hit asks for, by the position's mode.
    public func exit(of hit: Hit, at time: Timestamp) -> PositionFill {
        PositionFill(
            key: hit.key, price: hit.price, reason: hit.reason, intendedPrice: hit.level, time: time)
    }

    /// The mode of the position that was hit; nil when it is not open any more.
    public func mode(of hit: Hit) -> ExitMode? {
        positions.position(hit.key).flatMap { $0.status == .open ? $0.opening.rules.mode : nil }
    }

    /// Asks a bot to close a position; nil when it is asked already or not open any more.
    public mutating func requestExit(_ hit: Hit, _ context: Context) -> Position? {
        guard var position = positions.position(hit.key), position.status == .open,
            position.exitRequest == nil
        else { return nil }
        position.exitRequest = ExitRequest(
            reason: hit.reason, level: hit.level, price: hit.price, requestedAt: context.now)
        let change = PositionChange(
            position: position, transition: .exitRequested, previousStatus: .open, price: hit.price)
        return recordChange(change, Context(now: context.now, actor: .daemon))
    }

    /// Looks for what time alone brings: positions whose time is up.
    ///
    /// - Returns: hits at the newest price, and the positions that have none.
    public mutating func expirePositions(_ context: Context) -> (hits: [Hit], unpriced: [Position.Key]) {
        var found: (hits: [Hit], unpriced: [Position.Key]) = ([], [])
        for key in positions.expired(at: context.now) {
            guard let position = positions.position(key) else { continue }
            if let price = positions.newestPrice(for: position.opening) {
                found.hits.append(Hit(key: key, reason: .timeout, level: price, price: price))
            } else {
                found.unpriced.append(key)
            }
        }
        return found
    }
}
