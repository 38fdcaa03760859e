import NijaModel
import Testing

@testable import NijaCompliance

/// Fills at random: a few symbols, all sides, a few days apart.
private func randomFills(_ count: Int, seed: UInt64, symbols: Int = 3) -> [RecordedFill] {
    var random = SeededGenerator(seed: seed)
    var time = Timestamp(nanoseconds: 1_735_800_000_000_000_000)
    return (0..<count).map { index in
        time = time.adding(.minutes(Int64.random(in: 0...700, using: &random)))
        var fill = Fill(
            symbol: "S\(Int.random(in: 0..<symbols, using: &random))",
            side: [.buy, .buy, .sell, .sell, .short, .cover].randomElement(using: &random) ?? .buy,
            quantity: Decimal(Int.random(in: 1...30, using: &random)),
            price: Decimal(units: Int128(Int.random(in: 50...150, using: &random)) * Decimal.unitsPerOne / 3),
            executedAt: time)
        fill.fillID = "f\(index)"
        fill.assetClass = index % 7 == 0 ? .crypto : .equity
        fill.fees = Decimal(units: Int128(index % 5) * 10_000_000_000_000_000)
        fill.equity = Decimal(Int.random(in: 100...20_000, using: &random))
        return RecordedFill(fill: fill, sequence: UInt64(index + 1), recordedAt: time)
    }
}

private func bytes(_ value: some Checkpointable) -> [UInt8] {
    var writer = StateWriter()
    writer.write(value)
    return writer.bytes
}

@Suite("The book of audits")
struct BookTests {
    @Test(
        "one fill after the other says in the end what an audit from scratch says",
        arguments: 1...20 as ClosedRange<UInt64>)
    func incremental(_ seed: UInt64) {
        let fills = randomFills(400, seed: seed)
        let report = AuditReport(of: fills, rules(), on: Day(index: 30_000))
        var book = AuditBook()
        var said: [[String]: Verdict] = [:]
        for fill in fills {
            let step = book.add(fill, rules())
            for audit in step.audits + step.revised {
                said[[audit.fill.fill.fillID, audit.rule.rawValue]] =
                    audit.verdict.settled(on: Day(index: 30_000))
            }
        }
        for audit in report.audits {
            #expect(said[[audit.fill.fill.fillID, audit.rule.rawValue]] == audit.verdict, "seed \(seed)")
        }
        #expect(book.metrics == report.auditor.metrics)
        #expect(!book.isStale)
    }

    @Test("fills in any sequence give the same audit from scratch", arguments: 1...5 as ClosedRange<UInt64>)
    func shuffled(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let fills = randomFills(200, seed: seed)
        let report = AuditReport(of: fills, rules(), on: Day(index: 30_000))
        let other = AuditReport(of: fills.shuffled(using: &random), rules(), on: Day(index: 30_000))
        #expect(report.audits == other.audits)
        #expect(report.summary == other.summary)
    }

    @Test("a fill a little late is put where it belongs", arguments: 1...20 as ClosedRange<UInt64>)
    func late(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var fills = randomFills(150, seed: seed)
        // Sequences are places in the ledger, so that what came late has a later one.
        for index in stride(from: 4, to: fills.count, by: 9) {
            fills.swapAt(index, index - Int.random(in: 1...4, using: &random))
        }
        for index in fills.indices { fills[index].sequence = UInt64(index + 1) }
        var book = AuditBook()
        for fill in fills { _ = book.add(fill, rules()) }
        #expect(!book.isStale)
        #expect(book.metrics == AuditReport(of: fills, rules(), on: Day(index: 0)).auditor.metrics)
    }

    @Test("a late purchase reveals the wash sale of a later fill")
    func revealed() throws {
        let script = try Script(["buy 100@80 2025-01-01", "sell 100@50 2025-03-01", "buy 100@52 2025-02-20"])
        var book = AuditBook()
        _ = book.add(script.fills[0], rules())
        let sale = book.add(script.fills[1], rules())
        #expect(sale.audits.first { $0.rule == .washSale }?.verdict.result == .pending)
        let late = book.add(script.fills[2], rules())
        #expect(late.revised.map(\.fill.fill.fillID) == ["f2"])
        #expect(late.revised.first?.verdict.result == .flag)
        #expect(book.metrics.disallowedLosses == Decimal(3000))
    }

    @Test(
        "a fill older than everything that is kept apart makes the book stale; an audit from scratch mends it"
    )
    func stale() throws {
        let fills = randomFills(200, seed: 7)
        var book = AuditBook()
        for fill in fills.dropFirst() { _ = book.add(fill, rules()) }
        let step = book.add(fills[0], rules())
        #expect(book.isStale)
        #expect(step.audits.count == 4)
        let report = AuditReport(of: fills, rules(), on: Day(index: 0))
        let mended = AuditBook(after: report)
        #expect(!mended.isStale)
        #expect(mended.metrics == report.auditor.metrics)
        #expect(mended.fillsCount == 200)
    }

    @Test("a book that was kept goes on like the one that lived", arguments: [0, 1, 63, 64, 65, 150])
    func checkpoint(_ count: Int) throws {
        let fills = randomFills(200, seed: 3)
        var live = AuditBook()
        for fill in fills.prefix(count) { _ = live.add(fill, rules()) }
        let kept = bytes(live)
        var reader = StateReader(kept)
        var restored = try AuditBook(from: &reader)
        #expect(reader.isAtEnd)
        #expect(bytes(restored) == kept)
        for fill in fills.dropFirst(count) {
            let (left, right) = (live.add(fill, rules()), restored.add(fill, rules()))
            #expect(left.audits == right.audits)
            #expect(left.revised == right.revised)
        }
        #expect(bytes(live) == bytes(restored))
    }

    @Test("a kept book that is cut off is refused, wherever")
    func truncated() {
        var book = AuditBook()
        for fill in randomFills(20, seed: 1) { _ = book.add(fill, rules()) }
        let whole = bytes(book)
        for size in 0..<whole.count {
            var reader = StateReader(Array(whole.prefix(size)))
            #expect(throws: StateError.self) { try AuditBook(from: &reader) }
        }
    }

    @Test("no fills, no audits")
    func empty() {
        let report = AuditReport(of: [], rules(), on: Day(index: 0))
        #expect(report.audits.isEmpty)
        #expect(report.summary.total == 0)
        #expect(report.auditor.metrics.returnsPercent == nil)
    }

    @Test(
        "lots, losses and memory: what is deferred is in the basis, to the last unit",
        arguments: 1...20 as ClosedRange<UInt64>)
    func conservation(_ seed: UInt64) {
        let fills = randomFills(300, seed: seed, symbols: 1).map { fill in
            var fill = fill
            fill.fill.assetClass = .equity
            return fill
        }
        var auditor = Auditor()
        for fill in fills { _ = auditor.add(fill, rules()) }
        // Opening costs less what was closed is what is held, exactly.
        let shorts = auditor.shortLots(of: "S0")
        let held = (auditor.lots(of: "S0") + shorts).reduce(Decimal.zero) { $0 + $1.cost }
        #expect(held == auditor.metrics.openCost)
    }
}

@Suite("Metrics of a user")
struct UserMetricsTests {
    @Test("realised profit over the cost of what was closed: open lots are no loss")
    func openLots() throws {
        let report = try Script(["buy 100@100 2025-03-03", "sell 50@115 2025-03-04"]).report()
        let metrics = report.auditor.metrics
        #expect(metrics.invested == Decimal(5000))
        #expect(metrics.realizedPnL == Decimal(750))
        #expect(metrics.returnsPercent == 15)
        #expect(metrics.openCost == Decimal(5000))
        #expect(metrics.fillsCount == 2)
    }

    @Test("first in, first out; fees count; shorts gain when they fall")
    func fifo() throws {
        var script = try Script([
            "buy 10@100 2025-03-03", "buy 10@200 2025-03-04", "sell 15@180 2025-03-05",
            "short 10@50 2025-03-06", "cover 10@40 2025-03-07",
        ])
        script.fills[2].fill.fees = Decimal(15)
        script.fills[4].fill.fees = Decimal(1)
        let metrics = try script.report().auditor.metrics
        // 15 × 180 − 15 − (10 × 100 + 5 × 200) = 685, and 500 − 401 = 99.
        #expect(metrics.realizedPnL == Decimal(784))
        #expect(metrics.invested == Decimal(2500))
        #expect(metrics.openCost == Decimal(1000))
    }

    @Test("what was sold beyond what is known to be held is in no figure, and counted")
    func oversold() throws {
        let metrics = try Script(["buy 10@100 2025-03-03", "sell 40@110 2025-03-04"]).report().auditor.metrics
        #expect(metrics.realizedPnL == Decimal(100))
        #expect(metrics.unknownCostCount == 1)
    }

    @Test("wash sales defer tax, not profit")
    func economic() throws {
        let metrics = try Script(WashCase.published[4].fills).report().auditor.metrics
        #expect(metrics.realizedPnL == Decimal(-3000))
        #expect(metrics.disallowedLosses == Decimal(3000))
    }
}
