public import NijaModel

/// The circuit breakers of all accounts.
///
/// What changes a breaker gives it back as it is then, for an event; `adopt` makes it true, live and when history is
/// replayed.
public struct BreakerBook: Sendable {
    private var breakers: [String: CircuitBreaker] = [:]
    /// No breaker closes by itself before this.
    private var nextReset = Timestamp.max

    /// Every breaker is closed.
    public init() {}

    /// The breaker of an account.
    public func breaker(ofAccount account: String) -> CircuitBreaker {
        breakers[account] ?? CircuitBreaker(account: account)
    }

    /// Breakers that are open, by account.
    public var open: [CircuitBreaker] { breakers.values.filter(\.isOpen).sorted { $0.account < $1.account } }

    /// Takes a breaker over as it is.
    public mutating func adopt(_ breaker: CircuitBreaker) {
        breakers[breaker.account] = breaker
        nextReset = open.compactMap(\.resetsAt).min() ?? .max
    }

    // MARK: What trips it

    /// The loss since the day began, or since the breaker was closed on that day, in percent of the equity then.
    ///
    /// - Returns: nil when that equity is not above 0, or nothing is lost.
    public func loss(
        ofAccount account: String, equity: Decimal, dayStartEquity: Decimal, day: Day
    ) -> Double? {
        let breaker = breakers[account]
        let start = (breaker?.baselineDay == day ? breaker?.baseline : nil) ?? dayStartEquity
        guard equity < start else { return nil }
        return start.minus(equity).percent(of: start)
    }

    /// The breaker as the day's loss trips it; nil when it does not, or it is open already.
    public func tripped(
        account: String, equity: Decimal, dayStartEquity: Decimal, day: Day, limits: LimitSet,
        at now: Timestamp
    ) -> CircuitBreaker? {
        guard let limit = limits.breakerLossPercent,
            let loss = loss(ofAccount: account, equity: equity, dayStartEquity: dayStartEquity, day: day),
            loss >= limit
        else { return nil }
        let rounded = (loss * 100).rounded() / 100
        var breaker = tripped(
            account: account, cause: "the day has lost \(rounded) %, at most \(limit) % are allowed",
            limits: limits, at: now)
        breaker?.lossPercent = loss
        return breaker
    }

    /// The breaker as another cause trips it, such as an alarm; nil when it is open already.
    public func tripped(
        account: String, cause: String, limits: LimitSet, at now: Timestamp
    ) -> CircuitBreaker? {
        var breaker = breaker(ofAccount: account)
        guard !breaker.isOpen else { return nil }
        breaker.isOpen = true
        breaker.cause = cause
        breaker.trippedAt = now
        breaker.resetsAt = now.adding(limits.breakerReset)
        breaker.lossPercent = nil
        breaker.tripsCount += 1
        return breaker
    }

    // MARK: What closes it

    /// Accounts whose breakers have been open for long enough.
    public func due(at now: Timestamp) -> [String] {
        guard now >= nextReset else { return [] }
        return open.filter { $0.resetsAt.map { $0 <= now } ?? false }.map(\.account)
    }

    /// Closes the breaker.
    ///
    /// - Parameters:
    ///   - account: the account.
    ///   - reason: why.
    ///   - equity: the account's equity, from which the loss of the rest of the day counts.
    ///   - day: the account's day.
    ///   - actor: who closes it.
    ///   - now: the time.
    /// - Returns: the breaker, closed; nil when it is closed already.
    public func closed(
        account: String, reason: String, equity: Decimal, day: Day, by actor: Actor, at now: Timestamp
    ) -> CircuitBreaker? {
        var breaker = breaker(ofAccount: account)
        guard breaker.isOpen else { return nil }
        breaker.isOpen = false
        breaker.resetsAt = nil
        breaker.resetReason = reason
        breaker.resetAt = now
        breaker.resetBy = actor
        (breaker.baseline, breaker.baselineDay) = (equity, day)
        return breaker
    }
}

extension BreakerBook: Checkpointable {
    /// Appends the breakers, by account.
    public func write(to writer: inout StateWriter) {
        writer.write(breakers.values.sorted { $0.account < $1.account })
    }

    /// Reads the breakers.
    public init(from reader: inout StateReader) throws(StateError) {
        for breaker in try reader.array(CircuitBreaker.self) { adopt(breaker) }
    }
}
