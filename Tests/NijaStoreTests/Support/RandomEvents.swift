import NijaModel
import NijaTesting

/// Events of every kind with every field random: texts with quotes, separators and emoji, extreme numbers, missing values.
struct RandomEvents {
    var random: SeededGenerator
    private(set) var sequence: UInt64 = 0
    /// Trades that are not voided yet.
    private(set) var openTrades: [RecordedTrade] = []
    /// Positions as they were opened.
    var opened: [Position] = []

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    mutating func events(_ count: Int) -> [LedgerEvent] { (0..<count).map { _ in event() } }

    mutating func event() -> LedgerEvent {
        // Sequences may have gaps.
        sequence += UInt64.random(in: 1...3, using: &random)
        let time = instant()
        let by = actor()
        return LedgerEvent(sequence: sequence, time: time, actor: by, payload: payload(time))
    }

    private mutating func payload(_ time: Timestamp) -> LedgerEvent.Payload {
        switch Int.random(in: 0..<20, using: &random) {
        case 0: .accountChanged(account())
        case 1: .balanceReported(report(time))
        case 2: .cashFlowRecorded(flow(time))
        case 3: .strategyChanged(strategyChange())
        case 4: .alarmChanged(alarmChange())
        case 5: .thresholdChanged(thresholdChange())
        case 6: .silenced(silence())
        case 17: .fillRecorded(fill(time))
        case 18: .complianceRuleChanged(rule())
        case 19:
            .openResultMarked(
                OpenResultMark(
                    account: name(), occasion: choice(),
                    result: OpenResult(unrealizedPnL: decimal(), realizedPnL: decimal())))
        case 7: voiding(time) ?? .tradeRecorded(recorded(time))
        case 8: .positionOpened(opening(time))
        case 9, 10: positionChange() ?? .positionOpened(opening(time))
        case 11: .priceMarked(price())
        case 12: .exitRulesChanged(ExitRulesChange(account: name(), rules: exitRules()))
        default: .tradeRecorded(recorded(time))
        }
    }

    private mutating func recorded(_ time: Timestamp) -> RecordedTrade {
        let warnings = (0..<Int.random(in: 0...2, using: &random)).map { _ in
            TradeWarning(code: choice(), message: text())
        }
        let recorded = RecordedTrade(trade: trade(), sequence: sequence, recordedAt: time, warnings: warnings)
        openTrades.append(recorded)
        return recorded
    }

    private mutating func voiding(_ time: Timestamp) -> LedgerEvent.Payload? {
        guard !openTrades.isEmpty else { return nil }
        let recorded = openTrades.remove(at: Int.random(in: openTrades.indices, using: &random))
        return .tradeVoided(
            recorded.with(TradeVoiding(sequence: sequence, time: time, reason: text())))
    }

    mutating func trade() -> Trade {
        var trade = Trade(strategy: name(), symbol: name(), profit: decimal(), exitTime: instant())
        (trade.account, trade.tradeID) = (name(), "\(text())#\(sequence)")
        trade.venue = text()
        (trade.assetClass, trade.side) = (maybe { $0.choice() }, maybe { $0.choice() })
        (trade.quantity, trade.leverage) = (maybe { $0.decimal() }, maybe { $0.decimal() })
        (trade.entryPrice, trade.exitPrice) = (maybe { $0.decimal() }, maybe { $0.decimal() })
        (trade.intendedEntryPrice, trade.intendedExitPrice) = (maybe { $0.decimal() }, maybe { $0.decimal() })
        trade.entryTime = maybe { $0.instant() }
        (trade.fees, trade.feeCurrency) = (decimal(), text())
        trade.isWin = maybe { $0.bool() }
        (trade.stopLoss, trade.takeProfit) = (maybe { $0.decimal() }, maybe { $0.decimal() })
        trade.exitReason = choice()
        (trade.botID, trade.promptID, trade.userID) = (text(), text(), text())
        (trade.userPrincipalID, trade.subscriptionID, trade.orderID) = (text(), text(), text())
        trade.confidence = maybe { $0.double() }
        (trade.reason, trade.correctsTradeID) = (text(), text())
        trade.tags = (0..<Int.random(in: 0...4, using: &random)).map { _ in text() }
        return trade
    }

    private mutating func account() -> Account {
        Account(
            name: name(), initialCapital: decimal(), currency: text(), periodsPerYear: int(),
            riskFreeRate: double(),
            dayBoundaryMinutes: int(), isStrict: bool(), createdAt: instant(), sequence: sequence)
    }

    private mutating func report(_ time: Timestamp) -> BalanceReport {
        BalanceReport(
            account: name(), requestID: "r\(sequence)", balance: decimal(), equity: decimal(),
            exposure: maybe { $0.decimal() }, margin: maybe { $0.decimal() }, time: instant(),
            sequence: sequence,
            recordedAt: time)
    }

    private mutating func flow(_ time: Timestamp) -> CashFlow {
        CashFlow(
            account: name(), requestID: "f\(sequence)", amount: decimal(), time: instant(), note: text(),
            sequence: sequence, recordedAt: time)
    }

    private mutating func fill(_ time: Timestamp) -> RecordedFill {
        var fill = Fill(
            symbol: name(), side: choice(), quantity: decimal(), price: decimal(), executedAt: instant())
        (fill.account, fill.fillID, fill.userID) = (name(), "\(text())#\(sequence)", text())
        (fill.fees, fill.assetClass, fill.equity) = (decimal(), maybe { $0.choice() }, maybe { $0.decimal() })
        (fill.strategy, fill.venue, fill.orderID) = (text(), text(), text())
        return RecordedFill(fill: fill, sequence: sequence, recordedAt: time)
    }

    private mutating func rule() -> ComplianceRule {
        var rule = ComplianceRule(
            key: ComplianceRule.Key(ruleID: text(), account: text()), isEnabled: bool(), sequence: sequence)
        for _ in 0..<Int.random(in: 0...3, using: &random) { rule.thresholds[text()] = decimal() }
        rule.assetClasses = (0..<Int.random(in: 0...3, using: &random)).map { _ in choice() }
        rule.effectiveFrom = maybe { Day(index: Int32.random(in: 0...40_000, using: &$0.random)) }
        rule.effectiveUntil = maybe { Day(index: Int32.random(in: 0...40_000, using: &$0.random)) }
        return rule
    }

    private mutating func strategyChange() -> StrategyChange {
        var strategy = Strategy(name: name(), account: name(), registeredAt: instant(), by: actor())
        (strategy.description, strategy.parameters) = (text(), dictionary())
        (strategy.allocation, strategy.status) = (maybe { $0.decimal() }, choice())
        (strategy.statusReason, strategy.statusSince) = (text(), instant())
        (strategy.statusActor, strategy.sequence) = (actor(), sequence)
        return StrategyChange(strategy: strategy, previousStatus: maybe { $0.choice() }, reason: text())
    }

    private mutating func alarmChange() -> AlarmChange {
        var alarm = Alarm(
            alarmID: text(), name: name(), account: text(), strategy: text(), severity: choice(),
            category: choice(),
            message: text(), raisedAt: instant())
        (alarm.state, alarm.metric) = (choice(), text())
        (alarm.currentValue, alarm.thresholdValue) = (maybe { $0.double() }, maybe { $0.double() })
        alarm.acknowledgement = maybe { Alarm.Acknowledgement(time: $0.instant(), actor: $0.actor()) }
        (alarm.endedAt, alarm.occurrences) = (maybe { $0.instant() }, int())
        (alarm.actionTaken, alarm.metadata, alarm.sequence) = (text(), dictionary(), sequence)
        return AlarmChange(
            alarm: alarm, transition: choice(), note: text(), isSilenced: bool(), action: choice())
    }

    private mutating func thresholdChange() -> ThresholdChange {
        var threshold = Threshold(
            key: Threshold.Key(name: name(), account: text(), strategy: text()), category: choice(),
            severity: choice(), metric: name(), comparison: choice(), thresholdValue: double())
        (threshold.isEnabled, threshold.description) = (bool(), text())
        (threshold.minTrades, threshold.hysteresis) = (int(), double())
        threshold.cooldown = TimeSpan(nanoseconds: Int64(truncatingIfNeeded: random.next()))
        threshold.action = choice()
        threshold.escalations = (0..<Int.random(in: 0...3, using: &random)).map { _ in
            Threshold.Escalation(thresholdValue: double(), severity: choice(), action: choice())
        }
        (threshold.isBuiltIn, threshold.sequence) = (bool(), sequence)
        return ThresholdChange(threshold: threshold, isDeleted: bool())
    }

    private mutating func silence() -> Silence {
        Silence(
            silenceID: text(), account: text(), name: text(), strategy: text(), until: instant(),
            reason: text(),
            actor: actor(), since: instant(), sequence: sequence)
    }

    // MARK: Values

    mutating func maybe<Value>(_ value: (inout Self) -> Value) -> Value? {
        bool() ? value(&self) : nil
    }
    mutating func bool() -> Bool { Bool.random(using: &random) }
    mutating func int() -> Int {
        Int.random(in: .min ... .max, using: &random) >> Int.random(in: 0..<64, using: &random)
    }
    mutating func name() -> String {
        ["a", "default", "mean reversion", "BTC-USD"].randomElement(using: &random) ?? ""
    }

    mutating func choice<Value: CaseIterable>(_: Value.Type = Value.self) -> Value {
        let all = Array(Value.allCases)
        return all[Int.random(in: all.indices, using: &random)]
    }

    mutating func double() -> Double {
        while true {
            let value = bool() ? Double(bitPattern: random.next()) : Double(int() % 1000) / 8
            if !value.isNaN { return value }
        }
    }

    mutating func decimal() -> Decimal {
        let units =
            Int128(truncatingIfNeeded: random.next()) << 64 | Int128(truncatingIfNeeded: random.next())
        return Decimal(units: units >> Int128(Int.random(in: 0..<128, using: &random)))
    }

    mutating func instant() -> Timestamp {
        Timestamp(
            nanoseconds: Int64(bitPattern: random.next()) >> Int64(Int.random(in: 0..<64, using: &random)))
    }

    mutating func actor() -> Actor {
        guard bool() else { return .daemon }
        let number = random.next()
        return Actor(
            uid: UInt32(truncatingIfNeeded: number), gid: UInt32(truncatingIfNeeded: number >> 16),
            pid: Int32(truncatingIfNeeded: number >> 32))
    }

    private mutating func dictionary() -> [String: String] {
        var entries: [String: String] = [:]
        for _ in 0..<Int.random(in: 0...3, using: &random) { entries[text()] = text() }
        return entries
    }

    mutating func text() -> String {
        let pieces = [
            "", "a", " ", ",", ";", "\"", "'", "\\", "\u{1F}", "\u{0}", "\n", "[\"", "\"]", "{", "}", ":",
            "é", "e\u{301}",
            "日本", "🙂", "NULL", ": ", String(repeating: "long ", count: 600),
        ]
        return (0..<Int.random(in: 0...4, using: &random)).map { _ in
            pieces.randomElement(using: &random) ?? ""
        }.joined()
    }
}
