/// Limits of an account, of one of its strategies, of a symbol, or of a strategy's orders of a symbol; nil: no limit.
///
/// Amounts are in the account's currency, sizes in units of the instrument.
public struct RiskLimits: Hashable, Sendable {
    /// Whom limits concern.
    public struct Key: Hashable, Comparable, Sendable {
        /// The account.
        public var account: String
        /// Orders of this strategy only; empty: of all.
        public var strategy: String
        /// Orders of this symbol only; empty: of all.
        public var symbol: String

        /// Creates a key.
        public init(account: String, strategy: String = "", symbol: String = "") {
            self.account = account
            self.strategy = strategy
            self.symbol = symbol
        }

        /// By account, strategy, symbol: limits of all before those of one.
        public static func < (left: Key, right: Key) -> Bool {
            (left.account, left.strategy, left.symbol) < (right.account, right.strategy, right.symbol)
        }
    }

    /// Whom they concern.
    public var key: Key
    /// The largest position of a symbol.
    public var maxPositionSize: Decimal?
    /// The largest value of all that is held.
    public var maxTotalExposure: Decimal?
    /// The most positions.
    public var maxOpenPositions: Int?
    /// The largest value of one order.
    public var maxOrderNotional: Decimal?
    /// The farthest that a limit or stop may lie from the newest price, in percent.
    public var priceCollarPercent: Double?
    /// The largest loss of a day.
    public var maxDailyLoss: Decimal?
    /// The deepest drawdown, in percent.
    public var maxDrawdownPercent: Double?
    /// The most orders in 60 seconds.
    public var ordersPerMinute: Int?
    /// The most orders of one symbol in 60 seconds.
    public var ordersPerMinutePerSymbol: Int?
    /// No equal order within this time.
    public var duplicateWindow: TimeSpan?
    /// What may be held, in times of the equity.
    public var maxLeverage: Decimal?
    /// The oldest price that an order may rest on.
    public var priceAgeMax: TimeSpan?
    /// When the market is open.
    public var marketHours: MarketHours?
    /// The loss since the day began that trips the breaker, in percent; nil: `breakerLossPercentDefault`; 0: never.
    public var breakerLossPercent: Double?
    /// How long the breaker stays open; nil: `breakerResetDefault`.
    public var breakerReset: TimeSpan?

    /// The loss that trips a breaker of an account that has said nothing, in percent.
    public static let breakerLossPercentDefault = 10.0
    /// How long a breaker stays open for an account that has said nothing.
    public static let breakerResetDefault = TimeSpan.hours(24)
    /// The longest time in which equal orders are recognised: they are kept in memory for so long.
    public static let duplicateWindowMax = TimeSpan.hours(1)

    /// No limits.
    public init(key: Key) {
        self.key = key
    }

    /// Whether nothing is limited.
    public var isEmpty: Bool { self == RiskLimits(key: key) }
}

extension RiskLimits {
    /// Notes everything that cannot be true.
    ///
    /// - Parameter violations: receives what is found.
    public func validate(into violations: inout Violations) {
        Names.checkAccount(key.account, field: "account", into: &violations)
        Names.checkShort(key.strategy, field: "strategy", into: &violations)
        Names.checkShort(key.symbol, field: "symbol", into: &violations)
        for (field, amount) in [
            ("max_position_size", maxPositionSize), ("max_total_exposure", maxTotalExposure),
            ("max_order_notional", maxOrderNotional), ("max_daily_loss", maxDailyLoss),
            ("max_leverage", maxLeverage),
        ] {
            if let amount, amount.isNegative {
                violations.add(field, "is \(amount); it must not be below 0")
            }
        }
        for (field, count) in [
            ("max_open_positions", maxOpenPositions), ("orders_per_minute", ordersPerMinute),
            ("orders_per_minute_per_symbol", ordersPerMinutePerSymbol),
        ] {
            if let count, count < 0 { violations.add(field, "is \(count); it must not be below 0") }
        }
        validatePercents(into: &violations)
        validateTimes(into: &violations)
        marketHours?.validate(into: &violations)
        validateScope(into: &violations)
    }

    private func validatePercents(into violations: inout Violations) {
        for (field, percent) in [
            ("price_collar_percent", priceCollarPercent), ("max_drawdown_percent", maxDrawdownPercent),
            ("circuit_breaker_loss_percent", breakerLossPercent),
        ] {
            // Also refuses what is no number, which compares as false.
            if let percent, !(percent >= 0 && percent <= 100) {
                violations.add(field, "is \(percent); it must be 0 to 100")
            }
        }
    }

    private func validateTimes(into violations: inout Violations) {
        for (field, span) in [
            ("duplicate_window", duplicateWindow), ("price_age_max", priceAgeMax),
            ("circuit_breaker_reset", breakerReset),
        ] {
            if let span, span <= .zero {
                violations.add(field, "is \(span.seconds) s; it must be above 0")
            }
        }
        if let duplicateWindow, duplicateWindow > Self.duplicateWindowMax {
            violations.add(
                "duplicate_window",
                "is \(duplicateWindow.seconds) s; it must be at most \(Self.duplicateWindowMax.seconds) s")
        }
    }

    /// What is a figure of the account as a whole can only be limited for the account as a whole.
    private func validateScope(into violations: inout Violations) {
        guard !key.strategy.isEmpty || !key.symbol.isEmpty else { return }
        for (field, isSet) in [
            ("max_daily_loss", maxDailyLoss != nil), ("max_drawdown_percent", maxDrawdownPercent != nil),
            ("max_leverage", maxLeverage != nil),
            ("circuit_breaker_loss_percent", breakerLossPercent != nil),
            ("circuit_breaker_reset", breakerReset != nil),
        ] where isSet {
            violations.add(
                field, "is of the whole account; set it in limits without a strategy and a symbol")
        }
    }
}

/// Limits were set or removed.
public struct RiskLimitsChange: Hashable, Sendable {
    /// As they are, or were when they are removed.
    public var limits: RiskLimits
    /// They were removed.
    public var isRemoved: Bool

    /// Creates a change.
    public init(limits: RiskLimits, isRemoved: Bool) {
        self.limits = limits
        self.isRemoved = isRemoved
    }
}
