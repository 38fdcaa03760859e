import NijaModel
import Testing

@testable import NijaRisk

@Suite("An order is held against every rule")
struct CheckTests {
    @Test("all of them are answered, in the sequence of their numbers, also where nothing is limited")
    func everyRule() {
        let checks = RiskChecker(intent("buy 1"), facts(), LimitSet(limits: [])).checks()
        #expect(checks.map(\.rule) == RiskRule.allCases)
        #expect(checks.allSatisfy { $0.result == .pass || $0.result == .skipped })
        #expect(checks.allSatisfy { !$0.explanation.isEmpty })
    }

    /// A rule, an order, what the ledger says, the limits; and what must come of it.
    struct Row: CustomTestStringConvertible {
        var rule: RiskRule
        var order: OrderIntent?
        var facts: RiskFacts
        var limits: [RiskLimits]
        var result: RiskResult
        var value: String
        var testDescription: String

        init(
            _ name: String, _ rule: RiskRule, _ order: OrderIntent?, _ facts: RiskFacts,
            _ limits: RiskLimits...,
            is result: RiskResult, value: String = ""
        ) {
            (testDescription, self.rule, self.order, self.facts) = (name, rule, order, facts)
            (self.limits, self.result, self.value) = (limits, result, value)
        }
    }

    static let size = limits { $0.maxPositionSize = Decimal(50) }
    static let exposure = limits { $0.maxTotalExposure = Decimal(50_000) }
    static let lever = limits { $0.maxLeverage = Decimal(4) }

    static let sizes = [
        Row("far below", .maxPositionSize, intent("buy 40"), facts(), size, is: .pass, value: "40"),
        Row("nearly there", .maxPositionSize, intent("buy 46"), facts(), size, is: .warning, value: "46"),
        Row("exactly there", .maxPositionSize, intent("buy 50"), facts(), size, is: .warning, value: "50"),
        Row("one too many", .maxPositionSize, intent("buy 51"), facts(), size, is: .fail, value: "51"),
        Row(
            "with what is held", .maxPositionSize, intent("buy 11"),
            facts { $0.symbolStake.held = Decimal(40) }, size, is: .fail, value: "51"),
        Row(
            "with what works", .maxPositionSize, intent("buy 11"),
            facts { $0.symbolStake.buys = Decimal(40) }, size, is: .fail, value: "51"),
        Row(
            "a sale is held against the short it may lead to", .maxPositionSize, intent("sell 91"),
            facts { $0.symbolStake.held = Decimal(40) }, size, is: .fail, value: "51"),
        Row(
            "a strategy's limit looks at the strategy", .maxPositionSize, intent("buy 5"),
            facts { ($0.symbolStake.held, $0.strategyStake.held) = (Decimal(40), Decimal(8)) }, size,
            limits(strategy: "S") { $0.maxPositionSize = Decimal(10) }, is: .fail, value: "13"),
        Row(
            "another strategy's does not concern it", .maxPositionSize, intent("buy 5"), facts(),
            limits(strategy: "T") { $0.maxPositionSize = Decimal(1) }, is: .skipped),
        Row(
            "exposure at the newest price", .maxTotalExposure, intent("buy 400"), facts(), exposure,
            is: .pass,
            value: "40000"),
        Row(
            "exposure with everything else", .maxTotalExposure, intent("buy 400"),
            facts { $0.exposureElsewhere = Decimal(10_001) }, exposure, is: .fail, value: "50001"),
        Row(
            "what cannot be valued is refused", .maxTotalExposure, intent("buy 1"),
            facts { $0.price = nil }, exposure, is: .fail),
        Row(
            "positions", .maxOpenPositions, intent("buy 1"), facts { $0.positionsCount = 5 },
            limits { $0.maxOpenPositions = 5 }, is: .fail, value: "6"),
        Row(
            "an order on a position that is there opens none", .maxOpenPositions, intent("buy 1"),
            facts { ($0.positionsCount, $0.hasPosition) = (5, true) }, limits { $0.maxOpenPositions = 5 },
            is: .warning, value: "5"),
        Row(
            "an order's value is at its limit", .maxOrderNotional, intent("buy 10", limit: "90"), facts(),
            limits { $0.maxOrderNotional = Decimal(899) }, is: .fail, value: "900"),
        Row("leverage", .maxLeverage, intent("buy 40"), facts(), lever, is: .warning, value: "4000"),
        Row("leverage beyond", .maxLeverage, intent("buy 41"), facts(), lever, is: .fail, value: "4100"),
        Row(
            "no equity carries nothing", .maxLeverage, intent("buy 1"), facts { $0.equity = .zero }, lever,
            is: .fail),
        Row(
            "buying power", .buyingPower, intent("buy 10"), facts { $0.buyingPower = Decimal(999) },
            is: .fail, value: "1000"),
        Row(
            "a sale of what is held needs none", .buyingPower, intent("sell 10"),
            facts {
                $0.strategyStake.held = Decimal(10)
                $0.buyingPower = .zero
            }, is: .skipped),
    ]

    static let losses = [
        Row(
            "a loss below the limit", .maxDailyLoss, intent("buy 1"), facts { $0.dayPnL = Decimal(-1999) },
            limits { $0.maxDailyLoss = Decimal(2000) }, is: .warning, value: "1999"),
        Row(
            "a loss at the limit ends the day", .maxDailyLoss, intent("buy 1"),
            facts { $0.dayPnL = Decimal(-2000) }, limits { $0.maxDailyLoss = Decimal(2000) }, is: .fail,
            value: "2000"),
        Row(
            "a profit is no loss", .maxDailyLoss, intent("buy 1"), facts { $0.dayPnL = Decimal(5000) },
            limits { $0.maxDailyLoss = Decimal(2000) }, is: .pass, value: "0"),
        Row(
            "drawdown", .maxDrawdown, intent("buy 1"), facts { $0.drawdownPercent = 20.5 },
            limits { $0.maxDrawdownPercent = 20 }, is: .fail, value: "20.5"),
        Row(
            "an undefined drawdown breaks nothing", .maxDrawdown, intent("buy 1"), facts(),
            limits { $0.maxDrawdownPercent = 20 }, is: .skipped),
        Row(
            "an open breaker", .circuitBreaker, intent("buy 1"), facts { $0.breaker.isOpen = true }, is: .fail
        ),
        Row(
            "an open breaker lets a position be closed", .circuitBreaker, intent("sell 10"),
            facts {
                $0.breaker.isOpen = true
                $0.strategyStake.held = Decimal(10)
            }, is: .skipped),
        Row(
            "but not be turned", .circuitBreaker, intent("sell 11"),
            facts {
                $0.breaker.isOpen = true
                $0.strategyStake.held = Decimal(10)
            }, is: .fail),
    ]

    static let rates = [
        Row(
            "a minute's orders", .ordersPerMinute, intent("buy 1"), facts { $0.ordersCount = 10 },
            limits { $0.ordersPerMinute = 10 }, is: .fail, value: "11"),
        Row(
            "a change is no order", .ordersPerMinute, intent("buy 1", isModification: true),
            facts { $0.ordersCount = 10 }, limits { $0.ordersPerMinute = 10 }, is: .warning, value: "10"),
        Row(
            "a symbol's", .ordersPerMinutePerSymbol, intent("buy 1"), facts { $0.symbolOrdersCount = 3 },
            limits(symbol: "BTC-USD") { $0.ordersPerMinutePerSymbol = 3 }, is: .fail, value: "4"),
        Row(
            "an equal order just now", .duplicateWindow, intent("buy 1"),
            facts { $0.lastEqualOrder = noon(-4) }, limits { $0.duplicateWindow = .seconds(5) }, is: .fail,
            value: "4.0"),
        Row(
            "an equal order when the window has passed", .duplicateWindow, intent("buy 1"),
            facts { $0.lastEqualOrder = noon(-5) }, limits { $0.duplicateWindow = .seconds(5) }, is: .pass),
    ]

    static let markets = [
        Row(
            "a limit near the price", .priceCollar, intent("buy 1", limit: "96"), facts(),
            limits { $0.priceCollarPercent = 5 }, is: .pass, value: "4"),
        Row(
            "a slip of the finger", .priceCollar, intent("buy 1", limit: "1000"), facts(),
            limits { $0.priceCollarPercent = 5 }, is: .fail, value: "900"),
        Row(
            "nothing to hold it against", .priceCollar, intent("buy 1", limit: "100"),
            facts { $0.price = nil }, limits { $0.priceCollarPercent = 5 }, is: .fail),
        Row(
            "an old price", .stalePrice, intent("buy 1"), facts { $0.priceTime = noon(-31) },
            limits { $0.priceAgeMax = .seconds(30) }, is: .fail, value: "31"),
        Row(
            "no price", .stalePrice, intent("buy 1"), facts { $0.priceTime = nil },
            limits { $0.priceAgeMax = .seconds(30) }, is: .fail),
        Row(
            "the market is closed", .marketHours, intent("buy 1"), facts(),
            limits { $0.marketHours = MarketHours(opensMinutes: 0, closesMinutes: 720) }, is: .fail),
        Row(
            "the market is open", .marketHours, intent("buy 1"), facts(),
            limits { $0.marketHours = MarketHours(opensMinutes: 720, closesMinutes: 1440) }, is: .pass),
        Row(
            "a paused strategy", .strategyActive, intent("buy 1"), facts { $0.strategyStatus = .paused },
            is: .fail),
        Row("a new strategy", .strategyActive, intent("buy 1"), facts(), is: .pass),
        Row(
            "trading is stopped", .tradingRunning, intent("buy 1"), facts { $0.stoppedBecause = "a holiday" },
            is: .fail),
        Row(
            "a symbol that may not be traded", .tradingRunning, intent("buy 1"),
            facts { $0.isSymbolAllowed = false }, is: .fail),
        Row(
            "compliance", .compliance, intent("buy 1"),
            facts {
                $0.complianceRulesCount = 1
                $0.complianceFailures = ["leverage would be 5"]
            }, is: .fail),
    ]

    @Test(
        "with the result, the value, the limit and what is left", arguments: sizes + losses + rates + markets)
    func rule(row: Row) {
        var book = LimitBook()
        for limits in row.limits { book.adopt(RiskLimitsChange(limits: limits, isRemoved: false)) }
        let found = check(row.rule, row.order, row.facts, book)
        #expect(found.result == row.result, "\(found)")
        if !row.value.isEmpty { #expect(found.value == row.value) }
        #expect(found.limit.isEmpty == found.value.isEmpty)
    }

    @Test("of several limits the tightest counts, and says whose it is")
    func tightest() {
        let all = book(
            limits { $0.maxOrderNotional = Decimal(1000) },
            limits(strategy: "S") { $0.maxOrderNotional = Decimal(300) },
            limits(symbol: "BTC-USD") { $0.maxOrderNotional = Decimal(200) },
            limits(strategy: "S", symbol: "BTC-USD") { $0.maxOrderNotional = Decimal(250) })
        let found = check(.maxOrderNotional, intent("buy 3"), facts(), all)
        #expect(found.result == .fail)
        #expect(found.scope == "symbol BTC-USD")
        #expect((found.value, found.limit, found.headroom) == ("300", "200", "-100"))
    }

    @Test("amounts beyond what a decimal holds break a limit instead of passing it")
    func huge() {
        let order = intent("buy 170000000000000000000")
        for rule in [RiskRule.maxTotalExposure, .maxOrderNotional, .maxLeverage] {
            let limits = limits {
                ($0.maxTotalExposure, $0.maxOrderNotional) = (Decimal(5), Decimal(5))
                $0.maxLeverage = Decimal(5)
            }
            #expect(check(rule, order, facts(), book(limits)).result == .fail)
        }
    }

    @Test("how things stand is told without an order")
    func usage() {
        let set = book(limits { $0.maxOpenPositions = 5 }).limits(
            account: "default", strategy: "", symbol: "")
        let usage = RiskChecker(nil, facts { $0.positionsCount = 2 }, set).usage()
        #expect(usage.first { $0.rule == .maxOpenPositions }?.headroom == "3")
        #expect(usage.allSatisfy { $0.result != .fail })
    }
}
