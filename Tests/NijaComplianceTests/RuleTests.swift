import NijaModel
import Testing

@testable import NijaCompliance

/// The rule on pattern day trading, switched on and without its end.
private let legacy = Rulebook().setting(.legacyPatternDayTrading) { $0.isEnabled = true }

@Suite("Pattern day trading as it was")
struct LegacyPatternDayTradingTests {
    /// A day trade on each of these days.
    private func dayTrades(on days: [String], equity: String? = "10000") throws -> Script {
        var script = try Script([])
        for day in days {
            try script.add("buy 1@100 \(day)", equity: equity)
            try script.add("sell 1@101 \(day) 16:00", equity: equity)
        }
        return script
    }

    @Test("three day trades in five business days are no pattern, the fourth is")
    func fourth() throws {
        let report = try dayTrades(on: ["2025-03-03", "2025-03-04", "2025-03-05", "2025-03-07"]).report(
            legacy)
        #expect(report.result("f6", .legacyPatternDayTrading) == .pass)
        #expect(report.result("f7", .legacyPatternDayTrading) == .pass)
        #expect(report.result("f8", .legacyPatternDayTrading) == .flag)
    }

    @Test("the window is five business days: the sixth lets the first go, and a holiday stretches it")
    func window() throws {
        let six = try dayTrades(on: ["2025-03-03", "2025-03-04", "2025-03-05", "2025-03-10"]).report(legacy)
        #expect(six.result("f8", .legacyPatternDayTrading) == .pass)
        // Thanksgiving lies between: Tuesday to Tuesday is five business days.
        let holiday = try dayTrades(on: ["2025-11-25", "2025-11-26", "2025-11-28", "2025-12-02"]).report(
            legacy)
        #expect(holiday.result("f8", .legacyPatternDayTrading) == .flag)
    }

    @Test("an equity of 25,000 is enough, one below is not")
    func equity() throws {
        let days = ["2025-03-03", "2025-03-04", "2025-03-05", "2025-03-06"]
        #expect(
            try dayTrades(on: days, equity: "25000").report(legacy).result("f8", .legacyPatternDayTrading)
                == .pass)
        #expect(
            try dayTrades(on: days, equity: "24999.99").report(legacy).result("f8", .legacyPatternDayTrading)
                == .flag)
        #expect(
            try dayTrades(on: days, equity: nil).report(legacy).result("f8", .legacyPatternDayTrading)
                == .flag)
    }

    @Test("exactly 6 % of the fills is no pattern, more is")
    func share() throws {
        for (others, expected) in [(60, AuditResult.flag), (59, .flag), (58 + 1, .flag), (61, .pass)] {
            var script = try dayTrades(on: ["2025-03-03", "2025-03-04", "2025-03-05"])
            for _ in 0..<(others - 2) {
                try script.add("buy 1@100 2025-03-06 14:00", symbol: "KO", equity: "10000")
            }
            try script.add("buy 1@100 2025-03-06", equity: "10000")
            try script.add("sell 1@100 2025-03-06 16:00", equity: "10000")
            // 6 fills of three day trades and these: 4 of 66 are 6.06 %, 4 of 67 are 5.97 %.
            let last = "f\(script.fills.count)"
            #expect(try script.report(legacy).result(last, .legacyPatternDayTrading) == expected, "\(others)")
        }
    }

    @Test("exactly 4 of 50 at a share of 8 % is not more than it")
    func exactShare() throws {
        let book = legacy.setting(.legacyPatternDayTrading) {
            $0.thresholds["min_share_percent"] = Decimal(8)
        }
        var script = try dayTrades(on: ["2025-03-03", "2025-03-04", "2025-03-05"])
        for _ in 0..<42 { try script.add("buy 1@100 2025-03-06 14:00", symbol: "KO", equity: "10000") }
        try script.add("buy 1@100 2025-03-06", equity: "10000")
        try script.add("sell 1@100 2025-03-06 16:00", equity: "10000")
        #expect(try script.report(book).result("f50", .legacyPatternDayTrading) == .pass)
    }

    @Test(
        "what one day trade is",
        arguments: [
            (["buy 10@1 2025-03-03", "sell 10@1 2025-03-03"], 1),
            (["short 10@1 2025-03-03", "cover 10@1 2025-03-03"], 1),
            (["buy 10@1 2025-03-03", "sell 10@1 2025-03-04"], 0),
            (["buy 10@1 2025-03-03", "buy 10@1 2025-03-03", "sell 20@1 2025-03-03"], 1),
            (["buy 10@1 2025-03-03", "sell 5@1 2025-03-03", "sell 5@1 2025-03-03"], 1),
            (["buy 10@1 2025-03-03", "sell 5@1 2025-03-03", "buy 5@1 2025-03-03", "sell 5@1 2025-03-03"], 2),
            (["buy 10@1 2025-03-03", "sell 10@1 2025-03-04", "buy 10@1 2025-03-04"], 0),
            (["buy 10@1 2025-03-03", "buy 5@1 2025-03-04", "sell 10@1 2025-03-04"], 1),
            (["buy 10@1 2025-03-03", "short 5@1 2025-03-03", "cover 5@1 2025-03-03"], 1),
        ])
    func dayTrade(_ lines: [String], _ count: Int) throws {
        let report = try Script(lines).report(legacy)
        let day = try Day("2025-03-05")
        #expect(report.auditor.dayTradeCount(on: day, equity: nil, rules(legacy)).dayTrades == count)
    }

    @Test("day trades that remain, without a limit from 25,000 on")
    func remaining() throws {
        let report = try dayTrades(on: ["2025-03-03", "2025-03-04"]).report(legacy)
        let day = try Day("2025-03-05")
        func remaining(_ equity: Int) -> Int? {
            report.auditor.dayTradeCount(on: day, equity: Decimal(equity), rules(legacy)).remaining
        }
        #expect(remaining(24_999) == 1)
        #expect(remaining(25_000) == nil)
        let four = try dayTrades(on: ["2025-02-27", "2025-02-28", "2025-03-03", "2025-03-04"]).report(legacy)
        #expect(four.auditor.dayTradeCount(on: day, equity: nil, rules(legacy)).remaining == 0)
    }

    @Test("off by default, skipped from its repeal on, and for crypto")
    func repeal() throws {
        let days = ["2026-06-01", "2026-06-02", "2026-06-03", "2026-06-04"]
        #expect(try dayTrades(on: days).report().result("f8", .legacyPatternDayTrading) == nil)
        let report = try dayTrades(on: days).report(legacy)
        #expect(report.result("f6", .legacyPatternDayTrading) == .pass)
        #expect(report.result("f8", .legacyPatternDayTrading) == .skipped)
        let broker = legacy.setting(.legacyPatternDayTrading) {
            $0.effectiveUntil = try? Day("2027-10-20")
        }
        #expect(try dayTrades(on: days).report(broker).result("f8", .legacyPatternDayTrading) == .flag)
        let crypto = try Script(["buy 1@1 2025-03-03", "sell 1@1 2025-03-03"], assetClass: .crypto)
        #expect(try crypto.report(legacy).result("f2", .legacyPatternDayTrading) == .skipped)
    }
}

@Suite("Position size, leverage and intraday margin")
struct SizeRuleTests {
    @Test(
        "a position of exactly 20 % passes, a hair more is flagged",
        arguments: [("20@100", AuditResult.pass), ("20.000000000000000001@100", .flag), ("1@1", .pass)])
    func positionSize(_ order: String, _ result: AuditResult) throws {
        let report = try Script(["buy \(order) 2026-03-02"], assetClass: .crypto, equity: "10000").report()
        #expect(report.result("f1", .positionSize) == result)
    }

    @Test("the whole position counts, not the last fill alone; other symbols do not")
    func wholePosition() throws {
        var script = try Script(["buy 15@100 2026-03-02", "buy 6@100 2026-03-02"], equity: "10000")
        try script.add("buy 19@100 2026-03-02", symbol: "KO", equity: "10000")
        let report = try script.report()
        #expect(report.result("f1", .positionSize) == .pass)
        #expect(report.result("f2", .positionSize) == .flag)
        #expect(report.result("f3", .positionSize) == .pass)
    }

    @Test("exposure of exactly four times equity passes, more fails; shorts count as longs do")
    func leverage() throws {
        var script = try Script(["buy 20@1000 2026-03-02"], equity: "10000")
        try script.add("short 20@1000 2026-03-02", symbol: "KO", equity: "10000")
        try script.add("buy 0.01@1 2026-03-02", symbol: "T", equity: "10000")
        let report = try script.report()
        #expect(report.result("f2", .leverage) == .pass)
        #expect(report.result("f3", .leverage) == .fail)
        #expect(
            report.verdict("f3", .leverage)?.reason.text
                == "positions of 40000.01 are 4 times the equity of 10000; the limit is 4 times")
    }

    @Test("S0's own example, 0.1 at 45,000 on a capital of 1,000, is 4.5 times")
    func sample() throws {
        let report = try Script(["buy 0.1@45000 2026-03-02"], assetClass: .crypto, equity: "1000").report()
        #expect(report.result("f1", .leverage) == .fail)
        #expect(report.result("f1", .positionSize) == .flag)
    }

    @Test("no equity, or less, fails both; unknown equity skips both", arguments: ["0", "-5"])
    func noEquity(_ equity: String) throws {
        let report = try Script(["buy 1@1 2026-03-02"], equity: equity).report()
        #expect(report.result("f1", .leverage) == .fail)
        #expect(report.result("f1", .positionSize) == .fail)
        let unknown = try Script(["buy 1@1 2026-03-02"]).report()
        #expect(unknown.result("f1", .leverage) == .skipped)
        #expect(unknown.result("f1", .positionSize) == .skipped)
    }

    @Test("positions of any size compare without overflow")
    func huge() throws {
        let report = try Script(
            ["buy 1000000000000@1 2026-03-02", "buy 0.000001@1000000000000 2026-03-02"], equity: "1"
        ).report()
        #expect(report.result("f2", .leverage) == .fail)
        #expect(report.result("f2", .positionSize) == .flag)
    }

    @Test("the day's largest exposure needs its margin, from the day the new standards took effect")
    func intradayMargin() throws {
        let lines = ["buy 100@401 2026-06-04", "sell 90@401 2026-06-04", "sell 1@401 2026-06-05"]
        let report = try Script(lines, equity: "10000").report()
        #expect(report.result("f1", .intradayMargin) == .flag)
        #expect(report.result("f2", .intradayMargin) == .flag)
        #expect(report.result("f3", .intradayMargin) == .pass)
        let exact = try Script(["buy 100@400 2026-06-04"], equity: "10000").report()
        #expect(exact.result("f1", .intradayMargin) == .pass)
        let early = try Script(["buy 100@401 2026-06-03"], equity: "10000").report()
        #expect(early.result("f1", .intradayMargin) == .skipped)
        let crypto = try Script(["buy 100@401 2026-06-04"], assetClass: .crypto, equity: "10000").report()
        #expect(crypto.result("f1", .intradayMargin) == .skipped)
    }
}

@Suite("Rulebook")
struct RulebookTests {
    @Test("an account's own setting goes before the one for all")
    func precedence() throws {
        var book = Rulebook().setting(.positionSize) { $0.thresholds["max_percent"] = Decimal(30) }
        var own = book.rule(.positionSize, account: "main")
        own.key.account = "main"
        own.thresholds["max_percent"] = Decimal(10)
        book.adopt(own)
        #expect(book.rule(.positionSize, account: "main").thresholds["max_percent"] == Decimal(10))
        #expect(book.rule(.positionSize, account: "other").thresholds["max_percent"] == Decimal(30))
        #expect(book.rules(account: "other").map(\.key.ruleID) == RuleID.allCases.map(\.rawValue))
    }

    @Test("every standard setting is valid, and its text is there")
    func standards() {
        for definition in RuleDefinition.all {
            var violations = Violations()
            Rulebook.validate(definition.standard, into: &violations)
            #expect(violations.isEmpty)
            #expect(!definition.summary.isEmpty && !definition.source.isEmpty)
        }
        #expect(RuleDefinition.all.map(\.id) == RuleID.allCases)
    }

    @Test("what cannot be set is named with its value and what would be right")
    func violations() throws {
        func found(_ id: RuleID, _ change: (inout ComplianceRule) -> Void) -> [FieldViolation] {
            var rule = Rulebook().rule(id, account: "")
            change(&rule)
            var violations = Violations()
            Rulebook.validate(rule, into: &violations)
            return violations.found
        }
        #expect(
            found(.positionSize) { $0.thresholds["max_percent"] = .zero }.map(\.description)
                == ["is 0; it must be from 1 to 1000 (largest position, percent of equity)"])
        #expect(found(.washSale) { $0.thresholds["window_days"] = Decimal(31) }.count == 1)
        #expect(
            found(.washSale) { $0.thresholds["window_days"] = Decimal(units: 15 * Decimal.unitsPerOne / 10) }
                .count
                == 1)
        #expect(found(.leverage) { $0.thresholds["max"] = .one }.map(\.field) == ["rule.thresholds"])
        #expect(found(.leverage) { $0.thresholds = [:] }.map(\.field) == ["rule.thresholds"])
        #expect(found(.leverage) { $0.key.ruleID = "pdt" }.map(\.field) == ["rule.rule_id"])
        let day = try Day("2026-01-01")
        #expect(found(.leverage) { ($0.effectiveFrom, $0.effectiveUntil) = (day, day) }.count == 1)
    }
}
