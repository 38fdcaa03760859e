import NijaModel
import NijaTesting
import Testing

@testable import NijaStore

@Suite("Reading")
struct ReadingTests {
    private let directory: TemporaryDirectory
    private let store: LedgerStore
    private let reader: LedgerReader

    init() throws {
        directory = try TemporaryDirectory(inMemory: true)
        store = try LedgerStore(path: directory.file(), durability: .process)
        reader = try LedgerReader(path: directory.file())
    }

    /// Trades of two accounts, every seventh of which is voided.
    private func fill(_ count: Int, seed: UInt64) throws -> [RecordedTrade] {
        var source = TradeSource(seed: seed)
        var recorded: [UInt64: RecordedTrade] = [:]
        for number in 0..<count {
            source.account = number % 5 == 4 ? "other" : "default"
            let event = source.event(store.lastSequence + 1)
            try store.append(event)
            try store.commit()
            if case .tradeRecorded(let trade) = event.payload { recorded[event.sequence] = trade }
            if number % 7 == 6 {
                let voiding = TradeSource.voiding(store.lastSequence + 1, of: event)
                try store.append(voiding)
                try store.commit()
                if case .tradeVoided(let trade) = voiding.payload { recorded[event.sequence] = trade }
            }
        }
        return recorded.values.sorted { $0.sequence < $1.sequence }
    }

    /// What a query means, in plain Swift.
    private func matches(_ recorded: RecordedTrade, _ query: TradeQuery) -> Bool {
        let trade = recorded.trade
        let texts = [
            (query.strategy, trade.strategy), (query.symbol, trade.symbol), (query.venue, trade.venue),
            (query.botID, trade.botID), (query.promptID, trade.promptID), (query.userID, trade.userID),
        ]
        guard trade.account == query.account, texts.allSatisfy({ $0.0.isEmpty || $0.0 == $0.1 }) else {
            return false
        }
        guard query.tag.isEmpty || trade.tags.contains(query.tag) else { return false }
        guard query.side == nil || query.side == trade.side else { return false }
        guard query.exitReason == nil || query.exitReason == trade.exitReason else { return false }
        guard trade.exitTime >= query.from ?? .min, query.to == nil || trade.exitTime < query.to ?? .max
        else { return false }
        switch query.outcome {
        case .win: guard trade.profit > .zero else { return false }
        case .loss: guard trade.profit < .zero else { return false }
        case .breakEven: guard trade.profit == .zero else { return false }
        case nil: break
        }
        return query.includesVoided || recorded.voiding == nil
    }

    private func randomQuery(_ random: inout SeededGenerator) -> TradeQuery {
        func pick<Value>(_ values: [Value]) -> Value {
            values[Int.random(in: values.indices, using: &random)]
        }
        var query = TradeQuery(account: pick(["default", "default", "other", "nobody"]))
        query.strategy = pick(["", "", "trend", "tren"])
        query.symbol = pick(["", "", "BTC-USD"])
        query.venue = pick(["", "", "binance"])
        (query.botID, query.promptID, query.userID) = (
            pick(["", "", "", "bot"]), pick(["", "", "", "p"]), pick(["", "", "", "u"])
        )
        query.tag = pick(["", "", "", "a", "\"a\"", "b"])
        query.side = pick([nil, nil, .long])
        query.exitReason = pick([nil, nil, .stopLoss, .unspecified])
        query.from = pick([nil, Timestamp(nanoseconds: 1_700_000_010)])
        query.to = pick([nil, Timestamp(nanoseconds: 1_700_000_040)])
        query.outcome = pick([nil, nil, .win, .loss, .breakEven])
        query.includesVoided = pick([true, false])
        query.key = pick(TradeQuery.Key.allCases)
        query.isDescending = pick([true, false])
        return query
    }

    private func isSorted(_ left: RecordedTrade, _ right: RecordedTrade, _ query: TradeQuery) -> Bool {
        func net(_ recorded: RecordedTrade) -> Int128 {
            recorded.trade.profit.units - recorded.trade.fees.units
        }
        func before(_ left: RecordedTrade, _ right: RecordedTrade) -> Bool {
            switch query.key {
            case .exitTime:
                (left.trade.exitTime.nanoseconds, left.sequence) < (
                    right.trade.exitTime.nanoseconds, right.sequence
                )
            case .sequence: left.sequence < right.sequence
            case .profit: (left.trade.profit, left.sequence) < (right.trade.profit, right.sequence)
            case .netProfit: (net(left), left.sequence) < (net(right), right.sequence)
            case .symbol: (left.trade.symbol, left.sequence) < (right.trade.symbol, right.sequence)
            }
        }
        return query.isDescending ? before(right, left) : before(left, right)
    }

    @Test(
        "pages of any query show the matching trades sorted, while others arrive",
        arguments: [1, 2, 3] as [UInt64])
    func pages(seed: UInt64) throws {
        let trades = try fill(150, seed: seed)
        let bound = store.lastSequence
        var random = SeededGenerator(seed: seed)
        var late = TradeSource(seed: seed + 100)
        for round in 0..<60 {
            let query = randomQuery(&random)
            let expected = trades.filter { matches($0, query) }.sorted { isSorted($0, $1, query) }
            var found: [RecordedTrade] = []
            var cursor: TradeCursor?
            repeat {
                let page = try reader.trades(
                    query, after: cursor, bound: bound, limit: Int.random(in: 1...40, using: &random))
                found += page.trades
                cursor = page.next
                // What comes later is on no page.
                _ = try store.record(1, from: &late)
            } while cursor != nil
            #expect(found == expected, "seed \(seed), round \(round): \(query)")
            #expect(try reader.count(query, upTo: bound) == expected.count)
        }
    }

    @Test("a trade that is voided between two pages counts on all of them")
    func voidedMeanwhile() throws {
        var source = TradeSource()
        let events = try store.record(10, from: &source)
        let query = TradeQuery(account: "default")
        let first = try reader.trades(query, after: nil, bound: 10, limit: 5)
        for event in events {
            try store.append(TradeSource.voiding(store.lastSequence + 1, of: event))
            try store.commit()
        }
        let second = try reader.trades(query, after: first.next, bound: 99, limit: 50)
        #expect(Set((first.trades + second.trades).map(\.sequence)) == Set(1...10))
        #expect(second.trades.allSatisfy { $0.voiding == nil })
        #expect(try reader.trades(query, after: nil, bound: 99, limit: 50).trades.isEmpty)
        var scanned = 0
        try reader.scan(query, .all, upTo: 10) { recorded in scanned += recorded.voiding == nil ? 1 : 0 }
        #expect(scanned == 10)
    }

    @Test(
        "a cursor of another sort is refused",
        arguments: [TradeQuery.Key.exitTime, .sequence, .profit, .netProfit])
    func foreignCursor(key: TradeQuery.Key) throws {
        var query = TradeQuery(account: "default")
        query.key = key
        let cursor = TradeCursor(bound: 1, sequence: 1, key: "x'; DROP TABLE trade")
        #expect(
            codeThrown { () throws(StoreError) in try reader.trades(query, after: cursor, bound: 1, limit: 1)
            }
                == .invalidCursor)
    }

    @Test(
        "a scan hands out what matches by exit time and id, over any number of slices",
        arguments: TradeFields.allCases)
    func scan(fields: TradeFields) throws {
        var source = TradeSource(seed: 4)
        var trades: [Trade] = []
        for _ in 0..<9 { trades += try store.record(2000, from: &source).map(\.trade) }
        var query = TradeQuery(account: "default")
        for strategy in ["", "trend"] {
            query.strategy = strategy
            var found: [Trade] = []
            try reader.scan(query, fields, upTo: store.lastSequence) { found.append($0.trade) }
            let expected = trades.filter { strategy.isEmpty || $0.strategy == strategy }.sorted {
                $0.exitTime == $1.exitTime
                    ? $0.tradeID.utf8.lexicographicallyPrecedes($1.tradeID.utf8) : $0.exitTime < $1.exitTime
            }
            #expect(found.map(\.tradeID) == expected.map(\.tradeID))
            #expect(found.map(\.profit) == expected.map(\.profit))
            if fields != .figures { #expect(found.map(\.tags) == expected.map(\.tags)) }
            if fields == .all { #expect(found == expected) }
        }
    }

    @Test(
        "events merge over the tables in their sequence, from anywhere and of any kinds",
        arguments: [21, 22] as [UInt64])
    func events(seed: UInt64) throws {
        var source = RandomEvents(seed: seed)
        let written = source.events(300)
        for event in written { try store.append(event) }
        try store.commit()
        var random = SeededGenerator(seed: seed)
        for _ in 0..<100 {
            let after = UInt64.random(in: 0...source.sequence, using: &random)
            let upTo = UInt64.random(in: after...source.sequence + 5, using: &random)
            let limit = Int.random(in: 0...50, using: &random)
            let kinds = EventKinds(rawValue: UInt16.random(in: 0...511, using: &random))
            let expected = written.filter {
                $0.sequence > after && $0.sequence <= upTo && kinds.contains($0.kind)
            }.prefix(limit)
            #expect(
                try reader.events(after: after, upTo: upTo, limit: limit, kinds: kinds).map(\.sequence)
                    == expected.map(\.sequence))
        }
        var replayed: [UInt64] = []
        try store.replay(after: written[250].sequence) { replayed.append($0.sequence) }
        #expect(replayed == written[251...].map(\.sequence))
    }

    @Test("balances, cash flows and alarms come page by page", arguments: [31] as [UInt64])
    func history(seed: UInt64) throws {
        var source = RandomEvents(seed: seed)
        let written = source.events(600)
        for event in written { try store.append(event) }
        try store.commit()
        var reports: [BalanceReport] = []
        var flows: [CashFlow] = []
        var alarms: [LedgerEvent] = []
        for event in written {
            switch event.payload {
            case .balanceReported(let report) where report.account == "default": reports.append(report)
            case .cashFlowRecorded(let flow) where flow.account == "default": flows.append(flow)
            case .alarmChanged: alarms.append(event)
            default: break
            }
        }
        reports.sort { ($0.time.nanoseconds, $0.sequence) < ($1.time.nanoseconds, $1.sequence) }
        flows.sort { ($0.time.nanoseconds, $0.sequence) < ($1.time.nanoseconds, $1.sequence) }
        var found: [BalanceReport] = []
        while true {
            let place = found.last.map { (time: $0.time, sequence: $0.sequence) }
            let page = try reader.balanceReports(
                account: "default", from: .min, to: .max, after: place, limit: 3)
            found += page
            if page.isEmpty { break }
        }
        #expect(found == reports.filter { $0.time < .max })
        #expect(
            try reader.cashFlows(account: "default", from: .min, to: .max) == flows.filter { $0.time < .max })
        let page = try reader.alarmHistory(from: .min, to: .max, before: .max, limit: 5) {
            $0.alarm.severity > .info
        }
        let wanted = alarms.reversed().filter {
            if case .alarmChanged(let change) = $0.payload { change.alarm.severity > .info } else { false }
        }
        #expect(page.map(\.sequence) == wanted.prefix(5).map(\.sequence))
        #expect(try reader.alarmsRaisedCount(account: "") <= alarms.count)
    }

    @Test("values of a label are told once each")
    func values() throws {
        _ = try fill(100, seed: 9)
        let query = TradeQuery(account: "default")
        #expect(try reader.values(of: .strategy, query, upTo: .max) == ["grid", "news", "trend"])
        #expect(try reader.values(of: .venue, query, upTo: .max) == ["binance"])
        #expect(try reader.values(of: .tag, query, upTo: .max) == ["\"a\"", "a", "ab", "b"])
    }

    @Test("a reader cannot write")
    func readOnly() {
        #expect(
            codeThrown { () throws(StoreError) in try reader.connection.execute("DELETE FROM trade") }
                == .readOnly)
    }
}

@Suite("Reading while writing")
struct ConcurrencyTests {
    @Test("readers see a growing prefix of the ledger and the writer never waits for them")
    func readers() async throws {
        let directory = try TemporaryDirectory()
        let path = directory.file()
        let store = try LedgerStore(path: path, durability: .process)
        try await withThrowingTaskGroup { group in
            for _ in 0..<3 {
                group.addTask {
                    let reader = try LedgerReader(path: path)
                    var last: UInt64 = 0
                    while last < 600 {
                        let events = try reader.events(after: 0, upTo: .max, limit: .max, kinds: .all)
                        #expect(events.map(\.sequence) == Array(1..<UInt64(events.count + 1)))
                        #expect(UInt64(events.count) >= last)
                        // A commit has three trades; none is seen without the others.
                        #expect(events.count % 3 == 0)
                        last = UInt64(events.count)
                    }
                }
            }
            var source = TradeSource()
            for number in 0..<200 {
                _ = try store.record(3, from: &source)
                if number % 20 == 0 { try store.checkpointLog() }
            }
            try await group.waitForAll()
        }
    }

    @Test("backups under writes are whole ledgers as of the sequence that they say")
    func backups() async throws {
        let directory = try TemporaryDirectory()
        let path = directory.file()
        let store = try LedgerStore(path: path, durability: .process)
        var source = TradeSource()
        _ = try store.record(2000, from: &source)
        let copies = (0..<5).map { directory.file("copy\($0).db") }
        try await withThrowingTaskGroup { group in
            group.addTask {
                let reader = try LedgerReader(path: path)
                for copy in copies {
                    let sequence = try reader.backup(to: copy)
                    #expect(!Files.exists(copy + ".partial"))
                    #expect(
                        codeThrown { () throws(StoreError) in try reader.backup(to: copy) } == .alreadyExists)
                    let restored = try LedgerStore(path: copy, durability: .process)
                    #expect(restored.lastSequence == sequence)
                    #expect(try restored.everything().count == Int(sequence))
                    try restored.checkIntegrity()
                }
            }
            for _ in 0..<300 { _ = try store.record(5, from: &source) }
            try await group.waitForAll()
        }
    }

    @Test("a log that a long reader holds grows by what is written and shrinks when the reader is gone")
    func longReader() throws {
        let directory = try TemporaryDirectory()
        let store = try LedgerStore(path: directory.file(), durability: .process)
        var source = TradeSource()
        _ = try store.record(100, from: &source)
        let reader = try LedgerReader(path: directory.file())
        try reader.inTransaction { () throws(StoreError) in
            #expect(try reader.lastSequence() == 100)
            for _ in 0..<20 {
                _ = try store.record(50, from: &source)
                try store.checkpointLog()
            }
            #expect(store.logBytes > 500_000)
            #expect(try reader.lastSequence() == 100)
        }
        try store.checkpointLog()
        _ = try store.record(1, from: &source)
        #expect(store.logBytes < 50_000)
    }
}

extension LedgerEvent {
    fileprivate var kind: EventKinds {
        switch payload {
        case .tradeRecorded: .tradesRecorded
        case .tradeVoided: .tradesVoided
        case .accountChanged: .accountChanges
        case .balanceReported: .balanceReports
        case .cashFlowRecorded: .cashFlows
        case .strategyChanged: .strategies
        case .alarmChanged: .alarmChanges
        case .thresholdChanged: .thresholds
        case .silenced: .silences
        case .positionOpened: .positionsOpened
        case .positionChanged: .positionChanges
        case .priceMarked: .priceMarks
        case .openResultMarked: .openResultMarks
        case .exitRulesChanged: .exitRules
        case .fillRecorded: .fills
        case .complianceRuleChanged: .complianceRules
        }
    }
}
