import NijaAnalytics
import NijaLedger
import NijaModel
import Testing

@Suite("Accounts")
struct AccountTests {
    private func account(_ adjust: (inout Account) -> Void = { _ in }) -> Account {
        var account = Account(
            name: "live", initialCapital: Decimal(500), currency: "EUR", periodsPerYear: 252,
            riskFreeRate: 0.02, dayBoundaryMinutes: 60, createdAt: noon())
        adjust(&account)
        return account
    }

    private func create(_ account: Account, at desk: inout Desk) throws -> Answer<Account> {
        try desk.run { desk throws(LedgerError) in
            try desk.ledger.createAccount(account, desk.context)
        }
    }

    private func update(_ account: Account, at desk: inout Desk) throws -> Answer<Account> {
        try desk.run { desk throws(LedgerError) in
            try desk.ledger.updateAccount(account, desk.context)
        }
    }

    @Test("an account is made with its settings, and the same once more is a duplicate")
    func create() throws {
        var desk = try Desk()
        let first = try create(account(), at: &desk)
        #expect(!first.isDuplicate)
        #expect(first.value.sequence == desk.ledger.sequence)
        #expect(desk.ledger.accountNames == ["live", "main"])
        let bytes = desk.bytes
        let second = try create(account { $0.createdAt = noon(9) }, at: &desk)
        #expect(second.isDuplicate)
        #expect(second.value == first.value)
        #expect(desk.bytes == bytes)
    }

    @Test("the name of another account is refused")
    func otherSettings() throws {
        var desk = try Desk()
        _ = try create(account(), at: &desk)
        let error = try refusal { try create(account { $0.currency = "USD" }, at: &desk) }
        #expect(error == .alreadyExists(.account, name: "live", difference: "settings"))
    }

    /// Settings that cannot be, and the field.
    struct Impossible: CustomTestStringConvertible, Sendable {
        let field: String
        let adjust: @Sendable (inout Account) -> Void
        var testDescription: String { field }
    }

    @Test(
        "settings that cannot be are refused with the field",
        arguments: [
            Impossible(field: "name") { $0.name = "" },
            Impossible(field: "name") { $0.name = "a b" },
            Impossible(field: "name") { $0.name = String(repeating: "a", count: 65) },
            Impossible(field: "initial_capital") { $0.initialCapital = .zero },
            Impossible(field: "initial_capital") { $0.initialCapital = Decimal(1_000_000_000_001) },
            Impossible(field: "currency") { $0.currency = "" },
            Impossible(field: "periods_per_year") { $0.periodsPerYear = 260 },
            Impossible(field: "risk_free_rate") { $0.riskFreeRate = -1 },
            Impossible(field: "risk_free_rate") { $0.riskFreeRate = .nan },
            Impossible(field: "risk_free_rate") { $0.riskFreeRate = 1.5 },
            Impossible(field: "day_boundary_minutes") { $0.dayBoundaryMinutes = 841 },
            Impossible(field: "day_boundary_minutes") { $0.dayBoundaryMinutes = -721 },
        ])
    func impossible(row: Impossible) throws {
        var desk = try Desk()
        let bytes = desk.bytes
        let error = try refusal { try create(account(row.adjust), at: &desk) }
        #expect(error?.fields == ["account." + row.field])
        #expect(desk.bytes == bytes)
    }

    @Test("an update changes the figures of what was recorded before; without a change it is a duplicate")
    func update() throws {
        var desk = try Desk()
        try desk.record(trade("t1", profit: 100))
        let known = try #require(desk.ledger.settings(ofAccount: "main"))
        var changed = known
        changed.initialCapital = Decimal(2000)
        #expect(try !update(changed, at: &desk).isDuplicate)
        let kpis = try desk.ledger.performance(account: "main", strategy: "").kpis(.net)
        #expect(kpis.trades.roiPercentage.value == 5)
        #expect(kpis.equity == Decimal(2100))
        let bytes = desk.bytes
        #expect(try update(changed, at: &desk).isDuplicate)
        #expect(desk.bytes == bytes)
    }

    @Test("its day begins so many minutes after midnight UTC")
    func dayBoundary() throws {
        var desk = try Desk()
        _ = try create(
            account { ($0.name, $0.dayBoundaryMinutes, $0.periodsPerYear) = ("late", 60, 365) }, at: &desk)
        // 2026-01-31T00:30:00Z and 01:30:00Z: the day between them has begun at 01:00.
        for (id, seconds) in [("t1", 45_000), ("t2", 48_600)] as [(String, Int64)] {
            try desk.record(trade(id, at: seconds) { $0.account = "late" })
        }
        let days = try desk.ledger.performance(account: "late", strategy: "").trend(lastDays: 9, .net)
        #expect(days.map(\.day.description) == ["2026-01-30", "2026-01-31"])
    }

    @Test("an update of nobody, or to what cannot be, is refused")
    func badUpdate() throws {
        var desk = try Desk()
        #expect(try refusal { try update(account(), at: &desk) } == .notFound(.account, name: "live"))
        var known = try #require(desk.ledger.settings(ofAccount: "main"))
        known.periodsPerYear = 1
        #expect(try refusal { try update(known, at: &desk) }?.fields == ["periods_per_year"])
    }

    @Test("an update raises what the new capital means")
    func updateRaises() throws {
        var desk = try Desk(
            lowBalance("loss", -5) { ($0.metric, $0.comparison) = ("roi_percentage", .lessThan) })
        try desk.record(trade("t1", profit: -10))
        var known = try #require(desk.ledger.settings(ofAccount: "main"))
        known.initialCapital = Decimal(100)
        let changed = known
        let told = try desk.tell { _ = try update(changed, at: &$0) }
        #expect(told == ["account main", "loss raised warning"])
    }

    @Test("an update raises it for strategies as well, whose returns are on the account's capital")
    func updateRaisesForStrategies() throws {
        var desk = try Desk(
            lowBalance("loss", -5) {
                ($0.metric, $0.key.strategy) = ("roi_percentage", Threshold.eachStrategy)
            })
        try desk.record(trade("t1", profit: -10))
        var known = try #require(desk.ledger.settings(ofAccount: "main"))
        known.initialCapital = Decimal(100)
        let changed = known
        let told = try desk.tell { _ = try update(changed, at: &$0) }
        #expect(told == ["account main", "loss raised warning"])
    }
}

@Suite("Balance reports")
struct BalanceTests {
    private func view(_ desk: Desk) throws -> Ledger.AccountView {
        try desk.ledger.view(ofAccount: "main")
    }

    @Test("a report is what the account is worth from then on")
    func good() throws {
        var desk = try Desk()
        let answer = try desk.report(report("r1", balance: 990, equity: 1005))
        #expect(!answer.isDuplicate)
        #expect(answer.value.sequence == desk.ledger.sequence)
        #expect(answer.value.recordedAt == desk.now)
        #expect(try view(desk).performance.kpis(.net).equity == Decimal(1005))
        #expect(try view(desk).latestReport == answer.value)
    }

    @Test("twice is a duplicate, other amounts with the same id are refused")
    func twice() throws {
        var desk = try Desk()
        let first = try desk.report(report("r1", balance: 990))
        let bytes = desk.bytes
        desk.advance(30)
        #expect(try desk.report(report("r1", balance: 990)).value == first.value)
        #expect(try desk.report(report("r1", balance: 990, at: 30), isTimeGiven: false).isDuplicate)
        for other in [
            report("r1", balance: 991), report("r1", balance: 990, at: 1),
            report("r1", balance: 990) { $0.margin = Decimal(1) },
        ] {
            #expect(
                try refusal { try desk.report(other) }
                    == .alreadyExists(.balanceReport, name: "r1", difference: "amounts or time"))
        }
        #expect(desk.bytes == bytes)
    }

    @Test("reports without an id are reports of their own")
    func madeIDs() throws {
        var desk = try Desk()
        let ids = try (0..<3).map { _ in try desk.report(report("", balance: 990)).value.requestID }
        #expect(Set(ids).count == 3)
    }

    @Test("a late report does not replace a later one, and those of one instant count as they came")
    func late() throws {
        var desk = try Desk()
        try desk.report(report("r1", balance: 900, at: 60))
        try desk.report(report("r2", balance: 700, at: 30))
        #expect(try view(desk).latestReport?.requestID == "r1")
        #expect(try view(desk).performance.kpis(.net).equity == Decimal(900))
        try desk.report(report("r3", balance: 800, at: 60))
        #expect(try view(desk).latestReport?.requestID == "r3")
    }

    @Test("a report that comes after later trades of its day needs what they made")
    func tail() throws {
        var desk = try Desk()
        try desk.record(trade("t1", profit: 40, at: 100))
        try desk.record(flow("f1", 5, at: 50))
        let late = report("r1", balance: 900, at: 10)
        let needs = desk.ledger.needs(for: late)
        // 2026-01-31T00:00:00Z: the end of the day.
        #expect(needs == [.tail(account: "main", after: noon(10), before: noon(43_200))])
        #expect(
            try refusal {
                try desk.ledger.reportBalance(
                    late, isTimeGiven: true, known: nil, tail: nil, desk.context)
            } == .notHydrated(needs))
        try desk.report(late)
        #expect(try view(desk).performance.kpis(.net).equity == Decimal(945))
    }

    @Test("amounts that cannot be are refused with the field")
    func impossible() throws {
        var desk = try Desk()
        let bytes = desk.bytes
        let huge = Decimal(1_000_000_000_001)
        let rows: [([String], (inout BalanceReport) -> Void)] = [
            (["balance", "equity"], { ($0.balance, $0.equity) = (huge, huge) }),
            (["exposure"], { $0.exposure = Decimal(-1) }), (["margin"], { $0.margin = Decimal(-1) }),
            (["request_id"], { $0.requestID = "a\u{0}" }),
        ]
        for (fields, adjust) in rows {
            #expect(try refusal { try desk.report(report("r1", balance: 1, adjust)) }?.fields == fields)
        }
        #expect(
            try refusal { try desk.report(report("r1", balance: 1) { $0.account = "nobody" }) }
                == .notFound(.account, name: "nobody"))
        #expect(desk.bytes == bytes)
        // Below zero is bad, but it happens.
        try desk.report(report("r1", balance: -5))
    }
}

@Suite("Cash flows")
struct CashFlowTests {
    @Test("a deposit is no performance, nor is a withdrawal")
    func good() throws {
        var desk = try Desk()
        try desk.record(trade("t1", profit: 100))
        try desk.record(flow("f1", 500, at: 10))
        let answer = try desk.record(flow("f2", -200, at: 20))
        #expect(answer.value.sequence == desk.ledger.sequence)
        let view = try desk.ledger.view(ofAccount: "main")
        #expect(view.netDeposits == Decimal(300))
        let kpis = view.performance.kpis(.net)
        #expect(kpis.equity == Decimal(1400))
        #expect(kpis.trades.roiPercentage.value == 10)
    }

    @Test("a withdrawal does not look like a drop of the balance")
    func peak() throws {
        var desk = try Desk(
            lowBalance("drop", 20) {
                ($0.metric, $0.comparison) = ("balance_drop_percentage", .greaterThanOrEqual)
            })
        try desk.report(report("r1", balance: 1000))
        try desk.record(flow("f1", -500, at: 10))
        #expect(try desk.tell { try $0.report(report("r2", balance: 500, at: 20)) } == ["balance 500"])
        #expect(
            try desk.tell { try $0.report(report("r3", balance: 400, at: 30)) }
                == ["balance 400", "drop raised warning"])
    }

    @Test("twice is a duplicate, another amount with the same id is refused")
    func twice() throws {
        var desk = try Desk()
        let first = try desk.record(flow("f1", 5))
        let bytes = desk.bytes
        desk.advance(3)
        #expect(try desk.record(flow("f1", 5)).value == first.value)
        #expect(try desk.record(flow("f1", 5, at: 3), isTimeGiven: false).isDuplicate)
        #expect(
            try refusal { try desk.record(flow("f1", 6)) }
                == .alreadyExists(.cashFlow, name: "f1", difference: "amount, time or note"))
        #expect(desk.bytes == bytes)
    }

    @Test("what cannot be is refused with the field")
    func impossible() throws {
        var desk = try Desk()
        let bytes = desk.bytes
        #expect(try refusal { try desk.record(flow("f1", 0)) }?.fields == ["amount"])
        #expect(try refusal { try desk.record(flow("f1", 1_000_000_000_001)) }?.fields == ["amount"])
        #expect(try refusal { try desk.record(flow("a\nb", 1)) }?.fields == ["request_id"])
        #expect(
            try refusal { try desk.record(flow("f1", 1) { $0.note = "\u{1}" }) }?.fields == ["note"])
        #expect(
            try refusal { try desk.record(flow("f1", 1) { $0.account = "nobody" }) }
                == .notFound(.account, name: "nobody"))
        #expect(desk.bytes == bytes)
    }
}
