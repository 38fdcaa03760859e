import NijaModel
import Testing

@testable import NijaCompliance

/// A case of docs/COMPLIANCE.md: what happened, what is disallowed, and what is left with which basis a share.
struct WashCase: CustomTestStringConvertible {
    let name: String
    let fills: [String]
    let disallowed: String
    /// `quantity@basis` of each lot that is left, the oldest first.
    let left: [String]

    var testDescription: String { name }

    static let published = [
        WashCase(
            name: "W1 the rest of the same lot replaces",
            fills: ["buy 200@50 2025-03-01", "sell 100@40 2025-03-20"],
            disallowed: "1000", left: ["100@60"]),
        WashCase(
            name: "W2 nothing is left to replace",
            fills: ["buy 200@50 2025-03-01", "sell 200@40 2025-03-20"],
            disallowed: "0", left: []),
        WashCase(
            name: "W3 a third is left to replace",
            fills: ["buy 200@50 2025-03-01", "sell 150@40 2025-03-20"],
            disallowed: "500", left: ["50@60"]),
        WashCase(
            name: "W4 bought back later",
            fills: ["buy 500@10 2024-06-03", "sell 500@5 2025-04-01", "buy 500@4 2025-04-19"],
            disallowed: "2500", left: ["500@9"]),
        WashCase(
            name: "W5 bought back after nine days",
            fills: ["buy 100@80 2025-01-01", "sell 100@50 2025-03-01", "buy 100@52 2025-03-10"],
            disallowed: "3000", left: ["100@82"]),
        WashCase(
            name: "W6 bought back on day 30",
            fills: ["buy 100@80 2025-01-01", "sell 100@50 2025-03-01", "buy 100@52 2025-03-31"],
            disallowed: "3000", left: ["100@82"]),
        WashCase(
            name: "W7 bought back on day 31",
            fills: ["buy 100@80 2025-01-01", "sell 100@50 2025-03-01", "buy 100@52 2025-04-01"],
            disallowed: "0", left: ["100@52"]),
        WashCase(
            name: "W8 sold at a gain",
            fills: ["buy 100@80 2025-01-01", "sell 100@90 2025-03-01", "buy 100@52 2025-03-10"],
            disallowed: "0", left: ["100@52"]),
        WashCase(
            name: "W9 only 40 bought back",
            fills: ["buy 100@80 2025-01-01", "sell 100@50 2025-03-01", "buy 40@52 2025-03-10"],
            disallowed: "1200", left: ["40@82"]),
        WashCase(
            name: "W10 replaced before the sale",
            fills: ["buy 100@80 2025-01-01", "buy 100@55 2025-02-20", "sell 100@50 2025-03-01"],
            disallowed: "3000", left: ["100@85"]),
    ]

    static let further = [
        WashCase(
            name: "30 days before the sale is inside",
            fills: ["buy 100@80 2024-12-02", "buy 100@55 2025-01-30", "sell 100@50 2025-03-01"],
            disallowed: "3000", left: ["100@85"]),
        WashCase(
            name: "31 days before the sale is outside",
            fills: ["buy 100@80 2024-12-02", "buy 100@55 2025-01-29", "sell 100@50 2025-03-01"],
            disallowed: "0", left: ["100@55"]),
        WashCase(
            name: "each share replaces once",
            fills: [
                "buy 100@80 2025-01-01", "buy 100@80 2025-01-01", "sell 100@50 2025-03-01",
                "sell 100@50 2025-03-02", "buy 100@52 2025-03-10",
            ], disallowed: "3000", left: ["100@82"]),
        WashCase(
            name: "a deferred loss is deferred again",
            fills: [
                "buy 100@80 2025-01-01", "sell 100@50 2025-03-01", "buy 100@52 2025-03-10",
                "sell 100@40 2025-03-20", "buy 100@41 2025-03-30",
            ], disallowed: "7200", left: ["100@83"]),
        WashCase(
            name: "fees belong to cost and proceeds, gains on one lot do not make up for losses on another",
            fills: [
                "buy 50@60 2024-06-03", "buy 50@30 2024-06-04", "sell 100@40 2025-03-01",
                "buy 50@40 2025-03-02",
            ],
            disallowed: "1000", left: ["50@60"]),
        WashCase(
            name: "the oldest loss takes the first replacement, in part",
            fills: [
                "buy 10@100 2024-06-03", "buy 10@90 2024-06-04", "sell 10@50 2025-03-01",
                "sell 10@50 2025-03-02", "buy 15@50 2025-03-10",
            ], disallowed: "700", left: ["10@100", "5@90"]),
        WashCase(
            name: "fractions that do not divide are exact in sum",
            fills: [
                "buy 3@1 2024-06-03", "sell 3@0.5 2025-03-01", "buy 1@1 2025-03-02", "buy 1@1 2025-03-03",
                "buy 1@1 2025-03-04",
            ],
            disallowed: "1.5", left: ["1@1.5", "1@1.5", "1@1.5"]),
        WashCase(
            name: "a gain never counts as a replacement's loss, and a short is no sale of shares",
            fills: ["short 100@50 2025-03-01", "cover 100@60 2025-03-02", "short 100@50 2025-03-03"],
            disallowed: "0", left: []),
    ]
}

@Suite("Wash sales")
struct WashSaleTests {
    @Test("disallowed loss and remaining basis are exact", arguments: WashCase.published + WashCase.further)
    func amounts(_ washCase: WashCase) throws {
        let report = try Script(washCase.fills).report()
        #expect(report.disallowed == (try Decimal(washCase.disallowed)))
        var left: [String] = []
        for lot in report.auditor.lots(of: "AAPL") {
            left.append(
                "\(lot.quantity)@\(try lot.basis.divided(by: lot.quantity, rounding: .halfEven))")
        }
        #expect(left == washCase.left)
    }

    @Test("the sale is flagged with its replacements, and nothing else is")
    func flagged() throws {
        let report = try Script(WashCase.published[4].fills).report()
        let verdict = try #require(report.verdict("f2", .washSale))
        #expect(verdict.result == .flag)
        #expect(verdict.reason.relatedFillIDs == ["f3"])
        #expect(
            verdict.reason.text
                == "100 sold at a loss of 3000, 100 of them replaced within the window: 3000 is disallowed and "
                + "added to the basis of the replacements")
        #expect(report.result("f1", .washSale) == .pass)
        #expect(report.result("f3", .washSale) == .pass)
    }

    @Test("a loss is pending through day 30 and passes on day 31")
    func pending() throws {
        let script = try Script(["buy 100@80 2025-01-01", "sell 100@50 2025-03-01"])
        for (day, result) in [
            ("2025-03-01", AuditResult.pending), ("2025-03-31", .pending), ("2025-04-01", .pass),
        ] {
            #expect(try script.report(on: day).result("f2", .washSale) == result, "on \(day)")
        }
    }

    @Test("the holding period of what was sold carries over to what replaces it")
    func holdingPeriod() throws {
        let report = try Script(WashCase.published[4].fills).report()
        let lot = try #require(report.auditor.lots(of: "AAPL").first)
        // 59 days from 1 January to 1 March.
        #expect(lot.acquired.description == "2025-03-10")
        #expect(lot.heldSince.description == "2025-01-10")
    }

    @Test("days are those of New York: 03:30 UTC of day 31 is still day 30 there")
    func newYorkDays() throws {
        let fills = ["buy 100@80 2025-01-01", "sell 100@50 2025-03-01", "buy 100@52 2025-04-01 03:30"]
        #expect(try Script(fills).report().disallowed == Decimal(3000))
    }

    @Test("crypto and instruments of unknown kind are skipped, and nothing is deferred")
    func skipped() throws {
        for assetClass in [AssetClass.crypto, .forex, .future, nil] {
            let report = try Script(WashCase.published[4].fills, assetClass: assetClass).report()
            #expect(report.result("f2", .washSale) == .skipped)
            #expect(report.disallowed == .zero)
        }
    }

    @Test("the rule can be set to apply to crypto")
    func cryptoByChoice() throws {
        let book = Rulebook().setting(.washSale) { $0.assetClasses = [.crypto] }
        let report = try Script(WashCase.published[4].fills, assetClass: .crypto).report(book)
        #expect(report.disallowed == Decimal(3000))
    }

    @Test("a sale of shares that nobody has seen bought is skipped: its cost is not known")
    func unknownCost() throws {
        let report = try Script(["sell 100@50 2025-03-01"]).report()
        #expect(report.result("f1", .washSale) == .skipped)
        #expect(report.auditor.metrics.unknownCostCount == 1)
        #expect(report.auditor.metrics.realizedPnL == .zero)
    }

    @Test("a loss on a short that was covered is skipped, since that is not checked")
    func covered() throws {
        let report = try Script(["short 100@50 2025-03-01", "cover 100@60 2025-03-02"]).report()
        #expect(report.result("f2", .washSale) == .skipped)
    }

    @Test("another symbol replaces nothing")
    func otherSymbol() throws {
        var script = try Script(["buy 100@80 2025-01-01", "sell 100@50 2025-03-01"])
        try script.add("buy 100@52 2025-03-10", symbol: "MSFT")
        #expect(try script.report().disallowed == .zero)
    }
}

@Suite("Wash sales against an oracle that goes share by share")
struct WashSaleOracleTests {
    @Test("losses, bases and holding periods are the same", arguments: 1...100 as ClosedRange<UInt64>)
    func random(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var oracle = ShareOracle()
        var auditor = Auditor()
        let start = try Day("2025-01-02")
        var day = 0
        for index in 0..<120 {
            day += Int.random(in: 0...9, using: &random)
            let (count, price) = (
                Int.random(in: 1...12, using: &random), Int.random(in: 50...90, using: &random)
            )
            let isBuy = Int.random(in: 0..<9, using: &random) < 5
            var fill = Fill(
                symbol: "A", side: isBuy ? .buy : .sell, quantity: Decimal(count), price: Decimal(price),
                executedAt: DayBoundary.utc.start(of: start.adding(day)).adding(.hours(15)))
            (fill.fillID, fill.assetClass) = ("f\(index)", .equity)
            _ = auditor.add(
                RecordedFill(fill: fill, sequence: UInt64(index + 1), recordedAt: fill.executedAt), rules())
            if isBuy {
                oracle.buy(count, at: price, on: day)
            } else {
                oracle.sell(count, at: price, on: day)
            }
        }
        #expect(auditor.metrics.disallowedLosses == Decimal(oracle.disallowed), "seed \(seed)")
        #expect(auditor.metrics.realizedPnL == Decimal(oracle.realized), "seed \(seed)")
        let left = try auditor.lots(of: "A").flatMap { lot in
            let basis = try lot.basis.divided(by: lot.quantity, rounding: .halfEven)
            return Array(
                repeating: [basis, Decimal(lot.heldSince.days(since: start))],
                count: Int(lot.quantity.doubleValue))
        }
        #expect(left == oracle.left.map { $0.map(Decimal.init) }, "seed \(seed)")
    }
}
