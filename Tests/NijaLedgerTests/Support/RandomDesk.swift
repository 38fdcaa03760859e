import NijaAlarms
import NijaCompliance
import NijaLedger
import NijaModel
import NijaTesting

/// Does things at random in front of a desk: good ones, wrong ones, things done twice, late, and out of order.
///
/// The same generator does the same things to equal desks.
struct RandomDesk {
    var desk: Desk
    var random: SeededGenerator
    private var count = 0

    private static let accounts = ["main", "other"]
    private static let strategies = ["arb", "grid", "trend"]

    init(seed: UInt64) throws {
        random = SeededGenerator(seed: seed)
        desk = try seed % 2 == 0 ? Desk.withBuiltIns() : Desk(losingStreak(3, action: .pauseStrategy))
        try desk.run { desk throws(LedgerError) in
            let account = Account(
                name: "other", initialCapital: Decimal(500), periodsPerYear: 252, riskFreeRate: 0.03,
                dayBoundaryMinutes: -300, createdAt: desk.now)
            _ = try desk.ledger.createAccount(account, desk.context)
        }
    }

    /// One command.
    ///
    /// - Returns: what it makes happen, a line each; or that it was refused.
    mutating func step() throws -> [String] {
        count += 1
        desk.advance(.random(in: 0...900, using: &random))
        let before = desk.ledger.sequence
        do {
            try act()
        } catch let error as LedgerError {
            return ["refused: \(error)"]
        }
        return desk.told(after: before)
    }

    private mutating func act() throws {
        switch Int.random(in: 0..<28, using: &random) {
        case 0, 1: try void()
        case 2, 3: try desk.report(report())
        case 4: try desk.record(flow())
        case 5, 6: try moveStrategy()
        case 7, 8: try changeThreshold()
        case 9, 10: try touchAlarm()
        case 11: try updateAccount()
        case 12: try raiseAlarm()
        case 13: try silence()
        case 14: _ = try desk.run { desk throws(LedgerError) in desk.ledger.tick(desk.context) }
        case 15, 16, 17: try desk.record(fill())
        case 18: try changeRule()
        default: try desk.record(trade())
        }
    }

    // MARK: Facts

    /// A trade of a few ids, so that some come twice, and of coarse times, so that some are equal.
    private mutating func trade() -> Trade {
        var sent = NijaLedgerTests.trade("t\(Int.random(in: 0..<400, using: &random))")
        if random.isOneIn(20), let known = desk.journal.trade("main", sent.tradeID) { return known.trade }
        sent.account = random.pick(Self.accounts)
        sent.strategy = random.isOneIn(30) ? "" : random.pick(Self.strategies)
        sent.profit = Decimal(.random(in: -60...70, using: &random))
        sent.fees = Decimal(.random(in: -1...3, using: &random))
        sent.exitReason = random.pick(ExitReason.allCases)
        sent.exitTime = time()
        if random.isOneIn(3) {
            (sent.quantity, sent.entryPrice) = (Decimal(1), Decimal(.random(in: -1...300, using: &random)))
        }
        return sent
    }

    /// Now and then far in the past.
    private mutating func time() -> Timestamp {
        let behind = Int64.random(in: 0...(random.isOneIn(4) ? 20 : 1), using: &random)
        return desk.now.adding(.hours(-7 * behind))
    }

    /// A fill of one of two users, now and then late, and now and then of an id that is taken.
    private mutating func fill() -> Fill {
        var fill = NijaLedgerTests.fill(
            "x\(Int.random(in: 0..<300, using: &random))",
            random.pick([.buy, .buy, .sell, .sell, .short, .cover]),
            .random(in: 0...20, using: &random), at: .random(in: 50...150, using: &random))
        if random.isOneIn(20), let known = desk.journal.fill("main", fill.fillID) { return known.fill }
        (fill.account, fill.userID) = (random.pick(Self.accounts), random.pick(["", "ann"]))
        (fill.symbol, fill.executedAt) = (random.pick(["AAPL", "KO"]), time())
        fill.equity = random.pick([nil, Decimal(1000), Decimal(-1)])
        return fill
    }

    private mutating func changeRule() throws {
        let id = random.pick(RuleID.allCases)
        var rule = desk.ledger.compliance.rules.rule(id, account: "")
        rule.key.account = random.pick(["", "main", "nobody"])
        rule.isEnabled = !random.isOneIn(4)
        if id == .positionSize {
            rule.thresholds["max_percent"] = Decimal(.random(in: 0...40, using: &random))
        }
        if id == .washSale { rule.thresholds["window_days"] = Decimal(.random(in: 1...30, using: &random)) }
        try desk.put(rule)
    }

    private mutating func void() throws {
        let account = random.pick(Self.accounts)
        guard let known = desk.journal.trade(account, "t\(Int.random(in: 0..<400, using: &random))") else {
            return
        }
        try desk.void(known)
    }

    private mutating func report() -> BalanceReport {
        let balance = Int.random(in: -20...1500, using: &random)
        var report = NijaLedgerTests.report("r\(Int.random(in: 0..<200, using: &random))", balance: balance)
        report.account = random.pick(Self.accounts)
        (report.time, report.recordedAt) = (time(), desk.now)
        report.exposure = random.isOneIn(3) ? Decimal(.random(in: -10...2000, using: &random)) : nil
        return report
    }

    private mutating func flow() -> CashFlow {
        let amount = Int.random(in: -200...200, using: &random)
        var flow = NijaLedgerTests.flow("f\(Int.random(in: 0..<200, using: &random))", amount)
        (flow.account, flow.time) = (random.pick(Self.accounts), time())
        return flow
    }

    private mutating func updateAccount() throws {
        guard var settings = desk.ledger.settings(ofAccount: random.pick(Self.accounts)) else { return }
        settings.initialCapital = Decimal(.random(in: 0...3000, using: &random))
        settings.isStrict = random.isOneIn(10)
        let changed = settings
        try desk.run { desk throws(LedgerError) in
            _ = try desk.ledger.updateAccount(changed, desk.context)
        }
    }

    // MARK: People

    private mutating func moveStrategy() throws {
        if random.isOneIn(10) {
            let account = random.pick(["", "main", "nobody"])
            try desk.run { desk throws(LedgerError) in
                _ = try desk.ledger.stopAll(account: account, reason: "fire", desk.context)
            }
        } else if random.isOneIn(4) {
            var profile = Ledger.StrategyProfile(
                name: random.pick(Self.strategies), account: random.pick(Self.accounts))
            profile.allocation = random.pick([nil, Decimal(100), Decimal(-1)])
            let registered = profile
            try desk.run { desk throws(LedgerError) in
                _ = try desk.ledger.registerStrategy(registered, desk.context)
            }
        } else {
            try desk.move(random.pick(StrategyMove.allCases), random.pick(Self.strategies))
        }
    }

    private mutating func touchAlarm() throws {
        let id = random.pick(desk.ledger.alarms.activeAlarms.map(\.alarmID) + ["none"])
        let kind = Int.random(in: 0..<5, using: &random)
        let account = random.pick(["", "main"])
        try desk.run { desk throws(LedgerError) in
            switch kind {
            case 0: _ = desk.ledger.clearAcknowledged(account: account, desk.context)
            case 1, 2: _ = try desk.ledger.acknowledgeAlarm(id, note: "seen", desk.context)
            default: _ = try desk.ledger.clearAlarm(id, note: "known", desk.context)
            }
        }
    }

    private mutating func changeThreshold() throws {
        let metric = random.pick(["balance", "win_rate", "current_drawdown", "consecutive_losses", "wrong"])
        var threshold = lowBalance(random.pick(["a", "b", "low_balance"]))
        threshold.key.account = random.pick(["", "main", "other", "nobody"])
        threshold.key.strategy = random.pick(["", "*", "grid"])
        threshold.metric = metric
        threshold.thresholdValue = Double(Int.random(in: 0...60, using: &random))
        threshold.comparison = random.pick(Comparison.allCases)
        threshold.hysteresis = threshold.comparison == .equal ? 0 : random.pick([0, 2])
        threshold.cooldown = random.pick([.zero, .minutes(30)])
        threshold.action = random.pick(AlarmAction.allCases)
        threshold.isEnabled = !random.isOneIn(5)
        if random.isOneIn(3) {
            let key = threshold.key
            try desk.run { desk throws(LedgerError) in
                _ = try desk.ledger.deleteThreshold(key, desk.context)
            }
        } else {
            try desk.put(threshold)
        }
    }

    private mutating func raiseAlarm() throws {
        let report = AlarmBook.Report(
            name: random.pick(["down", "low_balance", ""]),
            scope: AlarmScope(
                account: random.pick(Self.accounts), strategy: random.pick(["", "grid", "unknown"])),
            severity: random.pick(Severity.allCases), category: .api, message: "no answer",
            action: random.pick(AlarmAction.allCases))
        try desk.run { desk throws(LedgerError) in _ = try desk.ledger.raiseAlarm(report, desk.context) }
    }

    private mutating func silence() throws {
        let silence = Silence(
            silenceID: random.pick(["", "s1"]), account: random.pick(["", "main"]),
            until: desk.now.adding(.minutes(random.pick([-1, 60]))), reason: "quiet", actor: person,
            since: desk.now)
        try desk.run { desk throws(LedgerError) in _ = try desk.ledger.silence(silence, desk.context) }
    }
}
