import NijaAlarms
import NijaCompliance
import NijaLedger
import NijaModel
import Testing

private let day: Int64 = 86_400

@Suite("Recording a fill")
struct FillTests {
    @Test("takes the next sequence, is audited, and returns what stands in the ledger")
    func good() throws {
        var desk = try Desk()
        let before = desk.ledger.sequence
        let answer = try desk.record(fill("f1", .buy, 10, at: 150))
        #expect(desk.told(after: before) == ["fill f1"])
        #expect(answer.recorded.sequence == before + 1)
        #expect(answer.recorded.recordedAt == desk.now)
        #expect(answer.audits.map(\.rule) == [.positionSize, .leverage, .washSale, .intradayMargin])
        #expect(!answer.isDuplicate)
    }

    @Test("what was not said is filled in: id, class and the account's equity")
    func filledIn() throws {
        var desk = try Desk(capital: 5000)
        try desk.report(report("r", balance: 7000))
        let answer = try desk.record(
            fill("", .buy, 1, at: 100) { ($0.assetClass, $0.equity) = (nil, nil) })
        #expect(answer.recorded.fill.fillID != "")
        #expect(answer.recorded.fill.assetClass == .equity)
        #expect(answer.recorded.fill.equity == Decimal(7000))
    }

    @Test("twice gives the first answer, and changes nothing; a retry may leave out what was filled in")
    func twice() throws {
        var desk = try Desk()
        let first = try desk.record(fill("f1", .buy, 10, at: 150) { $0.equity = nil })
        desk.advance(5)
        let bytes = desk.bytes
        for again in [
            try desk.record(fill("f1", .buy, 10, at: 150) { $0.equity = nil }),
            try desk.record(fill("f1", .buy, 10, at: 150, after: 5) { $0.equity = nil }, isTimeGiven: false),
        ] {
            #expect(again.isDuplicate)
            #expect(again.recorded == first.recorded)
            #expect(again.audits.isEmpty)
        }
        #expect(desk.bytes == bytes)
    }

    @Test("with the id of another one is refused, and the fields that differ are named")
    func otherContent() throws {
        var desk = try Desk()
        try desk.record(fill("f1", .buy, 10, at: 150))
        let bytes = desk.bytes
        let error = try refusal {
            try desk.record(fill("f1", .sell, 11, at: 150) { $0.userID = "ann" })
        }
        #expect(error == .alreadyExists(.fill, name: "f1", difference: "user_id, side, qty"))
        #expect(desk.bytes == bytes)
    }

    @Test("that cannot be is refused whole, every field named")
    func invalid() throws {
        var desk = try Desk()
        let bytes = desk.bytes
        let error = try refusal {
            try desk.record(
                fill("f1", .buy, 0, at: -1) { ($0.symbol, $0.fees) = ("", Decimal(2_000_000_000_000)) })
        }
        #expect(error?.fields == ["fill.symbol", "fill.qty", "fill.price", "fill.fees"])
        #expect(
            try refusal { try desk.record(fill("f1", .buy, 1, at: 1) { $0.account = "nobody" }) }
                == .notFound(.account, name: "nobody"))
        #expect(desk.bytes == bytes)
    }

    @Test("a breach raises an alarm, a further one repeats it, and the fill is recorded all the same")
    func alarms() throws {
        var desk = try Desk()
        let told = try desk.tell { desk in
            try desk.record(fill("f1", .buy, 10, at: 150) { $0.equity = Decimal(1000) })
            try desk.record(fill("f2", .buy, 50, at: 150) { $0.equity = Decimal(1000) })
        }
        #expect(
            told == [
                "fill f1", "compliance_position_size raised warning", "fill f2",
                "compliance_position_size repeated warning", "compliance_leverage raised critical",
            ])
        let alarm = try #require(desk.ledger.alarms.activeAlarms.first { $0.name == "compliance_leverage" })
        #expect(alarm.category == .compliance)
        #expect(
            alarm.message
                == "leverage, fill f2: positions of 9000 are 9 times the equity of 1000; the limit is 4 times"
        )
        #expect(alarm.metadata["fill_id"] == "f2")
    }

    @Test("a purchase that makes an earlier loss a wash sale says so, and raises its alarm")
    func washSale() throws {
        var desk = try Desk()
        try desk.record(fill("f1", .buy, 100, at: 80))
        let sale = try desk.record(fill("f2", .sell, 100, at: 50, after: 40 * day))
        #expect(sale.audits.first { $0.rule == .washSale }?.verdict.result == .pending)
        #expect(desk.ledger.alarms.activeAlarms.isEmpty)
        let purchase = try desk.record(fill("f3", .buy, 100, at: 52, after: 50 * day))
        #expect(purchase.revised.map(\.fill.fill.fillID) == ["f2"])
        let alarm = try #require(desk.ledger.alarms.activeAlarms.first)
        #expect(alarm.name == "compliance_us_wash_sale")
        #expect(alarm.metadata["fill_id"] == "f2")
    }

    @Test("users and accounts are audited apart")
    func users() throws {
        var desk = try Desk()
        try desk.record(fill("f1", .buy, 100, at: 80) { $0.userID = "ann" })
        try desk.record(fill("f2", .sell, 100, at: 50, after: 40 * day) { $0.userID = "ann" })
        let other = try desk.record(fill("f3", .buy, 100, at: 52, after: 50 * day) { $0.userID = "bob" })
        #expect(other.revised.isEmpty)
    }
}

@Suite("Setting a rule")
struct RuleSettingTests {
    private func positionSize(_ percent: Int, account: String = "") -> ComplianceRule {
        var rule = Rulebook().rule(.positionSize, account: "")
        rule.key.account = account
        rule.thresholds["max_percent"] = Decimal(percent)
        return rule
    }

    @Test("holds for fills from then on, of the accounts it is for")
    func holds() throws {
        var desk = try Desk()
        let answer = try desk.put(positionSize(200, account: "main"))
        #expect(answer.value.sequence == desk.ledger.sequence)
        let fill = try desk.record(fill("f1", .buy, 10, at: 150) { $0.equity = Decimal(1000) })
        #expect(fill.audits.first?.verdict.result == .pass)
        #expect(desk.ledger.compliance.rules.rule(.positionSize, account: "other") == positionSize(20))
    }

    @Test("to what it is, is a duplicate")
    func twice() throws {
        var desk = try Desk()
        #expect(try desk.put(positionSize(20)).isDuplicate)
        try desk.put(positionSize(30))
        let bytes = desk.bytes
        #expect(try desk.put(positionSize(30)).isDuplicate)
        #expect(desk.bytes == bytes)
    }

    @Test("that cannot be is refused")
    func invalid() throws {
        var desk = try Desk()
        #expect(try refusal { try desk.put(positionSize(0)) }?.fields == ["rule.thresholds[max_percent]"])
        #expect(
            try refusal { try desk.put(positionSize(1, account: "nobody")) }
                == .notFound(.account, name: "nobody"))
    }

    @Test("on wash sales makes books stale, until they are audited from scratch; one on sizes does not")
    func stale() throws {
        var desk = try Desk()
        try desk.record(fill("f1", .buy, 10, at: 150) { $0.equity = Decimal(1000) })
        let user = AuditedUser(account: "main", userID: "")
        try desk.put(positionSize(10))
        #expect(desk.ledger.compliance.book(of: user)?.isStale == false)
        var washSale = Rulebook().rule(.washSale, account: "")
        washSale.thresholds["window_days"] = Decimal(10)
        try desk.put(washSale)
        #expect(desk.ledger.compliance.book(of: user)?.isStale == true)
        let rules = ActiveRules(desk.ledger.compliance.rules, account: "main", calendar: .newYork)
        let report = AuditReport(
            of: desk.journal.fills("main", user: ""), rules, on: NewYork.day(of: desk.now))
        let raised = try desk.run { desk throws(LedgerError) in
            try desk.ledger.adoptAudit(of: user, report, areFillsRecorded: true, desk.context)
        }
        // The alarm on position size is active already.
        #expect(raised == [])
        #expect(desk.ledger.compliance.book(of: user)?.isStale == false)
    }

    @Test("an audit of legs of trades raises its alarms once")
    func legs() throws {
        var desk = try Desk()
        let recorded = try desk.record(
            pricedTrade("t1") { $0.entryTime = noon(-60) }
        ).value
        var legs = recorded.legs.map { [$0.entry, $0.exit] } ?? []
        for index in legs.indices { legs[index].fill.equity = Decimal(1000) }
        let rules = ActiveRules(desk.ledger.compliance.rules, account: "main", calendar: .newYork)
        let report = AuditReport(of: legs, rules, on: NewYork.day(of: desk.now))
        let user = AuditedUser(account: "main", userID: "")
        for expected in [["compliance_position_size", "compliance_leverage"], []] {
            let raised = try desk.run { desk throws(LedgerError) in
                try desk.ledger.adoptAudit(of: user, report, areFillsRecorded: false, desk.context)
            }
            #expect(raised.map { String($0.prefix { $0 != "2" }) } == expected.map { $0 + "_" })
        }
        #expect(desk.ledger.compliance.book(of: user) == nil)
    }
}
