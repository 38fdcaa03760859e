import NijaLedger
import NijaModel

/// 2026-01-30T12:00:00Z, and seconds after it.
func noon(_ seconds: Int64 = 0) -> Timestamp {
    Timestamp(nanoseconds: 1_769_774_400_000_000_000).adding(.seconds(seconds))
}

let person = Actor(uid: 1000, gid: 1000, pid: 7)

/// A trade of "main", closed `seconds` after noon.
func trade(
    _ id: String, strategy: String = "grid", profit: Int = 10, at seconds: Int64 = 0,
    _ adjust: (inout Trade) -> Void = { _ in }
) -> Trade {
    var trade = Trade(
        strategy: strategy, symbol: "BTC-USD", profit: Decimal(profit), exitTime: noon(seconds))
    (trade.account, trade.tradeID) = ("main", id)
    adjust(&trade)
    return trade
}

/// A long of 0.1 bought at 45000 with a stop at 44000 and a target at 48000, and sold at 46000.
func pricedTrade(
    _ id: String, profit: Int = 100, _ adjust: (inout Trade) -> Void = { _ in }
) -> Trade {
    trade(id, profit: profit) { trade in
        (trade.side, trade.quantity) = (.long, Decimal(units: Decimal.unitsPerOne / 10))
        (trade.entryPrice, trade.exitPrice) = (Decimal(45_000), Decimal(46_000))
        (trade.stopLoss, trade.takeProfit) = (Decimal(44_000), Decimal(48_000))
        adjust(&trade)
    }
}

/// What "main" is worth, `seconds` after noon.
func report(
    _ id: String, balance: Int, equity: Int? = nil, at seconds: Int64 = 0,
    _ adjust: (inout BalanceReport) -> Void = { _ in }
) -> BalanceReport {
    var report = BalanceReport(
        account: "main", requestID: id, balance: Decimal(balance), equity: Decimal(equity ?? balance),
        time: noon(seconds), recordedAt: noon(seconds))
    adjust(&report)
    return report
}

/// A deposit into "main", or a withdrawal.
func flow(
    _ id: String, _ amount: Int, at seconds: Int64 = 0, _ adjust: (inout CashFlow) -> Void = { _ in }
) -> CashFlow {
    var flow = CashFlow(
        account: "main", requestID: id, amount: Decimal(amount), time: noon(seconds),
        recordedAt: noon(seconds))
    adjust(&flow)
    return flow
}

/// A fill of "main" in AAPL, executed `seconds` after noon; its account is worth so much that no limit is near.
func fill(
    _ id: String, _ side: FillSide, _ quantity: Int, at price: Int, after seconds: Int64 = 0,
    _ adjust: (inout Fill) -> Void = { _ in }
) -> Fill {
    var fill = Fill(
        symbol: "AAPL", side: side, quantity: Decimal(quantity), price: Decimal(price),
        executedAt: noon(seconds))
    (fill.account, fill.fillID, fill.equity) = ("main", id, Decimal(1_000_000))
    adjust(&fill)
    return fill
}

/// A threshold on the balance of an account: below 100 is a WARNING.
func lowBalance(
    _ name: String = "low", _ limit: Double = 100, action: AlarmAction = .none,
    _ adjust: (inout Threshold) -> Void = { _ in }
) -> Threshold {
    var threshold = Threshold(
        key: Threshold.Key(name: name, account: "", strategy: ""), category: .balance, severity: .warning,
        metric: "balance", comparison: .lessThan, thresholdValue: limit)
    threshold.action = action
    adjust(&threshold)
    return threshold
}

/// A threshold on each strategy by itself: as many losses in a row are CRITICAL.
func losingStreak(_ limit: Double, action: AlarmAction = .none) -> Threshold {
    var threshold = Threshold(
        key: Threshold.Key(name: "streak", account: "", strategy: Threshold.eachStrategy),
        category: .tradePerformance, severity: .critical, metric: "consecutive_losses",
        comparison: .greaterThanOrEqual, thresholdValue: limit)
    threshold.action = action
    return threshold
}

/// Runs `body` and returns what the ledger refuses it with; nil when it does not.
func refusal<Value>(_ body: () throws -> Value) throws -> LedgerError? {
    do {
        _ = try body()
        return nil
    } catch let error as LedgerError {
        return error
    }
}

extension LedgerError {
    /// The fields that cannot be accepted.
    var fields: [String] {
        guard case .invalid(let violations) = self else { return [] }
        return violations.map(\.field)
    }
}
