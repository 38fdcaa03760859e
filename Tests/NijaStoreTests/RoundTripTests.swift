import NijaModel
import NijaTesting
import Testing

@testable import NijaStore

@Suite("Round trips")
struct RoundTripTests {
    @Test(
        "every event comes back as it was written, in its sequence", arguments: [1, 2, 3, 4, 5] as [UInt64])
    func events(seed: UInt64) throws {
        let directory = try TemporaryDirectory()
        let store = try LedgerStore(path: directory.file(), durability: .process)
        var source = RandomEvents(seed: seed)
        let written = source.events(400)
        for event in written { try store.append(event) }
        // The open transaction is seen, and so is what a later process finds.
        #expect(
            try differences(written, store.events(after: 0, upTo: .max, limit: .max, kinds: .all)).isEmpty)
        try store.commit()
        #expect(store.lastSequence == source.sequence)
        try store.close()
        try store.reopen()
        #expect(store.lastSequence == source.sequence)
        #expect(
            try differences(written, store.events(after: 0, upTo: .max, limit: .max, kinds: .all)).isEmpty)
        try store.checkIntegrity()
    }

    @Test("a trade is found by its id with what became of it", arguments: [6, 7] as [UInt64])
    func trades(seed: UInt64) throws {
        let directory = try TemporaryDirectory()
        let store = try LedgerStore(path: directory.file(), durability: .process)
        var source = RandomEvents(seed: seed)
        var expected: [UInt64: RecordedTrade] = [:]
        for event in source.events(300) {
            try store.append(event)
            switch event.payload {
            case .tradeRecorded(let trade), .tradeVoided(let trade): expected[trade.sequence] = trade
            case .balanceReported(let report):
                #expect(
                    try store.balanceReport(account: report.account, requestID: report.requestID) == report)
            case .cashFlowRecorded(let flow):
                #expect(try store.cashFlow(account: flow.account, requestID: flow.requestID) == flow)
            case .fillRecorded(let recorded):
                let fill = recorded.fill
                #expect(try store.fill(account: fill.account, fillID: fill.fillID) == recorded)
            default: break
            }
        }
        for trade in expected.values {
            #expect(try store.trade(account: trade.trade.account, tradeID: trade.trade.tradeID) == trade)
        }
        #expect(try store.trade(account: "default", tradeID: "nobody") == nil)
    }

    @Test("texts by name and lists of texts survive as JSON", arguments: [8] as [UInt64])
    func json(seed: UInt64) {
        #expect(TextJSON.array("[]") == [])
        #expect(TextJSON.array("[ \"a\" , \"b\"]") == ["a", "b"])
        #expect(TextJSON.object("{}") == [:])
        for malformed in [
            "", "[", "[\"a\"", "[\"a\",]", "[\"a\"]x", "[1]", "[\"\\q\"]", "[\"\\ud800\"]", "{\"a\":\"b\"}",
        ] {
            #expect(TextJSON.array(malformed) == nil, "\(malformed)")
        }
        for malformed in ["", "{\"a\"}", "{\"a\":1}", "{\"a\":\"b\",\"a\":\"c\"}", "[]"] {
            #expect(TextJSON.object(malformed) == nil, "\(malformed)")
        }
    }

    /// Where two lists of events differ, compared byte by byte: Swift takes é and é for equal.
    private func differences(_ written: [LedgerEvent], _ read: [LedgerEvent]) -> [String] {
        var found: [String] = written.count == read.count ? [] : ["\(written.count) ≠ \(read.count) events"]
        for (left, right) in zip(written, read) where left != right || bytes(left) != bytes(right) {
            found.append("\(left)\n≠\n\(right)")
        }
        return found
    }

    private func bytes(_ event: LedgerEvent) -> [UInt8] {
        var event = event
        // The only unordered parts.
        switch event.payload {
        case .strategyChanged(var change):
            change.strategy.parameters = [:]
            event.payload = .strategyChanged(change)
        case .alarmChanged(var change):
            change.alarm.metadata = [:]
            event.payload = .alarmChanged(change)
        case .complianceRuleChanged(var rule):
            rule.thresholds = [:]
            event.payload = .complianceRuleChanged(rule)
        default: break
        }
        return Array("\(event)".utf8)
    }
}
