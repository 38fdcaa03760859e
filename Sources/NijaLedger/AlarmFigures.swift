import NijaAnalytics
import NijaModel
import NijaPositions

/// The figures of an account or a strategy as thresholds name them.
struct AlarmFigures {
    /// Metrics that are not figures of `Kpis`.
    enum AccountMetric: String, CaseIterable {
        /// The balance reported last.
        case balance
        /// How far it is below the highest, percent; cash flows taken out.
        case balanceDrop = "balance_drop_percentage"
        /// Value of the largest open position in percent of the account's equity; without one, and of a strategy, the
        /// entry value of the scope's last trade.
        case position = "position_percentage"
        /// Losing trades in a row up to now.
        case consecutiveLosses = "consecutive_losses"
        /// Seconds since a balance was reported.
        case balanceAge = "balance_age_seconds"
        /// Value of all open positions in percent of equity; without one the exposure reported last, or 0.
        case exposure = "exposure_percentage"
        /// Seconds that the oldest exit request has waited for its bot; 0 when none does.
        case exitRequestAge = "exit_request_age_seconds"
        /// Seconds since the daemon took in the oldest of the newest prices of open positions; 0 when none is open.
        case priceAge = "price_age_seconds"
    }

    /// What a name stands for.
    private enum Watched {
        case kpi(MetricName)
        case reported(AccountMetric)
    }

    /// All of them; thresholds know one by its place here.
    private static let watched =
        MetricName.allCases.map(Watched.kpi) + AccountMetric.allCases.map(Watched.reported)

    /// Names looked up by hash: the compiler's search through a hundred names takes microseconds.
    private static let places = Dictionary(
        uniqueKeysWithValues: zip(
            MetricName.allCases.map(\.rawValue) + AccountMetric.allCases.map(\.rawValue), watched.indices))

    /// By what `value(at:)` knows a metric; nil when there is none of that name.
    static func place(of metric: String) -> Int? { places[metric] }

    /// What the account has reported of itself.
    struct Reports {
        let latest: BalanceReport?
        let peakBalance: Decimal?
        var lastNotional: Decimal?
        /// What open positions are worth.
        let open: Exposure
    }

    private let kpis: Kpis
    private let accountEquity: Decimal
    private let isAccount: Bool
    private let reports: Reports
    private let now: Timestamp

    /// The figures of a strategy, or of the account itself.
    init(_ kpis: Kpis, accountEquity: Decimal, isAccount: Bool, _ reports: Reports, now: Timestamp) {
        self.kpis = kpis
        self.accountEquity = accountEquity
        self.isAccount = isAccount
        self.reports = reports
        self.now = now
    }

    /// Trades of the scope.
    var tradesCount: Int { kpis.trades.totalTrades }

    /// The value of a metric; nil when it has none, or none for this scope.
    func value(of metric: String) -> Double? { Self.place(of: metric).flatMap(value(at:)) }

    /// The value of the metric at a place.
    func value(at place: Int) -> Double? {
        switch Self.watched[place] {
        case .kpi(.accountBalance) where !isAccount, .kpi(.accountEquity) where !isAccount,
            .kpi(.accountGrowth) where !isAccount:
            // A strategy has no balance of its own, and its series is made of realised profits.
            return nil
        case .kpi(let name): return kpis.value(of: name).value
        case .reported(let name): return value(of: name)
        }
    }

    private func value(of metric: AccountMetric) -> Double? {
        switch metric {
        case .consecutiveLosses: return Double(max(0, -kpis.trades.currentStreak))
        case .position where isAccount && reports.open.count > 0: return percent(of: reports.open.largest)
        case .position: return percent(of: reports.lastNotional)
        case .balance where isAccount: return reports.latest?.balance.doubleValue
        case .balanceDrop where isAccount: return balanceDrop
        case .balanceAge where isAccount: return reports.latest.map { now.since($0.recordedAt).seconds }
        case .exposure where isAccount && reports.open.count > 0: return percent(of: reports.open.total)
        case .exposure where isAccount: return percent(of: reports.latest?.exposure ?? .zero)
        case .exitRequestAge where isAccount: return reports.open.requestAge(at: now)
        case .priceAge where isAccount: return reports.open.priceAge(at: now)
        case .balance, .balanceDrop, .balanceAge, .exposure, .exitRequestAge, .priceAge: return nil
        }
    }

    private var balanceDrop: Double? {
        guard let balance = reports.latest?.balance, let peak = reports.peakBalance, peak > .zero else {
            return nil
        }
        // The difference is exact, so that a drop of exactly the limit is one.
        return 100 * Decimal(units: peak.units - balance.units).doubleValue / peak.doubleValue
    }

    private func percent(of amount: Decimal?) -> Double? {
        guard let amount, let equity else { return nil }
        return Exposure.percent(amount, of: equity)
    }

    /// What amounts are held against as a percentage; nil when it is not above 0.
    var equity: Double? { accountEquity > .zero ? accountEquity.doubleValue : nil }
}
