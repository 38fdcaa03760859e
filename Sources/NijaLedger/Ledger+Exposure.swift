import NijaAlarms
import NijaModel
import NijaPositions

// Exposure of open positions, held against thresholds on every price at the cost of a comparison.

extension Ledger {
    /// Holds the thresholds of accounts against their exposure, and notes how far it can move until the next time.
    ///
    /// - Parameters:
    ///   - accounts: accounts that `observe` has called restless, after the hits of that price were carried out.
    ///   - context: the time.
    public mutating func watchExposure(of accounts: [String], _ context: Context) {
        for account in accounts {
            evaluateAlarms(account: account, strategy: "", context)
            // Whatever that has led to is over by now: an event makes every account restless.
            positions.setQuiet(quietExposure(of: account, at: context.now), account: account)
        }
    }

    /// Holds the thresholds of accounts with open positions against what time alone brings.
    public mutating func watchExposure(_ context: Context) {
        watchExposure(of: positions.restlessAccounts(at: context.now), context)
    }

    private mutating func quietExposure(of account: String, at now: Timestamp) -> QuietExposure {
        let scope = AlarmScope(account: account, strategy: "")
        var quiet = QuietExposure()
        guard let figures = alarmFigures(scope, at: now) else { return quiet }
        quiet.equity = figures.equity
        let watch = alarms.watch(scope, place: AlarmFigures.place(of:))
        for (metric, range) in [
            (AlarmFigures.AccountMetric.exposure, \QuietExposure.total), (.position, \.largest),
            (.exitRequestAge, \.requestAge), (.priceAge, \.priceAge),
        ] {
            guard let value = figures.value(of: metric.rawValue) else { continue }
            let (values, end) = alarms.quietRange(of: metric.rawValue, around: value, in: watch)
            quiet[keyPath: range] = values
            if let end { quiet.until = min(quiet.until, end) }
        }
        return quiet
    }
}
