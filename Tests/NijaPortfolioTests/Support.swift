import NijaAnalytics
import NijaModel
import NijaPortfolio
import NijaPositions

func amount(_ text: String) -> Decimal {
    guard let value = try? Decimal(text) else { preconditionFailure("\(text) is no amount") }
    return value
}

let now = Timestamp(nanoseconds: 1_800_000_000_000_000_000)

/// Facts of an account with 1,000 to begin with; what differs is set by name.
func facts(equity: String = "1000", atDayStart: String = "1000", flowsToday: String = "0") -> PortfolioFacts {
    PortfolioFacts(
        settings: Account(name: "main", initialCapital: amount("1000"), createdAt: now),
        standing: Standing(
            equity: amount(equity), equityAtDayStart: amount(atDayStart),
            flowsSinceDayStart: amount(flowsToday)),
        netProfit: amount(equity).units > 0
            ? Decimal(units: amount(equity).units - amount("1000").units) : .zero,
        winRate: .undefined(.noTrades))
}

/// What is open: so many positions with a value, a result and a margin.
func open(
    _ count: Int = 1, value: String, unrealized: String = "0", realized: String = "0", margin: String = "0",
    unpriced: Int = 0
) -> HoldingSums {
    var sums = HoldingSums()
    (sums.count, sums.unpricedCount, sums.longValue) = (count, unpriced, amount(value))
    sums.result = result(unrealized, realized)
    sums.margin = amount(margin)
    return sums
}

func result(_ unrealized: String, _ realized: String = "0") -> OpenResult {
    OpenResult(unrealizedPnL: amount(unrealized), realizedPnL: amount(realized))
}

/// A report of what the account was worth.
func report(balance: String, equity: String, margin: String? = nil, age: TimeSpan = .zero) -> BalanceReport {
    let time = Timestamp(nanoseconds: now.nanoseconds - age.nanoseconds)
    return BalanceReport(
        account: "main", requestID: "r", balance: amount(balance), equity: amount(equity),
        margin: margin.map(amount), time: time, recordedAt: time)
}
