import NijaAnalytics
import NijaModel
import NijaTesting
import Testing

@testable import NijaStore

@Suite("Hours and days that are kept")
struct AggregateTests {
    private let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    /// Trades, flows and reports over four days; some late, some at the same second, some voided later.
    private func events(_ count: Int, _ random: inout SeededGenerator) -> [LedgerEvent] {
        var recorded: [LedgerEvent] = []
        return (1...UInt64(count)).map { sequence in
            let isLate = Int.random(in: 0..<8, using: &random) == 0
            let hour = isLate ? Int64.random(in: 0..<96, using: &random) : Int64(sequence) * 96 / Int64(count)
            let time = Timestamp(
                nanoseconds: (1_767_571_200 + hour * 3600 + Int64.random(in: 0..<40, using: &random))
                    * 1_000_000_000)
            let amount = Decimal(Int.random(in: -900...1000, using: &random))
            switch Int.random(in: 0..<20, using: &random) {
            case 0:
                let report = BalanceReport(
                    account: "a", requestID: "r\(sequence)", balance: amount, equity: amount, time: time,
                    sequence: sequence, recordedAt: time)
                return LedgerEvent(
                    sequence: sequence, time: time, actor: .daemon, payload: .balanceReported(report))
            case 1:
                let flow = CashFlow(
                    account: "a", requestID: "f\(sequence)", amount: amount, time: time,
                    sequence: sequence, recordedAt: time)
                return LedgerEvent(
                    sequence: sequence, time: time, actor: .daemon, payload: .cashFlowRecorded(flow))
            case 2 where !recorded.isEmpty:
                let index = Int.random(in: recorded.indices, using: &random)
                return TradeSource.voiding(sequence, of: recorded.remove(at: index))
            default:
                var trade = Trade(strategy: "s", symbol: "X", profit: amount, exitTime: time)
                (trade.account, trade.tradeID, trade.fees) = ("a", "t\(sequence)", .one)
                recorded.append(TradeSource.event(sequence, trade))
                return recorded[recorded.count - 1]
            }
        }
    }

    private func all(
        _ reader: LedgerReader, _ interval: AggregateInterval, from: Timestamp = .min
    ) throws -> (rows: [AggregateRow], before: EquityPath) {
        try reader.aggregates(account: "a", .utc, interval, from: from, to: .max, limit: .max)
    }

    @Test("kept in any steps or not at all, late, voided or in sequence: they are the same", arguments: 1...6)
    func steps(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let store = try LedgerStore(path: directory.file(), durability: .process)
        let plain = try LedgerStore(path: directory.file("plain.db"), durability: .process)
        let (reader, plainReader) = (
            try LedgerReader(path: store.path), try LedgerReader(path: plain.path)
        )
        for event in events(600, &random) {
            for store in [store, plain] {
                try store.append(event)
                try store.commit()
            }
            guard Int.random(in: 0..<40, using: &random) == 0 else { continue }
            let step = 1...Int.random(in: 1...100, using: &random)
            while let changes = try reader.aggregateChanges([:], upTo: store.lastSequence, step) {
                try store.keepAggregates(changes)
                try store.commit()
                if Bool.random(using: &random) { break }
            }
        }
        for interval in AggregateInterval.allCases {
            let (kept, computed) = (try all(reader, interval), try all(plainReader, interval))
            #expect(kept.rows.map(\.start) == computed.rows.map(\.start))
            #expect(kept.rows == computed.rows)
            #expect(kept.before == EquityPath())
        }
        // Hours joined are days, and days joined are what came before.
        let (hours, days) = (try all(reader, .hour).rows, try all(reader, .day).rows)
        for day in days {
            var joined = EquityPath()
            let own = hours.filter { AggregateInterval.day.start(of: $0.start, .utc) == day.start }
            for hour in own { joined.append(hour.aggregate.path) }
            #expect(joined == day.aggregate.path)
            #expect(own.reduce(0) { $0 + $1.aggregate.trades } == day.aggregate.trades)
        }
        let middle = hours[hours.count / 2].start
        var before = EquityPath()
        for hour in hours where hour.start < middle { before.append(hour.aggregate.path) }
        #expect(try all(reader, .hour, from: middle).before == before)
    }

    @Test("too few events are left for later, and what is not committed is not there")
    func few() throws {
        var random = SeededGenerator(seed: 9)
        let store = try LedgerStore(path: directory.file(), durability: .process)
        let reader = try LedgerReader(path: store.path)
        #expect(try all(reader, .day).rows.isEmpty)
        for event in events(10, &random) { try store.append(event) }
        #expect(try all(reader, .day).rows.isEmpty)
        try store.commit()
        #expect(try reader.aggregateChanges([:], upTo: 10, 11...20) == nil)
        let changes = try #require(try reader.aggregateChanges([:], upTo: 10, 1...4))
        #expect(changes.sequence == 4)
        try store.keepAggregates(changes)
        store.rollback()
        #expect(try reader.aggregateChanges([:], upTo: 10, 1...4)?.sequence == 4)
    }
}
