import NijaAnalytics
import NijaLedger
import NijaMessages
import NijaModel
import NijaTesting
import Protobuf
import Testing

@testable import NijaService

// A bare name is the domain's; a message is qualified.
private typealias Actor = NijaModel.Actor
private typealias AlarmAction = NijaModel.AlarmAction
private typealias AlarmCategory = NijaModel.AlarmCategory
private typealias AlarmState = NijaModel.AlarmState
private typealias AlarmTransition = NijaModel.AlarmTransition
private typealias AssetClass = NijaModel.AssetClass
private typealias Comparison = NijaModel.Comparison
private typealias ExitReason = NijaModel.ExitReason
private typealias Severity = NijaModel.Severity
private typealias Side = NijaModel.Side
private typealias Strategy = NijaModel.Strategy
private typealias StrategyStatus = NijaModel.StrategyStatus
private typealias Threshold = NijaModel.Threshold
private typealias Trade = NijaModel.Trade
private typealias TradeWarning = NijaModel.TradeWarning

@Suite("The domain as messages, and back")
struct MappingTests {
    // MARK: Enumerations

    /// Whether every case of the domain is a value of the wire, and the other way round.
    private func expectSame<Domain: CaseIterable & RawRepresentable<UInt8>, Wire: ProtobufEnum>(
        _: Domain.Type, _: Wire.Type, withUnspecified: Bool = false
    ) {
        let domain = Set(Domain.allCases.map { Int32($0.rawValue) })
        let wire = Set(Wire.names.map(\.number)).subtracting(withUnspecified ? [] : [0])
        #expect(domain == wire, "\(Wire.self)")
    }

    @Test("every enumeration has the same numbers on both sides")
    func enumerations() {
        expectSame(Side.self, NijaMessages.Side.self)
        expectSame(AssetClass.self, NijaMessages.AssetClass.self)
        expectSame(ExitReason.self, NijaMessages.ExitReason.self, withUnspecified: true)
        expectSame(TradeWarning.Code.self, NijaMessages.TradeWarning.Code.self)
        expectSame(Severity.self, NijaMessages.Severity.self)
        expectSame(AlarmCategory.self, NijaMessages.AlarmCategory.self)
        expectSame(AlarmAction.self, NijaMessages.AlarmAction.self)
        expectSame(AlarmState.self, NijaMessages.AlarmState.self)
        expectSame(AlarmTransition.self, NijaMessages.AlarmTransition.self)
        expectSame(Comparison.self, NijaMessages.Comparison.self)
        expectSame(StrategyStatus.self, NijaMessages.StrategyStatus.self)
    }

    // MARK: Trades

    /// A trade in which most things are said, at random.
    private func randomTrade(_ random: inout SeededGenerator) -> Trade {
        func amount() -> Decimal {
            let units = Int64.random(in: 1...Int64.max, using: &random)
            return Decimal(units: Int128(units) * 1000)
        }
        func maybe<Value>(_ value: Value) -> Value? { random.isOneIn(4) ? nil : value }
        func text(_ name: String) -> String { random.isOneIn(4) ? "" : "\(name) é \"'\\ 🦊" }
        var trade = Trade(
            strategy: text("strategy") + "s", symbol: "BTC/USD", profit: amount(),
            exitTime: today.adding(TimeSpan(nanoseconds: .random(in: -9_000_000_000...0, using: &random))))
        trade.account = random.pick(["main", "default"])
        (trade.tradeID, trade.venue) = (text("id"), text("venue"))
        (trade.assetClass, trade.side) = (
            maybe(random.pick(AssetClass.allCases)), maybe(random.pick(Side.allCases))
        )
        (trade.quantity, trade.leverage) = (maybe(amount()), maybe(amount()))
        (trade.entryPrice, trade.exitPrice) = (maybe(amount()), maybe(amount()))
        (trade.intendedEntryPrice, trade.intendedExitPrice) = (maybe(amount()), maybe(amount()))
        (trade.stopLoss, trade.takeProfit) = (maybe(amount()), maybe(amount()))
        trade.entryTime = maybe(today.adding(.days(-1)))
        (trade.fees, trade.feeCurrency) = (random.isOneIn(3) ? .zero : amount(), text("fee"))
        (trade.isWin, trade.exitReason) = (maybe(random.isOneIn(2)), random.pick(ExitReason.allCases))
        (trade.botID, trade.promptID, trade.userID) = (text("bot"), text("prompt"), text("user"))
        (trade.userPrincipalID, trade.subscriptionID) = (text("principal"), text("subscription"))
        (trade.orderID, trade.reason, trade.correctsTradeID) = (text("order"), text("why"), text("corrects"))
        trade.confidence = maybe(Double.random(in: 0...1, using: &random))
        trade.tags = random.isOneIn(3) ? [] : ["a", "b"]
        return trade
    }

    @Test("a trade goes out and comes back the same, over the wire", arguments: 1...20)
    func trades(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<20 {
            let trade = randomTrade(&random)
            let recorded = RecordedTrade(trade: trade, sequence: 7, recordedAt: today)
            let message = try NijaMessages.Trade.decode(NijaMessages.Trade(recorded).encode())
            var reader = FieldReader()
            let submission = reader.submission(message, strict: true, now: today)
            try reader.finish()
            #expect(submission.trade == trade, "seed \(seed)")
            #expect(submission.isExitTimeGiven && submission.isStrict)
        }
    }

    @Test("a trade with what is required only gets the account, the time of arrival, and nothing else")
    func requiredOnly() throws {
        var message = NijaMessages.Trade()
        (message.strategy, message.symbol, message.profit) = ("grid", "BTC", "50")
        var reader = FieldReader()
        let submission = reader.submission(message, strict: false, now: today)
        try reader.finish()
        var expected = Trade(strategy: "grid", symbol: "BTC", profit: Decimal(50), exitTime: today)
        expected.account = "default"
        #expect(submission.trade == expected)
        #expect(!submission.isExitTimeGiven)
    }

    @Test("tags are a set: their sequence and repeats do not matter")
    func tags() {
        var message = NijaMessages.Trade()
        message.tags = ["b", "a", "b"]
        var reader = FieldReader()
        #expect(reader.submission(message, strict: false, now: today).trade.tags == ["a", "b"])
    }

    @Test("every field that cannot be read is named, with its value and what would be right")
    func unreadable() throws {
        var message = NijaMessages.Trade()
        (message.profit, message.fees, message.quantity) = ("", "NaN", "1e400")
        (message.entryPrice, message.stopLoss) = ("45,000", "0.0000000000000000001")
        message.side = NijaMessages.Side(rawValue: 9)
        var late = TimestampMessage()
        late.nanos = -1
        message.entryTime = late
        var reader = FieldReader(in: .field("trade"))
        _ = reader.submission(message, strict: false, now: today)
        let found = reader.violations.found
        #expect(
            Set(found.map(\.field)) == [
                "trade.profit", "trade.fees", "trade.quantity", "trade.entry_price", "trade.stop_loss",
                "trade.side", "trade.entry_time",
            ])
        func said(_ field: String) -> String? { found.first { $0.field == field }?.description }
        #expect(said("trade.profit") == "is required: a decimal such as \"45000.25\"")
        #expect(
            said("trade.fees") == "is \"NaN\"; it must be a plain decimal such as \"45000.25\" or \"-0.001\"")
        #expect(said("trade.side") == "is 9; it must be one of SIDE_LONG, SIDE_SHORT")
        #expect(
            said("trade.stop_loss")
                == "is \"0.0000000000000000001\"; at most 18 places after the point are kept")
    }

    @Test("a field is named by the place of its message in the request")
    func places() {
        var reader = FieldReader(in: .element("trades", 3))
        _ = reader.submission(NijaMessages.Trade(), strict: false, now: today)
        #expect(reader.violations.found.map(\.field) == ["trades[3].profit"])
    }

    // MARK: Alarms

    @Test("a threshold goes out and comes back the same")
    func thresholds() throws {
        var threshold = Threshold(
            key: Threshold.Key(name: "low", account: "main", strategy: "*"), category: .drawdown,
            severity: .critical, metric: "current_drawdown", comparison: .greaterThanOrEqual,
            thresholdValue: 12.5)
        (threshold.isEnabled, threshold.description, threshold.minTrades) = (false, "deep", 10)
        (threshold.hysteresis, threshold.cooldown) = (0.5, TimeSpan(nanoseconds: 1_500_000_000))
        threshold.action = .pauseStrategy
        threshold.escalations = [
            Threshold.Escalation(thresholdValue: 20, severity: .emergency, action: .stopAll)
        ]
        var reader = FieldReader()
        let read = reader.threshold(
            try NijaMessages.Threshold.decode(NijaMessages.Threshold(threshold).encode()))
        try reader.finish()
        #expect(read == threshold)
    }

    @Test("a threshold that says nothing is enabled, and asked for what is required")
    func emptyThreshold() {
        var reader = FieldReader()
        let threshold = reader.threshold(NijaMessages.Threshold())
        #expect(threshold.isEnabled)
        #expect(threshold.action == .none)
        #expect(
            reader.violations.found.map(\.field) == [
                "threshold.category", "threshold.severity", "threshold.comparison",
            ])
    }

    // MARK: Time

    @Test(
        "an instant goes out and comes back the same",
        arguments: [.epoch, .min, .max, today, Timestamp(nanoseconds: -1), Timestamp(nanoseconds: 1)])
    func time(instant: Timestamp) throws {
        let message = TimestampMessage(instant)
        #expect((0..<1_000_000_000).contains(message.nanos))
        var reader = FieldReader()
        #expect(reader.time(message, "time") == instant)
        try reader.finish()
    }

    @Test("a span goes out and comes back the same; one beyond its limits is refused")
    func spans() throws {
        for nanoseconds in [0, 1, -1, 1_500_000_000, -1_500_000_000, Int64.max] {
            let span = TimeSpan(nanoseconds: nanoseconds)
            var reader = FieldReader()
            #expect(
                reader.span(DurationMessage(span), "span", atLeast: TimeSpan(nanoseconds: .min)) == span)
            try reader.finish()
        }
        var huge = DurationMessage()
        huge.seconds = .max
        var crooked = DurationMessage()
        crooked.nanos = 1_000_000_000
        for message in [huge, crooked, DurationMessage(.milliseconds(99))] {
            var reader = FieldReader()
            #expect(reader.span(message, "span", atLeast: .milliseconds(100)) == nil)
            #expect(reader.violations.found.map(\.field) == ["span"])
        }
    }

    // MARK: Figures

    @Test(
        "a snapshot says that an account's daily series is net on either basis, and a part's on the asked one"
    )
    func seriesBasis() {
        for kind in ScopeKind.allCases {
            let scope = Performance(kind: kind, settings: .standard, initialCapital: Decimal(1000))
            let gross = KpiSnapshot(scope.kpis(.gross))
            #expect((gross.basis, gross.seriesBasis) == (.gross, kind == .account ? .net : .gross))
            let net = KpiSnapshot(scope.kpis(.net))
            #expect((net.basis, net.seriesBasis) == (.net, .net))
        }
    }

    // MARK: Events

    @Test("an event is told with its author, its sequence and its account")
    func events() throws {
        let actor = Actor(uid: 1000, gid: 1001, pid: 42)
        var strategy = Strategy(name: "grid", account: "main", registeredAt: today, by: actor)
        (strategy.status, strategy.statusReason) = (.paused, "lunch")
        let change = StrategyChange(strategy: strategy, previousStatus: .active, reason: "lunch")
        let event = Event(
            LedgerEvent(sequence: 9, time: today, actor: actor, payload: .strategyChanged(change)))
        #expect((event.sequence, event.account) == (9, "main"))
        guard case .strategy(let told) = try Event.decode(event.encode()).payload else {
            Issue.record("\(event) tells of no strategy")
            return
        }
        #expect(told.strategy?.status == .paused)
        #expect(told.previousStatus == .active)
        #expect((told.actor?.uid, told.actor?.gid, told.actor?.pid) == (1000, 1001, 42))
        #expect(told.reason == "lunch")
    }
}
