import NijaModel

/// The thresholds that come with nija.
///
/// Percentages are percent, amounts are in the account's currency.
///
/// | name | breached when | severity |
/// | --- | --- | --- |
/// | critical_balance, low_balance | balance below 50, 100 | CRITICAL, WARNING |
/// | balance_drop | balance 20 % or more below its peak | WARNING |
/// | high_drawdown, max_drawdown | current drawdown above 10 %, 20 % | WARNING, CRITICAL |
/// | low_win_rate, critical_win_rate | win rate below 40 %, 30 %, from 10 trades on | WARNING, CRITICAL |
/// | low_profit_factor, negative_expectancy | below 1, 0, from 10 trades on | WARNING |
/// | excessive_position, total_exposure_high | position, exposure above 10 %, 80 % of equity | WARNING |
/// | volatility_spike | annual volatility above 50 %, from 20 trades on | WARNING |
/// | consecutive_losses | 5 losing trades in a row, or more | WARNING |
/// | stale_balance | a reporting account silent for more than an hour | WARNING |
enum BuiltInThresholds {
    private static let performanceTradesMin = 10

    static let all: [Threshold] = [
        make("critical_balance", .balance, .critical, "balance", .lessThan, 50, "Balance is critically low") {
            $0.hysteresis = 2.5
        },
        make("low_balance", .balance, .warning, "balance", .lessThan, 100, "Balance is low") {
            $0.hysteresis = 5
        },
        make(
            "balance_drop", .balance, .warning, "balance_drop_percentage", .greaterThanOrEqual, 20,
            "Balance has dropped far from its peak"
        ) { $0.hysteresis = 2 },
        make(
            "high_drawdown", .drawdown, .warning, "current_drawdown", .greaterThan, 10, "Drawdown exceeds 10%"
        ) { $0.hysteresis = 1 },
        make(
            "max_drawdown", .drawdown, .critical, "current_drawdown", .greaterThan, 20,
            "Drawdown exceeds the maximum of 20%"
        ) { $0.hysteresis = 1 },
        make("low_win_rate", .tradePerformance, .warning, "win_rate", .lessThan, 40, "Win rate is low") {
            ($0.hysteresis, $0.minTrades) = (1, performanceTradesMin)
        },
        make(
            "critical_win_rate", .tradePerformance, .critical, "win_rate", .lessThan, 30,
            "Win rate is critically low"
        ) { ($0.hysteresis, $0.minTrades) = (1, performanceTradesMin) },
        make(
            "low_profit_factor", .tradePerformance, .warning, "profit_factor", .lessThan, 1,
            "Losses exceed profits"
        ) { ($0.hysteresis, $0.minTrades) = (0.05, performanceTradesMin) },
        make(
            "negative_expectancy", .tradePerformance, .warning, "expectancy", .lessThan, 0,
            "The average trade loses money after fees"
        ) { $0.minTrades = performanceTradesMin },
        make(
            "excessive_position", .position, .warning, "position_percentage", .greaterThan, 10,
            "A position is large for the account"),
        make(
            "total_exposure_high", .position, .warning, "exposure_percentage", .greaterThan, 80,
            "Total exposure is high"
        ) { $0.hysteresis = 2 },
        make("volatility_spike", .volatility, .warning, "volatility", .greaterThan, 50, "Volatility is high")
        {
            ($0.hysteresis, $0.minTrades) = (2, 20)
        },
        make(
            "consecutive_losses", .tradePerformance, .warning, "consecutive_losses", .greaterThanOrEqual, 5,
            "Many losing trades in a row"
        ) { $0.cooldown = .minutes(5) },
        make(
            "stale_balance", .system, .warning, "balance_age_seconds", .greaterThan, 3600,
            "No balance was reported for a while"),
    ]

    private static func make(
        _ name: String, _ category: AlarmCategory, _ severity: Severity, _ metric: String,
        _ comparison: Comparison,
        _ value: Double, _ description: String, _ adjust: (inout Threshold) -> Void = { _ in }
    ) -> Threshold {
        var threshold = Threshold(
            key: Threshold.Key(name: name, account: "", strategy: ""), category: category, severity: severity,
            metric: metric, comparison: comparison, thresholdValue: value)
        threshold.description = description
        threshold.isBuiltIn = true
        adjust(&threshold)
        return threshold
    }
}
