import NijaClient
import NijaMessages
import NijaModel
import NijaTesting
import TTRPC
import Testing

@testable import NijaService

@Suite("Subscriptions")
struct SubscriptionTests {
    private func everything(after sequence: UInt64?) -> SubscribeRequest {
        var request = SubscribeRequest()
        request.afterSequence = sequence
        return request
    }

    /// The next ledger event of a stream, without heartbeats.
    private func next(_ stream: MessageStream<SubscribeResponse>) throws -> Event? {
        while let event = try stream.next()?.event {
            if case .heartbeat = event.payload { continue }
            return event
        }
        return nil
    }

    // MARK: Resuming

    @Test("a reader that is cut off at any place and resumes has every event once", arguments: 1...6)
    func resume(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let daemon = try TestDaemon()
        let bot = try daemon.bot()
        var read: [UInt64] = []
        var stream = try daemon.bot().stream(EventService.subscribe, everything(after: 0))
        var sentCount = 0
        for _ in 0..<40 {
            let count = Int.random(in: 0...(random.isOneIn(8) ? 700 : 20), using: &random)
            let trades = (0..<count).map { sent("t\(sentCount + $0)", at: Int64(sentCount + $0)) }
            sentCount += count
            if count > 0 { try bot.record(trades) }
            let end = try bot.call(SystemService.getStatus, GetStatusRequest()).sequence
            var left = Int.random(in: 0...(count + 5), using: &random)
            while left > 0 && (read.last ?? 0) < end {
                read.append(try #require(try next(stream)).sequence)
                left -= 1
            }
            if random.isOneIn(2) {
                stream = try daemon.bot().stream(EventService.subscribe, everything(after: read.last ?? 0))
            }
        }
        let expected = try bot.history().map(\.sequence)
        while read.count < expected.count { read.append(try #require(try next(stream)).sequence) }
        #expect(read == expected, "seed \(seed)")
    }

    @Test("a reader resumes after a restart where it was told to")
    func restart() throws {
        let directory = try TemporaryDirectory(inMemory: true)
        var last: UInt64 = 0
        do {
            let daemon = try TestDaemon(in: directory)
            let stream = try daemon.bot().stream(EventService.subscribe, everything(after: nil))
            try daemon.bot().record([sent("t1")])
            while last < 3 { last = try #require(try next(stream)).sequence }
            daemon.drain()
            let farewell = try #require(try next(stream))
            guard case .goingAway(let goingAway) = farewell.payload else {
                Issue.record("the daemon went away with \(farewell)")
                return
            }
            #expect(goingAway.reason == "the test is over")
            #expect(farewell.sequence == last)
            #expect(try next(stream) == nil)
        }
        let daemon = try TestDaemon(in: directory)
        try daemon.bot().record([sent("t2")])
        let stream = try daemon.bot().stream(EventService.subscribe, everything(after: last))
        let event = try #require(try next(stream))
        guard case .tradeRecorded(let trade) = event.payload else {
            Issue.record("after the restart came \(event)")
            return
        }
        #expect(trade.tradeID == "t2")
        #expect(event.sequence == last + 1)
    }

    @Test("a reader from another ledger's future is told so, and not left waiting for ever")
    func future() throws {
        let daemon = try TestDaemon()
        let client = try daemon.bot()
        try client.record([sent("t1")])
        let error = try refusal {
            try client.stream(EventService.subscribe, everything(after: 1000)).next()
        }
        #expect(error?.code == .outOfRange)
        #expect(error?.reason == "SEQUENCE_AHEAD")
        #expect(error?.message == "after_sequence is 1000; the ledger ends at 3. Start over.")
        var trades = StreamTradesRequest()
        trades.afterSequence = 4
        #expect(try refusal { try client.stream(TradeService.streamTrades, trades).next() } != nil)
        trades.afterSequence = 3
        let stream = try client.stream(TradeService.streamTrades, trades)
        try client.record([sent("t2")])
        #expect(try stream.next()?.event?.sequence == 4)
    }

    // MARK: Slow readers

    @Test("a reader that stops costs a bounded queue, delays nobody, and misses nothing when it goes on")
    func slowReader() throws {
        let daemon = try TestDaemon()
        let bot = try daemon.bot()
        let slow = try daemon.bot().stream(EventService.subscribe, everything(after: nil))
        let quick = try daemon.bot().stream(EventService.subscribe, everything(after: nil))
        var quickCount = 0
        for batch in 0..<6 {
            var trades = (0..<500).map { sent("t\(batch)-\($0)", at: Int64(batch * 500 + $0)) }
            for index in trades.indices { trades[index].reason = String(repeating: "x", count: 600) }
            try bot.record(trades)
            // The strategy is registered with the first trade.
            let expected = (batch + 1) * 500 + 1
            while quickCount < expected {
                _ = try #require(try next(quick))
                quickCount += 1
            }
        }
        let status = try bot.call(SystemService.getStatus, GetStatusRequest())
        // One turn's messages may come on top of the queue's limit.
        #expect(status.queuedBytes < UInt64(Limits.queuedBytesHigh) + 500 * 800)
        #expect(status.subscribers == 2)
        var sequences: [UInt64] = []
        while sequences.last != status.sequence {
            sequences.append(try #require(try next(slow)).sequence)
        }
        #expect(sequences == Array((sequences.first ?? 0)...status.sequence))
        #expect(sequences.count == 3001)
    }

    // MARK: Snapshots

    private func kpis(interval seconds: Int64) -> StreamKpisRequest {
        var request = StreamKpisRequest()
        request.minInterval = DurationMessage(.seconds(seconds))
        request.heartbeatInterval = DurationMessage(.milliseconds(100))
        return request
    }

    @Test("a snapshot comes at once, and none before the interval is over")
    func interval() throws {
        let daemon = try TestDaemon()
        let bot = try daemon.bot()
        let stream = try daemon.bot().stream(KpiService.streamKpis, kpis(interval: 3600))
        guard case .kpis(let first) = try stream.next()?.event?.payload else {
            Issue.record("the first message is no snapshot")
            return
        }
        #expect(first.totalTrades == 0)
        try bot.record((0..<50).map { sent("t\($0)", at: Int64($0)) })
        for _ in 0..<3 {
            guard case .heartbeat = try stream.next()?.event?.payload else {
                Issue.record("something other than a heartbeat came within the interval")
                return
            }
        }
    }

    @Test("snapshots are conflated: a slow reader gets few of them, and the newest at last")
    func conflation() throws {
        let daemon = try TestDaemon()
        let bot = try daemon.bot()
        let stream = try daemon.bot().stream(KpiService.streamKpis, kpis(interval: 0))
        let turns = 1000
        for turn in 0..<turns { try bot.record([sent("t\(turn)", at: Int64(turn))]) }
        let status = try bot.call(SystemService.getStatus, GetStatusRequest())
        #expect(status.queuedBytes < UInt64(Limits.queuedBytesHigh) + 100_000)
        var counts: [Int64] = []
        while counts.last != Int64(turns) {
            guard case .kpis(let snapshot)? = try stream.next()?.event?.payload else { continue }
            counts.append(snapshot.totalTrades)
        }
        #expect(counts == counts.sorted())
        #expect(counts.count < turns)
    }

    // MARK: Ending

    @Test("a subscription ends by its name, for its own user; another name is not found")
    func unsubscribe() throws {
        let daemon = try TestDaemon()
        let client = try daemon.bot()
        var request = everything(after: nil)
        request.subscriptionID = "mine"
        let stream = try daemon.bot().stream(EventService.subscribe, request)
        try client.record([sent("t1")])
        _ = try next(stream)
        var name = UnsubscribeRequest()
        #expect(try refusal { try client.call(EventService.unsubscribe, name) }?.code == .invalidArgument)
        name.subscriptionID = "other"
        #expect(
            try refusal { try client.call(EventService.unsubscribe, name) }?.reason
                == "SUBSCRIPTION_NOT_FOUND")
        name.subscriptionID = "mine"
        _ = try client.call(EventService.unsubscribe, name)
        while try next(stream) != nil {}
        #expect(try client.call(SystemService.getStatus, GetStatusRequest()).subscribers == 0)
        #expect(
            try refusal { try client.call(EventService.unsubscribe, name) }?.reason
                == "SUBSCRIPTION_NOT_FOUND")
    }

    @Test("a name stands for one open subscription: it is refused while it is taken, and free afterwards")
    func names() throws {
        let daemon = try TestDaemon()
        let client = try daemon.bot()
        var request = everything(after: 0)
        request.subscriptionID = "mine"
        let first = try daemon.bot().stream(EventService.subscribe, request)
        _ = try next(first)
        let second = try client.stream(EventService.subscribe, request)
        let refused = try refusal { try next(second) }
        #expect(refused?.code == .alreadyExists)
        #expect(refused?.reason == "SUBSCRIPTION_EXISTS")
        #expect(refused?.message.hasPrefix("subscription_id \"mine\"") == true)
        var name = UnsubscribeRequest()
        name.subscriptionID = "mine"
        _ = try client.call(EventService.unsubscribe, name)
        let third = try client.stream(EventService.subscribe, request)
        #expect(try next(third) != nil)
    }

    @Test("a stream of trades without an account follows every account; with one, that one")
    func accounts() throws {
        let daemon = try TestDaemon()
        let bot = try daemon.bot()
        var account = NijaMessages.Account()
        (account.name, account.initialCapital) = ("second", "1000")
        var creation = CreateAccountRequest()
        creation.account = account
        _ = try bot.call(AccountService.createAccount, creation)
        var other = sent("of second")
        other.account = "second"
        try bot.record([sent("of default"), other])
        func followed(_ account: String) throws -> String {
            var filter = TradeFilter()
            filter.account = account
            var request = StreamTradesRequest()
            (request.afterSequence, request.filter) = (0, filter)
            let stream = try daemon.bot().stream(TradeService.streamTrades, request)
            var ids: [String] = []
            while let event = try stream.next()?.event, case .tradeRecorded(let trade)? = event.payload {
                ids.append(trade.tradeID)
                if trade.tradeID == "of second" { break }
            }
            return ids.joined(separator: ", ")
        }
        #expect(try followed("") == "of default, of second")
        #expect(try followed("second") == "of second")
    }

    @Test("a heartbeat says how far a stream has come whose filter lets nothing through")
    func heartbeat() throws {
        let daemon = try TestDaemon()
        let bot = try daemon.bot()
        var request = everything(after: 0)
        (request.topics, request.symbol) = ([.trades], "ETH-USD")
        request.heartbeatInterval = DurationMessage(.milliseconds(100))
        let stream = try daemon.bot().stream(EventService.subscribe, request)
        try bot.record((0..<600).map { sent("t\($0)") })
        let end = try bot.call(SystemService.getStatus, GetStatusRequest()).sequence
        var reached: UInt64 = 0
        while reached < end {
            let event = try #require(try stream.next()?.event)
            guard case .heartbeat = event.payload else {
                Issue.record("the filter let \(event) through")
                return
            }
            reached = event.sequence
        }
        #expect(reached == end)
    }
}
