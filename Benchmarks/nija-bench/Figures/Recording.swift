import NijaMessages
import Protobuf
import TTRPC

extension Suite {
    /// One trade at a time, beside a ping-pong of as many bytes.
    func measureRecording(_ daemon: Daemon) throws {
        let bot = try Bot(socket: daemon.place.socket, account: "single")
        let request = bot.nextRecording()
        let reply = try bot.send(TradeService.recordTrade, request)
        let bytes = Bot.bytes(of: TradeService.recordTrade, request: request.count, reply: reply.count)
        try measure("RecordTrade", daemon.durability, .microseconds, goal: .atMost(25)) {
            let floor = try Baseline.pingPong(rounds: sizes.calls, bytes)
            return Figure.Run(try timeRecording(bot, rounds: sizes.calls), floor: floor.median)
        }
        try checkCount(bot)
    }

    /// One trade at a time, each on the disk before its answer, beside an append to a file that is.
    func measureDurableRecording(_ daemon: Daemon) throws {
        let bot = try Bot(socket: daemon.place.socket, account: "durable")
        try measure("RecordTrade", daemon.durability, .microseconds, goal: .timesFloor(1.3, plus: 25)) {
            let floor = try Baseline.append(rounds: sizes.calls / 5, in: directory)
            return Figure.Run(try timeRecording(bot, rounds: sizes.calls / 5), floor: floor.median)
        }
        try checkCount(bot)
    }

    private func timeRecording(_ bot: Bot, rounds: Int) throws -> Sample {
        try time(rounds: rounds, { bot.nextRecording() }) { try bot.send(TradeService.recordTrade, $0) }
    }

    /// 64 trades in flight on one connection.
    func measurePipelining(_ daemon: Daemon, goal: Double) throws {
        let (depth, bot) = (64, try Bot(socket: daemon.place.socket, account: "pipeline"))
        let method = TradeService.recordTrade
        try measure("RecordTrade, \(depth) in flight", daemon.durability, .perSecond, goal: .atLeast(goal)) {
            let requests = (0..<4 * sizes.calls).map { _ in bot.nextRecording() }
            let start = MonotonicTime.now()
            try bot.client.keepInFlight(depth, service: method.service, method: method.name, requests)
            return Figure.Run(requests.count, since: start)
        }
        try checkCount(bot)
    }

    /// A thousand trades a call.
    func measureBatches(_ daemon: Daemon) throws {
        let (size, bot) = (1000, try Bot(socket: daemon.place.socket, account: "batch"))
        try measure("BatchRecordTrades of 1,000", daemon.durability, .perSecond, goal: .atLeast(200_000)) {
            let batches = (0..<max(1, sizes.calls / 250)).map { _ in bot.nextBatch(size) }
            let start = MonotonicTime.now()
            for batch in batches { try bot.send(TradeService.batchRecordTrades, batch) }
            return Figure.Run(batches.count * size, since: start)
        }
        try checkCount(bot)
    }

    /// A figure counts only if the ledger has every trade that was sent.
    private func checkCount(_ bot: Bot) throws {
        let summary = try bot.call(KpiService.getKpiSummary, bot.summaryRequest)
        guard summary.kpis?.totalTrades == Int64(bot.tradesCount) else {
            throw BenchError(
                "\(bot.tradesCount) trades were sent for \(bot.account); the ledger has \(summary.kpis?.totalTrades ?? 0)"
            )
        }
    }
}
