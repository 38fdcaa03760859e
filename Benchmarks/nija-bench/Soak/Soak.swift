import Glibc
import NijaMessages
import Protobuf
import TTRPC

/// A steady load for a long time, after which nothing may have grown but the history.
///
/// Fifty ticks a second; in each a trade is recorded and sent again, figures and lists are asked for, connections come
/// and go, and a subscriber comes for some seconds. Every subscriber sees every trade once, in sequence.
struct Soak {
    let programs: Programs
    let directory: String
    let seconds: Int

    /// What the last two thirds have shown.
    struct Outcome {
        let seconds: Int
        var trades = 0
        var calls = 0
        var listeners = 0
        var resident = Slope()
        var descriptors = Slope()
        /// Descriptors that were open when everybody had left: after a third of the time, and at the end.
        var descriptorsAlone = (early: 0, late: 0)
    }

    private static let tickNanoseconds: Int64 = 20_000_000
    /// Ticks that a subscriber stays.
    private static let stay = 100
    /// Every so often a subscriber is a slow one.
    private static let slowEvery = 25
    /// Calls of a tick that change nothing.
    private static let reads = 20
    /// Connections of a tick that make one call and go.
    private static let visitors = 4
    /// Trades before the load begins, so that the page caches of the database are full.
    private static let history = 100_000

    /// Runs the load.
    ///
    /// - Throws: when a call fails or a subscriber misses an event.
    func run() throws -> Outcome {
        let daemon = try Daemon(
            programs, in: Daemon.Place(directory: directory + "/soak"), durability: "process")
        let bot = try Bot(socket: daemon.place.socket, account: "soak")
        try bot.record(upTo: Self.history)
        var outcome = Outcome(seconds: seconds)
        let third = Double(seconds) / 3
        outcome.descriptorsAlone.early = try load(daemon, bot, seconds: third, &outcome, isMeasured: false)
        outcome.descriptorsAlone.late = try load(daemon, bot, seconds: 2 * third, &outcome, isMeasured: true)
        outcome.trades = bot.tradesCount - Self.history
        try daemon.stop()
        return outcome
    }

    /// Keeps the load up for a while; descriptors that are open when all subscribers have left.
    private func load(
        _ daemon: Daemon, _ bot: Bot, seconds: Double, _ outcome: inout Outcome, isMeasured: Bool
    ) throws -> Int {
        var listeners: [Listener] = []
        let start = MonotonicTime.now()
        let ticks = Int(seconds * 1e9) / Int(Self.tickNanoseconds)
        for tick in 0..<max(1, ticks) {
            let manner: Listener.Manner =
                tick % Self.slowEvery == 0 ? .slow : [.polite, .rude, .returning][tick % 3]
            let sequence = try bot.call(SystemService.getStatus, GetStatusRequest()).sequence
            listeners.append(
                try Listener(
                    manner, socket: daemon.place.socket, account: bot.account,
                    from: (bot.tradesCount, sequence), ticks: Self.stay))
            outcome.listeners += 1
            outcome.calls += try work(bot, daemon.place.socket)
            listeners = try listeners.filter { try $0.listen(until: bot.tradesCount) }
            if isMeasured && tick % 50 == 0 {
                let time = Double(MonotonicTime.now().since(start)) / 1e9
                outcome.resident.add(try daemon.residentMegabytes(), at: time)
                outcome.descriptors.add(Double(daemon.process.descriptorsCount), at: time)
            }
            wait(until: start.adding(nanoseconds: Int64(tick + 1) * Self.tickNanoseconds))
        }
        listeners.removeAll()
        while try bot.call(SystemService.getStatus, GetStatusRequest()).connections > 1 {}
        return daemon.process.descriptorsCount
    }

    /// What bots and people do in a tick; how many calls that took.
    private func work(_ bot: Bot, _ socket: String) throws -> Int {
        let recording = bot.nextRecording()
        for isRetry in [false, true] {
            let answer = try RecordTradeResponse.decode(bot.send(TradeService.recordTrade, recording))
            if answer.duplicate != isRetry {
                throw BenchError("a trade was taken \(isRetry ? "twice" : "for another")")
            }
        }
        for _ in 0..<Self.reads {
            try bot.send(KpiService.getKpiSummary, bot.summaryRequest.encode())
            try bot.send(SystemService.checkHealth, [])
        }
        var list = ListTradesRequest()
        list.pageSize = 20
        try bot.call(TradeService.listTrades, list)
        for _ in 0..<Self.visitors {
            let method = SystemService.checkHealth
            _ = try Client(connectingTo: socket)
                .call(service: method.service, method: method.name, payload: [])
        }
        return 4 + 2 * Self.reads + Self.visitors
    }

    private func wait(until due: MonotonicTime) {
        var time = timespec(
            tv_sec: Int(due.nanoseconds / 1_000_000_000), tv_nsec: Int(due.nanoseconds % 1_000_000_000))
        while clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, nil) == EINTR {}
    }
}
