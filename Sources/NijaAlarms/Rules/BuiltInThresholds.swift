import NijaModel

/// The thresholds that come with nija; all of them watch accounts as a whole.
///
/// Balances are in the account's currency, rates and shares in percent. Each resolves only when the value has come back
/// past the limit by `back`. A warning is then silent for 5 minutes; a critical alarm may be raised again at once.
///
/// | name | breached when | severity | from trades | back |
/// | --- | --- | --- | --- | --- |
/// | critical_balance | balance < 50 | CRITICAL | | 2.5 |
/// | low_balance | balance < 100 | WARNING | | 5 |
/// | balance_drop | balance_drop_percentage ≥ 20 | WARNING | | 2 |
/// | high_drawdown | current_drawdown > 10 | WARNING | | 1 |
/// | max_drawdown | current_drawdown > 20 | CRITICAL | | 2 |
/// | low_win_rate | win_rate < 40 | WARNING | 10 | 1 |
/// | critical_win_rate | win_rate < 30 | CRITICAL | 10 | 1 |
/// | low_profit_factor | profit_factor < 1 | WARNING | 10 | 0.05 |
/// | negative_expectancy | expectancy < 0 | WARNING | 10 | |
/// | excessive_position | position_percentage > 10 | WARNING | | |
/// | total_exposure_high | exposure_percentage > 80 | WARNING | | 2 |
/// | volatility_spike | volatility > 50 (annual) | WARNING | 20 | 2 |
/// | consecutive_losses | consecutive_losses ≥ 5 | WARNING | | |
/// | stale_balance | balance_age_seconds > 3600 | WARNING | | |
/// | stale_prices | price_age_seconds > 60 | WARNING | | |
/// | exit_unanswered | exit_request_age_seconds > 10 | CRITICAL | | |
enum BuiltInThresholds {
    static let all = [
        balance("critical_balance", .critical, below: 50, "Balance is critically low"),
        balance("low_balance", .warning, below: 100, "Balance is low"),
        make(
            "balance_drop", .balance, .warning, "balance_drop_percentage", .greaterThanOrEqual, 20,
            "Balance has dropped far from its peak", hysteresis: 2),
        make(
            "high_drawdown", .drawdown, .warning, "current_drawdown", .greaterThan, 10,
            "Drawdown exceeds 10%", hysteresis: 1),
        make(
            "max_drawdown", .drawdown, .critical, "current_drawdown", .greaterThan, 20,
            "Drawdown exceeds the maximum of 20%", hysteresis: 2),
        performance("low_win_rate", .warning, "win_rate", below: 40, "Win rate is low", hysteresis: 1),
        performance(
            "critical_win_rate", .critical, "win_rate", below: 30, "Win rate is critically low",
            hysteresis: 1),
        performance(
            "low_profit_factor", .warning, "profit_factor", below: 1, "Losses exceed profits",
            hysteresis: 0.05),
        // An amount of money has no hysteresis that suits every account; the cooldown keeps it calm.
        performance(
            "negative_expectancy", .warning, "expectancy", below: 0, "The average trade loses money",
            hysteresis: 0),
        make(
            "excessive_position", .position, .warning, "position_percentage", .greaterThan, 10,
            "A position is large for the account"),
        make(
            "total_exposure_high", .position, .warning, "exposure_percentage", .greaterThan, 80,
            "Total exposure is high", hysteresis: 2),
        make(
            "volatility_spike", .volatility, .warning, "volatility", .greaterThan, 50,
            "Volatility is high", minTrades: 20, hysteresis: 2),
        make(
            "consecutive_losses", .tradePerformance, .warning, "consecutive_losses", .greaterThanOrEqual, 5,
            "Many losing trades in a row"),
        make(
            "stale_balance", .system, .warning, "balance_age_seconds", .greaterThan, 3600,
            "No balance was reported for a while"),
        make(
            "stale_prices", .system, .warning, "price_age_seconds", .greaterThan, 60,
            "Open positions have had no price for a while"),
        make(
            "exit_unanswered", .position, .critical, "exit_request_age_seconds", .greaterThan, 10,
            "A bot has not answered the request to close a position"),
    ]

    static let byKey = Dictionary(uniqueKeysWithValues: all.map { ($0.key, $0) })

    static func key(_ name: String) -> Threshold.Key {
        Threshold.Key(name: name, account: "", strategy: "")
    }

    private static func balance(
        _ name: String, _ severity: Severity, below limit: Double, _ description: String
    ) -> Threshold {
        make(
            name, .balance, severity, "balance", .lessThan, limit, description, hysteresis: limit * 0.05)
    }

    /// Rates of a handful of trades say nothing, hence the least number of trades.
    private static func performance(
        _ name: String, _ severity: Severity, _ metric: String, below limit: Double, _ description: String,
        hysteresis: Double
    ) -> Threshold {
        make(
            name, .tradePerformance, severity, metric, .lessThan, limit, description, minTrades: 10,
            hysteresis: hysteresis)
    }

    private static func make(
        _ name: String, _ category: AlarmCategory, _ severity: Severity, _ metric: String,
        _ comparison: Comparison, _ limit: Double, _ description: String, minTrades: Int = 0,
        hysteresis: Double = 0
    ) -> Threshold {
        var threshold = Threshold(
            key: key(name), category: category, severity: severity, metric: metric, comparison: comparison,
            thresholdValue: limit)
        threshold.description = description
        threshold.minTrades = minTrades
        threshold.hysteresis = hysteresis
        threshold.cooldown = severity < .critical ? .minutes(5) : .zero
        threshold.isBuiltIn = true
        return threshold
    }
}
