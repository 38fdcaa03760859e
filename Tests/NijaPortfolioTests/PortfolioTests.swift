import NijaAnalytics
import NijaModel
import NijaPortfolio
import NijaPositions
import Testing

@Suite("A portfolio")
struct PortfolioTests {
    /// A situation and what it comes to.
    struct Row: CustomTestStringConvertible {
        let testDescription: String
        var facts: PortfolioFacts
        let value: String
        let cash: String
        let buyingPower: String
        let total: String

        init(
            _ what: String, _ facts: PortfolioFacts, value: String, cash: String, buyingPower: String,
            total: String, _ change: (inout PortfolioFacts) -> Void = { _ in }
        ) {
            testDescription = what
            self.facts = facts
            change(&self.facts)
            (self.value, self.cash) = (value, cash)
            (self.buyingPower, self.total) = (buyingPower, total)
        }
    }

    static let rows = [
        Row("nothing has happened", facts(), value: "1000", cash: "1000", buyingPower: "1000", total: "0"),
        Row(
            "closed trades have won 50", facts(equity: "1050"), value: "1050", cash: "1050",
            buyingPower: "1050", total: "50"),
        Row(
            "200 were paid in", facts(equity: "1200"), value: "1200", cash: "1200", buyingPower: "1200",
            total: "0"
        ) { $0.netDeposits = amount("200") },
        Row(
            "a position is 30 up, and has cost 2 in fees", facts(), value: "1028", cash: "998",
            buyingPower: "728", total: "28"
        ) { $0.holdings = open(value: "330", unrealized: "30", realized: "-2", margin: "300") },
        Row(
            "a report came while the position was 20 up: it includes that", facts(equity: "1020"),
            value: "1030", cash: "1000", buyingPower: "730", total: "30"
        ) {
            $0.latestReport = report(balance: "1000", equity: "1020")
            $0.openAtReport = result("20")
            $0.holdings = open(value: "330", unrealized: "30", margin: "300")
        },
        Row(
            "the report is newer than every price: what was reported counts", facts(equity: "1017"),
            value: "1017", cash: "1000", buyingPower: "717", total: "17"
        ) {
            $0.latestReport = report(balance: "1000", equity: "1017")
            $0.openAtReport = result("20")
            $0.holdings = open(value: "320", unrealized: "20", margin: "300")
        },
        Row(
            "the report leaves the cost out of the balance, as venues for shares do", facts(equity: "1020"),
            value: "1030", cash: "700", buyingPower: "730", total: "30"
        ) {
            $0.latestReport = report(balance: "700", equity: "1020")
            $0.openAtReport = result("20")
            $0.holdings = open(value: "330", unrealized: "30", margin: "300")
        },
        Row(
            "the position that the report included was closed with 25", facts(equity: "1045"), value: "1025",
            cash: "1025", buyingPower: "1025", total: "25"
        ) {
            $0.latestReport = report(balance: "1000", equity: "1020")
            $0.openAtReport = result("20")
        },
        Row(
            "a part was closed with 10 since the report", facts(equity: "1020"), value: "1030", cash: "1010",
            buyingPower: "830", total: "30"
        ) {
            $0.latestReport = report(balance: "1000", equity: "1020")
            $0.openAtReport = result("20")
            $0.holdings = open(value: "220", unrealized: "20", realized: "10", margin: "200")
        },
        Row(
            "nothing is open, and the venue holds a margin", facts(), value: "1000", cash: "1000",
            buyingPower: "600", total: "0"
        ) { $0.latestReport = report(balance: "1000", equity: "1000", margin: "400") },
        Row(
            "the margin of what is open counts, not the reported one", facts(), value: "1000", cash: "1000",
            buyingPower: "900", total: "0"
        ) {
            $0.latestReport = report(balance: "1000", equity: "1000", margin: "400")
            $0.holdings = open(value: "1000", margin: "100")
        },
        Row(
            "more is tied up than there is", facts(equity: "100"), value: "100", cash: "100",
            buyingPower: "0", total: "-900"
        ) { $0.holdings = open(value: "5000", margin: "500") },
    ]

    @Test("is worth its reports, its trades and what is open", arguments: rows)
    func worth(row: Row) {
        let portfolio = Portfolio(row.facts)
        #expect(portfolio.totalValue == amount(row.value))
        #expect(portfolio.cash == amount(row.cash))
        #expect(portfolio.buyingPower == amount(row.buyingPower))
        #expect(portfolio.totalPnL == amount(row.total))
    }

    @Test("keeps what is realized and what is not apart")
    func apart() {
        var facts = facts(equity: "1050")
        facts.holdings = open(value: "330", unrealized: "30", realized: "-2")
        let portfolio = Portfolio(facts)
        #expect(portfolio.unrealizedPnL == .value(amount("30")))
        #expect(portfolio.realizedPnL == amount("48"))
    }

    @Test("has no unrealized profit while nothing that is open has a price, and one with the first")
    func unpriced() {
        var facts = facts()
        facts.holdings = open(2, value: "300", unpriced: 2)
        #expect(Portfolio(facts).unrealizedPnL == .undefined(.noPrice))
        facts.holdings = open(2, value: "310", unrealized: "10", unpriced: 1)
        #expect(Portfolio(facts).unrealizedPnL == .value(amount("10")))
        facts.holdings = HoldingSums()
        #expect(Portfolio(facts).unrealizedPnL == .value(.zero))
    }

    /// A day, and what it has brought.
    struct DayRow: CustomTestStringConvertible {
        let testDescription: String
        let facts: PortfolioFacts
        let change: String
        let percentage: Double

        init(
            _ what: String, _ facts: PortfolioFacts, _ change: String, _ percentage: Double,
            _ set: (inout PortfolioFacts) -> Void = { _ in }
        ) {
            var facts = facts
            set(&facts)
            (testDescription, self.facts, self.change, self.percentage) = (what, facts, change, percentage)
        }
    }

    static let days = [
        DayRow("nothing", facts(), "0", 0),
        DayRow("trades closed today", facts(equity: "1050", atDayStart: "1000"), "50", 5),
        DayRow("trades closed before", facts(equity: "1050", atDayStart: "1050"), "0", 0),
        DayRow(
            "a deposit is no profit", facts(equity: "1200", atDayStart: "1000", flowsToday: "200"), "0", 0),
        DayRow("a position that was 20 up is 30 up", facts(), "10", 100 * 10.0 / 1020) {
            $0.openAtDayStart = result("20")
            $0.holdings = open(value: "330", unrealized: "30")
        },
        DayRow("a position that was 20 up was closed with 25", facts(equity: "1025"), "5", 100 * 5.0 / 1020) {
            $0.openAtDayStart = result("20")
        },
        DayRow("the day was not looked at yet: what is open counts as yesterday's", facts(), "0", 0) {
            $0.openAtDayStart = nil
            $0.holdings = open(value: "330", unrealized: "30")
        },
        DayRow(
            "a report took over what was open", facts(equity: "1030", atDayStart: "1000"), "10",
            100 * 10.0 / 1020
        ) {
            $0.openAtDayStart = result("20")
            $0.latestReport = report(balance: "1000", equity: "1030")
            $0.openAtReport = result("30")
            $0.holdings = open(value: "330", unrealized: "30")
        },
    ]

    @Test("has gained today what changed since the day began, without cash flows", arguments: days)
    func daily(row: DayRow) {
        let portfolio = Portfolio(row.facts)
        #expect(portfolio.dailyPnL == amount(row.change))
        #expect(portfolio.dailyPnLPercentage.value.map { abs($0 - row.percentage) < 1e-12 } == true)
    }

    @Test("has no percentages of what is not positive")
    func nonPositive() {
        var facts = facts(equity: "0", atDayStart: "0")
        facts.netDeposits = amount("-1000")
        facts.holdings = open(value: "10")
        let portfolio = Portfolio(facts)
        #expect(portfolio.dailyPnLPercentage == .undefined(.nonPositiveEquity))
        #expect(portfolio.totalPnLPercentage == .undefined(.nonPositiveEquity))
        #expect(portfolio.exposurePercentage == .undefined(.nonPositiveEquity))
        #expect(portfolio.winRate == .undefined(.noTrades))
        #expect(portfolio.percentageOfValue(amount("10")) == .undefined(.nonPositiveEquity))
    }

    @Test("is exposed to long and short positions alike")
    func exposure() {
        var facts = facts()
        facts.holdings = open(2, value: "300")
        facts.holdings.shortValue = amount("200")
        let portfolio = Portfolio(facts)
        #expect(portfolio.holdings.value == amount("500"))
        #expect(portfolio.exposurePercentage == .value(50))
    }

    @Test("adds up with others, and says when the sum is beyond all numbers")
    func totals() throws {
        var (total, facts) = (PortfolioTotal(), facts(equity: "1050"))
        facts.holdings = open(3, value: "330", unrealized: "30")
        try total.add(Portfolio(facts))
        try total.add(Portfolio(facts))
        #expect((total.accounts, total.openPositions) == (2, 6))
        #expect(total.totalValue == amount("2160"))
        #expect(total.cash == amount("2100"))
        #expect(total.totalPnL == amount("160"))
        #expect(total.exposure == amount("660"))
        facts.standing = Standing(
            equity: Decimal(units: .max - amount("1000000").units), equityAtDayStart: .zero,
            flowsSinceDayStart: .zero)
        facts.settings.initialCapital = .zero
        facts.holdings = HoldingSums()
        try? total.add(Portfolio(facts))
        #expect(throws: DecimalError.outOfRange) { try total.add(Portfolio(facts)) }
    }
}

@Suite("The largest parts of a portfolio")
struct PortfolioPartTests {
    private let parts = ["A": "10", "B": "30", "C": "30", "D": "5"].mapValues { open(value: $0) }

    @Test(
        "come first, by name where equal, and no more than asked for",
        arguments: [
            (0, []), (1, ["B"]), (2, ["B", "C"]), (3, ["B", "C", "A"]), (9, ["B", "C", "A", "D"]),
        ])
    func largest(limit: Int, keys: [String]) {
        #expect(PortfolioPart.largest(limit, of: parts).map(\.key) == keys)
    }

    @Test("of nothing are none")
    func none() { #expect(PortfolioPart.largest(5, of: [:]).isEmpty) }
}

@Suite("The health of a portfolio")
struct PortfolioHealthTests {
    private func problems(_ set: (inout PortfolioFacts) -> Void) -> [PortfolioHealth.Problem] {
        var facts = facts()
        set(&facts)
        return PortfolioHealth(of: Portfolio(facts), .standard, at: now).problems
    }

    private func ago(_ age: TimeSpan) -> Timestamp {
        Timestamp(nanoseconds: now.nanoseconds - age.nanoseconds)
    }

    @Test("is good when nothing is open and nothing was ever reported")
    func good() { #expect(problems { _ in }.isEmpty) }

    @Test("is good up to the limits, and names what is beyond them")
    func limits() {
        #expect(problems { $0.oldestPrice = ago(.seconds(60)) }.isEmpty)
        #expect(problems { $0.oldestPrice = ago(.seconds(61)) } == [.stalePrices(age: .seconds(61))])
        #expect(
            problems { $0.latestReport = report(balance: "1000", equity: "1000", age: .hours(24)) }.isEmpty)
        #expect(
            problems { $0.latestReport = report(balance: "1000", equity: "1000", age: .hours(25)) }
                == [.staleBalance(age: .hours(25))])
    }

    @Test("names everything at once")
    func everything() {
        let found = problems {
            $0.standing = Standing(equity: .zero, equityAtDayStart: .zero, flowsSinceDayStart: .zero)
            $0.holdings = open(3, value: "300", unpriced: 2)
            $0.oldestPrice = ago(.minutes(5))
            $0.latestReport = report(balance: "0", equity: "0", age: .days(2))
        }
        #expect(
            found == [
                .unpriced(count: 2), .stalePrices(age: .minutes(5)), .staleBalance(age: .days(2)),
                .nonPositiveValue,
            ])
    }
}
