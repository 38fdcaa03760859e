public import NijaModel

/// What changed an account at an instant.
public struct AccountFact: Hashable, Sendable {
    /// What it was.
    public enum Change: Hashable, Sendable {
        /// A trade was closed.
        case trade(profit: Decimal, fees: Decimal)
        /// Money was paid in, or out when negative.
        case flow(Decimal)
        /// The account was reported to be worth this.
        case report(equity: Decimal)
    }

    /// When.
    public let time: Timestamp
    /// Where in the ledger it stands.
    public let sequence: UInt64
    /// What it was.
    public let change: Change

    /// Makes a fact.
    public init(time: Timestamp, sequence: UInt64, _ change: Change) {
        (self.time, self.sequence, self.change) = (time, sequence, change)
    }

    /// Whether it counts before another: by time, at the same time before the report that includes it.
    public static func comesBefore(_ left: AccountFact, _ right: AccountFact) -> Bool {
        (left.time, left.rank, left.sequence) < (right.time, right.rank, right.sequence)
    }

    private var rank: Int {
        if case .report = change { 1 } else { 0 }
    }
}

/// What an hour or a day of an account came to; exact.
public struct Aggregate: Hashable, Sendable {
    /// Trades closed.
    public var trades = 0
    /// Those that won, before fees.
    public var wins = 0
    /// Those that lost, before fees.
    public var losses = 0
    /// The sum of the profits before fees.
    public var grossProfit = Decimal.zero
    /// The sum of the fees.
    public var fees = Decimal.zero
    /// Deposits less withdrawals.
    public var cashFlow = Decimal.zero
    /// How equity moved.
    public var path = EquityPath()
    /// The time of the last fact; facts up to it can no longer be added.
    public var lastTime = Timestamp.min

    /// Nothing has happened.
    public init() {}

    /// What was closed, after fees.
    public var netProfit: Decimal { Decimal(units: grossProfit.units - fees.units) }

    /// Adds facts that all come after those before, in their sequence.
    public mutating func add(_ facts: some Sequence<AccountFact>) {
        for fact in facts { add(fact) }
    }

    private mutating func add(_ fact: AccountFact) {
        lastTime = fact.time
        switch fact.change {
        case .trade(let profit, let fees):
            trades += 1
            if profit.signum > 0 { wins += 1 }
            if profit.signum < 0 { losses += 1 }
            // `AnalyticsLimits` keep sums of amounts in range.
            grossProfit = Decimal(units: grossProfit.units + profit.units)
            self.fees = Decimal(units: self.fees.units + fees.units)
            path.move(by: profit.units - fees.units)
        case .flow(let amount):
            cashFlow = Decimal(units: cashFlow.units + amount.units)
            path.move(by: amount.units)
        case .report(let equity): path.report(equity)
        }
    }
}

/// The stretches of time that aggregates are kept for.
public enum AggregateInterval: UInt8, CaseIterable, Hashable, Sendable {
    /// An hour, from where the account's day begins on.
    case hour = 1
    /// A day of the account's calendar.
    case day = 2

    /// How long it is.
    public var nanoseconds: Int64 { (self == .hour ? 3600 : 86_400) * 1_000_000_000 }

    /// When the interval that contains `time` begins, clamped to the range of time stamps.
    public func start(of time: Timestamp, _ boundary: DayBoundary) -> Timestamp {
        let offset = Int128(boundary.offsetMinutes) * 60_000_000_000
        let local = Int128(time.nanoseconds) + offset
        let length = Int128(nanoseconds)
        let index = (local >= 0 ? local : local - length + 1) / length
        return Timestamp(nanoseconds: Int64(clamping: index * length - offset))
    }

    /// When the interval that begins at `start` ends.
    public func end(of start: Timestamp) -> Timestamp {
        Timestamp(nanoseconds: Int64(clamping: Int128(start.nanoseconds) + Int128(nanoseconds)))
    }
}
