import NijaModel
import Testing

/// A long of 2 units from 100 to 110 with a stop at 95 and a target at 120, open for an hour.
private func long() throws -> Trade {
    var trade = Trade(
        strategy: "APEX", symbol: "BTC-USD", profit: Decimal(20),
        exitTime: Timestamp(nanoseconds: 3_600_000_000_000))
    trade.side = .long
    trade.quantity = Decimal(2)
    trade.entryPrice = Decimal(100)
    trade.exitPrice = Decimal(110)
    trade.stopLoss = Decimal(95)
    trade.takeProfit = Decimal(120)
    trade.entryTime = .epoch
    return trade
}

@Suite("What follows from a trade's prices")
struct TradeFiguresTests {
    @Test("a long that gains 10 % of the price at half its planned risk-reward")
    func longFigures() throws {
        var trade = try long()
        trade.fees = try Decimal("0.5")
        trade.leverage = Decimal(3)
        #expect(trade.netProfit == (try Decimal("19.5")))
        #expect(trade.pnlPercentage == Decimal(10))
        #expect(trade.leveragedPnLPercentage == Decimal(30))
        #expect(trade.plannedRiskReward == Decimal(4))
        #expect(trade.actualRiskReward == Decimal(2))
        #expect(trade.holdingTime == .hours(1))
        #expect(trade.slippagePercent == nil)
    }

    @Test("S3's planned risk-reward of 50000, 49000, 53000 is 3")
    func plannedRiskReward() throws {
        var trade = try long()
        (trade.entryPrice, trade.stopLoss, trade.takeProfit) = (
            Decimal(50_000), Decimal(49_000), Decimal(53_000)
        )
        #expect(trade.plannedRiskReward == Decimal(3))
    }

    @Test("slippage against the trader is positive on both sides", arguments: [(Side.long, 1), (.short, -1)])
    func slippage(side: Side, sign: Int) throws {
        var trade = try long()
        trade.side = side
        (trade.stopLoss, trade.takeProfit) = (nil, nil)
        (trade.intendedEntryPrice, trade.entryPrice) = (Decimal(100), Decimal(101))
        (trade.intendedExitPrice, trade.exitPrice) = (Decimal(200), Decimal(198))
        #expect(trade.slippagePercent == Decimal(2 * sign))
    }

    @Test("a stop at the entry, or one that was not given, leaves risk-reward without a value")
    func noRisk() throws {
        var trade = try long()
        trade.stopLoss = trade.entryPrice
        #expect(trade.plannedRiskReward == nil)
        trade.stopLoss = nil
        #expect(trade.actualRiskReward == nil)
    }

    @Test("a trade that says only its profit has a net profit and nothing else")
    func bare() throws {
        let trade = Trade(strategy: "S", symbol: "X", profit: Decimal(-3), exitTime: .epoch)
        #expect(trade.netProfit == Decimal(-3))
        #expect(trade.pnlPercentage == nil)
        #expect(trade.holdingTime == nil)
    }
}

@Suite("What a trade may say")
struct TradeValidationTests {
    private struct Row: CustomTestStringConvertible, Sendable {
        let field: String
        let change: @Sendable (inout Trade) -> Void
        var testDescription: String { field }
    }

    private static let rows: [Row] = [
        Row(field: "trade.strategy") { $0.strategy = "" },
        Row(field: "trade.symbol") { $0.symbol = "" },
        Row(field: "trade.symbol") { $0.symbol = String(repeating: "x", count: 129) },
        Row(field: "trade.symbol") { $0.symbol = "BTC\nUSD" },
        Row(field: "trade.account") { $0.account = "no spaces" },
        Row(field: "trade.quantity") { $0.quantity = .zero },
        Row(field: "trade.quantity") { $0.quantity = Decimal(-1) },
        Row(field: "trade.leverage") { $0.leverage = .zero },
        Row(field: "trade.entry_price") { $0.entryPrice = .zero },
        Row(field: "trade.exit_price") { $0.exitPrice = Decimal(-5) },
        Row(field: "trade.exit_time") { $0.entryTime = $0.exitTime.adding(.seconds(1)) },
        Row(field: "trade.confidence") { $0.confidence = .nan },
        Row(field: "trade.confidence") { $0.confidence = 1.01 },
        Row(field: "trade.stop_loss") { $0.stopLoss = Decimal(101) },
        Row(field: "trade.take_profit") { $0.takeProfit = Decimal(99) },
        Row(field: "trade.tags") { $0.tags = (0..<33).map(String.init) },
        Row(field: "trade.tags[1]") { $0.tags = ["a", ""] },
        Row(field: "trade.reason") { $0.reason = String(repeating: "x", count: 4097) },
        Row(field: "trade.profit") {
            $0.profit = Decimal(units: .max)
            $0.fees = Decimal(-1)
        },
    ]

    @Test("what cannot be true is refused by field", arguments: rows.indices)
    func refused(index: Int) throws {
        let row = Self.rows[index]
        var trade = try long()
        row.change(&trade)
        var violations = Violations(in: .field("trade"))
        trade.validate(into: &violations)
        #expect(violations.found.map(\.field) == [row.field])
    }

    @Test("a plain trade, one with every level, and one at its limits are accepted")
    func accepted() throws {
        var trade = try long()
        trade.symbol = String(repeating: "x", count: 128)
        trade.reason = "two\nlines"
        trade.confidence = 1
        trade.tags = (0..<32).map(String.init)
        for candidate in [
            trade, try long(), Trade(strategy: "S", symbol: "X", profit: .zero, exitTime: .epoch),
        ] {
            var violations = Violations(in: .field("trade"))
            candidate.validate(into: &violations)
            #expect(violations.isEmpty, "\(violations.found)")
        }
    }

    @Test("every wrong field is reported at once")
    func all() throws {
        var trade = try long()
        trade.strategy = ""
        trade.quantity = .zero
        trade.confidence = 2
        var violations = Violations(in: .field("trade"))
        trade.validate(into: &violations)
        #expect(violations.found.map(\.field) == ["trade.strategy", "trade.quantity", "trade.confidence"])
    }
}

@Suite("What a trade says twice and differently")
struct TradeContradictionsTests {
    @Test("S0's example says profit 50 where its prices give 100")
    func sampleOfS0() throws {
        var trade = Trade(strategy: "APEX_V71", symbol: "BTC-USD", profit: Decimal(50), exitTime: .epoch)
        trade.entryPrice = Decimal(45_000)
        trade.exitPrice = Decimal(46_000)
        trade.quantity = try Decimal("0.1")
        trade.isWin = true
        #expect(trade.contradictions().map(\.code) == [.pnlMismatch])
        trade.profit = Decimal(-100)
        #expect(
            trade.contradictions().map(\.code) == [.isWinMismatch], "without a side it may have been a short")
        trade.side = .long
        #expect(trade.contradictions().map(\.code) == [.pnlMismatch, .isWinMismatch])
    }

    @Test("rounding is no contradiction")
    func rounding() throws {
        var trade = try long()
        trade.profit = try Decimal("20.01")
        #expect(trade.contradictions().isEmpty)
    }

    @Test("a break-even trade is not a win")
    func breakEven() throws {
        var trade = try long()
        (trade.exitPrice, trade.profit, trade.isWin) = (trade.entryPrice, .zero, true)
        #expect(trade.contradictions().map(\.code) == [.isWinMismatch])
    }
}
